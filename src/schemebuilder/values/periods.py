"""Periods and the calendar of a scheme: exact factors between rates, and where a year starts."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from schemebuilder.values.types import Family, Period

_MONTHS: Final[dict[Period, int]] = {
    Period.MONTH: 1,
    Period.QUARTER: 3,
    Period.HALF_YEAR: 6,
    Period.YEAR: 12,
}
_DAYS: Final[dict[Period, int]] = {
    Period.DAY: 1,
    Period.WEEK: 7,
    Period.FORTNIGHT: 14,
    Period.FOUR_WEEKS: 28,
}

LENGTHS: Final[dict[Period, tuple[Family, int]]] = {
    **{period: (Family.DAYS, days) for period, days in _DAYS.items()},
    **{period: (Family.MONTHS, months) for period, months in _MONTHS.items()},
}
"""How long each period is: so many days, or so many months."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """What the header says of time: the first day of the year, and weeks and days in a year.

    `weeks_in_year` and `days_in_year` are None when the header does not say; then no rate per week
    or per day converts to one per month or year. There is no default.
    """

    year_starts_month: int = 1
    year_starts_day: int = 1
    weeks_in_year: Fraction | None = None
    days_in_year: Fraction | None = None


def times_in_a_year(period: Period, calendar: Calendar) -> Fraction | None:
    """Return how many times the period fits a year, or None if the calendar does not say."""
    if period in _MONTHS:
        return Fraction(12, _MONTHS[period])
    if period is Period.DAY:
        return calendar.days_in_year
    weeks = calendar.weeks_in_year
    return None if weeks is None else weeks * _DAYS[Period.WEEK] / _DAYS[period]


def rate_factor(given: Period, wanted: Period, calendar: Calendar) -> Fraction | None:
    """Return the number that turns a rate per `given` into a rate per `wanted`.

    Within a family (month, quarter, half-year, year; day, week, fortnight, four weeks) it is exact
    whatever the calendar says: a week has seven days. Across families it needs what the header
    says, else it is None.
    """
    if given is wanted:
        return Fraction(1)
    if given in _DAYS and wanted in _DAYS:
        return Fraction(_DAYS[wanted], _DAYS[given])
    if given in _MONTHS and wanted in _MONTHS:
        return Fraction(_MONTHS[wanted], _MONTHS[given])
    per_year_given = times_in_a_year(given, calendar)
    per_year_wanted = times_in_a_year(wanted, calendar)
    if per_year_given is None or per_year_wanted is None:
        return None
    return per_year_given / per_year_wanted
