"""Standings by one sort are those that comparing everyone with everyone gives."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemebuilder.engines.columnar.binding import bind, facts_of
from schemebuilder.engines.columnar.kernels import KERNELS
from schemebuilder.engines.columnar.layout import layout_of
from schemebuilder.engines.columnar.order import of_other, standings
from schemebuilder.engines.columnar.run import lower_for
from schemebuilder.ir.expressions import Place, RankKey
from schemebuilder.ir.operators import Op
from schemebuilder.lowering.program import ORDER, Prim
from schemebuilder.lowering.pruned import specialised
from schemebuilder.values.types import WHOLE
from tests.unit.engines.columnar.small import (
    ON,
    apply,
    benefit,
    column,
    exactly,
    field,
    frame,
    number,
    outcome_of,
    ref,
    rule,
    scheme,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


def compared(sizes: Sequence[int], args: Sequence[Sequence[int]]) -> list[tuple[int, int, int]]:
    """Return each member's numbers by comparing every two of a household key by key."""
    sure, open_, open_fault, *keys = args
    found = []
    first = 0
    for size in sizes:
        rows = range(first, first + size)
        first += size
        for me in rows:
            counts = [0, 0, 0]
            for other in rows:
                if other == me or not (sure[other] or open_[other]):
                    continue
                standing, fault = stands(me, other, keys)
                if standing == "behind":
                    continue
                fault = fault or bool(open_fault[other])
                if standing == "ahead" and sure[other]:
                    counts[0] += 1
                else:
                    counts[1] += 1
                    counts[2] += fault
            there = sure[me] or open_[me]
            found.append(tuple(counts) if there else (0, 0, 0))
    return found  # type: ignore[return-value]  # an array of whole numbers


def stands(me: int, other: int, keys: Sequence[Sequence[int]]) -> tuple[str, bool]:
    for n, open_, fault in zip(keys[::3], keys[1::3], keys[2::3], strict=True):
        if open_[me] or open_[other]:
            return "open", bool((open_[me] and fault[me]) or (open_[other] and fault[other]))
        if n[me] != n[other]:
            return ("ahead" if n[other] < n[me] else "behind"), False
    return "behind", False


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_standings_are_those_of_comparing_everyone_with_everyone(data: st.DataObject) -> None:
    sizes = data.draw(st.lists(st.integers(0, 6), min_size=1, max_size=5))
    persons = sum(sizes)
    masks = st.lists(st.booleans(), min_size=persons, max_size=persons)
    numbers = st.lists(st.integers(-2, 2), min_size=persons, max_size=persons)
    sure = data.draw(masks)
    open_ = [a and not b for a, b in zip(data.draw(masks), sure, strict=True)]
    open_fault = [a and b for a, b in zip(data.draw(masks), open_, strict=True)]
    args: list[list[Any]] = [sure, open_, open_fault]
    for _ in range(data.draw(st.integers(1, 3))):
        unknown = data.draw(masks)
        fault = [a and b for a, b in zip(data.draw(masks), unknown, strict=True)]
        args += [data.draw(numbers), unknown, fault]
    large = data.draw(st.booleans())
    kinds = [np.bool_, np.bool_, np.bool_, *[object if large else np.int64, np.bool_, np.bool_] * 3]
    scale = 2**80 if large else 1
    lanes: tuple[Any, ...] = tuple(
        np.array([each * scale for each in arg] if kind is object else arg, dtype=kind)
        for arg, kind in zip(args, kinds, strict=False)
    )
    layout = layout_of(np.cumsum([0, *sizes], dtype=np.int64))
    found = standings(layout, lanes)
    together = list(
        zip(found.ahead.tolist(), found.open.tolist(), found.fault.tolist(), strict=True)
    )
    assert together == compared(sizes, args)


def test_what_is_the_same_for_everyone_may_stand_as_one_number() -> None:
    layout = layout_of(np.array([0, 3, 4], dtype=np.int64))
    ages = np.array([5, 7, 5, 1], dtype=np.int64)
    found = standings(layout, (True, False, False, ages, False, False, 0, True, True))
    assert found.ahead.tolist() == [0, 2, 0, 0]
    assert found.open.tolist() == [1, 0, 1, 0]
    assert found.fault.tolist() == [1, 0, 1, 0]


@pytest.mark.parametrize("seed", range(5))
def test_rank_keys_keep_order_and_ties_of_fractions(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 a test, not a secret
    pairs = [(draw.randint(-40, 40), draw.randint(1, 12)) for _ in range(200)]
    n, d = (np.array(side, dtype=np.int64) for side in zip(*pairs, strict=True))
    keys = KERNELS[Prim.RANK_KEY]((n, d), ((-40, 40), (1, 12)), None)
    values = [Fraction(*pair) for pair in pairs]
    for key, value in zip(keys, values, strict=True):
        for other, fraction in zip(keys, values, strict=True):
            assert (key < other, key == other) == (value < fraction, value == fraction)


def test_the_other_of_two_is_the_one_beside_whoever_stands_between() -> None:
    layout = layout_of(np.array([0, 3, 5, 6], dtype=np.int64))
    pair = np.array([True, False, True, True, True, False])
    x = np.array([10, 20, 30, 40, 50, 60], dtype=np.int64)
    assert of_other(layout, x, pair, -1).tolist() == [30, -1, 10, 50, 40, -1]
    assert of_other(layout, 7, pair, 0).tolist() == [7, 0, 7, 7, 7, 0]


def place_by(*keys: RankKey, together: bool = True) -> Place:
    return Place("household", None, None, keys, together, WHOLE)


def test_fractions_whose_keys_do_not_fit_64_bits_are_ordered_exactly() -> None:
    wealth, share = field("wealth"), field("share")
    by = apply(Op.DIV, ref(wealth), ref(share))
    ranked = rule("ranked", place_by(RankKey(by, falling=True)))
    people = frame(
        [4],
        {
            "wealth": column([2**61, 2**61 + 1, 2**60, 2**61]),
            "share": column([2**31 - 1, 2**31 - 1, 2**30, 2**31]),
        },
    )
    result = outcome_of(scheme((wealth, share), (ranked,)), people)
    assert exactly(result, "ranked") == [2, 1, 3, 3]
    assert [finding.code for finding in result.findings] == ["SB-W013"]


def test_a_tie_that_nothing_decides_is_blamed_on_the_order() -> None:
    score = field("score")
    order = place_by(RankKey(ref(score)), together=False)
    grant = benefit(order, entity="person")
    people = frame([1, 3], {"score": column([1, 5, 4, 5])})
    result = outcome_of(scheme((score,), (), (grant,)), people)
    assert result.results["grant"].counts == {"eligible": 2, "failed": 2}
    (first, second) = result.faults
    assert [(each.code, each.id, each.citation) for each in (first, second)] == [
        ("SB-E022", "p1", "act base"),
        ("SB-E022", "p3", "act base"),
    ]


def test_a_key_that_fails_is_blamed_where_it_fails() -> None:
    score = field("score")
    by = apply(Op.DIV, number(100), ref(score))
    grant = benefit(place_by(RankKey(by)), entity="person")
    people = frame([2], {"score": column([1, 0])})
    result = outcome_of(scheme((score,), (), (grant,)), people)
    assert {each.code for each in result.faults} == {"SB-E003"}


def test_where_everything_is_known_nothing_is_counted_as_open() -> None:
    score = field("score")
    ranked = rule("ranked", place_by(RankKey(ref(score))))
    people = frame([2], {"score": column([1, 0])})
    program = lower_for(scheme((score,), (ranked,)), people, ON, ("ranked",))
    assert {Prim.AHEAD, Prim.AHEAD_OPEN} <= {node.prim for node in program.nodes}
    fitted, _ = specialised(program, facts_of(bind(program, people), 0, 1))
    assert {node.prim for node in fitted.nodes if node.prim in ORDER} == {Prim.AHEAD}


def test_people_who_live_alone_need_no_order() -> None:
    score = field("score")
    ranked = rule("ranked", place_by(RankKey(ref(score))))
    people = frame([1, 1], {"score": column([1, 0], unknown=[True, False])})
    program = lower_for(scheme((score,), (ranked,)), people, ON, ("ranked",))
    fitted, _ = specialised(program, facts_of(bind(program, people), 0, 2))
    assert not [node for node in fitted.nodes if node.prim in ORDER]
    assert exactly(outcome_of(scheme((score,), (ranked,)), people), "ranked") == [1, 1]


def test_a_household_of_thousands_is_put_in_order_by_one_sort() -> None:
    draw = random.Random(1)  # noqa: S311 a test, not a secret
    scores = [draw.randint(0, 500) for _ in range(5_000)]
    score = field("score")
    ranked = rule("ranked", place_by(RankKey(ref(score), falling=True)))
    people = frame([len(scores)], {"score": column(scores)})
    found = exactly(outcome_of(scheme((score,), (ranked,)), people), "ranked")
    better = {value: sum(other > value for other in scores) + 1 for value in set(scores)}
    assert found == [better[value] for value in scores]
