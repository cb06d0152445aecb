"""The value of an expression that needs no case: literals and arithmetic on them."""

from __future__ import annotations

from fractions import Fraction

from schemebuilder.ir.expressions import Apply, Expr, Literal, Round, Scaled, Value
from schemebuilder.ir.operators import Op


def constant(expr: Expr) -> Value | None:
    """Return the value of a constant expression, exactly, or None if it depends on a case."""
    match expr:
        case Literal():
            return expr.value
        case Scaled():
            inner = quantity(expr.arg)
            return None if inner is None else inner * expr.factor
        case Apply():
            return _applied(expr)
        case Round():
            return None
        case _:
            return None


def quantity(expr: Expr) -> Fraction | None:
    """Return the value of a constant quantity, or None."""
    found = constant(expr)
    return found if isinstance(found, Fraction) else None


def _applied(expr: Apply) -> Value | None:  # noqa: PLR0911 one an operator
    operands = [quantity(arg) for arg in expr.args]
    values = [value for value in operands if value is not None]
    if len(values) != len(operands):
        return None
    match expr.op:
        case Op.ADD:
            return values[0] + values[1]
        case Op.SUB:
            return values[0] - values[1]
        case Op.MUL:
            return values[0] * values[1]
        case Op.DIV:
            return None if values[1] == 0 else values[0] / values[1]
        case Op.NEG:
            return -values[0]
        case Op.MIN:
            return min(values)
        case Op.MAX:
            return max(values)
        case _:
            return None
