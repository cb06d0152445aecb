"""Rules L1 to L6: exact arithmetic on (n·unit)/d, with whole lanes n and d, a static unit."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from schemebuilder.lowering.program import Prim, Rounding
from schemebuilder.lowering.units import ONE, shared_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schemebuilder.ir.expressions import Direction
    from schemebuilder.lowering.graph import Graph


@dataclass(frozen=True, slots=True)
class Quantity:
    """L1: the value is n·unit/d. `n` and `d` are steps; d is positive; d None stands for 1."""

    n: int
    d: int | None = None
    unit: Fraction = ONE


def constant(graph: Graph, value: Fraction) -> Quantity:
    """Return a constant: its sign as whole number, its magnitude as unit."""
    if not value:
        return Quantity(graph.zero)
    return Quantity(graph.const(1 if value > 0 else -1), None, abs(value))


def known_value(graph: Graph, a: Quantity) -> Fraction | None:
    """Return the value of a quantity that is the same for everyone, or None."""
    n = graph.value(a.n)
    return None if n is None or a.d is not None else n * a.unit


def scaled(graph: Graph, a: Quantity, factor: Fraction) -> Quantity:
    """L1: a constant factor changes the unit only."""
    if not factor:
        return Quantity(graph.zero)
    n = a.n if factor > 0 else graph.step(Prim.SUB, graph.zero, a.n)
    return Quantity(n, a.d, a.unit * abs(factor))


def negated(graph: Graph, a: Quantity) -> Quantity:
    """Return -a."""
    return Quantity(graph.step(Prim.SUB, graph.zero, a.n), a.d, a.unit)


def product(graph: Graph, a: Quantity, b: Quantity) -> Quantity:
    """L1: whole numbers multiply, and so do units and denominators."""
    for first, second in ((a, b), (b, a)):
        known = known_value(graph, second)
        if known is not None:
            return scaled(graph, first, known)
    return Quantity(graph.step(Prim.MUL, a.n, b.n), _times(graph, a.d, b.d), a.unit * b.unit)


def quotient(graph: Graph, a: Quantity, b: Quantity) -> Quantity:
    """L2: the divisor's magnitude becomes a denominator (0: 1), its sign moves to n."""
    known = known_value(graph, b)
    if known is not None:
        return scaled(graph, a, 1 / known) if known else Quantity(graph.zero)
    n = a.n if b.d is None else graph.step(Prim.MUL, a.n, b.d)
    n = graph.step(Prim.MUL, n, divisor_sign(graph, b))
    size = graph.step(Prim.MAX, graph.step(Prim.ABS, b.n), graph.one)
    return Quantity(n, _times(graph, a.d, size), a.unit / b.unit)


def divisor_sign(graph: Graph, b: Quantity) -> int:
    """L2: the sign that a divisor gives to the numerator, since denominators are positive."""
    return graph.step(Prim.SIGN, b.n)


def aligned(graph: Graph, quantities: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """L3: bring quantities to the greatest unit they share; constant zeros have every unit."""
    zero = [graph.value(item.n) == 0 for item in quantities]
    unit = shared_unit(item.unit for item, none in zip(quantities, zero, strict=True) if not none)
    return tuple(
        Quantity(graph.zero, None, unit)
        if none
        else Quantity(_multiple(graph, item.n, item.unit / unit), item.d, unit)
        for item, none in zip(quantities, zero, strict=True)
    )


def paired(graph: Graph, a: Quantity, b: Quantity) -> tuple[Quantity, Quantity]:
    """L3: bring two quantities to one unit; a constant zero takes the other's denominator too."""
    left, right = aligned(graph, (a, b))
    if graph.value(left.n) == 0:
        left = Quantity(left.n, right.d, left.unit)
    elif graph.value(right.n) == 0:
        right = Quantity(right.n, left.d, right.unit)
    return left, right


def total(graph: Graph, a: Quantity, b: Quantity) -> Quantity:
    """L3: a + b; the same denominator stays, different ones are multiplied crosswise."""
    return _combined(graph, Prim.ADD, a, b)


def difference(graph: Graph, a: Quantity, b: Quantity) -> Quantity:
    """L3: a - b."""
    return _combined(graph, Prim.SUB, a, b)


def _combined(graph: Graph, prim: Prim, a: Quantity, b: Quantity) -> Quantity:
    left, right = paired(graph, a, b)
    if left.d == right.d:
        return Quantity(graph.step(prim, left.n, right.n), left.d, left.unit)
    n_left = left.n if right.d is None else graph.step(Prim.MUL, left.n, right.d)
    n_right = right.n if left.d is None else graph.step(Prim.MUL, right.n, left.d)
    return Quantity(
        graph.step(prim, n_left, n_right),
        _times(graph, left.d, right.d),
        left.unit,
    )


def compared(graph: Graph, prim: Prim, a: Quantity, b: Quantity) -> int:
    """L4: EQ, LT or LE of two quantities; the printer cross-multiplies or compares quotients."""
    left, right = paired(graph, a, b)
    if left.d == right.d:
        return graph.step(prim, left.n, right.n)
    return graph.step(
        _RATIO[prim],
        left.n,
        graph.one if left.d is None else left.d,
        right.n,
        graph.one if right.d is None else right.d,
    )


_RATIO = {Prim.EQ: Prim.RATIO_EQ, Prim.LT: Prim.RATIO_LT, Prim.LE: Prim.RATIO_LE}


def selected(graph: Graph, mask: int, a: Quantity, b: Quantity) -> Quantity:
    """L5: a where the mask holds, else b: the pair (n, d) is selected on the shared unit."""
    left, right = paired(graph, a, b)
    return Quantity(
        graph.select(mask, left.n, right.n),
        selected_denominator(graph, mask, left, right),
        left.unit,
    )


def selected_denominator(graph: Graph, mask: int, a: Quantity, b: Quantity) -> int | None:
    """L5: the denominator that goes with the selected numerator."""
    if a.d == b.d:
        return a.d
    chosen = graph.one if a.d is None else a.d
    return graph.select(mask, chosen, graph.one if b.d is None else b.d)


def smaller(graph: Graph, a: Quantity, b: Quantity) -> Quantity:
    """L5: the smaller of two."""
    return _extreme(graph, Prim.MIN, a, b)


def larger(graph: Graph, a: Quantity, b: Quantity) -> Quantity:
    """L5: the larger of two."""
    return _extreme(graph, Prim.MAX, a, b)


def _extreme(graph: Graph, prim: Prim, a: Quantity, b: Quantity) -> Quantity:
    left, right = paired(graph, a, b)
    if left.d == right.d:
        return Quantity(graph.step(prim, left.n, right.n), left.d, left.unit)
    first = compared(graph, Prim.LE, left, right)
    if prim is Prim.MAX:
        first = graph.negated(first)
    return selected(graph, first, left, right)


def rounded(graph: Graph, a: Quantity, step: Fraction, direction: Direction) -> Quantity:
    """L6: to a multiple of `step`, by one floor division; no denominator is left."""
    ratio = a.unit / step
    n = graph.step(
        Prim.ROUND,
        a.n,
        graph.one if a.d is None else a.d,
        const=Rounding(ratio.numerator, ratio.denominator, direction.value),
    )
    return Quantity(n, None, step)


def in_unit(graph: Graph, a: Quantity, unit: Fraction) -> int:
    """Return n of a quantity without denominator whose unit is a multiple of `unit`."""
    return _multiple(graph, a.n, a.unit / unit)


def _multiple(graph: Graph, n: int, factor: Fraction) -> int:
    assert factor.denominator == 1, factor  # noqa: S101 so that mypy sees it
    return graph.step(Prim.MUL, n, graph.const(factor.numerator))


def _times(graph: Graph, a: int | None, b: int | None) -> int | None:
    if a is None or b is None:
        return b if a is None else a
    return graph.step(Prim.MUL, a, b)
