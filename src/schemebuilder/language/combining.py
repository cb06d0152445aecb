"""`combines` from its lines: with which other schemes a benefit can be held, and what then."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from schemebuilder.language.lines import Line
from schemebuilder.language.parts import span_of
from schemebuilder.language.reading import check_breaks, example_of, read_text
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.syntax import (
    AwardWritten,
    CombinesStatement,
    CombineWritten,
    Name,
)
from schemebuilder.language.words import pattern

_NAME: Final = r"[^\W\d]\w*"


def combines(sheet: Sheet, lines: list[Line]) -> CombinesStatement | None:
    """Read `combines` and its lines."""
    head = lines[0]
    found = re.compile(rf"\s*({_NAME})?\s*").fullmatch(sheet.code, head.body, head.end)
    clauses: list[CombineWritten] = []
    for line in lines[1:]:
        if line.keyword == "refuse":
            _refuse(sheet, line, clauses)
            continue
        clause = _clause(sheet, line)
        if clause is not None:
            clauses.append(clause)
    if found is None:
        if not check_breaks(sheet, head):
            sheet.note(
                "SB-P001",
                "Behind `combines` stands the name of one benefit, or nothing.",
                span_of(sheet, head),
                hint=f"A line that is right: `{example_of(sheet, head)}`.",
            )
        return None
    benefit = sheet.name(*found.span(1)) if found[1] else None
    return CombinesStatement(benefit, tuple(clauses), span_of(sheet, head))


def _refuse(sheet: Sheet, line: Line, clauses: list[CombineWritten]) -> None:
    found = read_text(sheet, line)
    if found is None:
        return
    if not clauses or clauses[-1].kind not in {"cannot_be_held", "better_of"}:
        sheet.note(
            "SB-P001",
            "A sentence of refusal belongs to `cannot be held with`.",
            span_of(sheet, line),
            hint="Write it below that line.",
        )
        return
    clauses[-1] = replace(clauses[-1], refuse=found[1])


def _clause(sheet: Sheet, line: Line) -> CombineWritten | None:
    start, end = line.body, line.end
    span = span_of(sheet, line)
    words = sheet.words.words
    kept, first, when_eligible = "", None, False
    if line.keyword == "paid_first":
        if sheet.code[start:end].strip():
            _wrong(sheet, line)
            return None
        return CombineWritten(line.keyword, (), span, citation=line.citation)
    if line.keyword == "cannot_be_held":
        end, kept, first = _kept(sheet, start, end)
    if line.keyword == "on_exit":
        when = pattern(words["WHEN_ELIGIBLE_FOR_IT"].spellings)
        found = re.compile(rf"\s+{when}\s*$").search(sheet.code, start, end)
        if found is not None:
            end, when_eligible = found.start(), True
    awards = _awards(sheet, start, end)
    if not awards:
        _wrong(sheet, line)
        return None
    return CombineWritten(
        line.keyword, awards, span, kept, first, when_eligible, citation=line.citation
    )


def _kept(sheet: Sheet, start: int, end: int) -> tuple[int, str, Name | None]:
    """Return where the awards end, and which of two awards is kept."""
    words = sheet.words.words
    chooses = pattern(words["PERSON_CHOOSES"].spellings)
    higher = pattern(words["THE_HIGHER"].spellings)
    goes_first = pattern(words["GOES_FIRST"].spellings)
    said = rf",?\s*(?:({chooses})|({higher})|(?<!\w)({_NAME})\s+{goes_first})\s*$"
    found = re.compile(said).search(sheet.code, start, end)
    if found is None:
        return end, "", None
    if found[1]:
        return found.start(), "chooses", None
    if found[2]:
        return found.start(), "higher", None
    return found.start(), "first", sheet.name(*found.span(3))


def _awards(sheet: Sheet, start: int, end: int) -> tuple[AwardWritten, ...]:
    """Return the awards that are named, or none where something else stands there."""
    of = pattern(sheet.words.words["OF"].spellings)
    one = re.compile(rf"\s*({_NAME})(?:\s+{of}\s+({_NAME}))?\s*(,|$)")
    awards: list[AwardWritten] = []
    code = sheet.code[:end]
    at = start
    while at < end:
        found = one.match(code, at)
        if found is None:
            return ()
        span = sheet.span(found.start(1), found.end(2) if found[2] else found.end(1))
        if found[2]:
            award = AwardWritten(sheet.name(*found.span(2)), sheet.name(*found.span(1)), span)
        else:
            award = AwardWritten(sheet.name(*found.span(1)), None, span)
        awards.append(award)
        at = found.end()
    return tuple(awards)


def _wrong(sheet: Sheet, line: Line) -> None:
    if not check_breaks(sheet, line):
        sheet.note(
            "SB-P001",
            "It is not clear which other scheme is meant, or what holds then.",
            span_of(sheet, line),
            hint=f"A line that is right: `{example_of(sheet, line)}`.",
        )
