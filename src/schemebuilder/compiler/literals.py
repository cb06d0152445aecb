"""Written values: numbers, money, dates, durations, yes and no, and the values of a choice."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from schemebuilder.compiler.desk import Desk
from schemebuilder.compiler.report import nearest, replaced
from schemebuilder.compiler.typed import Typed
from schemebuilder.compiler.written_types import read_period
from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.expressions import Literal
from schemebuilder.language.syntax import (
    Binary,
    DateLiteral,
    DurationLiteral,
    EscalateExpr,
    Expr,
    Extreme,
    IfThen,
    Limited,
    MoneyLiteral,
    NumberLiteral,
    Rounded,
    TextLiteral,
    Unary,
    YesNoLiteral,
)
from schemebuilder.values.types import (
    DATE,
    DAYS,
    MONTHS,
    TEXT,
    WORKING_DAYS,
    YES_NO,
    Kind,
    Type,
)

_DURATIONS: Final[dict[str, tuple[int, Type]]] = {
    "day": (1, DAYS),
    "week": (7, DAYS),
    "working day": (1, WORKING_DAYS),
    "month": (1, MONTHS),
    "quarter": (3, MONTHS),
    "year": (12, MONTHS),
}


def takes_its_unit(expr: Expr) -> bool:  # noqa: PLR0911 one a form
    """Say whether an expression has no unit of its own and takes it from the other side."""
    match expr:
        case MoneyLiteral():
            return expr.per_period is None
        case NumberLiteral() | YesNoLiteral() | DurationLiteral() | EscalateExpr():
            return True
        case Unary():
            return takes_its_unit(expr.arg)
        case Binary():
            return takes_its_unit(expr.left) and takes_its_unit(expr.right)
        case Extreme():
            return all(takes_its_unit(arg) for arg in expr.args)
        case Limited() | Rounded():
            return takes_its_unit(expr.arg)
        case IfThen():
            return takes_its_unit(expr.then) and takes_its_unit(expr.otherwise)
        case _:
            return False


def number(desk: Desk, expr: NumberLiteral, expected: Type | None) -> Typed | None:
    """Compile a number; where a choice is expected, its digits may be one of the values."""
    if expected is not None and expected.kind is Kind.CHOICE:
        return choice_value(desk, expr.written or str(expr.value), expected, expr.span)
    whole = expr.value.denominator == 1 and not expr.percent
    if expected is not None and expected.kind is Kind.NUMBER and (expected.period or expected.whom):
        return Typed(
            Literal(
                expr.value,
                Type(Kind.NUMBER, period=expected.period, whom=expected.whom, whole=whole),
                expr.span,
            )
        )
    return Typed(Literal(expr.value, Type(Kind.NUMBER, whole=whole), expr.span))


def amount(desk: Desk, expr: MoneyLiteral, expected: Type | None) -> Typed | None:
    """Compile an amount of money; without a period it takes period and whom that are expected."""
    period = whom = None
    if expr.per_period is not None:
        period = read_period(expr.per_period)
        if period is None:
            desk.report.error(
                "SB-T002",
                f"{expr.per_period} is not a period.",
                expr.span,
                hint="Write day, week, fortnight, four weeks, month, quarter, half-year or year.",
            )
            return None
    elif expected is not None and expected.kind is Kind.MONEY:
        period = expected.period
    if expr.per_whom is not None:
        whom = expr.per_whom
    elif expr.per_period is None and expected is not None and expected.kind is Kind.MONEY:
        whom = expected.whom
    return Typed(Literal(expr.value, Type(Kind.MONEY, expr.currency, period, whom), expr.span))


def day(expr: DateLiteral) -> Typed:
    """Compile a date."""
    return Typed(Literal(expr.value, DATE, expr.span))


def duration(desk: Desk, expr: DurationLiteral) -> Typed | None:
    """Compile a duration: years and months in months, weeks and days in days."""
    unit = expr.unit.strip().lower().removesuffix("s")
    found = _DURATIONS.get(unit)
    if found is None:
        desk.report.error(
            "SB-T004",
            f"{expr.unit} is not a unit of time.",
            expr.span,
            hint="Write days, weeks, months or years.",
        )
        return None
    factor, kind = found
    return Typed(Literal(expr.value * Fraction(factor), kind, expr.span))


def yes_no(desk: Desk, expr: YesNoLiteral, expected: Type | None) -> Typed | None:
    """Compile yes or no, or the value of a choice that is spelt so."""
    word = "yes" if expr.value else "no"
    if expected is not None and expected.kind is Kind.CHOICE:
        return choice_value(desk, word, expected, expr.span)
    return Typed(Literal(expr.value, YES_NO, expr.span))


def text(expr: TextLiteral) -> Typed:
    """Compile a text."""
    return Typed(Literal(expr.value, TEXT, expr.span))


def choice_value(desk: Desk, word: str, expected: Type, span: Span) -> Typed | None:
    """Compile a value of the choice that is expected, or report that it is none of them."""
    if word in expected.choices:
        return Typed(Literal(word, expected, span))
    near = nearest(word, expected.choices)
    desk.report.error(
        "SB-T007",
        f"{word} is not one of the values {expected.words()}.",
        span,
        hint=f"Did you mean {near}?" if near else "Use one of them, or declare the value.",
        edits=(replaced(span, near),) if near else (),
    )
    return None
