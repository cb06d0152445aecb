"""`reform` from its lines, and the whole statements that it adds or replaces."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Final

from schemebuilder.diagnostics.finding import Span
from schemebuilder.language import literals
from schemebuilder.language.lines import Line
from schemebuilder.language.parts import span_of
from schemebuilder.language.reading import check_breaks, example_of
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.spacing import spaced
from schemebuilder.language.split import CHANGES
from schemebuilder.language.syntax import (
    LineChange,
    LinePart,
    PointedAt,
    ReformClause,
    ReformStatement,
    RemovedStatement,
    SetWritten,
    Text,
)
from schemebuilder.language.words import pattern, words_of

_STRING: Final = r'"[^"\n]*"|\u201c[^\u201d\n]*\u201d'
_NAME: Final = r"[^\W\d]\w*"
_NOT_POINTED_AT: Final = frozenset({*CHANGES, "remove", "reform", "portfolio", "use"})


@dataclass(slots=True)
class _Draft:
    """What the lines have said so far; `inside` is the statement whose lines change."""

    clauses: list[ReformClause] = field(default_factory=list)
    inside: PointedAt | None = None


def reform(sheet: Sheet, lines: list[Line]) -> ReformStatement | None:
    """Read `reform [name] "Title" of base` and its lines."""
    draft = _Draft()
    for line in lines[1:]:
        match line.keyword:
            case "set":
                _set(sheet, line, draft)
            case "in":
                draft.inside = _pointed_at(sheet, line)
            case "remove" | "replace" | "add":
                _change(sheet, line, draft)
            case _:
                _below(sheet, line, draft)
    for clause in draft.clauses:
        if isinstance(clause, LineChange) and clause.new is _NOTHING:
            sheet.note(
                "SB-P001",
                "It is not said what stands in place of this line.",
                clause.span,
                hint="Write the new line below it: `with require age < 21`.",
            )
    return _head(sheet, lines[0], tuple(draft.clauses))


def removed(sheet: Sheet, lines: list[Line]) -> RemovedStatement | None:
    """Read `remove table supplement`: a whole statement of the base that goes."""
    found = _pointed_at(sheet, lines[0])
    return None if found is None else RemovedStatement(found, span_of(sheet, lines[0]))


def _head(sheet: Sheet, line: Line, clauses: tuple[ReformClause, ...]) -> ReformStatement | None:
    of = pattern(sheet.words.words["OF"].spellings)
    head = re.compile(rf"\s*(?:({_NAME})\s+)?({_STRING})\s+{of}\s+({_NAME}|{_STRING})\s*")
    found = head.fullmatch(sheet.code, line.body, line.end)
    if found is None:
        if not check_breaks(sheet, line):
            sheet.note(
                "SB-P001",
                "A reform begins with its title and the scheme that it changes.",
                span_of(sheet, line),
                hint=f"A line that is right: `{example_of(sheet, line)}`. A path stands in "
                "quotation marks.",
            )
        return None
    start, end = found.span(2)
    base = sheet.name(*found.span(3))
    return ReformStatement(
        sheet.name(*found.span(1)) if found[1] else None,
        Text(sheet.said(start + 1, end - 1), sheet.span(start, end)),
        replace(base, text=base.text.strip('"\u201c\u201d')),
        clauses,
        span_of(sheet, line),
    )


def _set(sheet: Sheet, line: Line, draft: _Draft) -> None:
    value = parameter_set(sheet, line)
    if value is not None:
        draft.clauses.append(value)


def parameter_set(sheet: Sheet, line: Line) -> SetWritten | None:
    """Read `grant for rural from 2026-07-01 : KES 2,400`, behind its keyword."""
    words = sheet.words.words
    said = re.compile(
        rf"\s*({_NAME})(?:\s+{pattern(words['FOR'].spellings)}\s+(.+?))?"
        rf"\s+{pattern(words['FROM'].spellings)}\s+([0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}})"
        r"\s*:\s*(\S.*)",
        re.DOTALL,
    )
    found = said.fullmatch(sheet.code, line.body, line.end)
    if found is None:
        check_breaks(sheet, line)
        sheet.note(
            "SB-P001",
            "A value is set from a day on.",
            span_of(sheet, line),
            hint=f"A line that is right: `{example_of(sheet, line)}`.",
        )
        return None
    keys = tuple(
        sheet.name(found.start(2) + key.start(), found.start(2) + key.end())
        for key in re.finditer(r"[^\s,](?:[^,]*[^\s,])?", found[2] or "")
    )
    return SetWritten(
        sheet.name(*found.span(1)),
        keys,
        literals.day(found[3], sheet.span(*found.span(3)), sheet),
        _part(sheet, line, found.span(4)),
        span_of(sheet, line),
        line.citation,
    )


def _pointed_at(sheet: Sheet, line: Line) -> PointedAt | None:
    found = _pointing(sheet, line)
    if found is None:
        sheet.note(
            "SB-P001",
            "Here a statement of the scheme is named.",
            span_of(sheet, line),
            hint=f"A line that is right: `{example_of(sheet, line)}`.",
        )
    return found


def _pointing(sheet: Sheet, line: Line) -> PointedAt | None:
    """Return the statement that the rest of a line names, or None where it names none."""
    found = _named_statement(sheet.words.language).fullmatch(sheet.code, line.body, line.end)
    if found is None:
        return None
    spelled = {s: kind for kind, word in sheet.words.statements.items() for s in word.spellings}
    name = (found[2] or "").strip('"\u201c\u201d')
    return PointedAt(spelled[" ".join(found[1].split())], name, sheet.span(line.body, line.end))


@cache
def _named_statement(language: str) -> re.Pattern[str]:
    words = words_of(language)
    kinds = {kind: word for kind, word in words.statements.items() if kind not in _NOT_POINTED_AT}
    spellings = tuple(s for word in kinds.values() for s in word.spellings)
    of = rf"(?:\s+{pattern(words.words['OF'].spellings)}\s+{_NAME})?"
    return re.compile(rf"\s*({pattern(spellings)})(?:\s+(?!of\b)({_NAME}|{_STRING}))?{of}\s*")


def _change(sheet: Sheet, line: Line, draft: _Draft) -> None:
    span = span_of(sheet, line)
    if draft.inside is None:
        sheet.note(
            "SB-P001",
            "It is not said in which statement this line stands.",
            span,
            hint="Name the statement on a line above: `in eligibility`, `in benefit cash`. "
            "A whole statement stands behind the word: `add let …`.",
        )
        return
    part = _part(sheet, line, _trimmed(sheet, line.body, line.end))
    if not part.words:
        _empty(sheet, line)
        return
    if line.keyword == "add":
        draft.clauses.append(LineChange(draft.inside, None, part, span))
        return
    start = None
    if line.keyword == "remove":
        part, start = _dated(sheet, part)
    # a line that is replaced has no new line yet: `with` below brings it
    new = None if line.keyword == "remove" else _NOTHING
    draft.clauses.append(LineChange(draft.inside, part, new, span, start=start))


_NOTHING: Final = LinePart("", Span(0, 0, 1, 1), Span(0, 0, 1, 1))


def _below(sheet: Sheet, line: Line, draft: _Draft) -> None:
    """Read a line that belongs to the change above it: `with …`, `after …`, `refuse …`."""
    last = draft.clauses[-1] if draft.clauses else None
    part = _part(sheet, line, _trimmed(sheet, line.body, line.end))
    if isinstance(last, LineChange) and part.words:
        if line.keyword == "with" and last.new is _NOTHING:
            _, start = _dated(sheet, part)
            draft.clauses[-1] = replace(last, new=part, start=start)
            return
        if line.keyword == "after" and last.old is None and last.after is None:
            draft.clauses[-1] = replace(last, after=part)
            return
        if line.keyword == "refuse" and last.new is not None and last.new is not _NOTHING:
            reason = _part(sheet, line, (line.start, line.end))
            whole = replace(last.new.whole, end=reason.whole.end)
            words = f"{last.new.words} {reason.words}"
            draft.clauses[-1] = replace(last, new=LinePart(words, last.new.span, whole))
            return
    sheet.note(
        "SB-P001",
        "Nothing above this line goes together with it.",
        span_of(sheet, line),
        hint="`with` follows `replace`, `after` follows `add`, and `refuse` follows the new line.",
    )


def _dated(sheet: Sheet, part: LinePart) -> tuple[LinePart, date | None]:
    """Return a line without the day from which it holds, and that day."""
    since = pattern(sheet.words.words["FROM"].spellings)
    day = re.compile(rf"\s+{since}\s+([0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}})\s*$")
    code = sheet.code[part.span.start : part.span.end]
    found = day.search(code)
    if found is None:
        return part, None
    at = part.span.start
    start = literals.day(found[1], sheet.span(at + found.start(1), at + found.end(1)), sheet)
    words = spaced(code[: found.start()], sheet.words.language)
    return LinePart(words, sheet.span(at, at + found.start()), part.whole), start


def _part(sheet: Sheet, line: Line, ends: tuple[int, int]) -> LinePart:
    start, end = ends
    whole = end if line.citation is None else max(end, line.citation.span.end)
    words = spaced(sheet.code[start:end], sheet.words.language)
    return LinePart(words, sheet.span(start, end), sheet.span(start, whole))


def _trimmed(sheet: Sheet, start: int, end: int) -> tuple[int, int]:
    text = sheet.code[start:end]
    return start + len(text) - len(text.lstrip()), start + len(text.rstrip())


def _empty(sheet: Sheet, line: Line) -> None:
    sheet.note(
        "SB-P001",
        "Something is missing on this line.",
        span_of(sheet, line),
        hint=f"A line that is right: `{example_of(sheet, line)}`.",
    )
