"""Situations and values in words, and as an example case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from schemebuilder.compiler.desk import Desk
from schemebuilder.compiler.situations import Feature, Situation
from schemebuilder.ir.expressions import (
    Aggregate,
    Expr,
    FieldRef,
    GoverningDate,
    HasRole,
    OfGroup,
    OfLinked,
    OfOther,
    OfRole,
    RuleRef,
    Value,
)
from schemebuilder.values.money import money_words, number_words
from schemebuilder.values.types import Family, Kind, Type


def in_words(desk: Desk, situation: Situation, on: date | None = None) -> str:
    """Return a situation as words: `disability is mild and age is 18`."""
    said = [
        feature_words(desk, feature, value)
        for feature, value in zip(situation.features, situation.values, strict=True)
    ]
    words = " and ".join(said) or "always"
    return f"{words}, on {on.isoformat()}" if on is not None else words


def feature_words(desk: Desk, feature: Feature, value: Value) -> str:
    """Return one feature with its value in words."""
    name = name_of(desk, feature.expr)
    if feature.expr.type.kind is Kind.YES_NO:
        return (
            f"{name} is {'yes' if value is True else 'no'}"
            if _bare(feature.expr)
            else (f"`{name}` {'holds' if value is True else 'does not hold'}")
        )
    return f"{name} is {value_words(value, feature.expr.type)}"


def example_of(desk: Desk, situation: Situation, on: date | None = None) -> Mapping[str, object]:
    """Return a situation as an example case: facts by name."""
    case: dict[str, object] = {}
    if on is not None:
        case["date"] = on.isoformat()
    for feature, value in zip(situation.features, situation.values, strict=True):
        shown = value_words(value, feature.expr.type)
        case[name_of(desk, feature.expr)] = value if isinstance(value, bool) else shown
    return case


def value_words(value: Value, kind: Type) -> str:
    """Return a value as the language writes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Fraction):
        if kind.kind is Kind.MONEY and kind.currency:
            return money_words(value, kind.currency)
        unit = ""
        if kind.kind is Kind.DURATION:
            unit = " days" if kind.family is Family.DAYS else " months"
        return f"{number_words(value)}{unit}"
    return value.isoformat() if isinstance(value, date) else value


def name_of(desk: Desk, expr: Expr) -> str:  # noqa: PLR0911 one a node
    """Return what a person calls an expression: its name, or its words in the text."""
    match expr:
        case FieldRef():
            return expr.name
        case RuleRef():
            return expr.rule
        case GoverningDate():
            return "the date"
        case HasRole():
            return f"is {expr.role}"
        case OfGroup():
            return name_of(desk, expr.arg)
        case OfRole():
            return f"the {expr.role}'s {name_of(desk, expr.arg)}"
        case OfLinked():
            return f"the {expr.link}'s {name_of(desk, expr.arg)}"
        case OfOther():
            return f"the other {expr.role}'s {name_of(desk, expr.arg)}"
        case Aggregate() if expr.span is None:
            return f"{expr.quantifier.value} {expr.role or 'members'}"
        case _:
            return desk.report.written(expr.span) if expr.span is not None else "this"


def _bare(expr: Expr) -> bool:
    inner = expr.arg if isinstance(expr, OfGroup) else expr
    return isinstance(inner, FieldRef | RuleRef)
