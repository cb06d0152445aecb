"""Products and quotients: their units, and what written amounts take from the other factor."""

from __future__ import annotations

from fractions import Fraction

from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.fitting import refuse
from schemebuilder.compiler.literals import takes_its_unit
from schemebuilder.compiler.typed import Typed
from schemebuilder.compiler.units import LENGTHS, Refusal, product, quotient
from schemebuilder.ir.expressions import Apply, Scaled
from schemebuilder.ir.operators import Op
from schemebuilder.language.syntax import Binary, DurationLiteral
from schemebuilder.values.types import Kind, Type


def product_or_quotient(
    desk: Desk, scope: Scope, expr: Binary, expected: Type | None
) -> Typed | None:
    """Compile `*` and `/`."""
    sides = _factors(desk, scope, expr, expected)
    if sides is None:
        return None
    left, right = sides
    found = product(left, right) if expr.op == "*" else quotient(left, right)
    if isinstance(found, Refusal):
        refuse(desk, found, expr.left.span, expr.right.span)
        return None
    kind, kept = found
    op = Op.MUL if expr.op == "*" else Op.DIV
    node = Apply(op, (left.expr, right.expr), kind, expr.span)
    factor = _duration_factor(left.type, right.type, op)
    if factor != 1:
        said = left.type.period or right.type.period
        words = f"per {said.value}" if said else ""
        return Typed(Scaled(node, factor, words, kind, expr.span))
    return Typed(node, kept) if op is Op.MUL else Typed(node, shared_by=kept)


def _factors(
    desk: Desk, scope: Scope, expr: Binary, expected: Type | None
) -> tuple[Typed, Typed] | None:
    amount = expected if expected is not None and expected.kind is Kind.MONEY else None
    written = takes_its_unit(expr.left), takes_its_unit(expr.right)
    if amount is not None and written[0] is not written[1]:
        return _beside_written(desk, scope, expr, amount)
    hint_left, hint_right = _hints(expr, amount)
    left = desk.compile(scope, expr.left, hint_left)
    ratio = expr.op == "/" and left is not None and left.type.kind is Kind.MONEY
    if ratio and left is not None and takes_its_unit(expr.right):
        hint_right = left.type
    right = desk.compile(scope, expr.right, hint_right)
    return None if left is None or right is None else (left, right)


def _beside_written(
    desk: Desk, scope: Scope, expr: Binary, amount: Type
) -> tuple[Typed, Typed] | None:
    """Compile a factor that takes its unit beside one that has its own.

    A written amount times a plain number takes the whole's unit; a written number leaves it to the
    other factor.
    """
    turned = takes_its_unit(expr.left)
    own_side, written_side = (expr.right, expr.left) if turned else (expr.left, expr.right)
    divisor = expr.right if expr.op == "/" else None
    written = desk.compile(scope, written_side, None)
    own = desk.compile(
        scope, own_side, amount if _plain(written) and divisor is not own_side else None
    )
    if _plain(own) and not _plain(written) and divisor is not written_side:
        written = desk.compile(scope, written_side, amount)
    if written is None or own is None:
        return None
    return (written, own) if turned else (own, written)


def _plain(value: Typed | None) -> bool:
    """Say whether a value is a number per nothing, so that it leaves the other factor's unit."""
    kind = None if value is None else value.type
    return kind is not None and kind.kind is Kind.NUMBER and not kind.period and not kind.whom


def _hints(expr: Binary, amount: Type | None) -> tuple[Type | None, Type | None]:
    """Money without a period, times or by a number, takes what the whole is expected to be."""
    if amount is None:
        return None, None
    if isinstance(expr.right, DurationLiteral):
        return None, None
    if expr.op == "/":
        return (amount, Type(Kind.NUMBER)) if takes_its_unit(expr.right) else (None, None)
    return (amount, amount) if takes_its_unit(expr.left) else (None, None)


def _duration_factor(left: Type, right: Type, op: Op) -> Fraction:
    """What brings money per year times months to money: one over the months of a year."""
    if op is not Op.MUL or {left.kind, right.kind} != {Kind.MONEY, Kind.DURATION}:
        return Fraction(1)
    period = left.period or right.period
    return Fraction(1) if period is None else Fraction(1, LENGTHS[period])
