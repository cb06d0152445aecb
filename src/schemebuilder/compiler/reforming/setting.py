"""`set grant from 2026-07-01 : KES 2,400`: a parameter's value from a day on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from schemebuilder.compiler.reforming.draft import Draft, Place, statement_at
from schemebuilder.compiler.report import Report, nearest, replaced
from schemebuilder.language.syntax import (
    Cell,
    Expr,
    Name,
    ParameterRow,
    ParameterStatement,
    PointedAt,
    SetWritten,
)


def set_value(draft: Draft, clause: SetWritten, report: Report, base: str) -> None:
    """Write a value into a parameter; values of the base from that day on are gone."""
    found = statement_at(draft, PointedAt("parameter", clause.name.text, clause.name.span))
    if isinstance(found, str) or not isinstance(found.statement, ParameterStatement):
        names = [name for place in draft.places() for name in _parameters(place)]
        near = nearest(clause.name.text, names)
        report.error(
            "SB-N008",
            f"{base} has no parameter {clause.name.text}.",
            clause.name.span,
            hint=f"Did you mean {near}?" if near else f"It has: {', '.join(names) or 'none'}.",
            edits=(replaced(clause.name.span, near),) if near else (),
        )
        return
    if found.statement.keys:
        _set_cell(draft, found.statement, clause, report)
    elif clause.keys:
        report.error(
            "SB-N008",
            f"{clause.name.text} has one value, not one for each {clause.keys[0].text}.",
            clause.keys[0].span,
            hint=f"Write `set {clause.name.text} from {clause.start} : …`.",
        )
    else:
        _set_plain(draft, found.statement, clause)


def _parameters(place: Place) -> tuple[str, ...]:
    return place.names if isinstance(place.statement, ParameterStatement) else ()


def _set_plain(draft: Draft, parameter: ParameterStatement, clause: SetWritten) -> None:
    kept = [row for row in parameter.rows if row.start < clause.start]
    later = [row for row in parameter.rows if row.start >= clause.start]
    after = kept[-1].span.end if kept else parameter.span.end
    for row in sorted(later, key=lambda row: -row.span.start):
        draft.splice(draft.line_start(row.span.start), draft.line_end(row.span.end), [])
    whole = clause.value.whole
    at = draft.line_end(after)
    lead = "" if draft.text[:at].endswith("\n") else "\n"
    said = draft.reform[whole.start : whole.end]
    word = draft.words.clauses["parameter"]["from"].spelling
    day = f"{lead}    {word} {clause.start} : "
    draft.splice(at, at, [(day, whole.start), (said, whole.start), ("\n", whole.start)])


def _set_cell(
    draft: Draft, parameter: ParameterStatement, clause: SetWritten, report: Report
) -> None:
    """Set the value of one combination of keys, from a day on, in every row that holds then."""
    if len(clause.keys) != len(parameter.keys):
        keys = ", ".join(key.text for key in parameter.keys)
        report.error(
            "SB-N008",
            f"{clause.name.text} has a value for each {keys}.",
            clause.name.span,
            hint=f"Name one of each: `set {clause.name.text} for … from {clause.start} : …`.",
        )
        return
    *row_key, column_key = clause.keys
    if row_key:
        cells = [row.row_keys[0] for row in parameter.rows if row.row_keys]
        if _column(draft, cells, row_key[0], report) is None:
            return
    begun = [row for row in parameter.rows if row.start <= clause.start]
    now = max((row.start for row in begun), default=None)
    if now is None or any(row.ended for row in begun if row.start == now):
        report.error(
            "SB-N008",
            f"{clause.name.text} has no value on {clause.start} that could be changed.",
            clause.name.span,
            hint="Replace the whole parameter: `replace parameter …`.",
        )
        return
    group = [row for row in parameter.rows if row.start == now]
    if _column(draft, group[0].columns, column_key, report) is None:
        return
    changed = [row for row in parameter.rows if row.start > clause.start and not row.ended]
    if now == clause.start:
        changed = [*group, *changed]
    for row in sorted(changed, key=lambda row: -row.span.start):
        if _means(draft, row, row_key):
            _write_cell(draft, row, column_key, clause)
    if now < clause.start:
        _copy_rows(draft, group, (row_key, column_key), clause)


def _means(draft: Draft, row: ParameterRow, row_key: Sequence[Name]) -> bool:
    return not row_key or _said(draft, row.row_keys[0]) == row_key[0].text


def _said(draft: Draft, cell: Cell) -> str:
    return " ".join(draft.text[cell.span.start : cell.span.end].split())


def _column(draft: Draft, cells: Iterable[Cell], key: Name, report: Report) -> int | None:
    shown = [_said(draft, cell) for cell in cells]
    if key.text in shown:
        return shown.index(key.text)
    near = nearest(key.text, shown)
    report.error(
        "SB-N008",
        f"{key.text} is none of the values that the parameter is for.",
        key.span,
        hint=f"Did you mean {near}?" if near else f"They are: {', '.join(dict.fromkeys(shown))}.",
        edits=(replaced(key.span, near),) if near else (),
    )
    return None


def _value_of(draft: Draft, row: ParameterRow, column: Name) -> Expr | None:
    """Return a row's value in a column; bands may be drawn anew from a day, and then be others."""
    shown = [_said(draft, cell) for cell in row.columns]
    return row.values[shown.index(column.text)] if column.text in shown else None


def _write_cell(draft: Draft, row: ParameterRow, column: Name, clause: SetWritten) -> None:
    value = _value_of(draft, row, column)
    span = clause.value.span
    if value is not None:
        said = draft.reform[span.start : span.end]
        draft.splice(value.span.start, value.span.end, [(said, span.start)])


def _copy_rows(
    draft: Draft, group: list[ParameterRow], cell: tuple[Sequence[Name], Name], clause: SetWritten
) -> None:
    """Write the rows of the last day once more under the new day, with the one cell changed."""
    row_key, column = cell
    span = clause.value.span
    pieces: list[tuple[str, int | None]] = []
    for row in group:
        line = draft.text[draft.line_start(row.span.start) : draft.line_end(row.span.end)]
        begin = draft.line_start(row.span.start)
        body = line[: row.span.end - begin]
        value = _value_of(draft, row, column)
        if value is None or not _means(draft, row, row_key):
            pieces.append((_dated(line, clause.start), None))
            continue
        left, right = value.span.start - begin, value.span.end - begin
        cited = clause.citation.span if clause.citation else None
        pieces += [
            (_dated(body[:left], clause.start), span.start),
            (draft.reform[span.start : span.end], span.start),
            (body[right:], span.start),
        ]
        if cited is not None:
            pieces += [("  ", None), (draft.reform[cited.start : cited.end], cited.start)]
        pieces.append(("\n", None))
    at = draft.line_end(max(row.span.end for row in group))
    draft.splice(at, at, pieces)


def _dated(line: str, day: date) -> str:
    return re.sub(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}", day.isoformat(), line, count=1)
