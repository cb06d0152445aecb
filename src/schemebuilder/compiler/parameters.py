"""Parameters: dated values of the law, one for each combination of the values of their keys."""

from __future__ import annotations

from dataclasses import dataclass

from schemebuilder.compiler.bands import check_bands
from schemebuilder.compiler.constants import constant
from schemebuilder.compiler.desk import Desk, KeyBands, Scope
from schemebuilder.compiler.fitting import fit
from schemebuilder.compiler.names import FieldName, ParameterName, RuleName
from schemebuilder.compiler.references import refer
from schemebuilder.compiler.unknown_names import unknown
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
    """A key: its name, whose value it is, and the kind of that value."""

    name: Name
    meaning: FieldName | RuleName
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
    types = tuple(
        _banded(desk, name, key, _cells_of(name, place)) for place, key in enumerate(keys)
    )
    columns = [_key_text(desk, cell, keys[-1]) for cell in name.statement.columns]
    known = [column for column in columns if column is not None]
    present = [kind for kind in types if kind is not None]
    if len(known) != len(columns) or len(present) != len(keys):
        return None
    _columns_missing(desk, name, keys, known)
    return Parameter(
        name=name.name,
        type=name.type,
        values=_values(desk, name, keys, known),
        key_names=tuple(key.name.text for key in keys),
        key_types=tuple(present),
        labels=dict(name.statement.labels.by_language),
        span=name.span,
    )


def _cells_of(name: ParameterName, place: int) -> list[Cell]:
    """Return the cells that say one key: the columns for the last, the rows for those before."""
    if name.statement.columns and place == len(name.statement.keys) - 1:
        return list(name.statement.columns)
    return [row.row_keys[place] for row in name.statement.rows if place < len(row.row_keys)]


def _banded(desk: Desk, name: ParameterName, key: _Key, cells: list[Cell]) -> Type | None:
    """Return the kind of a key: its own, or a choice among bands where a cell is a range."""
    ranges = any(isinstance(cell, RangeCell) for cell in cells)
    if key.type.kind in {Kind.CHOICE, Kind.YES_NO} or (key.type.whole and not ranges):
        return key.type
    found: dict[str, Cell] = {}
    for cell in cells:
        found.setdefault(desk.report.written(cell.span), cell)
    choice = Type(Kind.CHOICE, choices=tuple(found))
    desk.bands[name.name, key.name.text] = KeyBands(key.type, tuple(found.items()), choice)
    value = refer(desk, Scope(key.meaning.entity), key.meaning, key.name.span)
    if value is None:
        return None
    check_bands(desk, Scope(key.meaning.entity), name.name, key.name, value)
    return choice


def _key(desk: Desk, word: Name) -> _Key | None:
    meaning = desk.names.meanings.get(word.text)
    if meaning is None:
        unknown(desk, Scope(desk.names.person()), word)
        return None
    kind: Type | None = None
    if isinstance(meaning, FieldName):
        kind = meaning.type
    elif isinstance(meaning, RuleName):
        defined = desk.define(desk, meaning)
        if defined is None:
            return None
        kind = defined.type
    usable = kind is not None and (kind.is_quantity or kind.kind in {Kind.CHOICE, Kind.YES_NO})
    if kind is not None and isinstance(meaning, FieldName | RuleName) and usable:
        desk.looked_up.add(meaning.name)
        return _Key(word, meaning, kind)
    desk.report.error(
        "SB-T004",
        f"A parameter cannot be keyed by {word.text}.",
        word.span,
        hint="Keys are facts and definitions that are a choice, a yes/no or a number.",
    )
    return None


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
                hint=f"The keys are: {', '.join(key.name.text for key in keys) or 'none'}.",
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
    """Return a key cell as text: `urban`, `1`, `yes`, or the words of a band."""
    match cell:
        case RangeCell() if key.type.is_quantity:
            return desk.report.written(cell.span)
        case ValueCell(values=(one,)):
            if key.type.is_quantity and not key.type.whole:
                return desk.report.written(cell.span)
            return _value_text(desk, one, key)
        case ValueCell() | AnyCell() | NeverCell() | ConditionCell() | RangeCell():
            desk.report.error(
                "SB-C004",
                f"A column or row of a parameter stands for one value or band of {key.name.text}.",
                cell.span,
                hint="Write one value, or a range such as `4 or over`.",
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
        f"`{desk.report.written(written.span)}` is not a value of {key.name.text}, which is "
        f"{key.type.words()}.",
        written.span,
        hint="Write one of its values, or a range of them.",
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
                        hint="Keep one of the two rows, or correct the key or the day.",
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
                f"{name.name} has no value where {key.name.text} is {', '.join(missing)}.",
                name.span,
                hint="Add it, with `-` where it cannot occur.",
            )
