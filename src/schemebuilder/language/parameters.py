"""`parameter` from its lines: dated values, plain or keyed by one or two keys."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from lark import Token, Tree

from schemebuilder.language import literals
from schemebuilder.language.indices import indexed, status_behind
from schemebuilder.language.lines import ROW, Line
from schemebuilder.language.parts import names_in, span_of, written_type
from schemebuilder.language.reading import example_of, read, with_label
from schemebuilder.language.rows import Row, answer_of, cell_of, row_of, trimmed, unclosed, written
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.syntax import (
    NO_LABELS,
    Cell,
    Expr,
    IndexWritten,
    Labels,
    MoneyLiteral,
    Name,
    NeverCell,
    NumberLiteral,
    ParameterRow,
    ParameterStatement,
    ValueCell,
)
from schemebuilder.language.twig import At, leaf, subtree, the_subtree
from schemebuilder.language.words import pattern

_DATE: Final = re.compile(r"\s*([0-9]{4}-[0-9]{1,2}-[0-9]{1,2})(?![0-9])\s*")
_ENACTED: Final = "enacted"
_STATUSES: Final = ("ENACTED", "ASSUMED", "PLANNED", "PROJECTED")


@dataclass(slots=True)
class _Draft:
    """What the lines have said so far; `unused` is a heading that no row stands under yet."""

    columns: tuple[Cell, ...] | None = None
    unused: Line | None = None
    rows: list[ParameterRow] = field(default_factory=list)
    labels: Labels = NO_LABELS
    index: IndexWritten | None = None


def parameter(sheet: Sheet, lines: list[Line]) -> ParameterStatement | None:
    """Read `parameter grant : money per month [by key, key]` and its values."""
    head = read(sheet, lines[0], "parameter_head")
    keys: tuple[Name, ...] = ()
    if head is not None:
        by = subtree(head[0].children, "by_names")
        keys = () if by is None else names_in(by.children[1], head[1])
        if len(keys) > 2:
            sheet.note(
                "SB-P001",
                "A parameter has two keys at most.",
                keys[2].span,
                hint="Use a table for more.",
            )
    draft = _Draft()
    for line in lines[1:]:
        _line(sheet, line, draft, keys)
    if draft.unused is not None and draft.rows:
        _undated(sheet, draft.unused)
    if head is None:
        return None
    tree, at = head
    if not draft.rows and not sheet.broken:
        sheet.note(
            "SB-P001",
            "This parameter has no value.",
            span_of(sheet, lines[0]),
            hint="Write one below it: `from 2025-01-01 : …`.",
        )
    return ParameterStatement(
        at.name(tree.children[0]),
        written_type(the_subtree(tree.children, "type"), at),
        keys,
        tuple(draft.rows),
        span_of(sheet, lines[0]),
        draft.labels,
        draft.index,
        lines[0].citation,
    )


def _line(sheet: Sheet, line: Line, draft: _Draft, keys: tuple[Name, ...]) -> None:
    if line.keyword == "label":
        draft.labels = with_label(draft.labels, sheet, line)
    elif line.keyword == "indexed":
        draft.index = indexed(sheet, line)
    elif line.keyword == ROW:
        _columns(sheet, line, draft)
    else:
        draft.unused = None
        row = _value(sheet, line, keys, draft.columns)
        if row is not None:
            draft.rows.append(row)


def _columns(sheet: Sheet, line: Line, draft: _Draft) -> None:
    row = row_of(sheet, line, line.body)
    if draft.unused is not None:
        _undated(sheet, line)
        return
    if row.behind[1] > row.behind[0]:
        unclosed(sheet, row)
        return
    cells = row.cells[1:] if row.cells and row.cells[0][0] == row.cells[0][1] else row.cells
    read_cells = [cell_of(sheet, line, ends) for ends in cells]
    columns = tuple(cell for cell in read_cells if cell is not None)
    if draft.columns is not None and any(_is_amount(cell) for cell in columns):
        _undated(sheet, line)
        return
    draft.columns, draft.unused = columns, line


def _is_amount(cell: Cell) -> bool:
    """Say whether a cell cannot be the value of a key: what it stands under was left out."""
    only = cell.values[0] if isinstance(cell, ValueCell) else None
    share = isinstance(only, NumberLiteral) and only.percent
    return share or isinstance(only, MoneyLiteral) or isinstance(cell, NeverCell)


def _undated(sheet: Sheet, line: Line) -> None:
    sheet.note(
        "SB-P001",
        "This row has no date.",
        span_of(sheet, line),
        hint="Write its first day before the first bar: `from 2025-01-01 | …`.",
    )


def _value(
    sheet: Sheet, line: Line, keys: tuple[Name, ...], columns: tuple[Cell, ...] | None
) -> ParameterRow | None:
    dated = _DATE.match(sheet.code, line.body, line.end)
    hint = f"A line that is right: `{example_of(sheet, line)}`."
    span = span_of(sheet, line)
    if dated is None:
        sheet.note("SB-P001", "A date is missing here.", span, hint=hint)
        return None
    day = literals.day(dated[1], sheet.span(*dated.span(1)), sheet)
    rest = sheet.code[dated.end() : line.end]
    if line.keyword == "until":
        return _ended(sheet, line, day, (dated.end(), line.end))
    if rest.startswith(":"):
        return _plain_value(sheet, line, trimmed(sheet, dated.end() + 1, line.end), day, keys)
    if "|" in rest:
        return _keyed_row(sheet, row_of(sheet, line, dated.end()), day, keys, columns)
    sheet.note("SB-P001", "The value is missing: it stands behind `:`.", span, hint=hint)
    return None


def _plain_value(
    sheet: Sheet, line: Line, ends: tuple[int, int], day: date, keys: tuple[Name, ...]
) -> ParameterRow | None:
    found = read(sheet, line, "parameter_value", ends)
    if found is None:
        return None
    tree, at = found
    first, span = tree.children[0], span_of(sheet, line)
    if isinstance(first, Token) and first.type == "ENDED":
        return ParameterRow(
            day, (), span, ended=True, citation=line.citation, known=_known(tree, at)
        )
    if keys:
        sheet.note(
            "SB-P001",
            f"This parameter has a value for each {keys[-1].text}, so one value is not enough.",
            span,
            hint="Write a row of values: `from 2025-01-01 | … | … |`.",
        )
        return None
    status = _status(subtree(tree.children, "status"))
    values = (at.expression(first),)
    return ParameterRow(
        day, values, span, status=status, citation=line.citation, known=_known(tree, at)
    )


def _known(tree: Tree[Token], at: At) -> date | None:
    """Return the day on which a value became known: `known 2020-05-06`."""
    node = subtree(tree.children, "known")
    if node is None:
        return None
    said = node.children[1]
    return literals.day(at.said(said), at.span(said), at.sheet)


def _known_behind(sheet: Sheet, row: Row) -> tuple[Row, date | None]:
    """Take `known 2020-05-06` off what stands behind the last bar of a row."""
    start, end = row.behind
    known = pattern(sheet.words.words["KNOWN"].spellings)
    found = re.compile(
        rf"(.*?)(?<!\S){known}\s+([0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}})\s*"
    ).fullmatch(sheet.code, start, end)
    if found is None:
        return row, None
    day = literals.day(found[2], sheet.span(*found.span(2)), sheet)
    kept = len(found[1].rstrip())
    return replace(row, behind=(start, start + kept)), day


def _status(node: Tree[Token] | None) -> str:
    if node is None:
        return _ENACTED
    return leaf(node.children[0]).type.lower()


def _ended(sheet: Sheet, line: Line, day: date, rest: tuple[int, int]) -> ParameterRow | None:
    said = written(sheet, rest).removeprefix(":").strip()
    if said and said not in sheet.words.words["ENDED"].spellings:
        sheet.note(
            "SB-P001",
            "Behind the last day only `: ended` can stand.",
            sheet.span(*rest),
            hint="Values are written with their first day: `from 2025-01-01 : …`.",
        )
        return None
    if said:
        sheet.heard(rest[1] - len(said), rest[1], "ENDED")
    after = day if day == date.max else day + timedelta(days=1)
    return ParameterRow(after, (), span_of(sheet, line), ended=True, citation=line.citation)


def _keyed_row(
    sheet: Sheet, row: Row, day: date, keys: tuple[Name, ...], columns: tuple[Cell, ...] | None
) -> ParameterRow | None:
    line = row.line
    row, known = _known_behind(sheet, row)
    status = status_behind(sheet, row, _STATUSES)
    if status is None:
        return None
    if not keys or columns is None:
        sheet.note(
            "SB-P001",
            "It is not said what the columns of this row stand for.",
            span_of(sheet, line),
            hint="Name the key with `by …` in the first line, and its values in a row above.",
        )
        return None
    named = row.before[1] > row.before[0]
    if named != (len(keys) == 2):
        wanted = f"the {keys[0].text} of the row is missing" if not named else "one key too many"
        sheet.note(
            "SB-P001",
            f"Before the first bar, {wanted}.",
            span_of(sheet, line),
            hint="With two keys a row begins with its own: `from 2025-01-01 yes | … | … |`.",
        )
        return None
    if len(row.cells) != len(columns):
        sheet.note(
            "SB-P001",
            f"The values in this row: {len(row.cells)}; the columns above: {len(columns)}.",
            span_of(sheet, line),
            hint="Write `-` where a combination cannot occur.",
        )
        return None
    key = cell_of(sheet, line, row.before) if named else None
    values: tuple[Expr | None, ...] = tuple(answer_of(sheet, line, ends) for ends in row.cells)
    return ParameterRow(
        day,
        values,
        span_of(sheet, line),
        row_keys=(key,) if key is not None else (),
        status=status,
        citation=line.citation,
        columns=columns,
        known=known,
    )
