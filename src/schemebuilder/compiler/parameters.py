"""Parameters: dated values of the law, one for each combination of the values of their keys."""

from __future__ import annotations

from dataclasses import dataclass

from schemebuilder.compiler.constants import constant
from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.fitting import fit
from schemebuilder.compiler.names import FieldName, ParameterName, RuleName
from schemebuilder.compiler.references import unknown
from schemebuilder.ir.expressions import Value
from schemebuilder.ir.scheme import Parameter, ParameterValue
from schemebuilder.language.syntax import (
    AnyCell,
    Cell,
    ConditionCell,
    Expr,
    Name,
    NameRef,
    NeverCell,
    NumberLiteral,
    ParameterRow,
    RangeCell,
    ValueCell,
    YesNoLiteral,
)
from schemebuilder.values.types import Kind, Type


@dataclass(frozen=True, slots=True)
class _Key:
    """A key: its name, the kind of its value, and what its cells are as text."""

    name: str
    type: Type


def compile_parameter(desk: Desk, name: ParameterName) -> Parameter | None:
    """Compile the values of a parameter; keys, columns and rows that do not fit are findings."""
    keys: list[_Key] = []
    for word in name.statement.keys:
        key = _key(desk, word)
        if key is None:
            return None
        keys.append(key)
    if not _shape(desk, name, keys):
        return None
    columns = [_key_text(desk, cell, keys[-1]) for cell in name.statement.columns]
    if any(column is None for column in columns):
        return None
    values = _values(desk, name, keys, [column or "" for column in columns])
    _columns_missing(desk, name, keys, [column or "" for column in columns])
    return Parameter(
        name=name.name,
        type=name.type,
        values=values,
        key_names=tuple(key.name for key in keys),
        key_types=tuple(key.type for key in keys),
        labels=dict(name.statement.labels.by_language),
        span=name.span,
    )


def _key(desk: Desk, word: Name) -> _Key | None:
    meaning = desk.names.meanings.get(word.text)
    match meaning:
        case FieldName():
            kind: Type | None = meaning.type
        case RuleName():
            if meaning.type is not None:
                kind = meaning.type
            else:
                found = desk.define(desk, meaning)
                kind = None if found is None else found.type
        case None:
            unknown(desk, Scope(desk.names.person()), word)
            return None
        case _:
            kind = None
    if kind is None:
        return None
    if kind.kind not in {Kind.CHOICE, Kind.YES_NO} and not (
        kind.kind is Kind.NUMBER and kind.whole
    ):
        desk.report.error(
            "SB-T004",
            f"A parameter cannot be keyed by {word.text}, which is {kind.words()}.",
            word.span,
            hint="Keys are choices, whole numbers and yes/no; for other ranges write a table.",
        )
        return None
    return _Key(word.text, kind)


def _shape(desk: Desk, name: ParameterName, keys: list[_Key]) -> bool:
    statement = name.statement
    across = 1 if statement.columns else 0
    for row in statement.rows:
        if row.ended:
            continue
        if len(row.row_keys) + across != len(keys):
            said = len(keys) - across
            desk.report.error(
                "SB-C004",
                f"This row of {name.name} needs {said} key{'' if said == 1 else 's'} before its "
                f"values, and has {len(row.row_keys)}.",
                row.span,
                hint=f"The keys are: {', '.join(key.name for key in keys) or 'none'}.",
            )
            return False
        if len(row.values) != max(1, len(statement.columns)):
            desk.report.error(
                "SB-C004",
                f"This row of {name.name} has {len(row.values)} values for "
                f"{max(1, len(statement.columns))} columns.",
                row.span,
                hint="Write `-` where a combination cannot occur.",
            )
            return False
    return True


def _key_text(desk: Desk, cell: Cell, key: _Key) -> str | None:
    """Return a key cell as text: `urban`, `1`, `yes`."""
    match cell:
        case ValueCell(values=(one,)):
            return _value_text(desk, one, key)
        case ValueCell() | AnyCell() | NeverCell() | ConditionCell() | RangeCell():
            desk.report.error(
                "SB-C004",
                f"A column or row of a parameter stands for one value of {key.name}.",
                cell.span,
                hint="For ranges such as `4 or over`, let a table turn them into a choice, and key "
                "the parameter by that.",
            )
            return None


def _value_text(desk: Desk, written: Expr, key: _Key) -> str | None:
    if key.type.kind is Kind.CHOICE and isinstance(written, NameRef | NumberLiteral | YesNoLiteral):
        found = desk.compile(Scope(desk.names.person()), written, key.type)
        value = None if found is None else constant(found.expr)
        return value if isinstance(value, str) else None
    if key.type.kind is Kind.YES_NO and isinstance(written, YesNoLiteral):
        return "yes" if written.value else "no"
    whole = isinstance(written, NumberLiteral) and written.value.denominator == 1
    if key.type.kind is Kind.NUMBER and isinstance(written, NumberLiteral) and whole:
        return str(written.value.numerator)
    desk.report.error(
        "SB-C004",
        f"`{desk.report.written(written.span)}` is not a value of {key.name}, which is "
        f"{key.type.words()}.",
        written.span,
    )
    return None


def _values(
    desk: Desk, name: ParameterName, keys: list[_Key], columns: list[str]
) -> tuple[ParameterValue, ...]:
    found: list[ParameterValue] = []
    for row in name.statement.rows:
        prefix = tuple(
            text
            for cell, key in zip(row.row_keys, keys, strict=False)
            if (text := _key_text(desk, cell, key)) is not None
        )
        if len(prefix) != len(row.row_keys):
            continue
        cells = _cells(desk, name, row, prefix, columns)
        last = found[-1] if found else None
        if last is not None and keys and _continues(last, row):
            for key, value in cells.items():
                if key in last.cells:
                    desk.report.error(
                        "SB-D002",
                        f"{name.name} has two values for {', '.join(key)} from {row.start}.",
                        row.span,
                    )
                last.cells[key] = value
            continue
        found.append(
            ParameterValue(
                row.start,
                cells,
                row.ended,
                row.citation.text if row.citation else "",
                row.status,
                row.span,
            )
        )
    return tuple(found)


def _continues(last: ParameterValue, row: ParameterRow) -> bool:
    return last.start == row.start and last.status == row.status and bool(row.row_keys)


def _cells(
    desk: Desk,
    name: ParameterName,
    row: ParameterRow,
    prefix: tuple[str, ...],
    columns: list[str],
) -> dict[tuple[str, ...], Value]:
    cells: dict[tuple[str, ...], Value] = {}
    if row.ended:
        return cells
    for place, written in enumerate(row.values):
        if written is None:
            continue
        key = (*prefix, columns[place]) if columns else prefix
        value = _value(desk, name, written)
        if value is not None:
            cells[key] = value
    return cells


def _value(desk: Desk, name: ParameterName, written: Expr) -> Value | None:
    what = f"The parameter {name.name}"
    found = desk.compile(Scope(desk.names.person(), owner=name.name), written, name.type)
    fitted = None if found is None else fit(desk, found, name.type, written.span, what)
    if fitted is None:
        return None
    value = constant(fitted.expr)
    if value is None:
        desk.report.error(
            "SB-D002",
            f"A value of {name.name} must be written out; `{desk.report.written(written.span)}` "
            "depends on something else.",
            written.span,
            hint="What is worked out from other values is a `let`.",
        )
    return value


def _columns_missing(desk: Desk, name: ParameterName, keys: list[_Key], columns: list[str]) -> None:
    """Say which values of a key a parameter has no place for."""
    rows = name.statement.rows
    for place, key in enumerate(keys):
        wanted = key.type.choices if key.type.kind is Kind.CHOICE else ()
        if key.type.kind is Kind.YES_NO:
            wanted = ("yes", "no")
        if place == len(keys) - 1 and columns:
            present = set(columns)
        else:
            texts = (
                _key_text(desk, row.row_keys[place], key)
                for row in rows
                if place < len(row.row_keys)
            )
            present = {text for text in texts if text is not None}
        missing = [value for value in wanted if value not in present]
        if missing:
            desk.report.warning(
                "SB-C001",
                f"{name.name} has no value where {key.name} is {', '.join(missing)}.",
                name.span,
                hint="Add it, with `-` where it cannot occur.",
            )
