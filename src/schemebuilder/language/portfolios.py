"""`portfolio` from its lines: its schemes, values that hold here, ways out of circles."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from schemebuilder.language.lines import Line
from schemebuilder.language.parts import span_of
from schemebuilder.language.reading import (
    check_breaks,
    example_of,
    read_expression,
    words_of_line,
)
from schemebuilder.language.reforms import parameter_set
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.syntax import (
    CycleWritten,
    DelegationWritten,
    Name,
    OverrideWritten,
    PortfolioStatement,
    Text,
)
from schemebuilder.language.words import pattern

_NAME: Final = r"[^\W\d]\w*"
_STRING: Final = r'"[^"\n]*"|\u201c[^\u201d\n]*\u201d'


@dataclass(slots=True)
class _Draft:
    """What the lines have said so far."""

    country: str = ""
    level: str = ""
    under: Name | None = None
    schemes: list[Name] = field(default_factory=list)
    overrides: list[OverrideWritten] = field(default_factory=list)
    delegations: list[DelegationWritten] = field(default_factory=list)
    cycles: list[CycleWritten] = field(default_factory=list)


def portfolio(sheet: Sheet, lines: list[Line]) -> PortfolioStatement | None:
    """Read `portfolio kenya "Schemes of Kenya"` and its lines."""
    draft = _Draft()
    for line in lines[1:]:
        match line.keyword:
            case "country":
                draft.country = words_of_line(sheet, line).strip('"')
            case "level":
                draft.level = words_of_line(sheet, line).replace('"', "")
            case "under":
                named = _names(sheet, line)
                draft.under = named[0] if named else None
            case "scheme":
                draft.schemes += _names(sheet, line)
            case "set":
                _override(sheet, line, draft)
            case "delegates":
                _delegation(sheet, line, draft)
            case _:
                _cycle(sheet, line, draft)
    head = lines[0]
    found = re.compile(rf"\s*({_NAME})(?:\s+({_STRING}))?\s*").fullmatch(
        sheet.code, head.body, head.end
    )
    if found is None:
        _wrong(sheet, head, "A portfolio begins with its name and its title.")
        return None
    title = None
    if found[2]:
        start, end = found.span(2)
        title = Text(sheet.said(start + 1, end - 1), sheet.span(start, end))
    return PortfolioStatement(
        sheet.name(*found.span(1)),
        title,
        draft.country,
        draft.level,
        draft.under,
        tuple(draft.schemes),
        tuple(draft.overrides),
        tuple(draft.delegations),
        tuple(draft.cycles),
        span_of(sheet, head),
    )


def _names(sheet: Sheet, line: Line) -> list[Name]:
    """Return names and paths, separated by commas."""
    one = re.compile(rf"\s*({_NAME}|{_STRING})\s*(,|$)")
    code, at, names = sheet.code[: line.end], line.body, list[Name]()
    while at < line.end:
        found = one.match(code, at)
        if found is None:
            _wrong(sheet, line, "Here stand names, or paths in quotation marks.")
            return []
        name = sheet.name(*found.span(1))
        names.append(replace(name, text=name.text.strip('"\u201c\u201d')))
        at = found.end()
    if not names:
        _wrong(sheet, line, "A name is missing on this line.")
    return names


def _override(sheet: Sheet, line: Line, draft: _Draft) -> None:
    of = pattern(sheet.words.words["OF"].spellings)
    found = re.compile(rf"\s*{_NAME}(\s+{of}\s+({_NAME}))").match(sheet.code, line.body, line.end)
    if found is None:
        _wrong(sheet, line, "It is not said of which scheme the value is.")
        return
    # the rest is a `set` as in a reform: of the same length, so that places stay
    code = sheet.code
    blank = " " * (found.end(1) - found.start(1))
    sheet.code = code[: found.start(1)] + blank + code[found.end(1) :]
    value = parameter_set(sheet, line)
    sheet.code = code
    if value is not None:
        draft.overrides.append(OverrideWritten(sheet.name(*found.span(2)), value))


def _delegation(sheet: Sheet, line: Line, draft: _Draft) -> None:
    words = sheet.words.words
    of, since, to = (pattern(words[name].spellings) for name in ("OF", "FROM", "TO"))
    said = re.compile(
        rf"\s*({_NAME})\s+{of}\s+({_NAME})\s+{since}\s+(.+?)\s+{to}\s+(\S.*)", re.DOTALL
    )
    found = said.fullmatch(sheet.code, line.body, line.end)
    if found is None:
        _wrong(sheet, line, "A delegation names a parameter, its scheme, and two bounds.")
        return
    low = read_expression(sheet, line, found.span(3))
    high = read_expression(sheet, line, found.span(4))
    if low is not None and high is not None:
        draft.delegations.append(
            DelegationWritten(
                sheet.name(*found.span(1)), sheet.name(*found.span(2)),
                low, high, span_of(sheet, line), line.citation,
            )
        )  # fmt: skip


def _cycle(sheet: Sheet, line: Line, draft: _Draft) -> None:
    words = sheet.words.words
    last = pattern(words["LAST_MONTHS_AWARD"].spellings)
    before = pattern(words["BEFORE_INTERACTION"].spellings)
    rounds = pattern(words["BOUNDED_ROUNDS"].spellings)
    said = re.compile(rf"(.+?):\s*(?:({last})|({before})|{rounds}\s+([0-9]+))\s*", re.DOTALL)
    found = said.fullmatch(sheet.code, line.body, line.end)
    if found is None:
        _wrong(sheet, line, "It is not clear how these schemes are decided that read each other.")
        return
    part = Line(line.keyword, line.start, line.body, found.end(1))
    names = _names(sheet, part)
    count = int(found[4] or 0)
    if found[4] and not 1 <= count <= _MOST_ROUNDS:
        _wrong(sheet, line, f"There are 1 to {_MOST_ROUNDS} rounds.")
        return
    way = "last month" if found[2] else "before interaction" if found[3] else "rounds"
    draft.cycles.append(CycleWritten(tuple(names), way, count, span_of(sheet, line)))


_MOST_ROUNDS: Final = 20


def _wrong(sheet: Sheet, line: Line, message: str) -> None:
    if not check_breaks(sheet, line):
        hint = f"A line that is right: `{example_of(sheet, line)}`."
        sheet.note("SB-P001", message, span_of(sheet, line), hint=hint)
