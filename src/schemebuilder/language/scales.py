"""`scale` from its lines: of what, marginal or for the whole amount, and its bands."""

from __future__ import annotations

from dataclasses import dataclass

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
    BandWritten,
    Cell,
    Expr,
    Force,
    Labels,
    Name,
    ScaleStatement,
)
from schemebuilder.language.twig import after, subtree

_MODES = frozenset({"marginal", "whole_amount"})


@dataclass(slots=True)
class _Draft:
    """What the lines of a scale have said so far."""

    mode: Line | None = None
    on: Expr | None = None
    key: Name | None = None
    force: Force | None = None
    labels: Labels = NO_LABELS


def scale(sheet: Sheet, lines: list[Line]) -> ScaleStatement | None:
    """Read `scale x of entity : type`, `marginal on …` or `whole amount on …`, and the bands."""
    draft = _Draft()
    rows: list[Row] = []
    for line in lines[1:]:
        if line.keyword == ROW:
            rows.append(row_of(sheet, line, line.body))
        elif line.keyword in _MODES:
            _mode(sheet, line, draft)
        elif line.keyword == "label":
            draft.labels = with_label(draft.labels, sheet, line)
        else:
            draft.force = joined(draft.force, force_line(sheet, line))
    head = read(sheet, lines[0], "scale_head")
    if head is None:
        return None
    tree, at = head
    name, entity = at.name(tree.children[0]), subtree(tree.children, "of_entity")
    if draft.mode is None:
        sheet.note(
            "SB-P001",
            f"It is not said how `{name.text}` counts.",
            span_of(sheet, lines[0]),
            hint="Write a line `marginal` if each rate counts for what lies in its band, "
            "`whole amount` if the rate of the band that is reached counts for all of it.",
        )
        return None
    if len(rows) < 2:
        sheet.note(
            "SB-P001",
            "This scale has no bands.",
            span_of(sheet, lines[0]),
            hint="Write a head row and a row for each band: `| from | rate |`, `| KES 500 | 5% |`.",
        )
        return None
    columns = _columns(sheet, rows[0], draft)
    if columns is None:
        return None
    typed = subtree(tree.children, "type")
    bands = [_band(sheet, row, max(1, len(columns))) for row in rows[1:]]
    return ScaleStatement(
        name=name,
        entity=None if entity is None else at.name(entity.children[1]),
        type=None if typed is None else written_type(typed, at),
        whole=draft.mode.keyword == "whole_amount",
        on=draft.on,
        key=draft.key,
        columns=columns,
        over=is_word(sheet, rows[0].cells[0], "OVER"),
        bands=tuple(band for band in bands if band is not None),
        span=span_of(sheet, lines[0]),
        force=joined(draft.force, force_of(subtree(tree.children, "force"), at)),
        labels=draft.labels,
        citation=lines[0].citation,
    )


def _mode(sheet: Sheet, line: Line, draft: _Draft) -> None:
    """Read `marginal on income, by dependants`."""
    if draft.mode is not None:
        sheet.note(
            "SB-P001",
            "It is said twice how this scale counts.",
            span_of(sheet, line),
            hint="Keep one of the two lines.",
        )
        return
    draft.mode = line
    if line.body == line.end:
        return
    found = read(sheet, line, "scale_mode")
    if found is None:
        return
    tree, at = found
    on, by = after(tree.children, "ON"), subtree(tree.children, "by_names")
    draft.on = None if on is None else at.expression(on)
    if by is None:
        return
    keys = names_in(by.children[1], at)
    draft.key = keys[0]
    if len(keys) > 1:
        sheet.note(
            "SB-P001",
            "The columns of a scale are keyed by one thing.",
            keys[1].span,
            hint="Make one choice of the two with a table, and key the scale by it.",
        )


def _columns(sheet: Sheet, row: Row, draft: _Draft) -> tuple[Cell, ...] | None:
    """Read the head row: `from` or `over`, then `rate` or the values of the key."""
    if row.behind[1] > row.behind[0] or not row.cells:
        unclosed(sheet, row)
        return None
    if not (is_word(sheet, row.cells[0], "FROM") or is_word(sheet, row.cells[0], "OVER")):
        sheet.note(
            "SB-P001",
            f"The first column of a scale is headed `from` or `over`, not "
            f"`{written(sheet, row.cells[0])}`.",
            sheet.span(*row.cells[0])
            if row.cells[0][1] > row.cells[0][0]
            else span_of(sheet, row.line),
            hint="`from`: a band begins at its bound. `over`: it begins above it.",
        )
        return None
    if draft.key is None:
        return () if _one_rate(sheet, row) else None
    if len(row.cells) < 2:
        sheet.note(
            "SB-P001",
            f"The scale has no column for a value of {draft.key.text}.",
            span_of(sheet, row.line),
            hint="Head a column with each value: `| from | 1 | 2 | 3 or over |`.",
        )
        return None
    cells = [cell_of(sheet, row.line, ends) for ends in row.cells[1:]]
    known = tuple(cell for cell in cells if cell is not None)
    return known if len(known) == len(cells) else None


def _one_rate(sheet: Sheet, row: Row) -> bool:
    """Without a key there is one column of rates, under a name that is free."""
    if len(row.cells) == 2:
        return read(sheet, row.line, "population_head", row.cells[1]) is not None
    sheet.note(
        "SB-P001",
        "A scale that is keyed by nothing has two columns: where a band begins, and its rate.",
        span_of(sheet, row.line),
        hint="Write `| from | rate |`, or say what the columns are by: `marginal on …, by …`.",
    )
    return False


def _band(sheet: Sheet, row: Row, rates: int) -> BandWritten | None:
    line = row.line
    if row.behind[1] > row.behind[0] or not row.cells:
        if not sheet.unclosed(line.start, line.end) and not check_breaks(sheet, line):
            unclosed(sheet, row)
        return None
    if len(row.cells) != rates + 1:
        sheet.note(
            "SB-P001",
            f"The cells in this row: {len(row.cells)}; in the head of the scale: {rates + 1}.",
            span_of(sheet, line),
            hint="Write where the band begins, then a rate for each column.",
        )
        return None
    bound = read_expression(sheet, line, row.cells[0])
    said = tuple(answer_of(sheet, line, ends) for ends in row.cells[1:])
    if bound is None:
        return None
    return BandWritten(bound, said, span_of(sheet, line), line.citation)
