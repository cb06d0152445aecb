"""`table` from its lines: rows, whole conditions, grids, and which row counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from schemebuilder.language.lines import ROW, Line
from schemebuilder.language.parts import (
    force_line,
    force_of,
    joined,
    names_in,
    span_of,
    written_type,
)
from schemebuilder.language.reading import check_breaks, read, read_expression, with_label
from schemebuilder.language.rows import Row, answer_of, cell_of, is_word, row_of, unclosed, written
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.syntax import (
    NO_LABELS,
    Cell,
    ConditionCell,
    Expr,
    Force,
    Labels,
    Name,
    NameRef,
    TableRow,
    TableStatement,
)
from schemebuilder.language.twig import leaf, subtree, the_subtree

_HITS: Final = {
    "EXACTLY_ONE_ROW": "one",
    "FIRST_ROW": "first",
    "HIGHEST_ROW": "highest",
    "EVERY_ROW": "add",
}


@dataclass(frozen=True, slots=True)
class _Columns:
    """The head row: condition columns (None for `when`), answer columns, and a grid's cells."""

    heads: tuple[Expr | None, ...]
    answers: tuple[Name, ...]
    across: tuple[Cell, ...] | None = None

    @property
    def count(self) -> int:
        return len(self.heads) + len(self.answers) if self.across is None else len(self.across) + 1


@dataclass(slots=True)
class _Draft:
    """What the lines of a table have said besides its rows."""

    hit: str = "one"
    labels: Labels = NO_LABELS
    force: Force | None = None
    governed: Expr | None = None


def table(sheet: Sheet, lines: list[Line]) -> TableStatement | None:
    """Read `table x of entity : type [by …]`, which row counts, and the rows."""
    head = read(sheet, lines[0], "table_head")
    by: tuple[Name, ...] = ()
    if head is not None:
        named = subtree(head[0].children, "by_names")
        by = () if named is None else names_in(named.children[1], head[1])
    draft, rows = _Draft(), list[Row]()
    for line in lines[1:]:
        if line.keyword == ROW:
            rows.append(row_of(sheet, line, line.body))
        else:
            _line(sheet, line, draft)
    if head is None:
        return None
    if len(rows) < 2:
        sheet.note(
            "SB-P001",
            "This table has no rows." if rows else "This table has no head and no rows.",
            span_of(sheet, lines[0]),
            hint="The first row names the columns, the answer last: `| age | amount |`.",
        )
        return None
    tree, at = head
    name = at.name(tree.children[0])
    columns = _columns(sheet, rows[0], by, name)
    if columns is None:
        return None
    typed = subtree(tree.children, "type")
    return TableStatement(
        name=name,
        entity=at.name(the_subtree(tree.children, "of_entity").children[1]),
        type=None if typed is None else written_type(typed, at),
        by=by,
        hit=draft.hit,
        heads=columns.heads,
        answers=columns.answers,
        rows=tuple(made for row in rows[1:] for made in _rows(sheet, row, columns)),
        span=span_of(sheet, lines[0]),
        grid=columns.across is not None,
        labels=draft.labels,
        citation=lines[0].citation,
        force=draft.force,
        governed=draft.governed,
    )


def _line(sheet: Sheet, line: Line, draft: _Draft) -> None:
    """Read a line that is no row."""
    if line.keyword == "label":
        draft.labels = with_label(draft.labels, sheet, line)
    elif line.keyword in {"from", "until"}:
        draft.force = joined(draft.force, force_line(sheet, line))
    elif line.keyword == "governed_by":
        draft.governed = read_expression(sheet, line)
    else:
        found = read(sheet, line, f"{line.keyword}_line")
        if found is not None:
            draft.hit = _HITS[leaf(found[0].children[0]).type]


def _columns(sheet: Sheet, row: Row, by: tuple[Name, ...], name: Name) -> _Columns | None:
    if row.behind[1] > row.behind[0]:
        unclosed(sheet, row)
        return None
    said = [written(sheet, ends) for ends in row.cells]
    keys = {key.text for key in by}
    if len(by) == 2 and said and said[0] in {"", by[0].text} and by[1].text not in said:
        return _grid(sheet, row, by, name)
    missing = [key for key in by if key.text not in said]
    if missing:
        sheet.note(
            "SB-P001",
            f"The table is by {missing[0].text}, but no column has this head.",
            sheet.span(row.line.start, row.line.end),
            hint="Give every name after `by` a column, then the answer.",
        )
        return None
    conditions = len(said) - 1
    if by:
        whens = [is_word(sheet, ends, "WHEN") for ends in row.cells]
        conditions = sum(text in keys or when for text, when in zip(said, whens, strict=True))
    if len(said) < 2 or conditions == len(said):
        sheet.note(
            "SB-P001",
            "The last column of a table is its answer; here is none.",
            sheet.span(row.line.start, row.line.end),
            hint=f"Write a last column, such as `{name.text}`.",
        )
        return None
    heads = tuple(_head(sheet, row.line, ends) for ends in row.cells[:conditions])
    answers = [_answer_head(sheet, row.line, ends) for ends in row.cells[conditions:]]
    return _Columns(heads, tuple(answer for answer in answers if answer is not None))


def _head(sheet: Sheet, line: Line, ends: tuple[int, int]) -> Expr | None:
    return None if is_word(sheet, ends, "WHEN") else read_expression(sheet, line, ends)


def _answer_head(sheet: Sheet, line: Line, ends: tuple[int, int]) -> Name | None:
    found = read(sheet, line, "population_head", ends)
    return None if found is None else found[1].name(found[0].children[0])


def _grid(sheet: Sheet, row: Row, by: tuple[Name, ...], name: Name) -> _Columns:
    cells = [cell_of(sheet, row.line, ends) for ends in row.cells[1:]]
    across = tuple(cell for cell in cells if cell is not None)
    heads = tuple(NameRef(key, key.span) for key in by)
    return _Columns(heads, (name,), across)


def _rows(sheet: Sheet, row: Row, columns: _Columns) -> list[TableRow]:
    line = row.line
    force = _force(sheet, row)
    count, answers = len(row.cells), len(columns.answers)
    known = sheet.unclosed(line.start, line.end)
    if not row.cells and not known:
        unclosed(sheet, row)
    if not row.cells or known:
        return []
    if columns.across is None and is_word(sheet, row.cells[0], "OTHERWISE"):
        between = row.cells[1:-answers]
        if count <= columns.count and all(start == end for start, end in between):
            said = tuple(answer_of(sheet, line, ends) for ends in row.cells[-answers:])
            return [
                TableRow(
                    (),
                    said,
                    span_of(sheet, line),
                    otherwise=True,
                    citation=line.citation,
                    force=force,
                )
            ]
    if count != columns.count:
        sheet.note(
            "SB-P001",
            f"The cells in this row: {count}; in the head of the table: {columns.count}.",
            span_of(sheet, line),
            hint="Write `any` where every value fits, or `-` where nothing can occur.",
        )
        return []
    if columns.across is not None:
        return _grid_rows(sheet, row, columns.across, force)
    cells = [
        _condition_cell(sheet, line, head, ends)
        for head, ends in zip(columns.heads, row.cells, strict=False)
    ]
    answered = tuple(answer_of(sheet, line, ends) for ends in row.cells[len(columns.heads) :])
    read_cells = tuple(cell for cell in cells if cell is not None)
    return [
        TableRow(read_cells, answered, span_of(sheet, line), citation=line.citation, force=force)
    ]


def _condition_cell(
    sheet: Sheet, line: Line, head: Expr | None, ends: tuple[int, int]
) -> Cell | None:
    if head is not None or ends[0] == ends[1]:
        return cell_of(sheet, line, ends)
    when = read_expression(sheet, line, ends)
    return None if when is None else ConditionCell(when, sheet.span(*ends))


def _grid_rows(
    sheet: Sheet, row: Row, across: tuple[Cell, ...], force: Force | None
) -> list[TableRow]:
    line = row.line
    down = cell_of(sheet, line, row.cells[0])
    if down is None:
        return []
    made = []
    for cell, ends in zip(across, row.cells[1:], strict=False):
        answer = answer_of(sheet, line, ends)
        span = sheet.span(*ends)
        made.append(TableRow((down, cell), (answer,), span, citation=line.citation, force=force))
    return made


def _force(sheet: Sheet, row: Row) -> Force | None:
    if row.behind[0] == row.behind[1]:
        return None
    if check_breaks(sheet, row.line):
        return None
    first = sheet.code[row.behind[0] : row.behind[1]].split()[0]
    words = sheet.words.words
    if first not in {*words["FROM"].spellings, *words["UNTIL"].spellings}:
        unclosed(sheet, row)
        return None
    found = read(sheet, row.line, "force", row.behind)
    return None if found is None else force_of(*found)
