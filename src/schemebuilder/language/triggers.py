"""`series` and `trigger` from their lines: what is observed, and what it sets off."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from schemebuilder.language import literals
from schemebuilder.language.conditions import sign_of
from schemebuilder.language.lines import ROW, Line
from schemebuilder.language.parts import names_in, span_of
from schemebuilder.language.reading import (
    example_of,
    read,
    read_expression,
    read_text,
    with_label,
    words_of_line,
)
from schemebuilder.language.rows import NEVER, row_of, unclosed, written
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.syntax import (
    NO_LABELS,
    DurationLiteral,
    Expr,
    Labels,
    Name,
    NameRef,
    OfName,
    SeriesRow,
    SeriesStatement,
    Text,
    TriggerStatement,
)
from schemebuilder.language.twig import At, Node, the_subtree, tokens

_MONTH: Final = re.compile(r"([0-9]{4})-([0-9]{1,2})")
_VALUE: Final = re.compile(r"[-\u2212]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_FIGURES: Final = re.compile(r"[0-9]+")
_MOST_MONTHS: Final = 6
_MOST_LASTING: Final = 12


@dataclass(slots=True)
class _Draft:
    """What the lines of a trigger have said so far."""

    activates: tuple[Name, ...] = ()
    lasts: int = 1
    sunset: Expr | None = None
    financed_by: str = ""
    refuse: Text | None = None
    labels: Labels = NO_LABELS


def series(sheet: Sheet, lines: list[Line]) -> SeriesStatement | None:
    """Read `series vegetation by district "…"`, its source and its rows."""
    head = read(sheet, lines[0], "series_head")
    source, labels = "", NO_LABELS
    columns: tuple[Name, ...] = ()
    rows: list[SeriesRow] = []
    for number, line in enumerate(one for one in lines[1:] if one.keyword == ROW):
        if number == 0:
            columns = _columns(sheet, line)
        else:
            row = _row(sheet, line, len(columns))
            rows += [] if row is None else [row]
    for line in lines[1:]:
        if line.keyword == "source":
            text = read_text(sheet, line)
            source = source if text is None else text[1].text
        elif line.keyword == "label":
            labels = with_label(labels, sheet, line)
    if head is None:
        return None
    tree, at = head
    title = tokens(tree.children, "STRING")
    return SeriesStatement(
        name=at.name(tree.children[0]),
        key=at.name(tree.children[2]),
        title=literals.text(at.said(title[0]), at.span(title[0])) if title else None,
        columns=columns,
        rows=tuple(rows),
        span=span_of(sheet, lines[0]),
        source=source,
        labels=labels,
        citation=lines[0].citation,
    )


def _columns(sheet: Sheet, line: Line) -> tuple[Name, ...]:
    """Read the heading: what the first column is does not matter, the others are areas."""
    row = row_of(sheet, line, line.body)
    if row.behind[1] > row.behind[0]:
        unclosed(sheet, row)
        return ()
    return tuple(sheet.name(*cell) for cell in row.cells[1:])


def _row(sheet: Sheet, line: Line, count: int) -> SeriesRow | None:
    row = row_of(sheet, line, line.body)
    span = span_of(sheet, line)
    if row.behind[1] > row.behind[0]:
        unclosed(sheet, row)
        return None
    said = [written(sheet, cell) for cell in row.cells]
    month = _MONTH.fullmatch(said[0]) if said else None
    if month is None or not 1 <= int(month[2]) <= 12 or len(said) != count + 1:
        sheet.note(
            "SB-P001",
            "A row of a series has a month, and a value for each area of the heading.",
            span,
            hint="Write `| 2025-01 | 0.41 | 0.33 |`, with `-` where there is no value.",
        )
        return None
    values: list[Fraction | None] = []
    for value in said[1:]:
        if value != NEVER and _VALUE.fullmatch(value) is None:
            sheet.note(
                "SB-P001",
                f"`{value}` is no number.",
                span,
                hint="Write a number, or `-` where there is no value.",
            )
            return None
        number = value.replace(",", "").replace("\u2212", "-")
        values.append(None if value == NEVER else Fraction(number))
    return SeriesRow(int(month[1]), int(month[2]), tuple(values), span)


def trigger(sheet: Sheet, lines: list[Line]) -> TriggerStatement | None:
    """Read `trigger x of entity when series < bound for 2 of 3 months` and its lines."""
    draft = _Draft()
    for line in lines[1:]:
        _LINES[line.keyword](sheet, line, draft)
    head = read(sheet, lines[0], "trigger_head")
    if head is None:
        return None
    tree, at = head
    children = tree.children
    name = at.name(children[0])
    entity = at.name(the_subtree(children, "of_entity").children[1])
    observed = _series(sheet, children[3], at)
    least, months = (int(one) for one in _FIGURES.findall(at.said(children[6])))
    if not 1 <= least <= months <= _MOST_MONTHS:
        sheet.note(
            "SB-P001",
            f"A trigger counts from 1 of 1 month to {_MOST_MONTHS} of {_MOST_MONTHS} months.",
            at.span(children[6]),
            hint="Write for example `for 2 of 3 months`.",
        )
    if observed is None or sheet.broken:
        return None
    if not draft.activates:
        sheet.note(
            "SB-P001",
            f"It is not said what {name.text} sets off.",
            span_of(sheet, lines[0]),
            hint="Write a line `activates top_up`, with the name of a benefit or an eligibility.",
        )
        return None
    sign = sign_of(children[4])
    return TriggerStatement(
        name,
        entity,
        observed,
        sign,
        at.expression(children[5]),
        least,
        months,
        span_of(sheet, lines[0]),
        draft.activates,
        draft.lasts,
        draft.sunset,
        draft.financed_by,
        draft.refuse,
        draft.labels,
        lines[0].citation,
    )


def _series(sheet: Sheet, node: Node, at: At) -> Name | None:
    """Return the series that is observed: `vegetation`, or `vegetation of district`."""
    match at.expression(node):
        case NameRef(name=name):
            return name
        case OfName(part=part):
            return part
        case other:
            sheet.note(
                "SB-P001",
                "A trigger looks at a series by its name.",
                other.span,
                hint="Write `when vegetation < 0.35 for 2 of 3 months`.",
            )
            return None


def _activates(sheet: Sheet, line: Line, draft: _Draft) -> None:
    found = read(sheet, line, "names")
    if found is not None:
        draft.activates = names_in(*found)


def _lasts(sheet: Sheet, line: Line, draft: _Draft) -> None:
    said = read_expression(sheet, line)
    if said is None:
        return
    months = said.value if isinstance(said, DurationLiteral) and said.unit == "month" else None
    if months is None or not 1 <= months <= _MOST_LASTING or months.denominator != 1:
        sheet.note(
            "SB-P001",
            f"A trigger stays active for 1 to {_MOST_LASTING} whole months.",
            span_of(sheet, line),
            hint=f"A line that is right: `{example_of(sheet, line)}`.",
        )
        return
    draft.lasts = int(months)


def _sunset(sheet: Sheet, line: Line, draft: _Draft) -> None:
    draft.sunset = read_expression(sheet, line)


def _financed(sheet: Sheet, line: Line, draft: _Draft) -> None:
    draft.financed_by = words_of_line(sheet, line).strip('"\u201c\u201d')


def _refuse(sheet: Sheet, line: Line, draft: _Draft) -> None:
    found = read_text(sheet, line)
    draft.refuse = draft.refuse if found is None else found[1]


def _label(sheet: Sheet, line: Line, draft: _Draft) -> None:
    draft.labels = with_label(draft.labels, sheet, line)


_LINES: Final[dict[str, Callable[[Sheet, Line, _Draft], None]]] = {
    "activates": _activates,
    "lasts": _lasts,
    "sunset": _sunset,
    "financed_by": _financed,
    "refuse": _refuse,
    "label": _label,
}
