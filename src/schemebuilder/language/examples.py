"""`example` and `example table` from their lines: facts of a case and what must come out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from schemebuilder.language import literals
from schemebuilder.language.expectations import expectation
from schemebuilder.language.facts import Negation, Piece, facts_of, segments_of
from schemebuilder.language.lines import ROW, Line
from schemebuilder.language.listed import entries, with_rows
from schemebuilder.language.parts import span_of
from schemebuilder.language.reading import check_breaks, example_of, read, read_text
from schemebuilder.language.rows import Row, answer_of, row_of, unclosed
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.syntax import (
    ExampleStatement,
    ExampleTableStatement,
    ExpectWritten,
    Expr,
    FactWritten,
    GroupWritten,
    ListWritten,
    MemberWritten,
    Name,
    PastWritten,
    Text,
)
from schemebuilder.language.twig import tokens

_DATE: Final = re.compile(r"\s*([0-9]{4}-[0-9]{1,2}-[0-9]{1,2})\s*")


@dataclass(slots=True)
class _Draft:
    on: date | None = None
    groups: list[GroupWritten] = field(default_factory=list)
    given: list[FactWritten] = field(default_factory=list)
    expects: list[ExpectWritten] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    lists: list[ListWritten] = field(default_factory=list)
    known_on: date | None = None
    paid: PastWritten | None = None


def example(sheet: Sheet, lines: list[Line]) -> ExampleStatement | None:
    """Read `example "…"`, its people and what must come out."""
    draft = _Draft()
    for line, rows in with_rows(lines[1:]):
        if line.keyword == "list":
            written = entries(sheet, line, rows)
            if written is not None:
                _join_list(draft, written)
            continue
        for stray in rows:
            sheet.note(
                "SB-P001",
                "This row belongs to no list.",
                span_of(sheet, stray),
                hint="Rows stand below a line such as `list salaries`.",
            )
        _line(sheet, line, draft)
    title = _title(sheet, lines[0])
    if title is None:
        return None
    return ExampleStatement(
        title,
        draft.on,
        tuple(draft.groups),
        tuple(draft.given),
        tuple(draft.expects),
        span_of(sheet, lines[0]),
        tuple(draft.lists),
        draft.known_on,
        draft.paid,
    )


def example_table(sheet: Sheet, lines: list[Line]) -> ExampleTableStatement | None:
    """Read `example table "…"`: one case a row."""
    draft = _Draft()
    for line in lines[1:]:
        if line.keyword not in {ROW, "on", "given"}:
            sheet.note(
                "SB-P001",
                "In an example table every row is a case; this line cannot stand here.",
                span_of(sheet, line),
                hint="Give the fact a column, or write it on a line `given …`.",
            )
            continue
        _line(sheet, line, draft)
    title = _title(sheet, lines[0])
    if title is None:
        return None
    if len(draft.rows) < 2:
        sheet.note(
            "SB-P001",
            "This example table has no rows.",
            span_of(sheet, lines[0]),
            hint="The first row names the facts and what is expected, each other row is a case.",
        )
        return None
    head, *rows = draft.rows
    columns = [_column(sheet, head.line, ends) for ends in head.cells]
    values: list[tuple[Expr | None, ...]] = []
    for row in rows:
        if row.behind[1] > row.behind[0]:
            unclosed(sheet, row)
        elif len(row.cells) != len(columns):
            sheet.note(
                "SB-P001",
                f"The cells in this row: {len(row.cells)}; in the head: {len(columns)}.",
                span_of(sheet, row.line),
                hint="Write `-` where a fact is not given.",
            )
        else:
            values.append(tuple(answer_of(sheet, row.line, ends) for ends in row.cells))
    return ExampleTableStatement(
        title,
        draft.on,
        tuple(draft.given),
        tuple(column for column in columns if column is not None),
        tuple(values),
        tuple(span_of(sheet, row.line) for row in rows),
        span_of(sheet, lines[0]),
    )


def _days(sheet: Sheet, line: Line, draft: _Draft) -> None:
    if line.keyword == "on":
        draft.on = _on(sheet, line)
    elif line.keyword == "known_on":
        draft.known_on = _on(sheet, line)
    else:
        draft.paid = _paid(sheet, line)


def _paid(sheet: Sheet, line: Line) -> PastWritten | None:
    found = read(sheet, line, "paid_line")
    if found is None:
        return None
    tree, at = found
    days = [
        literals.day(at.said(one), at.span(one), sheet) for one in tokens(tree.children, "DATE")
    ]
    return PastWritten(days[0], days[1], days[2], span_of(sheet, line))


def _title(sheet: Sheet, line: Line) -> Text | None:
    found = read_text(sheet, line)
    return None if found is None else found[1]


def _column(sheet: Sheet, line: Line, ends: tuple[int, int]) -> Name | None:
    found = read(sheet, line, "population_head", ends)
    return None if found is None else found[1].name(found[0].children[0])


def _line(sheet: Sheet, line: Line, draft: _Draft) -> None:
    match line.keyword:
        case "on" | "known_on" | "paid":
            _days(sheet, line, draft)
        case "given":
            draft.given.extend(_given(sheet, line))
        case "person":
            member = _member(sheet, line)
            if member is not None:
                _join(sheet, line, draft, member)
        case "expect":
            expected = expectation(sheet, line)
            if expected is not None:
                draft.expects.append(expected)
        case "household" | "family" | "group":
            made = _group(sheet, line)
            if made is not None:
                draft.groups.append(made)
        case _:
            draft.rows.append(row_of(sheet, line, line.body))


def _on(sheet: Sheet, line: Line) -> date | None:
    found = _DATE.fullmatch(sheet.code, line.body, line.end)
    if found is None:
        if not check_breaks(sheet, line):
            hint = f"A line that is right: `{example_of(sheet, line)}`."
            sheet.note("SB-P001", "Here a date is expected.", span_of(sheet, line), hint=hint)
        return None
    return literals.day(found[1], sheet.span(*found.span(1)), sheet)


def _given(sheet: Sheet, line: Line) -> list[FactWritten]:
    segments = segments_of(sheet, line, line.end)
    return ([] if segments is None else facts_of(sheet, segments)) or []


def _group(sheet: Sheet, line: Line) -> GroupWritten | None:
    segments = segments_of(sheet, line, line.end)
    if segments is None:
        return None
    entity = Name(line.keyword, sheet.span(line.start, line.body))
    first = segments[0] if segments else []
    if line.keyword == "group":
        if not first or not isinstance(first[0], Name):
            sheet.note("SB-P001", "It is not said which group this is.", span_of(sheet, line))
            return None
        entity, first = first[0], first[1:]
    name: Name | None = None
    if len(first) % 2 and isinstance(first[0], Name):
        name, first = first[0], first[1:]
    _gaps(sheet, first)
    facts = facts_of(sheet, [first, *segments[1:]])
    return (
        None
        if facts is None
        else GroupWritten(entity, name, tuple(facts), (), span_of(sheet, line))
    )


def _member(sheet: Sheet, line: Line) -> MemberWritten | None:
    segments = segments_of(sheet, line, line.end)
    if segments is None:
        return None
    first = segments[0] if segments else []
    if not first or not isinstance(first[0], Name):
        sheet.note(
            "SB-P001",
            "This person has no name.",
            span_of(sheet, line),
            hint=f"A line that is right: `{example_of(sheet, line)}`.",
        )
        return None
    name, first = first[0], first[1:]
    role: Name | None = None
    if len(first) % 2 and isinstance(first[0], Name):
        role, first = first[0], first[1:]
        sheet.gaps.append(role.span.start)
    _gaps(sheet, first)
    facts = facts_of(sheet, [first, *segments[1:]])
    if facts is None:
        return None
    return MemberWritten(name, role, tuple(facts), span_of(sheet, line))


def _gaps(sheet: Sheet, pieces: list[Piece]) -> None:
    sheet.gaps.extend(piece.span.start for piece in pieces[::2] if not isinstance(piece, Negation))


def _join(sheet: Sheet, line: Line, draft: _Draft, member: MemberWritten) -> None:
    """Put a person into the group above, or alone."""
    if draft.groups and draft.groups[-1].entity.text != "person":
        last = draft.groups[-1]
        draft.groups[-1] = replace(last, members=(*last.members, member))
        return
    entity = Name("person", sheet.span(line.start, line.body))
    draft.groups.append(GroupWritten(entity, None, (), (member,), span_of(sheet, line)))


def _join_list(draft: _Draft, written: ListWritten) -> None:
    """Give a list to the person or group above, or, before any, to everyone."""
    if not draft.groups:
        draft.lists.append(written)
        return
    last = draft.groups[-1]
    if not last.members:
        draft.groups[-1] = replace(last, lists=(*last.lists, written))
        return
    *before, member = last.members
    member = replace(member, lists=(*member.lists, written))
    draft.groups[-1] = replace(last, members=(*before, member))
