"""Definitions that no statement writes: what a use of a formula or a band comes to, by name.

They are called after the definition that they stand in, so that no other definition changes their
names: `countable in net_income`, `band 2 of reduction`.
"""

from __future__ import annotations

from dataclasses import replace

from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.typed import Typed
from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.expressions import (
    BenefitRef,
    Expr,
    FieldRef,
    GoverningDate,
    Literal,
    OfGroup,
    ParameterRef,
    RuleRef,
)
from schemebuilder.ir.scheme import Rule


def free_name(desk: Desk, scope: Scope, what: str) -> str:
    """Return the name of the next use of `what` in the definition that the scope stands in."""
    where = scope.owner or scope.entity
    name, number = f"{what} in {where}", 1
    while name in desk.made:
        number += 1
        name = f"{what} ({number}) in {where}"
    return name


def make(desk: Desk, rule: Rule) -> Expr:
    """Keep a definition, and return the reference to it."""
    desk.made[rule.name] = rule
    return RuleRef(rule.name, rule.type, rule.span)


def plain(desk: Desk, scope: Scope, value: Typed, name: str, span: Span) -> Typed:
    """Return a value that may stand in many places: what is more than a reference gets a name."""
    if is_plain(value.expr):
        return value
    rule = Rule(name, scope.entity, value.type, value.expr, kind="given", span=span)
    return replace(value, expr=make(desk, rule))


def is_plain(expr: Expr) -> bool:
    """Say whether an expression is a written value or one reference."""
    match expr:
        case Literal() | FieldRef() | RuleRef() | BenefitRef() | GoverningDate():
            return True
        case ParameterRef():
            return not expr.keys and expr.on is None
        case OfGroup():
            return is_plain(expr.arg)
        case _:
            return False
