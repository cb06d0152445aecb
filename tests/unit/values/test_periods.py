"""Rates between periods: exact within a family, by the header across families, else not at all."""

from __future__ import annotations

from fractions import Fraction

import pytest

from schemebuilder.values.periods import Calendar, rate_factor
from schemebuilder.values.types import Period

SAID = Calendar(weeks_in_year=Fraction(52), days_in_year=Fraction(365))


@pytest.mark.parametrize("calendar", [Calendar(), SAID])
@pytest.mark.parametrize(
    ("given", "wanted", "factor"),
    [
        (Period.WEEK, Period.DAY, Fraction(1, 7)),
        (Period.DAY, Period.WEEK, Fraction(7)),
        (Period.FORTNIGHT, Period.DAY, Fraction(1, 14)),
        (Period.FOUR_WEEKS, Period.WEEK, Fraction(1, 4)),
        (Period.QUARTER, Period.MONTH, Fraction(1, 3)),
    ],
)
def test_a_family_converts_whatever_the_header_says(
    calendar: Calendar, given: Period, wanted: Period, factor: Fraction
) -> None:
    assert rate_factor(given, wanted, calendar) == factor


def test_across_families_the_header_says_how() -> None:
    assert rate_factor(Period.WEEK, Period.YEAR, SAID) == 52
    assert rate_factor(Period.DAY, Period.YEAR, SAID) == 365
    assert rate_factor(Period.WEEK, Period.MONTH, Calendar()) is None
    assert rate_factor(Period.DAY, Period.MONTH, Calendar(weeks_in_year=Fraction(52))) is None
