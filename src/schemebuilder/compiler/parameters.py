"""Parameters: dated values of the law, one for each combination of the values of their keys.

A value may be worked out from other parameters (`10 * grant`): it then changes whenever they do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from schemebuilder.compiler.constants import constant
from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.fitting import fit
from schemebuilder.compiler.indexing import indexed
from schemebuilder.compiler.indices import compile_index
from schemebuilder.compiler.law import (
    days_of_change,
    is_law,
    law_value,
    least_certain,
    parameters_in,
    status_on,
)
from schemebuilder.compiler.names import ParameterName
from schemebuilder.compiler.parameter_keys import Key, compile_keys, kinds_of_keys, texts_of
from schemebuilder.ir.expressions import Expr as Meant
from schemebuilder.ir.expressions import Literal
from schemebuilder.ir.scheme import Parameter, ParameterValue
from schemebuilder.language.syntax import (
    Expr,
    IndexStatement,
    ParameterRow,
    ParameterStatement,
)

_Cells = dict[tuple[str, ...], Meant]


@dataclass(frozen=True, slots=True)
class _Entry:
    """The rows of one day and status, each cell as the formula of the law that it is."""

    row: ParameterRow
    cells: _Cells


def compile_parameter(desk: Desk, name: ParameterName) -> Parameter | None:
    """Compile the values of a parameter; keys, columns and rows that do not fit are findings."""
    statement = name.statement
    if isinstance(statement, IndexStatement):
        return compile_index(desk, name, statement)
    keys = compile_keys(desk, name)
    kinds = None if keys is None else kinds_of_keys(desk, name, keys)
    if keys is None or kinds is None:
        return None
    entries = _entries(desk, name, statement, keys)
    if entries is None:
        return None
    values = tuple(_worked_out(desk, name, keys, entries))
    if statement.index is not None:
        values = indexed(desk, name, statement.index, values)
    return Parameter(
        name=name.name,
        type=name.type,
        values=values,
        key_names=tuple(key.name.text for key in keys),
        key_types=tuple(kinds),
        labels=dict(name.statement.labels.by_language),
        span=name.span,
    )


def _entries(
    desk: Desk, name: ParameterName, statement: ParameterStatement, keys: list[Key]
) -> list[_Entry] | None:
    """Return the values by day and status, or None where one cannot be read."""
    found: list[_Entry] = []
    for row in statement.rows:
        columns = texts_of(desk, row.columns, keys[-1]) if keys else []
        prefix = [
            texts_of(desk, (cell,), key) for cell, key in zip(row.row_keys, keys, strict=False)
        ]
        if columns is None or None in prefix:
            return None
        before = tuple(text for texts in prefix if texts for text in texts)
        cells = _cells(desk, name, row, before, columns)
        if cells is None:
            return None
        last = found[-1] if found else None
        if last is None or not keys or not _continues(last.row, row):
            found.append(_Entry(row, cells))
            continue
        for key, value in cells.items():
            if key in last.cells:
                desk.report.error(
                    "SB-D002",
                    f"{name.name} has two values for {', '.join(key)} from {row.start}.",
                    row.span,
                    hint="Keep one of the two rows, or correct the key or the day.",
                )
            last.cells[key] = value
    return found


def _continues(last: ParameterRow, row: ParameterRow) -> bool:
    same = (last.start, last.status, last.known) == (row.start, row.status, row.known)
    return same and bool(row.row_keys)


def _cells(
    desk: Desk,
    name: ParameterName,
    row: ParameterRow,
    prefix: tuple[str, ...],
    columns: list[str],
) -> _Cells | None:
    cells: _Cells = {}
    if row.ended:
        return cells
    for place, written in enumerate(row.values):
        if written is None:
            continue
        key = (*prefix, columns[place]) if columns else prefix
        value = _value(desk, name, written)
        if value is None:
            return None
        cells[key] = value
    return cells


def _value(desk: Desk, name: ParameterName, written: Expr) -> Meant | None:
    """Return a value as a formula of the law: a written one, or one made from other parameters."""
    what = f"The parameter {name.name}"
    found = desk.compile(Scope(desk.names.person(), owner=name.name), written, name.type)
    fitted = None if found is None else fit(desk, found, name.type, written.span, what)
    if fitted is None:
        return None
    value = constant(fitted.expr)
    if value is not None:
        return Literal(value, name.type, written.span)
    keys = (key.text for key in name.statement.keys)
    if not is_law(fitted.expr, keys):
        desk.report.error(
            "SB-D002",
            f"A value of {name.name} must be written out or made from other parameters; "
            f"`{desk.report.written(written.span)}` depends on something else.",
            written.span,
            hint="What is worked out from the facts of a case is a `let`.",
        )
        return None
    parts = parameters_in((fitted.expr,))
    desk.parts_of_law.update(parts)
    needed = [desk.names.meanings.get(one) for one in parts]
    compiled = [desk.parameter(one) for one in needed if isinstance(one, ParameterName)]
    late = [one for one in compiled if one is not None and any(v.known for v in one.values)]
    if late:
        desk.report.error(
            "SB-D005",
            f"{late[0].name} has a value that became known late, so {name.name} cannot be made "
            "from it: it would have no value of before.",
            written.span,
            hint=f"Write the values of {name.name} out, each `known` on its day; or make it a "
            "`let`.",
        )
        return None
    return None if None in compiled else fitted.expr


def _worked_out(
    desk: Desk, name: ParameterName, keys: list[Key], entries: list[_Entry]
) -> Iterator[ParameterValue]:
    """Yield the dated values; a formula has one for each day on which a part of it changes."""
    following: dict[date, date] = dict(pairwise(sorted({one.row.start for one in entries})))
    for entry in entries:
        row = entry.row
        formulas = [cell for cell in entry.cells.values() if not isinstance(cell, Literal)]
        until = following.get(row.start, date.max)
        days = [row.start]
        days += [
            day for day in days_of_change(desk.parameters, formulas) if row.start < day < until
        ]
        for day in days:
            yield _on(desk, name, keys, entry, day)


def _on(
    desk: Desk, name: ParameterName, keys: list[Key], entry: _Entry, day: date
) -> ParameterValue:
    row = entry.row
    value = ParameterValue(
        start=day,
        cells={},
        ended=row.ended,
        citation=row.citation.text if row.citation else "",
        status=row.status,
        span=row.span,
        known=row.known,
    )
    formulas = [cell for cell in entry.cells.values() if not isinstance(cell, Literal)]
    for texts, cell in entry.cells.items():
        at: Mapping[str, str] = dict(zip((key.name.text for key in keys), texts, strict=True))
        found = law_value(desk.parameters, cell, day, at)
        if found is None:
            return _no_value(desk, name, value, formulas)
        value.cells[texts] = found
    if not formulas:
        return value
    status = least_certain((row.status, status_on(desk.parameters, formulas, day)))
    return replace(value, status=status, made=_words(desk, formulas))


def _no_value(
    desk: Desk, name: ParameterName, value: ParameterValue, formulas: Sequence[Meant]
) -> ParameterValue:
    """What a value is made from has none on the day: from then on this one has none either."""
    words = _words(desk, formulas)
    desk.report.warning(
        "SB-D001",
        f"{name.name} has no value from {value.start}: {words} cannot be worked out on that day.",
        value.span,
        hint="Give the parameters in it values from that day, or begin later.",
    )
    return replace(value, cells={}, ended=True, made=words)


def _words(desk: Desk, formulas: Sequence[Meant]) -> str:
    spans = [formula.span for formula in formulas if formula.span is not None]
    return ", ".join(dict.fromkeys(f"`{desk.report.written(span)}`" for span in spans))
