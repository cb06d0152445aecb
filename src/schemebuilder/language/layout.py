"""One statement laid out: heads at the margin, clauses indented, keywords and columns aligned."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from schemebuilder.language.lines import HEAD, ROW, Line, lines_of, parted
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.spacing import GAP, loose, padded, spaced, width
from schemebuilder.language.step_layout import ProcedureLine, step_lines
from schemebuilder.language.words import words_of

_STEP: Final = 4
_CITATIONS_AT: Final = 82
_ALIGNED: Final = {
    "benefit": frozenset(
        {"base", "add", "reduce", "floor", "cap", "round", "limit", "except_when", "only_when"}
        | {"pay", "starts", "ends", "lasts", "keep_back"}
    ),
}
_DEEPER: Final = {
    "reform": {"replace": 2, "remove": 2, "add": 2, "with": 3, "after": 3, "refuse": 4},
}
"""How many steps from the margin a line of a statement stands, where it is not one."""
_FREE: Final = frozenset(
    {"undecided", "expect", "take"} | {"version", "assessed_by", "contest", "financed_by"}
)
_FREE_KINDS: Final = frozenset({"scheme"})


_Widths: TypeAlias = "tuple[dict[str, int], tuple[int, int], dict[int, list[int]]]"


@dataclass(slots=True)
class _Physical:
    """One line of the text: its clause, its code, and what stands behind."""

    line: Line | None
    start: int
    code: str
    citation: str
    comment: str
    first: bool
    depth: int = 0


def laid_out(kind: str, text: str, keyword: int, gaps: Sequence[int], language: str) -> str:
    """Return the text of one statement (which can be read) in its one layout."""
    sheet = Sheet(kind, text, words_of(language))
    lines = lines_of(sheet, keyword)
    physical = _physical(sheet, lines)
    pads = _pads(sheet, lines)
    people = _people(sheet, physical, gaps)
    columns = _columns(sheet, physical)
    steps = _steps(sheet, physical, gaps) if kind == "procedure" else {}
    out: list[str] = []
    for item in physical:
        if item.line is None or not item.code.strip():
            blank = not item.comment and not item.citation
            if not (blank and out and out[-1] == ""):
                indent = "" if blank or item.citation else " " * _STEP
                out.append(indent + _behind("", item))
            continue
        code = steps.get(item.start) or _code(sheet, item, item.line, gaps, (pads, people, columns))
        out.append(_behind(code, item))
    return "\n".join(out)


def _behind(code: str, item: _Physical) -> str:
    """Put the citation into its column, and the comment behind."""
    if item.citation:
        code = padded(code, _CITATIONS_AT) if width(code) < _CITATIONS_AT - 1 else code + "  "
        code += item.citation
    if item.comment:
        code += (GAP if code.strip() else "") + item.comment
    return code.rstrip()


def _physical(sheet: Sheet, lines: list[Line]) -> list[_Physical]:
    ends = [*(start - 1 for start in sheet.starts[1:]), len(sheet.text)]
    starts = {line.start: line for line in lines}
    items: list[_Physical] = []
    current, depth = lines[0], 0
    for start, end in zip(sheet.starts, ends, strict=True):
        code, citation, comment = parted(sheet.text[start:end])
        lead = start + len(code) - len(code.lstrip())
        if not code.strip():
            items.append(_Physical(None, start, "", citation, comment, first=False))
            continue
        first = lead in starts
        if first:
            current, depth = starts[lead], 0
        stripped = code.strip()
        closing = len(stripped) - len(stripped.lstrip(")"))
        items.append(
            _Physical(current, lead, stripped, citation, comment, first, max(depth - closing, 0))
        )
        depth = max(depth + _opened(stripped), 0)
    return items


def _opened(code: str) -> int:
    bare = re.sub(r'"[^"]*"', "", code)
    return bare.count("(") - bare.count(")")


def _pads(sheet: Sheet, lines: list[Line]) -> dict[str, int]:
    """How wide the column of keywords is, for the keywords that stand in it."""
    kind = "benefit" if sheet.kind == "charge" else sheet.kind
    clauses = [line for line in lines if line.keyword not in {HEAD, ROW}]
    if kind in {"scheme", "field", "input", "inputs", "list"}:
        aligned = clauses
    else:
        aligned = [line for line in clauses if line.keyword in _ALIGNED.get(kind, ())]
    widest = max((width(_keyword(sheet, line)) for line in aligned), default=0)
    return {line.keyword: widest + 1 for line in aligned}


def _keyword(sheet: Sheet, line: Line) -> str:
    return " ".join(sheet.said(line.start, line.body).split())


def _code(sheet: Sheet, item: _Physical, line: Line, gaps: Sequence[int], widths: _Widths) -> str:
    pads, people, columns = widths
    language = sheet.words.language
    if item.start in columns:
        steps = 2 if sheet.kind in {"example", "instrument"} else 1
        return " " * (_STEP * steps) + _row(item.code, columns[item.start], language, sheet.kind)
    free = line.keyword in _FREE or sheet.kind in _FREE_KINDS
    if not item.first:
        said = loose(item.code) if free else spaced(item.code, language, gaps, item.start)
        steps = 1 if line.keyword == HEAD else 2
        steps = _DEEPER.get(sheet.kind, {}).get(line.keyword, steps - 1) + 1
        return " " * (_STEP * (steps + item.depth)) + said
    word = " ".join(item.code[: line.body - item.start].split())
    rest, place = item.code[line.body - item.start :], line.body
    said = loose(rest) if free else spaced(rest, language, gaps, place)
    if line.keyword == HEAD:
        return f"{word} {said}".rstrip()
    if line.keyword == "person":
        return " " * _STEP + f"{word} {_person(said, people)}"
    steps = 2 if line.keyword in {"refuse", "list", "weight"} else 1
    steps = _DEEPER.get(sheet.kind, {}).get(line.keyword, steps)
    return (
        " " * (_STEP * steps) + padded(word, pads.get(line.keyword, len(word) + 1)) + said
    ).rstrip()


def _steps(sheet: Sheet, physical: list[_Physical], gaps: Sequence[int]) -> dict[int, str]:
    lines = [
        ProcedureLine(item.line.keyword, item.start, item.code, item.first)
        for item in physical
        if item.line is not None and item.code
    ]
    return step_lines(lines, gaps, sheet.words.language)


# --- persons of an example -----------------------------------------------------------------------


def _people(sheet: Sheet, physical: list[_Physical], gaps: Sequence[int]) -> tuple[int, int]:
    """The widths of the columns of names and roles."""
    names, roles = 0, 0
    for item in physical:
        if item.line is not None and item.first and item.line.keyword == "person":
            said = spaced(
                item.code[item.line.body - item.start :], sheet.words.language, gaps, item.line.body
            )
            name, *rest = said.split(GAP)
            names = max(names, width(name))
            if rest and " " not in rest[0]:
                roles = max(roles, width(rest[0]))
    return names, roles


def _person(said: str, people: tuple[int, int]) -> str:
    name, *rest = said.split(GAP)
    if not rest:
        return name
    role = rest.pop(0) if " " not in rest[0] else ""
    columns = (
        [padded(name, people[0]), padded(role, people[1])]
        if people[1]
        else [padded(name, people[0])]
    )
    return "  ".join([*columns, *rest]).rstrip()


# --- rows ----------------------------------------------------------------------------------------


def _columns(sheet: Sheet, physical: list[_Physical]) -> dict[int, list[int]]:
    """For the start of each row, the widths of its columns, the first before the bars."""
    language = sheet.words.language
    tables: list[dict[int, list[str]]] = [{}]
    for item in physical:
        if item.line is None or not item.first:
            continue
        dated = sheet.kind == "parameter" and item.line.keyword == "from"
        if item.line.keyword == ROW or (dated and "|" in _unquoted(item.code)):
            tables[-1][item.start] = _cells(item.code, language, sheet.kind)
        elif item.line.keyword in {"list", "question"}:
            tables.append({})
    return {start: widths for rows in tables for start, widths in _widths(rows).items()}


def _widths(rows: dict[int, list[str]]) -> dict[int, list[int]]:
    count = max((len(cells) for cells in rows.values()), default=0)
    widths = [
        max((width(cells[at]) for cells in rows.values() if at < len(cells) - 1), default=0)
        for at in range(count)
    ]
    return dict.fromkeys(rows, widths)


def _unquoted(code: str) -> str:
    return re.sub(r'"[^"]*"', "", code)


def _cells(code: str, language: str, kind: str) -> list[str]:
    """What stands before the first bar, the cells, and what stands behind the last bar.

    In an index `2025-10` is a month, and no difference.
    """
    parts = re.split(r'((?:"[^"\n]*"|\u201c[^\u201d\n]*\u201d|[^|"\u201c])*)', code)
    cells: list[str] = [""]
    for part in parts:
        if part == "|":
            cells.append("")
        else:
            cells[-1] += part
    if kind == "index":
        return [loose(cell) for cell in cells]
    return [spaced(cell.strip(), language) for cell in cells]


def _row(code: str, widths: list[int], language: str, kind: str) -> str:
    before, *cells, behind = _cells(code, language, kind)
    lead = padded(before, widths[0]) + (" " if widths[0] else "")
    said = " | ".join(
        padded(cell, widths[at] if at < len(widths) else 0) for at, cell in enumerate(cells, 1)
    )
    return f"{lead}| {said} | {behind}".rstrip()
