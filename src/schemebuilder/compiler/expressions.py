"""Expressions of the text to typed meaning: one case for each form a person can write."""

from __future__ import annotations

from schemebuilder.compiler import (
    arithmetic,
    choosing,
    conditions,
    dates,
    formed_units,
    formulas,
    keyed,
    literals,
    members,
    order,
    references,
    scales,
)
from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.links import link_of
from schemebuilder.compiler.names import FormulaName
from schemebuilder.compiler.typed import Typed
from schemebuilder.language.syntax import (
    Between,
    Binary,
    Called,
    DateDifference,
    DateLiteral,
    DatePart,
    DurationLiteral,
    EscalateExpr,
    Expr,
    Extreme,
    FirstTest,
    ForEach,
    FormulaStatement,
    IfThen,
    InList,
    InUnit,
    KeyedAt,
    Limited,
    Logical,
    MoneyLiteral,
    NameRef,
    NumberLiteral,
    OfName,
    OnScale,
    PerPeriod,
    PlaceOf,
    Possessive,
    PossessiveOther,
    Qualified,
    Quantified,
    RoleTest,
    Rounded,
    TextLiteral,
    ThereIs,
    Unary,
    UnitTest,
    YesNoLiteral,
)
from schemebuilder.values.types import Type


def express(  # noqa: C901, PLR0911, PLR0912 - one case a node
    desk: Desk, scope: Scope, expr: Expr, expected: Type | None
) -> Typed | None:
    """Compile any expression; None when something in it is wrong (and already reported)."""
    match expr:
        case NumberLiteral():
            return literals.number(desk, expr, expected)
        case MoneyLiteral():
            return literals.amount(desk, expr, expected)
        case DateLiteral():
            return literals.day(expr)
        case DurationLiteral():
            return literals.duration(desk, expr)
        case YesNoLiteral():
            return literals.yes_no(desk, expr, expected)
        case TextLiteral():
            return literals.text(expr)
        case NameRef():
            return references.bare(desk, scope, expr, expected)
        case Qualified():
            return references.qualified(desk, scope, expr)
        case OfName():
            meaning = desk.names.meanings.get(expr.part.text)
            if isinstance(meaning, FormulaName) and isinstance(meaning.statement, FormulaStatement):
                only = NameRef(expr.of, expr.of.span)
                return formulas.used(desk, scope, meaning, (only,), expr.span)
            known = desk.names.who(expr.of.text) and expr.of.text not in desk.names.meanings
            if known or link_of(desk, expr.of) is not None:
                whose = Possessive(expr.of, NameRef(expr.part, expr.part.span), expr.span)
                return members.possessive(desk, scope, whose)
            return references.part_of(desk, scope, expr)
        case Possessive():
            return members.possessive(desk, scope, expr)
        case PossessiveOther():
            return order.possessive_other(desk, scope, expr)
        case PlaceOf():
            return order.place_of(desk, scope, expr)
        case FirstTest():
            return order.first_test(desk, scope, expr)
        case Unary():
            if expr.op == "not":
                return conditions.negation(desk, scope, expr)
            return arithmetic.negated(desk, scope, expr, expected)
        case Binary():
            if expr.op in conditions.COMPARISONS:
                return conditions.comparison(desk, scope, expr)
            return arithmetic.binary(desk, scope, expr, expected)
        case Logical():
            return conditions.logical(desk, scope, expr)
        case InList():
            return conditions.in_list(desk, scope, expr)
        case Between():
            return conditions.between(desk, scope, expr)
        case Extreme():
            return arithmetic.extreme(desk, scope, expr, expected)
        case Limited():
            return arithmetic.limited(desk, scope, expr, expected)
        case Rounded():
            return arithmetic.rounded(desk, scope, expr, expected)
        case ForEach():
            return arithmetic.for_each(desk, scope, expr, expected)
        case PerPeriod():
            return arithmetic.per_period(desk, scope, expr)
        case InUnit():
            return arithmetic.in_unit(desk, scope, expr)
        case RoleTest():
            return members.role_test(desk, scope, expr)
        case UnitTest():
            return formed_units.unit_test(desk, scope, expr)
        case ThereIs():
            return members.there_is(desk, scope, expr)
        case Quantified():
            return members.quantified(desk, scope, expr)
        case DateDifference():
            return dates.difference(desk, scope, expr)
        case DatePart():
            return dates.part(desk, scope, expr)
        case KeyedAt():
            return keyed.keyed_at(desk, scope, expr)
        case Called():
            return formulas.called(desk, scope, expr)
        case OnScale():
            return scales.on_scale(desk, scope, expr)
        case IfThen():
            return choosing.if_then(desk, scope, expr, expected)
        case EscalateExpr():
            return choosing.escalate(desk, expr, expected)
