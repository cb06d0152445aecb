"""A list is the same by either walk, whatever the keys, quotas, budgets, weights and ties."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from schemebuilder.engines.columnar.cut_off import cut_off
from schemebuilder.engines.columnar.selection import OUT, Candidates, Ratio, joined
from schemebuilder.ir.expressions import Literal, RankKey
from schemebuilder.ir.selection import Budget, Crossing, Quota, Selection, Standing, Ties
from schemebuilder.simulation.lists_by_cases import cut_off_by_case
from schemebuilder.values.types import NUMBER, Kind, Type

AREA = Type(Kind.CHOICE, choices=("north", "south", "west"))
ONE = Literal(Fraction(1), NUMBER)
SELECTED = list(Standing).index(Standing.SELECTED)
CODES = (SELECTED, SELECTED, SELECTED, list(Standing).index(Standing.UNDECIDED), OUT)

Row = tuple[int, int, int, int, int, int, int]
"""Standing, two keys with a denominator for the first, weight, cost, area."""

ROWS = st.lists(
    st.tuples(
        st.integers(0, len(CODES) - 1),
        st.integers(-4, 4),
        st.integers(1, 4),
        st.integers(0, 2),
        st.sampled_from((1_000_000, 1_500_000, 300_000)),
        st.integers(0, 6),
        st.integers(0, 2),
    ),
    max_size=24,
)


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    falling = draw(st.tuples(st.booleans(), st.booleans()))
    limits = draw(st.sets(st.sampled_from(("quota", "budget", "places")), min_size=1))
    return Selection(
        name="selection",
        entity="household",
        serves=("amount",),
        candidate=ONE,
        keys=(RankKey(ONE, falling[0]), RankKey(ONE, falling[1])),
        ties=draw(st.sampled_from(Ties)),
        quota=Quota(Literal("north", AREA), ONE) if "quota" in limits else None,
        budget=Budget(ONE, ONE, draw(st.sampled_from(Crossing))) if "budget" in limits else None,
        room=ONE if "places" in limits else None,
        waiting=draw(st.sampled_from((None, ONE))),
    )


def candidates(selection: Selection, rows: list[Row], limits: tuple[int, int, int]) -> Candidates:
    def column(place: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return np.array([row[place] for row in rows], dtype=np.int64)

    quota = np.array([limits[2] + row[6] for row in rows], dtype=np.int64)
    return Candidates(
        np.array([CODES[row[0]] for row in rows], dtype=np.uint8),
        column(4),
        (Ratio(column(1), column(2), Fraction(1, 2)), Ratio(column(3), None, Fraction(1))),
        None if selection.budget is None else Ratio(column(5), column(2), Fraction(1, 3)),
        None if selection.quota is None else column(6),
        AREA.choices if selection.quota is not None else (),
        None if selection.quota is None else Ratio(quota, None, Fraction(1, 2)),
        None if selection.budget is None else Fraction(limits[0], 2),
        None if selection.room is None else Fraction(limits[1]),
    )


LIMITS = st.tuples(st.integers(0, 40), st.integers(0, 12), st.integers(0, 6))


@settings(max_examples=400, deadline=None)
@given(selection=selections(), rows=ROWS, limits=LIMITS)
def test_both_walks_give_one_list(
    selection: Selection, rows: list[Row], limits: tuple[int, int, int]
) -> None:
    given_ = candidates(selection, rows, limits)
    fast, exact = cut_off(selection, given_), cut_off_by_case(selection, given_)
    assert fast.standing.tolist() == exact.standing.tolist()
    assert fast.place.tolist() == exact.place.tolist()
    assert [(t.place, sorted(t.rows), t.entered) for t in fast.ties] == [
        (t.place, sorted(t.rows), t.entered) for t in exact.ties
    ]
    assert (fast.spent, fast.entered, fast.last) == (exact.spent, exact.entered, exact.last)
    assert {a: n for a, n in fast.used.items() if n} == {a: n for a, n in exact.used.items() if n}


@settings(max_examples=100, deadline=None)
@given(selection=selections(), rows=ROWS, limits=LIMITS, cut=st.integers(0, 24))
def test_it_does_not_matter_how_the_population_is_cut(
    selection: Selection, rows: list[Row], limits: tuple[int, int, int], cut: int
) -> None:
    whole = cut_off(selection, candidates(selection, rows, limits))
    parts = [candidates(selection, part, limits) for part in (rows[:cut], rows[cut:])]
    assert cut_off(selection, joined(parts)).standing.tolist() == whole.standing.tolist()


@settings(max_examples=200, deadline=None)
@given(selection=selections(), rows=ROWS, limits=LIMITS)
def test_nobody_is_lost_and_no_limit_is_passed_without_being_said(
    selection: Selection, rows: list[Row], limits: tuple[int, int, int]
) -> None:
    given_ = candidates(selection, rows, limits)
    found = cut_off(selection, given_)
    assert ((found.place > 0) == (given_.standing == SELECTED)).all()
    assert (
        found.standing[given_.standing != SELECTED] == given_.standing[given_.standing != SELECTED]
    ).all()
    if selection.ties is Ties.NONE:
        if given_.places is not None:
            assert found.entered <= given_.places * 10**6
        if given_.limit is not None and selection.budget is not None:
            crossing = selection.budget.crossing
            assert crossing is Crossing.LAST or found.spent <= given_.limit
