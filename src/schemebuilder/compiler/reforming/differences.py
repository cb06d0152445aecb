"""What differs between two texts of a scheme, in words: values by date, and rules line by line."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from schemebuilder.compiler.reforming.alone import (
    Cell,
    Splice,
    line_added,
    line_gone,
    line_put,
    statement_added,
    statement_gone,
    value_put,
)
from schemebuilder.compiler.reforming.draft import Draft, Place, Stretch, stretches
from schemebuilder.language.lines import HEAD
from schemebuilder.language.syntax import ParameterRow, ParameterStatement

_ALIKE: Final = 0.5
_TESTS: Final = frozenset({"example", "example_table"})


class Happens(Enum):
    """What became of a value, a line or a statement."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `where` is the statement, `start` the first day of a parameter's value.

    `before` and `after` are words of the two texts, `law_before` and `law_after` their citations.
    `whole` says that a whole statement came or went, `key` which of a parameter's values it is.
    """

    happens: Happens
    where: str
    before: str
    after: str
    law_before: str = ""
    law_after: str = ""
    start: date | None = None
    key: str = ""
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Located:
    """A difference, and how to make it alone: `alone` in the first text, `undone` in the second."""

    change: Change
    alone: Splice
    undone: Splice


def differences(before: str, after: str) -> tuple[Change, ...]:
    """Return what differs between two texts, in the order of the second; examples apart."""
    return tuple(each.change for each in located(before, after))


def located(before: str, after: str) -> tuple[Located, ...]:
    """Return the differences of two texts, in the same order, with how to make each alone."""
    old, new = _draft(before), _draft(after)
    there = {_key(place): place for place in old.places() if place.chunk.kind not in _TESTS}
    here = {_key(place): place for place in new.places() if place.chunk.kind not in _TESTS}
    changes: list[Located] = []
    for key, place in here.items():
        if key not in there:
            change = _whole(new, place, Happens.ADDED)
            changes.append(
                Located(change, statement_added(old, new, place), statement_gone(new, place))
            )
        else:
            changes += _changed(old, there[key], new, place)
    changes += [
        Located(
            _whole(old, place, Happens.REMOVED),
            statement_gone(old, place),
            statement_added(new, old, place),
        )
        for key, place in there.items()
        if key not in here
    ]
    return tuple(changes)


def _draft(text: str) -> Draft:
    return Draft(text, list(range(len(text))), "")


def _key(place: Place) -> tuple[str, tuple[str, ...]]:
    """Statements are the same by kind and name; of a text there is one header, whatever its id."""
    if place.chunk.kind == "scheme":
        return ("scheme", ())
    return ("benefit" if place.chunk.kind == "charge" else place.chunk.kind, place.names)


def _whole(draft: Draft, place: Place, happens: Happens) -> Change:
    lines = stretches(draft, place)
    said = "; ".join(line.words for line in lines)
    law = "; ".join(dict.fromkeys(filter(None, (_law(draft, line) for line in lines))))
    before, after = ("", said) if happens is Happens.ADDED else (said, "")
    laws = ("", law) if happens is Happens.ADDED else (law, "")
    return Change(happens, place.title, before, after, *laws, whole=True)


def _changed(old: Draft, before: Place, new: Draft, after: Place) -> Iterator[Located]:
    one, two = before.statement, after.statement
    if isinstance(one, ParameterStatement) and isinstance(two, ParameterStatement):
        yield from _values(old, one, new, two, after.title)
        return
    was, now = _lines(old, before), _lines(new, after)
    heads = stretches(old, before)[0], stretches(new, after)[0]
    matcher = difflib.SequenceMatcher(
        None, [line.words for line in was], [line.words for line in now], autojunk=False
    )
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            for same, still in zip(was[a:b], now[c:d], strict=True):
                yield from _law_only(old, same, new, still, after.title)
            continue
        above, became = (was[a - 1] if a else heads[0]), dict[int, Stretch]()
        for left, right in _paired(was[a:b], now[c:d]):
            change = _line(old, left, new, right, after.title)
            if left is not None and right is not None:
                above, became[left.start] = left, right
                alone, undone = line_put(left, new, right), line_put(right, old, left)
            elif right is not None:
                alone, undone = line_added(old, above, new, right), line_gone(new, right)
            elif left is not None:
                upper = [start for start in became if start < left.start]
                below = became[max(upper)] if upper else now[c - 1] if c else heads[1]
                alone, undone = line_gone(old, left), line_added(new, below, old, left)
            else:
                continue
            yield Located(change, alone, undone)


def _lines(draft: Draft, place: Place) -> list[Stretch]:
    """The lines of a statement; of the header those below its name and title too."""
    lines = stretches(draft, place)
    return lines[1:] if place.chunk.kind == "scheme" else lines


def _law_only(
    old: Draft, left: Stretch, new: Draft, right: Stretch, where: str
) -> Iterator[Located]:
    before, after = _law(old, left), _law(new, right)
    if before != after:
        change = Change(Happens.CHANGED, where, left.words, right.words, before, after)
        yield Located(change, line_put(left, new, right), line_put(right, old, left))


def _paired(
    was: list[Stretch], now: list[Stretch]
) -> Iterator[tuple[Stretch | None, Stretch | None]]:
    """Pair lines that changed with what they became; the others went or came."""
    left = list(was)
    for line in now:
        alike = [
            (difflib.SequenceMatcher(None, each.words, line.words).ratio(), -place)
            for place, each in enumerate(left)
            if each.keyword == line.keyword
        ]
        best = max(alike, default=(0.0, 0))
        if best[0] >= _ALIKE or (best[0] > 0 and line.keyword == HEAD):
            yield left.pop(-best[1]), line
        else:
            yield None, line
    for each in left:
        yield each, None


def _line(
    old: Draft, left: Stretch | None, new: Draft, right: Stretch | None, where: str
) -> Change:
    happens = Happens.CHANGED
    if left is None:
        happens = Happens.ADDED
    elif right is None:
        happens = Happens.REMOVED
    before, after = _said(left, right)
    return Change(
        happens,
        where,
        before,
        after,
        "" if left is None else _law(old, left),
        "" if right is None else _law(new, right),
    )


def _said(left: Stretch | None, right: Stretch | None) -> tuple[str, str]:
    """Return the words of a line before and after; of a first line only what differs."""
    before = "" if left is None else left.words
    after = "" if right is None else right.words
    one, two = before.partition(" = "), after.partition(" = ")
    if left is not None and right is not None and right.keyword == HEAD and one[0] == two[0]:
        return f"= {one[2]}", f"= {two[2]}"
    return before, after


def _law(draft: Draft, line: Stretch) -> str:
    """Return the citations behind a line."""
    text = draft.text[line.code : draft.line_end(line.code)].split("#", 1)[0]
    found = [part.split("]", 1)[0] for part in text.split("[")[1:] if "]" in part]
    return "; ".join(" ".join(part.split()) for part in found)


def _values(
    old: Draft, before: ParameterStatement, new: Draft, after: ParameterStatement, where: str
) -> Iterator[Located]:
    (was, cells), (now, others) = _dated(old, before), _dated(new, after)

    def found(change: Change, key: tuple[date, str]) -> Located:
        mine, theirs = cells.get(key), others.get(key)
        return Located(
            change,
            value_put(old, before.rows, cells, key, None if theirs is None else (new, theirs)),
            value_put(new, after.rows, others, key, None if mine is None else (old, mine)),
        )

    for (start, key), (said, law) in now.items():
        if was.get((start, key), ("", ""))[0] == said:
            continue
        held = _held(was, start, key)
        if held is not None and held[0] == said:
            continue  # the row was written again with the same value
        happens = Happens.ADDED if held is None else Happens.CHANGED
        earlier, cited = held or ("", "")
        change = Change(happens, where, earlier, said, cited, law, start, key)
        yield found(change, (start, key))
    for (start, key), (said, law) in was.items():
        if (start, key) not in now:
            held = _held(now, start, key)
            instead, cited = held or ("", "")
            happens = Happens.REMOVED if held is None else Happens.CHANGED
            if instead != said:
                change = Change(happens, where, said, instead, law, cited, start, key)
                yield found(change, (start, key))


_Values = dict[tuple[date, str], tuple[str, str]]


def _held(values: _Values, on: date, key: str) -> tuple[str, str] | None:
    """Return the value that holds on a day, or None."""
    begun = [start for start, each in values if each == key and start <= on]
    return values[max(begun), key] if begun else None


def _dated(
    draft: Draft, parameter: ParameterStatement
) -> tuple[_Values, dict[tuple[date, str], Cell]]:
    """Return the values of a parameter by day and key, and where each stands."""
    found: _Values = {}
    places: dict[tuple[date, str], Cell] = {}
    for row in parameter.rows:
        law = "" if row.citation is None else row.citation.text
        for key, said, cell in _cells(draft, row):
            found[row.start, key] = (said, law)
            places[row.start, key] = cell
    return found, places


def _cells(draft: Draft, row: ParameterRow) -> Iterator[tuple[str, str, Cell]]:
    def said(start: int, end: int) -> str:
        return " ".join(draft.text[start:end].split())

    status = "" if row.status == "enacted" else f" {row.status}"
    if row.ended:
        yield "", "ended", Cell(row, row.span.start, row.span.end, keyed=False)
        return
    before = [said(key.span.start, key.span.end) for key in row.row_keys]
    for place, value in enumerate(row.values):
        column = row.columns[place : place + 1]
        key = ", ".join([*before, *(said(c.span.start, c.span.end) for c in column)])
        words = "-" if value is None else said(value.span.start, value.span.end) + status
        span = row.span if value is None else value.span
        keyed = bool(column) and value is not None
        yield key, words, Cell(row, span.start, span.end, keyed=keyed)
