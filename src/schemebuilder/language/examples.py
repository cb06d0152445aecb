"""`example` and `example table` from their lines: facts of a case and what must come out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeAlias

from lark import Token, Tree

from schemebuilder.diagnostics.finding import Edit
from schemebuilder.language import literals
from schemebuilder.language.lines import ROW, Line
from schemebuilder.language.parts import span_of
from schemebuilder.language.reading import check_breaks, example_of, read, read_text
from schemebuilder.language.rows import Row, answer_of, row_of, unclosed
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.suggest import nearest
from schemebuilder.language.syntax import (
    ExampleStatement,
    ExampleTableStatement,
    ExpectWritten,
    Expr,
    FactWritten,
    GroupWritten,
    MemberWritten,
    MoneyLiteral,
    Name,
    NameRef,
    NumberLiteral,
    Text,
    YesNoLiteral,
)
from schemebuilder.language.twig import At, branch, leaf
from schemebuilder.language.words import pattern

_DATE: Final = re.compile(r"\s*([0-9]{4}-[0-9]{1,2}-[0-9]{1,2})\s*")
_NOT: Final = "not"


@dataclass(frozen=True, slots=True)
class _Negation:
    """The word `not` in front of what is expected."""

    offset: int


_Piece: TypeAlias = "Name | Expr | _Negation"


@dataclass(slots=True)
class _Draft:
    on: date | None = None
    groups: list[GroupWritten] = field(default_factory=list)
    given: list[FactWritten] = field(default_factory=list)
    expects: list[ExpectWritten] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def example(sheet: Sheet, lines: list[Line]) -> ExampleStatement | None:
    """Read `example "…"`, its people and what must come out."""
    draft = _Draft()
    for line in lines[1:]:
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
                f"The cells in this row: {len(row.cells)}; in the head of the table: {len(columns)}.",
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


def _title(sheet: Sheet, line: Line) -> Text | None:
    found = read_text(sheet, line)
    return None if found is None else found[1]


def _column(sheet: Sheet, line: Line, ends: tuple[int, int]) -> Name | None:
    found = read(sheet, line, "population_head", ends)
    return None if found is None else found[1].name(found[0].children[0])


def _line(sheet: Sheet, line: Line, draft: _Draft) -> None:
    match line.keyword:
        case "on":
            draft.on = _on(sheet, line)
        case "given":
            draft.given.extend(_given(sheet, line))
        case "person":
            member = _member(sheet, line)
            if member is not None:
                _join(sheet, line, draft, member)
        case "expect":
            expected = _expect(sheet, line)
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


# --- facts ---------------------------------------------------------------------------------------


def _segments(sheet: Sheet, line: Line, end: int) -> list[list[_Piece]] | None:
    """The words and values of a line, cut at its commas."""
    found = read(sheet, line, "facts", (line.body, end))
    if found is None:
        return None
    tree, at = found
    segments: list[list[_Piece]] = [[]]
    for child in tree.children:
        if isinstance(child, Tree):
            segments[-1].append(_value(child, at))
        elif child.type == "COMMA":
            segments.append([])
        elif child.type == "NOT":
            segments[-1].append(_Negation(at.ends(child)[0]))
        else:
            segments[-1].append(at.name(child))
    return [segment for segment in segments if segment]


def _value(tree: Tree[Token], at: At) -> Expr:
    words = [child for child in tree.children if isinstance(child, Token)]
    kinds = [word.type for word in words]
    span = at.span(tree)
    if kinds == ["NUMBER", "SLASH", "NUMBER"]:
        over, under = (literals.number(at.said(words[i]), span).value for i in (0, 2))
        if under == 0:
            at.sheet.note("SB-P001", "Nothing can be divided by zero.", span)
            return NumberLiteral(over, span, written=at.said(tree))
        return NumberLiteral(over / under, span, written=at.said(tree))
    if kinds[0] == "MINUS":
        said = at.expression(words[1])
        if isinstance(said, MoneyLiteral):
            return MoneyLiteral(said.currency, -said.value, span, written=at.said(tree))
        if isinstance(said, NumberLiteral):
            return NumberLiteral(-said.value, span, said.percent, at.said(tree))
    value = at.expression(words[0])
    if isinstance(value, MoneyLiteral) and len(tree.children) > 1:
        period, whom = None, None
        for per in tree.children[1:]:
            word = leaf(branch(per).children[1])
            if word.type == "PERIOD":
                period = literals.period(at.said(word), at.sheet.words)
            else:
                whom = literals.whom(at.said(word), at.span(word), at.sheet)
        return MoneyLiteral(value.currency, value.value, span, period, whom, value.written)
    return value


def _facts(sheet: Sheet, segments: list[list[_Piece]]) -> list[FactWritten] | None:
    """Pairs of a name and a value; commas between them are free."""
    facts: list[FactWritten] = []
    for segment in segments:
        for name, value in zip(segment[::2], segment[1::2], strict=False):
            if not isinstance(name, Name) or isinstance(value, _Negation):
                _unclear(sheet, name)
                return None
            said = NameRef(value, value.span) if isinstance(value, Name) else value
            facts.append(FactWritten(name, said, sheet.span(name.span.start, said.span.end)))
        if len(segment) % 2:
            _unclear(sheet, segment[-1])
            return None
    return facts


def _unclear(sheet: Sheet, piece: _Piece) -> None:
    at = piece.offset if isinstance(piece, _Negation) else piece.span.start
    end = at + 1 if isinstance(piece, _Negation) else piece.span.end
    said = sheet.said(at, end)
    lone = isinstance(piece, Name)
    sheet.note(
        "SB-P001",
        f"`{said}` has no value." if lone else f"It is not said which fact `{said}` is.",
        sheet.span(at, end),
        hint="Facts are written as a name and a value: `age 30, in_education yes`.",
    )


def _given(sheet: Sheet, line: Line) -> list[FactWritten]:
    segments = _segments(sheet, line, line.end)
    return ([] if segments is None else _facts(sheet, segments)) or []


def _group(sheet: Sheet, line: Line) -> GroupWritten | None:
    segments = _segments(sheet, line, line.end)
    if segments is None:
        return None
    entity = sheet.name(line.start, line.body)
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
    facts = _facts(sheet, [first, *segments[1:]])
    return (
        None
        if facts is None
        else GroupWritten(entity, name, tuple(facts), (), span_of(sheet, line))
    )


def _member(sheet: Sheet, line: Line) -> MemberWritten | None:
    segments = _segments(sheet, line, line.end)
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
    facts = _facts(sheet, [first, *segments[1:]])
    if facts is None:
        return None
    return MemberWritten(name, role, tuple(facts), span_of(sheet, line))


def _gaps(sheet: Sheet, pieces: list[_Piece]) -> None:
    sheet.gaps.extend(piece.span.start for piece in pieces[::2] if not isinstance(piece, _Negation))


def _join(sheet: Sheet, line: Line, draft: _Draft, member: MemberWritten) -> None:
    """Put a person into the group above, or alone."""
    if draft.groups and draft.groups[-1].entity.text != "person":
        last = draft.groups[-1]
        members = (*last.members, member)
        draft.groups[-1] = GroupWritten(last.entity, last.name, last.facts, members, last.span)
        return
    entity = Name("person", sheet.span(line.start, line.body))
    draft.groups.append(GroupWritten(entity, None, (), (member,), span_of(sheet, line)))


# --- expectations --------------------------------------------------------------------------------


def _expect(sheet: Sheet, line: Line) -> ExpectWritten | None:
    because = re.compile(r"\b" + pattern(sheet.words.words["BECAUSE"].spellings))
    found = because.search(sheet.code, line.body, line.end)
    end, reasons = line.end, tuple[str, ...]()
    if found is not None:
        end = found.start()
        said = " ".join(sheet.said(found.end(), line.end).split())
        reasons = tuple(part for part in re.split(r"[,;]\s+", said) if part)
    if line.citation is not None and not reasons:
        reasons = tuple(re.split(r"[,;]\s+", line.citation.text))
    segments = _segments(sheet, line, end)
    if segments is None:
        return None
    subject: Name | None = None
    items: list[tuple[Name, Expr | None]] = []
    for index, segment in enumerate(segments):
        _misspelt_outcome(sheet, segment)
        who, item = _item(sheet, segment, first=index == 0)
        if item is None:
            _unclear_expectation(sheet, line)
            return None
        subject = who or subject
        items.append(item)
    if not items:
        _unclear_expectation(sheet, line)
        return None
    return ExpectWritten(subject, tuple(items), reasons, span_of(sheet, line))


def _misspelt_outcome(sheet: Sheet, segment: list[_Piece]) -> None:
    """`ben eligble`: a person and a word that is nearly an outcome."""
    last = segment[-1]
    if len(segment) > 3 or not isinstance(last, Name) or last.text in sheet.words.outcomes:
        return
    near = nearest(last.text, [word for word in sheet.words.outcomes if " " not in word])
    if near is not None:
        sheet.note(
            "SB-P002",
            f"`{last.text}` is not an outcome.",
            last.span,
            hint=f"Did you mean `{near}`?",
            edits=(Edit(f"Write {near}", last.span, near),),
        )


_Item: TypeAlias = "tuple[Name, Expr | None]"


def _item(sheet: Sheet, segment: list[_Piece], *, first: bool) -> tuple[Name | None, _Item | None]:
    """The person spoken of, if one is named, and what is expected."""
    said = [
        _NOT if isinstance(piece, _Negation) else piece.text if isinstance(piece, Name) else ""
        for piece in segment
    ]
    for skip in (0, 1) if first else (0,):
        outcome = sheet.words.outcomes.get(" ".join(said[skip:]))
        lead = segment[0]
        if outcome is not None and (skip == 0 or isinstance(lead, Name)):
            who = lead if skip and isinstance(lead, Name) else None
            return who, _outcome(sheet, outcome, segment[skip:])
    if first and len(segment) > 1 and isinstance(segment[0], Name):
        item = _named(sheet, segment[1:])
        if item is not None and (len(segment) > 2 or isinstance(segment[1], _Negation)):
            return segment[0], item
    return None, _named(sheet, segment)


def _named(sheet: Sheet, segment: list[_Piece]) -> _Item | None:
    """What is expected of a name: a value, yes, or no."""
    match segment:
        case [_Negation(offset=offset), Name() as name]:
            return name, YesNoLiteral(value=False, span=sheet.span(offset, name.span.end))
        case [Name() as name]:
            return name, YesNoLiteral(value=True, span=name.span)
        case [Name() as name, value] if not isinstance(value, _Negation):
            return name, _expected(value)
        case _:
            return None


def _expected(value: Name | Expr) -> Expr:
    return NameRef(value, value.span) if isinstance(value, Name) else value


def _outcome(sheet: Sheet, outcome: str, pieces: list[_Piece]) -> _Item:
    starts = [p.offset if isinstance(p, _Negation) else p.span.start for p in pieces]
    ends = [p.span.end for p in pieces if not isinstance(p, _Negation)]
    span = sheet.span(starts[0], ends[-1])
    if outcome in {"eligible", "not_eligible"}:
        return Name("eligible", span), YesNoLiteral(outcome == "eligible", span)
    return Name(outcome, span), None


def _unclear_expectation(sheet: Sheet, line: Line) -> None:
    sheet.note(
        "SB-P001",
        "It is not clear what is expected.",
        span_of(sheet, line),
        hint="Write for example `expect ben eligible, amount KES 2,200` or "
        "`expect ana not eligible because act 5(1)(a)`.",
    )
