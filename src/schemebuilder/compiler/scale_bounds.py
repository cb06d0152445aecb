"""The bands of a scale: their bounds in order, and no rate below zero."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from itertools import pairwise

from schemebuilder.compiler.constants import quantity
from schemebuilder.compiler.desk import Desk
from schemebuilder.compiler.typed import Typed
from schemebuilder.ir.expressions import Apply, Expr, Literal, ParameterRef, Scaled
from schemebuilder.ir.in_force import value_on
from schemebuilder.ir.operators import Op
from schemebuilder.ir.walk import nodes
from schemebuilder.language.syntax import BandWritten, ScaleStatement
from schemebuilder.values.types import YES_NO


def order_of_bounds(desk: Desk, statement: ScaleStatement, bounds: list[Typed]) -> Expr | None:
    """Report bounds that are out of order on some day.

    Returns the condition that they are in order, for the time of a decision, where that hangs on
    the facts of a case; None where it is proven.
    """
    if all(_is_law(bound.expr) for bound in bounds):
        _check_order(desk, statement, [bound.expr for bound in bounds])
        return None
    tests = tuple(
        Apply(Op.LE, (one.expr, two.expr), YES_NO, band.bound.span)
        for (one, two), band in zip(pairwise(bounds), statement.bands[1:], strict=True)
        if not (_is_law(one.expr) and _is_law(two.expr))
    )
    if not tests:
        return None
    return tests[0] if len(tests) == 1 else Apply(Op.AND, tests, YES_NO, statement.span)


def check_rates(
    desk: Desk, statement: ScaleStatement, band: BandWritten, rates: Iterable[Typed | None]
) -> None:
    """Warn of a written rate below zero."""
    for rate, written in zip(rates, band.rates, strict=True):
        value = None if rate is None else quantity(rate.expr)
        if value is not None and value < 0 and written is not None:
            desk.report.warning(
                "SB-C007",
                f"A rate of {statement.name.text} is below zero, so more of it comes to less.",
                written.span,
                hint="If it is meant, define it as a scale of its own and take it off: "
                "`reduce by …`.",
            )


def _is_law(expr: Expr) -> bool:
    """Say whether an expression hangs on the law alone: written values and parameters."""
    return all(
        isinstance(node, Literal | Scaled)
        or (isinstance(node, Apply) and node.op in _OPERATIONS)
        or (isinstance(node, ParameterRef) and not node.keys and node.on is None)
        for node in nodes((expr,))
    )


_OPERATIONS = frozenset({Op.ADD, Op.SUB, Op.MUL, Op.DIV, Op.NEG, Op.MIN, Op.MAX})


def _check_order(desk: Desk, statement: ScaleStatement, bounds: list[Expr]) -> None:
    for day in _days(desk, bounds):
        values = [_value(desk, bound, day) for bound in bounds]
        for place, (one, two) in enumerate(pairwise(values)):
            if one is None or two is None or one < two:
                continue
            band, before = statement.bands[place + 1], statement.bands[place]
            since = f" on {day}" if day is not None else ""
            desk.report.error(
                "SB-C006",
                f"The bounds of {statement.name.text} are not in order{since}: "
                f"`{desk.report.written(band.bound.span)}` is not above "
                f"`{desk.report.written(before.bound.span)}`.",
                band.bound.span,
                before.bound.span,
                hint="Begin with the lowest band; each band ends where the next one begins.",
            )
            return


def _days(desk: Desk, bounds: list[Expr]) -> list[date | None]:
    """Return every day on which a bound changes, or one that does not matter."""
    days: set[date] = set()
    for node in nodes(bounds):
        if isinstance(node, ParameterRef):
            parameter = desk.parameters.get(node.parameter)
            days |= {each.start for each in (parameter.values if parameter else ())}
    return [*sorted(days)] or [None]


def _value(desk: Desk, expr: Expr, day: date | None) -> Fraction | None:
    """Return the value of law on a day, None where it has none."""
    match expr:
        case ParameterRef():
            parameter = desk.parameters.get(expr.parameter)
            entry = None if parameter is None or day is None else value_on(parameter, day)
            found = None if entry is None else entry.cells.get(())
            return found if isinstance(found, Fraction) else None
        case Scaled():
            inner = _value(desk, expr.arg, day)
            return None if inner is None else inner * expr.factor
        case Apply():
            args = tuple(_value(desk, arg, day) for arg in expr.args)
            if any(arg is None for arg in args):
                return None
            written = tuple(
                Literal(value, arg.type)
                for value, arg in zip(args, expr.args, strict=True)
                if value is not None
            )
            return quantity(Apply(expr.op, written, expr.type))
        case _:
            return quantity(expr)
