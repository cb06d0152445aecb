"""A list in an example: `list salaries`, and its entries in rows below."""

from __future__ import annotations

from collections.abc import Sequence

from schemebuilder.language.facts import segments_of
from schemebuilder.language.lines import ROW, Line
from schemebuilder.language.parts import span_of
from schemebuilder.language.reading import example_of, read
from schemebuilder.language.rows import Row, answer_of, row_of, unclosed
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.syntax import Expr, ListWritten, Name


def with_rows(lines: Sequence[Line]) -> list[tuple[Line, list[Line]]]:
    """Return each line that is no row, with the rows right below it."""
    found: list[tuple[Line, list[Line]]] = []
    for line in lines:
        if line.keyword == ROW and found:
            found[-1][1].append(line)
        else:
            found.append((line, []))
    return found


def entries(sheet: Sheet, line: Line, below: Sequence[Line]) -> ListWritten | None:
    """Read the name of a list and its rows, the first of which names the facts."""
    named = _named(sheet, line)
    if named is None:
        return None
    name, empty = named
    rows = [row_of(sheet, row, row.body) for row in below]
    if empty or len(rows) < 2:
        return _without_entries(sheet, line, name, rows, empty=empty)
    head, *written = rows
    columns = [_column(sheet, head.line, ends) for ends in head.cells]
    values: list[tuple[Expr | None, ...]] = []
    for row in written:
        if row.behind[1] > row.behind[0]:
            unclosed(sheet, row)
        elif len(row.cells) != len(columns):
            sheet.note(
                "SB-P001",
                f"The cells in this row: {len(row.cells)}; in the head: {len(columns)}.",
                span_of(sheet, row.line),
                hint="Write `-` where a fact of the entry is not known.",
            )
        else:
            values.append(tuple(answer_of(sheet, row.line, ends) for ends in row.cells))
    known = tuple(column for column in columns if column is not None)
    return ListWritten(name, known, tuple(values), span_of(sheet, line))


def _named(sheet: Sheet, line: Line) -> tuple[Name, bool] | None:
    """Return the name of the list, and whether it is said to have no entries."""
    segments = segments_of(sheet, line, line.end)
    if segments is None:
        return None
    none = sheet.words.words["NONE"].spellings
    match [piece for segment in segments for piece in segment]:
        case [Name() as name]:
            return name, False
        case [Name() as name, Name() as word] if word.text in none:
            sheet.heard(word.span.start, word.span.end, "NONE")
            return name, True
        case _:
            sheet.note(
                "SB-P001",
                "It is not clear which list this is.",
                span_of(sheet, line),
                hint=f"A line that is right: `{example_of(sheet, line)}`.",
            )
            return None


def _without_entries(
    sheet: Sheet, line: Line, name: Name, rows: Sequence[Row], *, empty: bool
) -> ListWritten | None:
    none = sheet.words.words["NONE"].spelling
    if empty and not rows:
        return ListWritten(name, (), (), span_of(sheet, line))
    what = "This list has rows although it says that it has none."
    if not empty:
        what = "This list has no entries."
    sheet.note(
        "SB-P001",
        what,
        span_of(sheet, line),
        hint=f"Name its facts and write its entries below in rows, or `{name.text} {none}`.",
    )
    return None


def _column(sheet: Sheet, line: Line, ends: tuple[int, int]) -> Name | None:
    found = read(sheet, line, "population_head", ends)
    return None if found is None else found[1].name(found[0].children[0])
