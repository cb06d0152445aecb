"""Sums, products, quotients, limits, rounding and conversions, with the units they keep."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Final

from schemebuilder.compiler.calendar_days import months_later
from schemebuilder.compiler.constants import quantity
from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.fitting import fit, refuse, together
from schemebuilder.compiler.literals import takes_its_unit
from schemebuilder.compiler.products import product_or_quotient
from schemebuilder.compiler.typed import Typed
from schemebuilder.compiler.units import (
    LENGTHS,
    Refusal,
    how_years_divide,
    months_or_days,
    product,
)
from schemebuilder.compiler.working_days import working_days_later
from schemebuilder.compiler.written_types import read_period
from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.expressions import Apply, Direction, Literal, Round, Scaled
from schemebuilder.ir.operators import Op
from schemebuilder.language.syntax import (
    Binary,
    Expr,
    Extreme,
    ForEach,
    InUnit,
    Limited,
    PerPeriod,
    Rounded,
    Unary,
)
from schemebuilder.values.periods import rate_factor
from schemebuilder.values.types import DATE, DAYS, Family, Kind, Type


def both(
    desk: Desk, scope: Scope, left: Expr, right: Expr, expected: Type | None
) -> tuple[Typed, Typed] | None:
    """Compile two sides of one unit: the side that has a unit of its own first."""
    if takes_its_unit(left) and not takes_its_unit(right):
        b = desk.compile(scope, right, expected)
        a = desk.compile(scope, left, b.type if b else expected)
    else:
        a = desk.compile(scope, left, expected)
        b = desk.compile(scope, right, a.type if a else expected)
    return None if a is None or b is None else (a, b)


def negated(desk: Desk, scope: Scope, expr: Unary, expected: Type | None) -> Typed | None:
    """Compile `-x`."""
    arg = desk.compile(scope, expr.arg, expected)
    if arg is None:
        return None
    if not arg.type.is_quantity:
        desk.report.error(
            "SB-T001",
            f"A {arg.type.words()} has no negative.",
            expr.span,
            hint="Put `-` before a number, an amount or a time.",
        )
        return None
    if isinstance(arg.expr, Literal) and isinstance(arg.expr.value, Fraction):
        return Typed(Literal(-arg.expr.value, arg.type, expr.span))
    return Typed(Apply(Op.NEG, (arg.expr,), arg.type, expr.span))


def binary(desk: Desk, scope: Scope, expr: Binary, expected: Type | None) -> Typed | None:
    """Compile `+ - * /`."""
    match expr.op:
        case "+" | "-":
            return _sum(desk, scope, expr, expected)
        case _:
            return product_or_quotient(desk, scope, expr, expected)


def _sum(desk: Desk, scope: Scope, expr: Binary, expected: Type | None) -> Typed | None:
    hint = expected if expected is not None and expected.kind is not Kind.DATE else None
    sides = both(desk, scope, expr.left, expr.right, hint)
    if sides is None:
        return None
    left, right = sides
    if Kind.DATE in {left.type.kind, right.type.kind}:
        return _date_sum(desk, expr, left, right)
    if not left.type.is_quantity and left.type.kind is right.type.kind:
        desk.report.error(
            "SB-T001",
            f"Values of the kind {left.type.words()} cannot be added or subtracted.",
            expr.span,
            hint="Only numbers, amounts and times can. Join conditions with `and` or `or`.",
        )
        return None
    pair = together(desk, left, right, expr.left.span, expr.right.span)
    if pair is None:
        return None
    left, right = pair
    op = Op.ADD if expr.op == "+" else Op.SUB
    whole = left.type.whole and right.type.whole
    counts = left.counts if left.counts == right.counts else left.counts or right.counts
    shared = left.shared_by if left.shared_by == right.shared_by else None
    return Typed(
        Apply(op, (left.expr, right.expr), replace(left.type, whole=whole), expr.span),
        counts if whole else None,
        shared,
    )


def _date_sum(desk: Desk, expr: Binary, left: Typed, right: Typed) -> Typed | None:
    if left.type.kind is Kind.DATE and right.type.kind is Kind.DATE and expr.op == "-":
        return Typed(Apply(Op.DAYS_BETWEEN, (right.expr, left.expr), DAYS, expr.span))
    start, length = (left, right) if left.type.kind is Kind.DATE else (right, left)
    if length.type.kind is Kind.DURATION and (expr.op == "+" or start is left):
        days = length.type.family is Family.DAYS
        shift = length.expr
        if expr.op == "-":
            shift = Apply(Op.NEG, (shift,), length.type, expr.right.span)
        if length.type.family is Family.WORKING_DAYS:
            back = expr.op == "-"
            return working_days_later(desk, start.expr, length.expr, expr.span, back=back)
        if not days:
            return Typed(months_later(desk.header, start.expr, shift, expr.span))
        return Typed(Apply(Op.DATE_ADD_DAYS, (start.expr, shift), DATE, expr.span))
    desk.report.error(
        "SB-T001",
        "To a date only a duration can be added.",
        expr.span,
        hint="Write for example `birth_date + 16 years`, or `days from … to …`.",
    )
    return None


def extreme(desk: Desk, scope: Scope, expr: Extreme, expected: Type | None) -> Typed | None:
    """Compile `smaller of (…)` and `larger of (…)`."""
    op = Op.MIN if expr.kind == "smaller" else Op.MAX
    return _alike(desk, scope, expr.args, op, expected, expr.span)


def _alike(
    desk: Desk, scope: Scope, args: tuple[Expr, ...], op: Op, expected: Type | None, span: Span
) -> Typed | None:
    lead = next((arg for arg in args if not takes_its_unit(arg)), args[0])
    first = desk.compile(scope, lead, expected)
    if first is None:
        return None
    sides: list[Typed] = []
    failed = False
    for arg in args:
        side = first if arg is lead else desk.compile(scope, arg, first.type)
        if side is None:
            failed = True
            continue
        pair = together(desk, first, side, lead.span, arg.span)
        if pair is None:
            failed = True
            continue
        first, side = pair
        sides.append(side)
    if failed:
        return None
    ordered = first.type.is_quantity or first.type.kind is Kind.DATE
    if not ordered:
        desk.report.error(
            "SB-T001",
            f"Values of the kind {first.type.words()} are neither smaller nor larger.",
            span,
            hint="Name values that have an order: numbers, amounts, times or dates.",
        )
        return None
    whole = all(side.type.whole for side in sides)
    wanted = replace(first.type, whole=whole)
    counts = next((side.counts for side in sides if side.counts), None) if whole else None
    shared = first.shared_by if all(side.shared_by for side in sides) else None
    return Typed(Apply(op, tuple(side.expr for side in sides), wanted, span), counts, shared)


def limited(desk: Desk, scope: Scope, expr: Limited, expected: Type | None) -> Typed | None:
    """Compile `(x, but not below a)` and `(x, but not above b)`."""
    arg = desk.compile(scope, expr.arg, expected)
    if arg is None:
        return None
    found: Typed | None = arg
    for bound, op in ((expr.not_below, Op.MAX), (expr.not_above, Op.MIN)):
        if bound is None or found is None:
            continue
        limit = desk.compile(scope, bound, found.type)
        if limit is None:
            return None
        pair = together(desk, found, limit, expr.arg.span, bound.span)
        if pair is None:
            return None
        value, limit = pair
        wanted = replace(value.type, whole=value.type.whole and limit.type.whole)
        found = Typed(
            Apply(op, (value.expr, limit.expr), wanted, expr.span),
            value.counts if wanted.whole else None,
            value.shared_by,
        )
    return found


DIRECTIONS: Final[dict[str, Direction]] = {
    "up": Direction.UP,
    "down": Direction.DOWN,
    "half up": Direction.HALF_UP,
    "half even": Direction.HALF_EVEN,
}
"""The words for where a rounding goes."""


def rounding_step(desk: Desk, scope: Scope, step: Expr, wanted: Type) -> Fraction | None:
    """Return the step of a rounding, a positive constant in the unit of what is rounded."""
    found = desk.compile(scope, step, wanted)
    if found is None:
        return None
    target = replace(wanted, whole=False)
    fitted = fit(desk, found, target, step.span, "The step of this rounding")
    if fitted is None:
        return None
    value = quantity(fitted.expr)
    if value is None or value <= 0:
        desk.report.error(
            "SB-T004",
            "A rounding goes to a written step above zero.",
            step.span,
            hint="Write for example `round down to KES 10`.",
        )
        return None
    return value


def rounded(desk: Desk, scope: Scope, expr: Rounded, expected: Type | None) -> Typed | None:
    """Compile `round down to NZD 1 of (x)`."""
    arg = desk.compile(scope, expr.arg, expected)
    direction = DIRECTIONS.get(expr.direction)
    if arg is None or direction is None:
        return None
    if not arg.type.is_quantity:
        desk.report.error(
            "SB-T001",
            f"A {arg.type.words()} cannot be rounded.",
            expr.arg.span,
            hint="Round a number, an amount or a time.",
        )
        return None
    step = rounding_step(desk, scope, expr.step, arg.type)
    if step is None:
        return None
    whole = arg.type.kind is Kind.NUMBER and step.denominator == 1
    return Typed(
        Round(arg.expr, step, direction, replace(arg.type, whole=whole), expr.span),
        arg.counts if whole else None,
        arg.shared_by,
    )


def for_each(desk: Desk, scope: Scope, expr: ForEach, expected: Type | None) -> Typed | None:
    """Compile `R for each S or part of it of X above Y`: R times the steps in what lies above."""
    arg = desk.compile(scope, expr.arg, None)
    rate = desk.compile(scope, expr.rate, expected)
    if arg is None or rate is None:
        return None
    over = _above(desk, scope, expr, arg)
    step = None if over is None else desk.compile(scope, expr.step, over.type)
    if over is None or step is None:
        return None
    pair = together(desk, over, step, expr.arg.span, expr.step.span)
    if pair is None:
        return None
    number = Type(Kind.NUMBER)
    steps = Apply(Op.DIV, (pair[0].expr, pair[1].expr), number, expr.span)
    direction = Direction.UP if expr.or_part else Direction.DOWN
    count = Round(steps, Fraction(1), direction, Type(Kind.NUMBER, whole=True), expr.span)
    found = product(rate, Typed(count))
    if isinstance(found, Refusal):
        refuse(desk, found, expr.rate.span, expr.step.span)
        return None
    return Typed(Apply(Op.MUL, (rate.expr, count), found[0], expr.span))


def _above(desk: Desk, scope: Scope, expr: ForEach, arg: Typed) -> Typed | None:
    """What lies above the threshold, and nothing where it is not reached."""
    over = arg
    if expr.above is not None:
        above = desk.compile(scope, expr.above, arg.type)
        pair = above and together(desk, arg, above, expr.arg.span, expr.above.span)
        if not pair:
            return None
        over = Typed(Apply(Op.SUB, (pair[0].expr, pair[1].expr), arg.type, expr.span))
    zero = Literal(Fraction(0), over.type, None)
    return Typed(Apply(Op.MAX, (over.expr, zero), over.type, expr.span))


def per_period(desk: Desk, scope: Scope, expr: PerPeriod) -> Typed | None:
    """Compile `x per year`: the same rate said per another period."""
    arg = desk.compile(scope, expr.arg, None)
    wanted = read_period(expr.period)
    if arg is None:
        return None
    if wanted is None:
        desk.report.error(
            "SB-T002",
            f"{expr.period} is not a period.",
            expr.span,
            hint="Write day, week, fortnight, four weeks, month, quarter, half-year or year.",
        )
        return None
    given = arg.type.period
    if given is None:
        desk.report.error(
            "SB-T002",
            f"`{desk.report.written(expr.arg.span)}` is not per any time, so it cannot be "
            f"said per {wanted.value}.",
            expr.arg.span,
            hint="Divide it by a duration: `… / 12 months`.",
        )
        return None
    factor = rate_factor(given, wanted, desk.header.calendar)
    if factor is None:
        desk.report.error(
            "SB-T005",
            f"An amount per {given.value} becomes one per {wanted.value} only if the header "
            f"says {how_years_divide(given, wanted)}.",
            expr.span,
            hint="Add that line to the header; there is no default.",
        )
        return None
    if factor == 1:
        return arg
    kind = arg.type.with_period(wanted)
    return replace(arg, expr=Scaled(arg.expr, factor, f"per {wanted.value}", kind, expr.span))


def in_unit(desk: Desk, scope: Scope, expr: InUnit) -> Typed | None:
    """Compile `x in ZAR` and `d in days`: the number of units."""
    arg = desk.compile(scope, expr.arg, None)
    if arg is None:
        return None
    unit, _, per = expr.unit.partition(" per ")
    if arg.type.kind is Kind.MONEY and unit == arg.type.currency:
        if (arg.type.period or arg.type.whom) and not per:
            desk.report.warning(
                "SB-T009",
                f"`{desk.report.written(expr.span)}` drops the unit of {arg.type.words()}.",
                expr.span,
                hint="Make sure that the formula is meant for exactly this period.",
            )
        words = f"in {expr.unit}"
        kind = Type(Kind.NUMBER)
        return Typed(Scaled(arg.expr, Fraction(1), words, kind, expr.span))
    if arg.type.kind is Kind.DURATION:
        word = unit.removesuffix("s")
        period = read_period(word)
        if period is not None and months_or_days(period) is arg.type.family:
            factor = Fraction(1, LENGTHS[period])
            kind = Type(Kind.NUMBER)
            return Typed(Scaled(arg.expr, factor, f"in {unit}", kind, expr.span))
    desk.report.error(
        "SB-T001",
        f"`{desk.report.written(expr.arg.span)}` is {arg.type.words()} and has no number of "
        f"{expr.unit}.",
        expr.span,
        hint="Take money in its own currency, and a duration in its own unit of time.",
    )
    return None
