"""Rows `| a | b |` cut into cells, and cells that match."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from lark import Token, Tree

from schemebuilder.diagnostics.finding import Edit, Span
from schemebuilder.language.lines import Line
from schemebuilder.language.meant import meant_in_cell
from schemebuilder.language.reading import read
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.syntax import AnyCell, Cell, Expr, NeverCell, RangeCell, ValueCell
from schemebuilder.language.twig import At

_BAR: Final = re.compile(r'"[^"\n]*"|\u201c[^\u201d\n]*\u201d|\|')
NEVER: Final = "-"


@dataclass(frozen=True, slots=True)
class Row:
    """The stretches of a row: before the first bar, the cells, behind the last bar."""

    line: Line
    before: tuple[int, int]
    cells: tuple[tuple[int, int], ...]
    behind: tuple[int, int]


def row_of(sheet: Sheet, line: Line, start: int) -> Row:
    """Cut a line that has a bar at its bars, from an offset on."""
    bars = [
        found.start() for found in _BAR.finditer(sheet.code, start, line.end) if found[0] == "|"
    ]
    stretches = [trimmed(sheet, left + 1, right) for left, right in pairwise(bars)]
    behind = trimmed(sheet, bars[-1] + 1, line.end)
    return Row(line, trimmed(sheet, start, bars[0]), tuple(stretches), behind)


def unclosed(sheet: Sheet, row: Row) -> None:
    """Report a row whose last cell has no bar behind it."""
    start, end = row.behind
    where = sheet.span(end, end)
    sheet.note(
        "SB-P007",
        "The last cell of this row is not closed.",
        sheet.span(start, end),
        hint="Write | behind it.",
        edits=(Edit("Close the row with |", where, " |"),),
    )


def trimmed(sheet: Sheet, start: int, end: int) -> tuple[int, int]:
    """The stretch without the spaces around it."""
    text = sheet.code[start:end]
    left = start + len(text) - len(text.lstrip())
    return (start, start) if left >= end else (left, start + len(text.rstrip()))


def written(sheet: Sheet, ends: tuple[int, int]) -> str:
    """What is written in a cell, with single spaces."""
    return " ".join(sheet.said(*ends).split())


def is_word(sheet: Sheet, ends: tuple[int, int], word: str) -> bool:
    """Whether a cell holds one word of the language and nothing else."""
    there = written(sheet, ends) in sheet.words.words[word].spellings
    if there:
        sheet.heard(*ends, word)
    return there


def cell_of(sheet: Sheet, line: Line, ends: tuple[int, int]) -> Cell | None:
    """Read a cell that matches: a value or values, a range, `any` or `-`."""
    span = sheet.span(*ends)
    if ends[0] == ends[1]:
        _empty(sheet, line, ends[0])
        return None
    if written(sheet, ends) == NEVER:
        return NeverCell(span)
    if is_word(sheet, ends, "ANY"):
        return AnyCell(span)
    if meant_in_cell(sheet, *ends):
        return None
    found = read(sheet, line, "cell", ends)
    if found is None:
        return None
    tree, at = found
    return _CELLS[tree.data](_parts(tree, at), span)


def answer_of(sheet: Sheet, line: Line, ends: tuple[int, int]) -> Expr | None:
    """Read an answer; None stands for `-`, or for what could not be read."""
    if ends[0] == ends[1]:
        _empty(sheet, line, ends[0])
        return None
    if written(sheet, ends) == NEVER:
        return None
    found = read(sheet, line, "answer", ends)
    return None if found is None else found[1].expression(found[0])


def _empty(sheet: Sheet, line: Line, place: int) -> None:
    place = min(place, line.end - 1)
    sheet.note(
        "SB-P001",
        "A cell of this row is empty.",
        sheet.span(place, place + 1),
        hint="Write `any` if every value fits, or `-` if this cannot occur.",
    )


def _parts(tree: Tree[Token], at: At) -> list[Expr]:
    return [
        at.expression(child)
        for child in tree.children
        if isinstance(child, Tree) or child.type not in _WORDS
    ]


_WORDS: Final = frozenset(
    {"COMMA", "TO", "OR_OVER", "OR_UNDER", "UNDER", "UP_TO", "AT_LEAST", "AT_MOST", "OVER"}
)


def _range(*, low: bool = False, high: bool = False) -> Callable[[list[Expr], Span], Cell]:
    """A range from the first part to the second; whether the ends belong to it."""
    return lambda parts, span: RangeCell(parts[0], low, parts[1], high, span)


def _from(*, included: bool) -> Callable[[list[Expr], Span], Cell]:
    return lambda parts, span: RangeCell(parts[0], included, None, high_included=False, span=span)


def _to(*, included: bool) -> Callable[[list[Expr], Span], Cell]:
    return lambda parts, span: RangeCell(
        None, low_included=False, high=parts[0], high_included=included, span=span
    )


_CELLS: Final[dict[str, Callable[[list[Expr], Span], Cell]]] = {
    "cell_values": lambda parts, span: ValueCell(tuple(parts), span),
    "cell_between": _range(low=True, high=True),
    "cell_from": _from(included=True),
    "cell_up_to": _to(included=True),
    "cell_under": _to(included=False),
    "cell_over": _from(included=False),
    "cell_over_up_to": _range(high=True),
    "cell_over_under": _range(),
}
