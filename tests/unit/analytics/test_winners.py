"""Winners and losers of six households, worked out by hand; bands exact at their edges."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from schemebuilder.analytics.winners import Counted, bands_of, extremes, moved

CHANGE = np.array([100, -30, 0, -30, 7, 100], dtype=np.int64)
DECIDED = np.array([True, True, True, True, False, True])
SIZES = np.array([1, 2, 3, 4, 5, 6], dtype=np.int64)
WEIGHTS = np.array([10, 20, 30, 40, 50, 60], dtype=np.int64)


def test_by_hand() -> None:
    (found,) = moved(CHANGE, DECIDED, SIZES, WEIGHTS)
    assert found.gain == Counted(70, 10 + 360, 2, 7000)
    assert found.lose == Counted(60, 40 + 160, 2, -1800)
    assert found.same == Counted(30, 90, 1, 0)
    assert found.undecided == Counted(50, 250, 1, 350)


def test_groups_add_up() -> None:
    groups = np.array([0, 1, 1, 2, 0, 2], dtype=np.int64)
    found = moved(CHANGE, DECIDED, SIZES, WEIGHTS, groups, 3)
    assert [each.gain.households for each in found] == [10, 0, 60]
    assert [each.lose.amount for each in found] == [0, -600, -1200]
    assert sum(each.undecided.persons for each in found) == 250


def test_the_first_rows_come_first_of_those_alike() -> None:
    lose, gain = extremes(CHANGE, DECIDED, 10)
    assert (lose, gain) == ([1, 3], [0, 5])
    assert extremes(CHANGE, DECIDED, 1) == ([1], [0])
    assert extremes(CHANGE.astype(object) * 10**30, DECIDED, 10) == ([1, 3], [0, 5])


def _band(change: int, base: int) -> int:
    if base <= 0:
        return -1
    percent = Fraction(100 * change, base)
    tenth = Fraction(1, 10)
    if percent <= -5:
        return 0
    if percent < -tenth:
        return 1
    if percent <= tenth:
        return 2
    return 3 if percent <= 5 else 4


def test_bands_at_their_edges() -> None:
    changes = [-51, -50, -49, -2, -1, 0, 1, 2, 49, 50, 51]
    found = bands_of(np.array(changes), np.full(len(changes), 1000))
    assert found.tolist() == [0, 0, 1, 1, 2, 2, 2, 3, 3, 3, 4]


@given(rows=st.lists(st.tuples(st.integers(-(10**18), 10**18), st.integers(-(10**18), 10**18))))
def test_bands_are_those_of_fractions(rows: list[tuple[int, int]]) -> None:
    change = np.array([one for one, _ in rows], dtype=np.int64)
    base = np.array([other for _, other in rows], dtype=np.int64)
    assert bands_of(change, base).tolist() == [_band(*row) for row in rows]
