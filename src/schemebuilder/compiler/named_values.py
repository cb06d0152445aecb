"""Lists of values of a fact that have a name: `list affected_districts of district is …`."""

from __future__ import annotations

from schemebuilder.compiler.desk import Desk
from schemebuilder.compiler.names import FieldName, Names, RuleName
from schemebuilder.compiler.report import Report, nearest, replaced
from schemebuilder.compiler.typed import Typed
from schemebuilder.diagnostics.finding import has_errors
from schemebuilder.ir.expressions import Among
from schemebuilder.language.syntax import Expr, Name, ValuesStatement
from schemebuilder.values.types import YES_NO, Kind, Type


def declare_values(statement: ValuesStatement, names: Names, report: Report) -> None:
    """Enter a list of values; a value that stands twice in it is a finding."""
    name = statement.name
    taken = names.values.get(name.text) or names.meanings.get(name.text)
    if taken is not None:
        report.error(
            "SB-N002",
            f"{name.text} is defined twice.",
            name.span,
            taken.span,
            hint="Give one of the two another name.",
        )
        return
    seen: dict[str, Name] = {}
    for value in statement.values:
        if value.text in seen:
            report.error(
                "SB-N002",
                f"{value.text} stands twice in {name.text}.",
                value.span,
                seen[value.text].span,
                hint="Take one of them out.",
            )
        seen[value.text] = value
    names.values[name.text] = statement


def check_values(desk: Desk) -> None:
    """Check that every list has values of the fact that it is of, and that something uses it."""
    for name, statement in desk.names.values.items():
        other = desk.names.meanings.get(name)
        if other is not None and not (isinstance(other, FieldName) and other.shared):
            desk.report.error(
                "SB-N002",
                f"{name} is defined twice.",
                statement.name.span,
                other.span,
                hint="Give one of the two another name.",
            )
            continue
        kind = _kind_of(desk, statement)
        if kind is None or not _fitting(desk, statement, kind) or name in desk.used:
            continue
        if not has_errors((*desk.report.findings, *desk.unreadable)):
            desk.report.warning(
                "SB-N005",
                f"The list {name} is never used.",
                statement.name.span,
                hint=f"Write `{statement.fact.text} in {name}` where it is meant, or remove it.",
            )


def _kind_of(desk: Desk, statement: ValuesStatement) -> Type | None:
    """Return the kind of the fact or definition that a list is of."""
    fact = statement.fact
    meaning = desk.names.meanings.get(fact.text)
    kind: Type | None = None
    if isinstance(meaning, FieldName | RuleName):
        kind = meaning.type
        if isinstance(meaning, RuleName) and kind is None:
            found = desk.define(desk, meaning)
            kind = None if found is None else found.type
    if kind is not None and kind.kind in {Kind.CHOICE, Kind.TEXT}:
        return kind
    if meaning is not None:
        desk.report.error(
            "SB-T001",
            f"{fact.text} has no written values of which this could be a list.",
            fact.span,
            hint="A list is of a choice or a text: `list affected_districts of district is …`.",
        )
        return None
    near = nearest(fact.text, desk.names.known())
    desk.report.error(
        "SB-N001",
        f"Nothing is called {fact.text}.",
        fact.span,
        hint=f"Did you mean {near}?" if near else "Name the fact whose values these are.",
        edits=(replaced(fact.span, near),) if near else (),
    )
    return None


def _fitting(desk: Desk, statement: ValuesStatement, kind: Type) -> bool:
    if kind.kind is Kind.TEXT:
        return True
    wrong = [value for value in statement.values if value.text not in kind.choices]
    for value in wrong:
        near = nearest(value.text, kind.choices)
        desk.report.error(
            "SB-T007",
            f"{statement.fact.text} is never {value.text}; it can be {kind.words()}.",
            value.span,
            hint=f"Did you mean {near}?" if near else "Write one of its values.",
            edits=(replaced(value.span, near),) if near else (),
        )
    return not wrong


def of_named_list(desk: Desk, arg: Typed, written: Expr, name: Name) -> Among | None:
    """Return the condition that a value is among those of a list."""
    statement = desk.names.values.get(name.text)
    if statement is None:
        if name.text not in desk.excused:
            near = nearest(name.text, desk.names.values)
            desk.report.error(
                "SB-N001",
                f"There is no list of values that is called {name.text}.",
                name.span,
                hint=f"Did you mean {near}?"
                if near
                else f"Write the values in brackets, or `list {name.text} of "
                f"{desk.report.written(written.span)} is north, east`.",
                edits=(replaced(name.span, near),) if near else (),
            )
        return None
    desk.used.add(name.text)
    kind = _kind_of(desk, statement)
    if kind is None:
        return None
    if arg.type.kind is not kind.kind or set(arg.type.choices) != set(kind.choices):
        desk.report.error(
            "SB-T001",
            f"{name.text} has values of {statement.fact.text}, but this is {arg.type.words()}.",
            written.span,
            hint=f"Compare {statement.fact.text} with it, or write the values in brackets.",
        )
        return None
    values = tuple(value.text for value in statement.values)
    return Among(arg.expr, values, YES_NO, name.span)
