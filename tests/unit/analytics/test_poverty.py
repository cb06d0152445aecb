"""Head-count and gap of a few households, worked out by hand; the median and its midpoint."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from schemebuilder.analytics.poverty import poverty
from schemebuilder.analytics.quantiles import lowest_per_head, median_per_head

ONE = 10**6


def whole(*numbers: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(numbers, dtype=np.int64)


def test_four_households_by_hand() -> None:
    # Per head 10, 25, 50, 100; persons 2·1, 1·3, 4·1, 1·2 = 2, 3, 4, 2; the line is 50.
    found = poverty(
        whole(20, 25, 200, 100), whole(2, 1, 4, 1), whole(ONE, 3 * ONE, ONE, 2 * ONE), Fraction(50)
    )
    assert (found.persons, found.poor) == (11 * ONE, 5 * ONE)
    assert found.head_count == Fraction(5, 11)  # who is at the line is not poor
    assert found.gap == (2 * Fraction(40, 50) + 3 * Fraction(25, 50)) / 11


def test_a_line_between_two_whole_numbers() -> None:
    found = poverty(whole(10, 11), whole(3, 3), whole(ONE, ONE), Fraction(10, 3))
    assert found.head_count == 0
    above = poverty(whole(10, 11), whole(3, 3), whole(ONE, ONE), Fraction(11, 3))
    assert (above.poor, above.gap) == (3 * ONE, Fraction(1, 2) * Fraction(1, 11))


def test_numbers_of_any_size() -> None:
    big = np.array([10**30, 10**31], dtype=object)
    found = poverty(big, whole(1, 1), whole(ONE, ONE), Fraction(10**31))
    assert (found.poor, found.gap) == (ONE, Fraction(9, 20))
    small = poverty(whole(5, -5), whole(1, 1), whole(ONE, ONE), Fraction(10**40))
    assert small.poor == 2 * ONE


def test_of_nobody_nothing_is_known() -> None:
    found = poverty(whole(), whole(), whole(), Fraction(1))
    assert (found.head_count, found.gap) == (None, None)


@pytest.mark.parametrize(
    ("weights", "median"),
    [((1, 1, 1), Fraction(20)), ((3, 1, 1), Fraction(10)), ((2, 1, 1), Fraction(15))],
)
def test_the_median_is_the_midpoint_only_at_an_exact_half(
    weights: tuple[int, ...], median: Fraction
) -> None:
    found = median_per_head(whole(20, 40, 90), None, whole(2, 2, 2), whole(*weights))
    assert found == median


def test_the_median_of_unknown_welfare_is_not_known() -> None:
    unknown = np.array([True, False])
    assert median_per_head(whole(1, 7), unknown, whole(1, 2), whole(1, 1)) == Fraction(7, 2)
    assert median_per_head(whole(1), np.array([True]), whole(1), whole(1)) is None


def test_the_lowest_per_head() -> None:
    assert lowest_per_head(whole(10, 9), whole(3, 2)) == Fraction(10, 3)
    assert lowest_per_head(whole(), whole()) is None
