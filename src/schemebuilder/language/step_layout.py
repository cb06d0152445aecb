"""The lines of a procedure laid out: steps indented once, their clauses twice, in columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise, takewhile
from typing import Final

from schemebuilder.language.lines import HEAD
from schemebuilder.language.spacing import GAP, padded, spaced, width
from schemebuilder.language.words import pattern, words_of

_STEP: Final = 4
_QUOTES: Final = '"\u201c'
_BLOCKS: Final = frozenset({"step", "appeal", "starts", "answer", "keep", "letter"})


@dataclass(frozen=True, slots=True)
class ProcedureLine:
    """One line of the text: the clause it begins (or goes on with, if not `first`), its code."""

    keyword: str
    start: int
    code: str
    first: bool


def step_lines(
    lines: Sequence[ProcedureLine], gaps: Sequence[int], language: str
) -> dict[int, str]:
    """Return each line in its layout, by where it starts; `gaps` are where clauses begin."""
    pieces = {line.start: _pieces(line, gaps, language) for line in lines}
    for run in _runs(lines, pieces):
        rows = [pieces[line.start] for line in run]
        _in_columns(rows, _alike(rows))
    by = [pieces[line.start] for line in lines if line.first and line.keyword == "by"]
    _in_columns(by, max((len(row) for row in by), default=0))
    found: dict[int, str] = {}
    inside = False
    for line in lines:
        inside = inside or line.keyword in {"step", "appeal"}
        found[line.start] = " " * _indent(line, inside=inside) + _joined(line, pieces[line.start])
    for run in _decisions(lines):
        for line, said in zip(
            run, _aligned([found[one.start] for one in run], language), strict=True
        ):
            found[line.start] = said
    return found


def _pieces(line: ProcedureLine, gaps: Sequence[int], language: str) -> list[str]:
    """Cut a line at the clauses that begin on it."""
    end = line.start + len(line.code)
    cuts = [gap - line.start for gap in gaps if line.start < gap < end]
    places = [0, *cuts, len(line.code)]
    said = [line.code[a:b] for a, b in pairwise(places)]
    return [spaced(one, language) for one in said]


def _joined(line: ProcedureLine, pieces: list[str]) -> str:
    if line.keyword == "step" and line.first and len(pieces) > 1:
        return GAP.join([f"{pieces[0]} {pieces[1]}", *pieces[2:]]).rstrip()
    return GAP.join(pieces).rstrip()


def _indent(line: ProcedureLine, *, inside: bool) -> int:
    if line.keyword == HEAD:
        return 0 if line.first else _STEP
    steps = 1 if line.keyword in _BLOCKS or not inside else 2
    return _STEP * (steps if line.first else steps + 1)


def _runs(
    lines: Sequence[ProcedureLine], pieces: dict[int, list[str]]
) -> list[list[ProcedureLine]]:
    """Find steps of one line each that follow each other."""

    def whole(line: ProcedureLine) -> bool:
        return line.first and line.keyword == "step" and len(pieces[line.start]) > 2

    runs = (list(run) for is_whole, run in groupby(lines, whole) if is_whole)
    return [run for run in runs if len(run) > 1]


def _alike(rows: list[list[str]]) -> int:
    """Return how many cells at the start of the rows are of the same kind in all of them."""
    kinds = [
        [cell.split()[0] if cell[0] not in _QUOTES else "" for cell in row[1:]] for row in rows
    ]
    same = takewhile(lambda column: len(set(column)) == 1, zip(*kinds, strict=False))
    return 1 + sum(1 for _ in same)


def _in_columns(rows: list[list[str]], count: int) -> None:
    """Pad the first cells of each row, where another follows, to the widest of their column."""
    for at in range(count):
        cells = [row for row in rows if len(row) > at + 1]
        widest = max((width(row[at]) for row in cells), default=0)
        for row in cells:
            row[at] = padded(row[at], widest)


def _decisions(lines: Sequence[ProcedureLine]) -> list[list[ProcedureLine]]:
    """Find the lines `when … then …` that follow each other."""
    runs = groupby(lines, lambda line: line.first and line.keyword == "when")
    return [list(run) for whens, run in runs if whens]


def _aligned(said: list[str], language: str) -> list[str]:
    """Put the last `then` or `ends` of each line into one column."""
    cut = [_leads(language).match(line) for line in said]
    widest = max((width(found[1]) for found in cut if found), default=0)
    return [
        f"{padded(found[1], widest)} {found[2]}" if found else line
        for line, found in zip(said, cut, strict=True)
    ]


@cache
def _leads(language: str) -> re.Pattern[str]:
    clauses = words_of(language).clauses["procedure"]
    leads = pattern((*clauses["then"].spellings, *clauses["ends"].spellings))
    return re.compile(rf"(\s*\S+\s.*?) ({leads}(?!.*\s{leads}).*)")
