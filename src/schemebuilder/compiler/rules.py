"""Definitions: `let`, tables and scales to rules, each compiled once, whoever asks first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from schemebuilder.compiler.choosing import in_force, with_exceptions
from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.formed_units import compile_unit
from schemebuilder.compiler.keyed import govern
from schemebuilder.compiler.names import RuleName
from schemebuilder.compiler.regimes import compile_regime
from schemebuilder.compiler.scales import compile_scale
from schemebuilder.compiler.tables import compile_table
from schemebuilder.compiler.typed import YEARS, Typed
from schemebuilder.ir.expressions import Literal
from schemebuilder.ir.scheme import Rule
from schemebuilder.language.syntax import (
    LetStatement,
    ScaleStatement,
    TableStatement,
    TransitionalStatement,
    UnitStatement,
)
from schemebuilder.values.types import Kind

KINDS: Final[Mapping[type, str]] = {
    LetStatement: "let",
    TableStatement: "table",
    ScaleStatement: "scale",
    TransitionalStatement: "transitional",
    UnitStatement: "unit",
}
"""What a rule is called in a trace, by its statement."""


def define(desk: Desk, name: RuleName) -> Typed | None:
    """Return the value of a rule: its declared kind, else what its body comes to.

    A rule that needs its own kind to find its kind is a circle, and reported as one.
    """
    if name.name in desk.defined:
        return desk.defined[name.name]
    if name.name in desk.under_way:
        if name.type is not None:
            return Typed(Literal("", name.type))
        _circle(desk, name)
        return None
    if name.type is not None and not _may_count(name):
        return Typed(Literal("", name.type))
    return body(desk, name)


def _may_count(name: RuleName) -> bool:
    """A whole number may count persons or years, which only its body tells."""
    return name.type is not None and name.type.kind is Kind.NUMBER and name.type.whole


def body(desk: Desk, name: RuleName) -> Typed | None:
    """Compile the body of a rule, once."""
    if name.name in desk.defined:
        return desk.defined[name.name]
    desk.under_way.append(name.name)
    scope = Scope(name.entity, name.role, owner=name.name, unit=name.unit)
    match name.statement:
        case LetStatement():
            found = _let(desk, scope, name, name.statement)
        case TableStatement():
            found = compile_table(desk, scope, name, name.statement)
        case ScaleStatement():
            found = compile_scale(desk, scope, name, name.statement)
        case TransitionalStatement():
            found = compile_regime(desk, scope, name.statement)
        case UnitStatement():
            found = compile_unit(desk, scope, name.statement)
    desk.under_way.pop()
    desk.defined[name.name] = found
    return found


def _let(desk: Desk, scope: Scope, name: RuleName, statement: LetStatement) -> Typed | None:
    if statement.base is None and not statement.exceptions:
        desk.report.error(
            "SB-P001",
            f"{name.name} has no value.",
            statement.span,
            hint=f"Write `let {name.name} … = …`.",
        )
        return None
    found = with_exceptions(desk, scope, statement.base, statement.exceptions, name.type, name.name)
    if found is None:
        return None
    if name.type is None and found.shared_by is not None and found.type.period is not None:
        shared = found.type.with_whom("person" if found.shared_by != YEARS else None)
        return replace(found.of_type(shared), shared_by=None)
    return replace(found, shared_by=None)


def compile_rule(desk: Desk, name: RuleName) -> Rule | None:
    """Return the rule, or None when something in it is wrong (and already reported)."""
    found = body(desk, name)
    if found is None:
        return None
    statement = name.statement
    kind = KINDS[type(statement)]
    citation = ""
    if not isinstance(statement, TableStatement):
        citation = statement.citation.text if statement.citation else ""
    if isinstance(statement, LetStatement | TableStatement):
        scope = Scope(name.entity, name.role, owner=name.name, unit=name.unit)
        govern(desk, scope, ("rule", name.name), statement.governed)
    force = None
    if not isinstance(statement, UnitStatement | TransitionalStatement):
        force = statement.force
    return Rule(
        name=name.name,
        entity=name.entity,
        type=found.type,
        body=found.expr,
        role=name.role,
        kind=kind,
        in_force=in_force(force),
        citation=citation,
        labels=_labels(statement),
        span=statement.span,
    )


def _labels(
    statement: LetStatement
    | TableStatement
    | ScaleStatement
    | TransitionalStatement
    | UnitStatement,
) -> dict[str, str]:
    labels = dict(statement.labels.by_language)
    if isinstance(statement, TransitionalStatement) and statement.title is not None:
        labels.setdefault("en", statement.title.text)
    return labels


def _circle(desk: Desk, name: RuleName) -> None:
    start = desk.under_way.index(name.name)
    loop = [*desk.under_way[start:], name.name]
    desk.report.error(
        "SB-N004",
        f"These definitions depend on each other in a circle: {' → '.join(loop)}.",
        name.span,
        hint="One of them must be said without the others.",
    )
