"""Comparisons, lists, and, or, not: everything that answers yes or no."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Final

from schemebuilder.compiler.arithmetic import both
from schemebuilder.compiler.constants import constant
from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.entries import item_fact
from schemebuilder.compiler.fitting import condition, together
from schemebuilder.compiler.links import same_person
from schemebuilder.compiler.named_values import of_named_list
from schemebuilder.compiler.typed import YEARS, Typed
from schemebuilder.ir.expressions import Among, Apply, Literal, Value
from schemebuilder.ir.expressions import Expr as Meaning
from schemebuilder.ir.operators import Op
from schemebuilder.language.syntax import (
    Between,
    Binary,
    DurationLiteral,
    Expr,
    InList,
    Logical,
    NameRef,
    Unary,
)
from schemebuilder.values.types import WHOLE, YES_NO, Kind

COMPARISONS: Final[dict[str, Op]] = {
    "=": Op.EQ,
    "<>": Op.NE,
    "<": Op.LT,
    "<=": Op.LE,
    ">": Op.GT,
    ">=": Op.GE,
}
"""The signs that compare."""

_MIRRORED: Final[dict[Op, Op]] = {
    Op.LT: Op.GT, Op.LE: Op.GE, Op.GT: Op.LT, Op.GE: Op.LE, Op.EQ: Op.EQ, Op.NE: Op.NE,
}  # fmt: skip


def logical(desk: Desk, scope: Scope, expr: Logical) -> Typed | None:
    """Compile `and`, `or`, `all of (…)`, `any of (…)`."""
    parts = [condition(desk, desk.compile(scope, arg, YES_NO), arg.span) for arg in expr.args]
    found = [part.expr for part in parts if part is not None]
    if len(found) != len(parts):
        return None
    if len(found) == 1:
        return Typed(found[0])
    op = Op.AND if expr.op == "and" else Op.OR
    return Typed(Apply(op, tuple(found), YES_NO, expr.span))


def negation(desk: Desk, scope: Scope, expr: Unary) -> Typed | None:
    """Compile `not x`."""
    arg = condition(desk, desk.compile(scope, expr.arg, YES_NO), expr.arg.span)
    return None if arg is None else Typed(Apply(Op.NOT, (arg.expr,), YES_NO, expr.span))


def comparison(desk: Desk, scope: Scope, expr: Binary) -> Typed | None:
    """Compile `x < y` and its like."""
    op = COMPARISONS[expr.op]
    if op in {Op.EQ, Op.NE}:
        sides_written = (expr.left, expr.right)
        named = same_person(desk, scope, sides_written, expr.span, negated=op is Op.NE)
        if named is not None:
            return named[0]
    if _undefined(desk, scope, expr.left) and not _undefined(desk, scope, expr.right):
        right = desk.compile(scope, expr.right, None)
        left = desk.compile(scope, expr.left, right.type if right else None)
        sides = None if left is None or right is None else (left, right)
    else:
        sides = both(desk, scope, expr.left, expr.right, None)
    if sides is None:
        return None
    return compare(desk, op, sides, (expr.left, expr.right), expr)


def compare(
    desk: Desk, op: Op, sides: tuple[Typed, Typed], written: tuple[Expr, Expr], whole: Expr
) -> Typed | None:
    """Compare two compiled values that were `written` so."""
    left, right = _in_years(*sides, *written)
    pair = together(desk, left, right, written[0].span, written[1].span)
    if pair is None:
        return None
    left, right = pair
    if op in {Op.EQ, Op.NE}:
        return Typed(Apply(op, (left.expr, right.expr), YES_NO, whole.span))
    kind = left.type.kind
    if kind is Kind.CHOICE:
        return _ordered_choice(desk, op, left, right, whole)
    if kind in {Kind.YES_NO, Kind.TEXT}:
        desk.report.error(
            "SB-T001",
            f"Values of the kind {left.type.words()} are neither smaller nor larger.",
            whole.span,
            hint="They can only be the same or not: `=` or `<>`.",
        )
        return None
    return Typed(Apply(op, (left.expr, right.expr), YES_NO, whole.span))


def _undefined(desk: Desk, scope: Scope, expr: Expr) -> bool:
    if not isinstance(expr, NameRef) or expr.name.text in desk.names.meanings:
        return False
    return item_fact(desk, scope, expr.name) is None


def _in_years(left: Typed, right: Typed, a: Expr, b: Expr) -> tuple[Typed, Typed]:
    """Completed years compare with `18` and with `18 years`."""
    if left.counts == YEARS and isinstance(b, DurationLiteral):
        return left, _years(right)
    if right.counts == YEARS and isinstance(a, DurationLiteral):
        return _years(left), right
    return left, right


def _years(duration: Typed) -> Typed:
    value = constant(duration.expr)
    if not isinstance(value, Fraction) or duration.type.kind is not Kind.DURATION:
        return duration
    years = value / 12
    if duration.type.family is None or duration.type.family.value != "months":
        return duration
    kind = replace(WHOLE, whole=years.denominator == 1)
    return Typed(Literal(years, kind, duration.expr.span))


def _ordered_choice(desk: Desk, op: Op, left: Typed, right: Typed, whole: Expr) -> Typed | None:
    """The values of a choice are in the order declared: `disability >= mild`."""
    subject, bound, direction = left, constant(right.expr), op
    if bound is None:
        subject, bound, direction = right, constant(left.expr), _MIRRORED[op]
    choices = subject.type.choices
    if not isinstance(bound, str) or bound not in choices:
        desk.report.error(
            "SB-T001",
            "Two choices can only be the same or not; one of them must be a written value to be "
            "compared by their order.",
            whole.span,
            hint="Use `=` or `<>`, or compare with one written value.",
        )
        return None
    place = choices.index(bound)
    kept = {
        Op.LT: choices[:place],
        Op.LE: choices[: place + 1],
        Op.GT: choices[place + 1 :],
        Op.GE: choices[place:],
    }[direction]
    return Typed(Among(subject.expr, tuple(kept), YES_NO, whole.span))


def in_list(desk: Desk, scope: Scope, expr: InList) -> Typed | None:
    """Compile `x in (a, b)`, and `mother is in family`."""
    if expr.named is not None:
        sides = (expr.arg, NameRef(expr.named, expr.named.span))
        named = same_person(desk, scope, sides, expr.span, negated=expr.negated)
        if named is not None:
            return named[0]
    arg = desk.compile(scope, expr.arg, None)
    if arg is None:
        return None
    found: Meaning | None
    if expr.named is not None:
        found = of_named_list(desk, arg, expr.arg, expr.named)
    else:
        found = one_of(desk, scope, arg, expr.arg, expr.values)
    if found is None:
        return None
    if expr.negated:
        return Typed(Apply(Op.NOT, (found,), YES_NO, expr.span))
    return Typed(found)


def one_of(
    desk: Desk, scope: Scope, arg: Typed, written: Expr, values: tuple[Expr, ...]
) -> Meaning | None:
    """Return the condition that `arg` is one of the values."""
    found: list[Meaning] = []
    for value in values:
        side = desk.compile(scope, value, arg.type)
        if side is None:
            return None
        test = compare(desk, Op.EQ, (arg, side), (written, value), value)
        if test is None:
            return None
        found.append(test.expr)
    if len(found) == 1:
        return found[0]
    constants = _constants(found)
    if constants is not None:
        return Among(arg.expr, constants, YES_NO, values[0].span)
    return Apply(Op.OR, tuple(found), YES_NO, values[0].span)


def _constants(tests: list[Meaning]) -> tuple[Value, ...] | None:
    found: list[Value] = []
    for test in tests:
        value = constant(test.args[1]) if isinstance(test, Apply) else None
        if value is None:
            return None
        found.append(value)
    return tuple(dict.fromkeys(found))


def between(desk: Desk, scope: Scope, expr: Between) -> Typed | None:
    """Compile `x from a to b`; both ends belong to it."""
    low = comparison(desk, scope, Binary(">=", expr.arg, expr.low, expr.span))
    high = comparison(desk, scope, Binary("<=", expr.arg, expr.high, expr.span))
    if low is None or high is None:
        return None
    return Typed(Apply(Op.AND, (low.expr, high.expr), YES_NO, expr.span))
