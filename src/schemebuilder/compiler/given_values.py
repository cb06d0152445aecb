"""Values that examples give and expect, as a case holds them: single facts, and whole lists."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from schemebuilder.compiler.constants import constant
from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.fitting import fit
from schemebuilder.compiler.names import ListName
from schemebuilder.compiler.report import nearest, replaced
from schemebuilder.ir.expressions import Value
from schemebuilder.language.syntax import Expr, ListWritten, Name
from schemebuilder.values.numbers import as_text
from schemebuilder.values.types import Type


def written_value(desk: Desk, written: Expr, kind: Type, name: str, entity: str) -> Value | None:
    """Return a value that is written in an example, or None after a finding."""
    found = desk.compile(Scope(entity, owner=name), written, kind)
    fitted = None if found is None else fit(desk, found, kind, written.span, name)
    if fitted is None:
        return None
    value = constant(fitted.expr)
    if value is None:
        desk.report.error(
            "SB-T004",
            f"{name} needs a written value in an example.",
            written.span,
            hint="Write a number, an amount, a date, yes, no or a value of the choice.",
        )
    return value


def plain(value: Value) -> object:
    """Return a value as JSON holds it; a quantity that never ends is text."""
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else as_text(value)
    return value.isoformat() if isinstance(value, date) else value


def given_list(desk: Desk, written: ListWritten, entity: str | None) -> ListName | None:
    """Return the list that is given, or None after a finding; `entity` is beside whom it stands."""
    name = written.name.text
    meaning = desk.names.meanings.get(name)
    if name in desk.excused:
        return None
    if not isinstance(meaning, ListName):
        known = [one.name for one in desk.names.lists()]
        near = nearest(name, known)
        desk.report.error(
            "SB-N001",
            f"There is no list {name}.",
            written.name.span,
            hint=f"Did you mean {near}?" if near else "Declare it with `list … of person : …`.",
            edits=(replaced(written.name.span, near),) if near else (),
        )
        return None
    if entity is not None and meaning.entity != entity:
        desk.report.error(
            "SB-N007",
            f"{name} is of {meaning.entity}, but stands here with a {entity}.",
            written.span,
            hint=f"Write it below the line of the {meaning.entity}.",
        )
        return None
    return meaning


def entries_given(desk: Desk, written: ListWritten, meaning: ListName) -> list[dict[str, object]]:
    """Return the entries of a list as a case holds them; what is not known is left out."""
    kinds = [_column(desk, meaning, column) for column in written.columns]
    entries: list[dict[str, object]] = []
    for row in written.rows:
        entry: dict[str, object] = {}
        for column, kind, cell in zip(written.columns, kinds, row, strict=False):
            if kind is None or cell is None:
                continue
            value = written_value(desk, cell, kind, column.text, meaning.entity)
            if value is not None:
                entry[column.text] = plain(value)
        entries.append(entry)
    return entries


def _column(desk: Desk, meaning: ListName, column: Name) -> Type | None:
    kind = meaning.items.get(column.text)
    if kind is None:
        near = nearest(column.text, meaning.items)
        desk.report.error(
            "SB-N001",
            f"An entry of {meaning.name} has no {column.text}.",
            column.span,
            hint=f"Did you mean {near}?" if near else f"It has: {', '.join(meaning.items)}.",
            edits=(replaced(column.span, near),) if near else (),
        )
    return kind
