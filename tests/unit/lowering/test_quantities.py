"""Rules L1 to L6 against Fractions."""

from __future__ import annotations

import itertools
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from schemebuilder.ir.expressions import Direction
from schemebuilder.lowering import quantities
from schemebuilder.lowering.program import Prim
from schemebuilder.lowering.quantities import Quantity
from schemebuilder.values import rounding
from tests.unit.lowering.by_hand import field, person_graph, value_of

ROUND = {
    Direction.UP: rounding.up,
    Direction.DOWN: rounding.down,
    Direction.HALF_UP: rounding.half_up,
    Direction.HALF_EVEN: rounding.half_even,
}
whole = st.integers(-50, 50)
steps = st.sampled_from([Fraction(1), Fraction(1, 100), Fraction(1, 3), Fraction(50)])


@given(whole, whole, whole, whole, steps, st.sampled_from(Direction), st.data())
@settings(max_examples=300, deadline=None)
def test_arithmetic_is_exact(  # noqa: PLR0917 drawn values
    a: int, b: int, c: int, d: int, step: Fraction, direction: Direction, data: st.DataObject
) -> None:
    graph = person_graph()
    facts = {"a": a, "b": b, "c": c, "d": d}
    units = {"a": Fraction(1, 100), "b": Fraction(1), "c": Fraction(1, 7), "d": Fraction(3, 2)}
    pool = [
        (Quantity(field(graph, name), None, units[name]), facts[name] * units[name])
        for name in facts
    ]
    pool.append((quantities.constant(graph, Fraction(-2, 37)), Fraction(-2, 37)))
    pool.append((quantities.constant(graph, Fraction(0)), Fraction(0)))
    for _ in range(6):
        (left, x), (right, y) = (data.draw(st.sampled_from(pool)) for _ in range(2))
        made = [
            (quantities.total(graph, left, right), x + y),
            (quantities.difference(graph, left, right), x - y),
            (quantities.product(graph, left, right), x * y),
            (quantities.smaller(graph, left, right), min(x, y)),
            (quantities.larger(graph, left, right), max(x, y)),
            (quantities.negated(graph, left), -x),
            (quantities.rounded(graph, left, step, direction), ROUND[direction](x, step)),
        ]
        if y:
            made.append((quantities.quotient(graph, left, right), x / y))
        pool.append(data.draw(st.sampled_from(made)))
    found, expected = pool[-1]
    assert value_of(graph, found, facts) == expected
    for (left, x), (right, y) in itertools.pairwise(pool):
        less = quantities.compared(graph, Prim.LT, left, right)
        asked = Quantity(graph.select(less, graph.one, graph.zero))
        assert value_of(graph, asked, facts) == int(x < y)


def test_a_constant_factor_changes_the_unit_only() -> None:
    graph = person_graph()
    a = Quantity(field(graph, "a"), None, Fraction(1, 100))
    steps_before = len(graph.nodes)
    weekly = quantities.quotient(graph, a, quantities.constant(graph, Fraction(52)))
    rate = quantities.product(graph, weekly, quantities.constant(graph, Fraction(2, 37)))
    assert rate == Quantity(a.n, None, Fraction(1, 100) / 52 * Fraction(2, 37))
    assert len(graph.nodes) == steps_before


def test_equal_denominators_stay_and_are_not_multiplied() -> None:
    graph = person_graph()
    a, b, c = (Quantity(field(graph, name)) for name in "abc")
    first, second = quantities.quotient(graph, a, c), quantities.quotient(graph, b, c)
    assert first.d is not None
    assert quantities.total(graph, first, second).d == first.d
    assert quantities.smaller(graph, first, second).d == first.d


def test_a_choice_multiplies_no_denominators() -> None:
    graph = person_graph()
    a, b, c = (Quantity(field(graph, name)) for name in "abc")
    mask = graph.step(Prim.LT, a.n, b.n)
    chosen = quantities.selected(
        graph, mask, quantities.quotient(graph, a, b), quantities.quotient(graph, a, c)
    )
    assert chosen.d is not None
    assert graph.nodes[chosen.d].prim is Prim.SELECT


def test_rounding_leaves_no_denominator() -> None:
    graph = person_graph()
    a, b = (Quantity(field(graph, name)) for name in "ab")
    rounded = quantities.rounded(
        graph, quantities.quotient(graph, a, b), Fraction(1, 20), Direction.HALF_EVEN
    )
    assert (rounded.d, rounded.unit) == (None, Fraction(1, 20))


def test_a_zero_divisor_leaves_a_positive_denominator() -> None:
    graph = person_graph()
    a, b = (Quantity(field(graph, name)) for name in "ab")
    assert value_of(graph, quantities.quotient(graph, a, b), {"a": 5, "b": 0}) == 0
