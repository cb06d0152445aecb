"""`index` from its lines, and `indexed` in a parameter: series of figures and what follows them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Final

from lark import Token, Tree

from schemebuilder.language import literals
from schemebuilder.language.lines import ROW, Line
from schemebuilder.language.parts import span_of
from schemebuilder.language.reading import example_of, read, read_text, with_label
from schemebuilder.language.rows import Row, row_of, unclosed, written
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.syntax import (
    NO_LABELS,
    DurationLiteral,
    Expr,
    FigureWritten,
    IndexDay,
    IndexStatement,
    IndexWritten,
    Labels,
)
from schemebuilder.language.twig import At, after, tokens

_TIME: Final = re.compile(r"([0-9]{4})(?:-([0-9]{1,2}))?")
_NUMBER: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
_OF_A_FIGURE: Final = ("ENACTED", "PROJECTED")
_MOST_MONTHS: Final = 60
_DIRECTIONS: Final = {
    "ROUND_DOWN_TO": "down",
    "ROUND_UP_TO": "up",
    "ROUND_HALF_UP_TO": "half up",
    "ROUND_HALF_EVEN_TO": "half even",
}


@dataclass(slots=True)
class _Draft:
    """What the lines of an index have said so far."""

    figures: list[FigureWritten] = field(default_factory=list)
    source: str = ""
    lag: int = 0
    labels: Labels = NO_LABELS
    heading: bool = True


def index(sheet: Sheet, lines: list[Line]) -> IndexStatement | None:
    """Read `index cpi monthly "…"` with its figures, or `index cpi from "ke/cpi"`."""
    head = read(sheet, lines[0], "index_head")
    if head is None:
        return None
    tree, at = head
    name = at.name(tree.children[0])
    strings = tokens(tree.children, "STRING")
    said = literals.text(at.said(strings[0]), at.span(strings[0])) if strings else None
    from_file = bool(tokens(tree.children, "FROM"))
    monthly = None if from_file else bool(tokens(tree.children, "MONTHLY"))
    draft = _Draft()
    for line in lines[1:]:
        _line(sheet, line, draft, monthly=monthly)
    labels = draft.labels
    if said is not None and not from_file:
        labels = Labels({sheet.words.language: said.text, **labels.by_language})
    if not draft.figures and not from_file and not sheet.broken:
        sheet.note(
            "SB-P001",
            f"The index {name.text} has no figure.",
            span_of(sheet, lines[0]),
            hint="Write a row for each: `| 2025-10 | 121.3 |`, or of a year `| 2025 | 121.3 |`.",
        )
    return IndexStatement(
        name=name,
        monthly=monthly,
        file=said if from_file else None,
        figures=tuple(draft.figures),
        span=span_of(sheet, lines[0]),
        source=draft.source,
        lag=draft.lag,
        labels=labels,
        citation=lines[0].citation,
    )


def _line(sheet: Sheet, line: Line, draft: _Draft, *, monthly: bool | None) -> None:
    if line.keyword == ROW and monthly is None:
        sheet.note(
            "SB-P001",
            "The figures of this index stand in its file.",
            span_of(sheet, line),
            hint='Take the row out, or write all figures here: `index cpi monthly "…"`.',
        )
    elif line.keyword == ROW:
        row = row_of(sheet, line, line.body)
        figure = _figure(sheet, row, monthly=monthly is True, heading=draft.heading)
        draft.heading = False
        if figure is not None:
            draft.figures.append(figure)
    elif line.keyword == "label":
        draft.labels = with_label(draft.labels, sheet, line)
    elif line.keyword == "source":
        text = read_text(sheet, line)
        draft.source = draft.source if text is None else text[1].text
    else:
        draft.lag = _lag(sheet, line)


def _lag(sheet: Sheet, line: Line) -> int:
    """Read `published 2 months later`."""
    found = read(sheet, line, "index_published")
    if found is None:
        return 0
    tree, at = found
    said = at.expression(tree.children[0])
    months = _months(said)
    if months is None:
        sheet.note(
            "SB-P001",
            f"A figure is published at most {_MOST_MONTHS} whole months later.",
            span_of(sheet, line),
            hint=f"A line that is right: `{example_of(sheet, line)}`.",
        )
        return 0
    return months


def _months(said: Expr) -> int | None:
    if not isinstance(said, DurationLiteral) or said.unit not in {"month", "year"}:
        return None
    months = said.value * (12 if said.unit == "year" else 1)
    return int(months) if months.denominator == 1 and months <= _MOST_MONTHS else None


def _figure(sheet: Sheet, row: Row, *, monthly: bool, heading: bool) -> FigureWritten | None:
    """Read `| 2025-10 | 121.3 |`; a first row without figures is a heading, and says nothing."""
    if len(row.cells) != 2:
        if not sheet.unclosed(row.line.start, row.line.end):
            unclosed(sheet, row)
        return None
    when, value = (written(sheet, cell) for cell in row.cells)
    time, number = _TIME.fullmatch(when), _NUMBER.fullmatch(value)
    span = span_of(sheet, row.line)
    if time is None and number is None and heading:
        return None
    wanted = "2025-10" if monthly else "2025"
    month = int(time[2] or 0) if time else 0
    if time is None or (monthly and not 1 <= month <= 12) or (not monthly and time[2]):
        sheet.note(
            "SB-P001",
            f"`{when}` is not a {'month' if monthly else 'year'} of this index.",
            span,
            hint=f"A figure stands for one, as in `| {wanted} | 121.3 |`.",
        )
        return None
    if number is None or Fraction(value.replace(",", "")) <= 0:
        sheet.note(
            "SB-P001",
            f"`{value}` is not a figure of an index, which is a number above 0.",
            span,
            hint=f"A row that is right: `| {wanted} | 121.3 |`.",
        )
        return None
    status = status_behind(sheet, row, _OF_A_FIGURE)
    if status is None:
        return None
    return FigureWritten(int(time[1]), month, Fraction(value.replace(",", "")), status, span)


def status_behind(sheet: Sheet, row: Row, statuses: tuple[str, ...]) -> str | None:
    """Return the status behind the last bar, `enacted` if there is none; None after a finding."""
    if row.behind[1] <= row.behind[0]:
        return "enacted"
    words = sheet.words.words
    known = {said: name.lower() for name in statuses for said in words[name].spellings}
    found = known.get(written(sheet, row.behind))
    if found is None:
        unclosed(sheet, row)
    else:
        sheet.heard(*row.behind, found.upper())
    return found


def indexed(sheet: Sheet, line: Line) -> IndexWritten | None:
    """Read `indexed every January by cpi, floor 0%, round up to KES 50`."""
    found = read(sheet, line, "indexed_line")
    if found is None:
        return None
    tree, at = found
    rounding = next((word for name in _DIRECTIONS for word in tokens(tree.children, name)), None)
    floor, cap, by = (after(tree.children, word) for word in ("FLOOR", "CAP", "BY"))
    step = None if rounding is None else after(tree.children, rounding.type)
    if by is None:
        return None
    return IndexWritten(
        days=tuple(
            _day(child, at)
            for child in tree.children
            if isinstance(child, Tree) and child.data == "index_day"
        ),
        first=_first(tree, at),
        by=at.expression(by),
        floor=None if floor is None else at.expression(floor),
        cap=None if cap is None else at.expression(cap),
        direction="" if rounding is None else _DIRECTIONS[rounding.type],
        step=None if step is None else at.expression(step),
        span=span_of(sheet, line),
        citation=line.citation,
    )


def _first(tree: Tree[Token], at: At) -> date | None:
    """Read `from 2025-01-01`."""
    found = tokens(tree.children, "FORCE_FROM")
    return literals.day(at.said(found[0]), at.span(found[0]), at.sheet) if found else None


def _day(node: Tree[Token], at: At) -> IndexDay:
    """Read `January` or `6 April`."""
    numbers = tokens(node.children, "NUMBER")
    day = int(literals.number(at.said(numbers[0]), at.span(numbers[0])).value) if numbers else 1
    return IndexDay(at.name(node.children[-1]), day, at.span(node))
