"""The keys of a parameter: what they are, the places of their values, and values without a place.

The columns and rows may be drawn anew from a day: bands then hold for the values from that day on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from schemebuilder.compiler.bands import band_text, check_bands
from schemebuilder.compiler.constants import constant
from schemebuilder.compiler.desk import BandsFrom, Desk, KeyBands, Scope
from schemebuilder.compiler.names import FieldName, ParameterName, RuleName
from schemebuilder.compiler.references import refer
from schemebuilder.compiler.unknown_names import unknown
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
class Key:
    """A key: its name, whose value it is, and the kind of that value."""

    name: Name
    meaning: FieldName | RuleName
    type: Type


def compile_keys(desk: Desk, name: ParameterName) -> list[Key] | None:
    """Return the keys that a parameter names, or None after a finding."""
    keys: list[Key] = []
    for word in name.statement.keys:
        key = _key(desk, word)
        if key is None:
            return None
        keys.append(key)
    return keys if _shape(desk, name, keys) else None


def kinds_of_keys(desk: Desk, name: ParameterName, keys: list[Key]) -> list[Type] | None:
    """Return the kind of each key: its own, or a choice among bands; find what has no place."""
    kinds: list[Type] = []
    for place, key in enumerate(keys):
        days = _cells_by_day(name, place, len(keys))
        kind = _banded(desk, name, key, days)
        if kind is None:
            return None
        if kind is key.type:
            _without_place(desk, name, key, days)
        kinds.append(kind)
    return kinds


def key_text(desk: Desk, cell: Cell, key: Key) -> str | None:
    """Return a key cell as text: `urban`, `1`, `yes`, or the words of a band."""
    match cell:
        case RangeCell() if key.type.is_quantity:
            return band_text(desk, cell)
        case ValueCell(values=(one,)):
            if key.type.is_quantity and not key.type.whole:
                return band_text(desk, cell)
            return _value_text(desk, one, key)
        case ValueCell() | AnyCell() | NeverCell() | ConditionCell() | RangeCell():
            desk.report.error(
                "SB-C004",
                f"A column or row of a parameter stands for one value or band of {key.name.text}.",
                cell.span,
                hint="Write one value, or a range such as `4 or over`.",
            )
            return None


def texts_of(desk: Desk, cells: tuple[Cell, ...], key: Key) -> list[str] | None:
    """Return the texts of key cells, or None if one of them cannot be a key."""
    found = [text for cell in cells if (text := key_text(desk, cell, key)) is not None]
    return found if len(found) == len(cells) else None


def _key(desk: Desk, word: Name) -> Key | None:
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
        return Key(word, meaning, kind)
    desk.report.error(
        "SB-T004",
        f"A parameter cannot be keyed by {word.text}.",
        word.span,
        hint="Keys are facts and definitions that are a choice, a yes/no or a number.",
    )
    return None


def _shape(desk: Desk, name: ParameterName, keys: list[Key]) -> bool:
    for row in name.rows:
        if row.ended:
            continue
        across = 1 if row.columns else 0
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
        if len(row.values) != max(1, len(row.columns)):
            desk.report.error(
                "SB-C004",
                f"This row of {name.name} has {len(row.values)} values for "
                f"{max(1, len(row.columns))} columns.",
                row.span,
                hint="Write `-` where a combination cannot occur.",
            )
            return False
    return True


def _cells_by_day(name: ParameterName, place: int, keys: int) -> dict[date, list[Cell]]:
    """Return the cells that say one key: the columns for the last, the rows for one before."""
    rows = [row for row in name.rows if not row.ended]
    days: dict[date, list[Cell]] = {}
    for day, found in groupby(rows, key=lambda row: row.start):
        cells = days.setdefault(day, [])
        for row in found:
            cells += _cells_of(row, place, keys)
    return days


def _cells_of(row: ParameterRow, place: int, keys: int) -> tuple[Cell, ...]:
    if row.columns and place == keys - 1:
        return row.columns
    return row.row_keys[place : place + 1]


def _banded(
    desk: Desk, name: ParameterName, key: Key, days: Mapping[date, list[Cell]]
) -> Type | None:
    """Return the kind of a key: its own, or a choice among bands where a cell is a range."""
    ranges = any(isinstance(cell, RangeCell) for cells in days.values() for cell in cells)
    if key.type.kind in {Kind.CHOICE, Kind.YES_NO} or (key.type.whole and not ranges):
        return key.type
    drawn: list[BandsFrom] = []
    for day, cells in days.items():
        bands: dict[str, Cell] = {}
        for cell in cells:
            bands.setdefault(band_text(desk, cell), cell)
        if not drawn or {text for text, _ in drawn[-1].cells} != bands.keys():
            drawn.append(BandsFrom(day, tuple(bands.items())))
    texts = dict.fromkeys(text for one in drawn for text, _ in one.cells)
    choice = Type(Kind.CHOICE, choices=tuple(texts))
    desk.bands[name.name, key.name.text] = KeyBands(key.type, tuple(drawn), choice)
    value = refer(desk, Scope(key.meaning.entity), key.meaning, key.name.span)
    if value is None:
        return None
    check_bands(desk, Scope(key.meaning.entity), name.name, key.name, value)
    return choice


def _without_place(
    desk: Desk, name: ParameterName, key: Key, days: Mapping[date, list[Cell]]
) -> None:
    """Say which values of a key a parameter has no place for: at all, or from some day on."""
    present: dict[date, set[str]] = {}
    for day, cells in days.items():
        texts_here = texts_of(desk, tuple(cells), key)
        if texts_here is None:
            return
        present[day] = set(texts_here)
    placed = dict.fromkeys(text for texts in present.values() for text in sorted(texts))
    declared = ("yes", "no") if key.type.kind is Kind.YES_NO else key.type.choices
    missing = [value for value in declared if value not in placed]
    if missing and present:
        desk.report.warning(
            "SB-C001",
            f"{name.name} has no value where {key.name.text} is {', '.join(missing)}.",
            name.span,
            hint="Add it, with `-` where it cannot occur.",
        )
    for day, texts in present.items():
        lost = [value for value in placed if value not in texts]
        if lost:
            _lost(desk, name, key, (day, lost))


def _lost(desk: Desk, name: ParameterName, key: Key, where: tuple[date, list[str]]) -> None:
    day, lost = where
    rows = [row for row in name.rows if row.start == day and not row.ended]
    first = next((row for row in name.rows if row.start != day), rows[0])
    desk.report.error(
        "SB-C001",
        f"From {day}, {name.name} has no value where {key.name.text} is {', '.join(lost)}; on "
        f"another day it has ({first.start}).",
        rows[-1].span,
        hint=f"Add it for {day}, with `-` if it cannot occur from then on.",
        example={"date": day.isoformat(), key.name.text: lost[0]},
    )


def _value_text(desk: Desk, written: Expr, key: Key) -> str | None:
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
