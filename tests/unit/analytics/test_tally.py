"""Cost, reach and outcomes of one benefit, by group of households."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from schemebuilder.analytics.tally import Awards, add_groups, tally

MILLION = 10**6
WEIGHTS = np.array([2 * MILLION, 3 * MILLION, 5 * MILLION], dtype=np.int64)
SIZES = np.array([2, 1, 3], dtype=np.int64)
AWARDS = Awards(
    outcomes=np.array([0, 1, 0, 0, 2, 1], dtype=np.uint8),
    outcome_names=("eligible", "not_eligible", "undecided"),
    amounts=np.array([150, 0, 1_000, 50, 0, 0], dtype=np.int64),
    unit=Fraction(1, 100),
    household=np.array([0, 0, 1, 2, 2, 2], dtype=np.int64),
    of_persons=True,
)


def test_cost_and_reach_over_all() -> None:
    (group,) = tally(AWARDS, WEIGHTS, SIZES, None, 1)
    assert group.cost == Fraction(2 * 150 + 3 * 1_000 + 5 * 50, 100) * MILLION
    assert (group.paid, group.paid_rows) == (10 * MILLION, 3)
    assert (group.reached_persons, group.reached_households) == (22 * MILLION, 10 * MILLION)
    assert group.outcomes["undecided"] == (5 * MILLION, 1)


def test_groups_add_up_and_who_is_in_none_is_left_out() -> None:
    groups = np.array([0, 1, -1], dtype=np.int64)
    first, second = tally(AWARDS, WEIGHTS, SIZES, groups, 2)
    assert first.cost + second.cost == Fraction(3_300, 100) * MILLION
    assert add_groups(first, second).persons == 7 * MILLION
    assert second.outcomes["eligible"] == (3 * MILLION, 1)
    assert second.outcomes["undecided"] == (0, 0)
