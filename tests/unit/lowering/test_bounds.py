"""Rule L9: no step ever leaves its bounds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemebuilder.lowering.bounds import Bounds, bound, fits
from schemebuilder.lowering.facts import Facts
from schemebuilder.lowering.integers import EVALUATE, FIRST_DAY, INT64_MAX, LAST_DAY
from schemebuilder.lowering.program import Const, Prim, Rounding

MASKS = (Prim.AND, Prim.OR, Prim.NOT)
RATIOS = (Prim.RATIO_EQ, Prim.RATIO_LT, Prim.RATIO_LE)
ARITY = {
    Prim.ABS: 1,
    Prim.SIGN: 1,
    Prim.NOT: 1,
    Prim.LOOKUP: 1,
    Prim.COUNT_FROM: 1,
    Prim.YMD: 1,
    Prim.SELECT: 3,
} | dict.fromkeys(RATIOS, 4)


def between(draw: st.DrawFn, least: int, most: int) -> tuple[tuple[int, int], int]:
    value = draw(st.integers(least, most))
    return (draw(st.integers(least, value)), draw(st.integers(value, most))), value


@st.composite
def operands(draw: st.DrawFn, prim: Prim) -> tuple[list[tuple[int, int]], list[int], Const]:
    found = []
    for place in range(ARITY.get(prim, 2)):
        positive = prim in (Prim.FLOOR_DIV, Prim.MOD, Prim.ROUND) and place == 1
        positive = positive or (prim in RATIOS and place % 2 == 1)
        if prim in MASKS or (prim is Prim.SELECT and place == 0):
            found.append(between(draw, 0, 1))
        elif prim is Prim.LOOKUP:
            found.append(between(draw, 0, 3))
        elif prim in (Prim.YMD, Prim.ADD_MONTHS) and place == 0:
            found.append(between(draw, FIRST_DAY, LAST_DAY))
        elif positive:
            found.append(between(draw, 1, 40))
        else:
            found.append(between(draw, -60, 60))
    const: Const = None
    if prim is Prim.LOOKUP:
        const = tuple(draw(st.lists(st.integers(-9, 9), min_size=4, max_size=4)))
    elif prim is Prim.COUNT_FROM:
        const = tuple(sorted(draw(st.lists(st.integers(-60, 60), max_size=4))))
    elif prim is Prim.ROUND:
        direction = draw(st.sampled_from(["up", "down", "half up", "half even"]))
        const = Rounding(draw(st.integers(1, 9)), draw(st.integers(1, 9)), direction)
    return [limits for limits, _ in found], [value for _, value in found], const


@pytest.mark.parametrize("prim", EVALUATE)
@given(st.data())
@settings(max_examples=60, deadline=None)
def test_every_step_stays_within_its_bounds(prim: Prim, data: st.DataObject) -> None:
    limits, values, const = data.draw(operands(prim))
    found: Bounds = bound(prim, const, tuple(limits), None)
    result = EVALUATE[prim](*values, const)
    assert found is not None
    assert found[0] <= result <= found[1]


def test_totals_are_bounded_by_the_largest_group() -> None:
    facts = Facts(least_members=1, most_members=7)
    assert bound(Prim.TOTAL, None, ((-2, 10),), facts) == (-14, 70)
    assert bound(Prim.TOTAL, None, ((3, 10),), facts) == (3, 70)
    assert bound(Prim.COUNT, None, ((0, 1),), facts) == (0, 7)


def test_the_least_64_bit_number_is_kept_out() -> None:
    assert fits((-INT64_MAX, INT64_MAX))
    assert not fits((-INT64_MAX - 1, 0))
    assert not fits((0, INT64_MAX + 1))
    assert not fits(None)
