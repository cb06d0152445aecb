"""One difference of two texts by itself: what to put where in either text, sign by sign."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from schemebuilder.compiler.reforming.draft import Draft, Place, Stretch
from schemebuilder.language.syntax import ParameterRow


@dataclass(frozen=True, slots=True)
class Splice:
    """What is put in place of a stretch of a text."""

    start: int
    end: int
    text: str


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """Return the text with every splice made; those at one place stand in their order."""
    for _, splice in sorted(
        enumerate(splices), key=lambda each: (-each[1].start, -each[1].end, -each[0])
    ):
        text = text[: splice.start] + splice.text + text[splice.end :]
    return text


def statement_added(draft: Draft, other: Draft, place: Place) -> Splice:
    """Return a statement of the other text put at the end of this one."""
    said = other.text[other.line_start(place.chunk.start) : place.chunk.end]
    at = len(draft.text)
    return Splice(at, at, f"\n{said}\n")


def statement_gone(draft: Draft, place: Place) -> Splice:
    """Return a statement taken out, with the lines it stands in."""
    return Splice(draft.line_start(place.chunk.start), draft.line_end(place.chunk.end), "")


def line_put(left: Stretch, other: Draft, right: Stretch) -> Splice:
    """Return a line of the other text in place of one of this; comments behind it stay."""
    return Splice(left.start, left.end, other.text[right.start : right.end])


def line_added(draft: Draft, above: Stretch, other: Draft, line: Stretch) -> Splice:
    """Return a line of the other text put below a line of this one."""
    at = draft.line_end(above.end)
    lead = "" if draft.text[:at].endswith("\n") else "\n"
    said = other.text[other.line_start(line.start) : line.end]
    return Splice(at, at, f"{lead}{said}\n")


def line_gone(draft: Draft, line: Stretch) -> Splice:
    """Return a line taken out."""
    return Splice(draft.line_start(line.start), draft.line_end(line.end), "")


@dataclass(frozen=True, slots=True)
class Cell:
    """A dated value of a parameter: its row, and where its value stands; `keyed`: in columns."""

    row: ParameterRow
    start: int
    end: int
    keyed: bool


def value_put(
    draft: Draft, rows: Sequence[ParameterRow], cells: dict[tuple[date, str], Cell],
    key: tuple[date, str], said: tuple[Draft, Cell] | None,
) -> Splice:  # fmt: skip
    """Return a parameter's value for a day and key as the other text has it (None: not at all).

    Where this text has no row of that day, a row is written: of a parameter with keys, the rows
    that hold then, once more, with the one value changed.
    """
    here = cells.get(key)
    if said is None:
        return _value_gone(draft, cells, key)
    other, there = said
    if here is not None and here.keyed and there.keyed:
        return Splice(here.start, here.end, other.text[there.start : there.end])
    line = other.text[other.line_start(there.row.span.start) : other.line_end(there.row.span.end)]
    if here is not None:
        row = here.row
        return Splice(draft.line_start(row.span.start), draft.line_end(row.span.end), line)
    held = _held(cells, key)
    if there.keyed and held is not None and held.keyed:
        value = other.text[there.start : there.end]
        return _row_again(draft, rows, held, key[0], value)
    if not rows:
        return Splice(0, 0, "")
    earlier = [row for row in rows if row.start < key[0]]
    if earlier:
        at = draft.line_end(max(row.span.end for row in earlier))
    else:
        at = draft.line_start(min(row.span.start for row in rows))
    return Splice(at, at, line)


def _value_gone(draft: Draft, cells: dict[tuple[date, str], Cell], key: tuple[date, str]) -> Splice:
    """Return what makes the value of the day before hold on; without one, no value."""
    here = cells[key]
    held = _held({day: cell for day, cell in cells.items() if day != key}, key)
    if here.keyed:
        said = "-" if held is None else draft.text[held.start : held.end]
        return Splice(here.start, here.end, said)
    row = here.row
    return Splice(draft.line_start(row.span.start), draft.line_end(row.span.end), "")


def _held(cells: dict[tuple[date, str], Cell], key: tuple[date, str]) -> Cell | None:
    """Return the cell of a key that holds on a day."""
    begun = [start for start, each in cells if each == key[1] and start <= key[0]]
    return cells[max(begun), key[1]] if begun else None


def _row_again(
    draft: Draft, rows: Sequence[ParameterRow], held: Cell, day: date, value: str
) -> Splice:
    """Return the rows that hold on a day written again under it, with one value changed."""
    said = ""
    group = [row for row in rows if row.start == held.row.start]
    for row in group:
        begin = draft.line_start(row.span.start)
        line = draft.text[begin : draft.line_end(row.span.end)]
        if row is held.row:
            line = line[: held.start - begin] + value + line[held.end - begin :]
        said += re.sub(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}", day.isoformat(), line, count=1)
    at = draft.line_end(max(row.span.end for row in group))
    return Splice(at, at, said)
