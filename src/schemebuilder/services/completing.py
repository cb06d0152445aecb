"""Which words can stand at a place in a text, the likeliest first."""

from __future__ import annotations

import re
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from schemebuilder.language.words import Word, Words, language_of, words_of
from schemebuilder.services.looking_up import (
    OF_PROCEDURES,
    kind_words,
    opens_a_line,
    symbols_in,
)

FIRST: Final = 0
NEXT: Final = 1
LATER: Final = 2

_FACTS: Final = frozenset({"fact", "input", "let", "rule", "unit", "eligibility", "list", "item"})
_AMOUNTS: Final = frozenset({"parameter", "let", "table", "scale", "rule", "input"})
_PEOPLE: Final = frozenset({"person", "group", "role"})
_CONDITIONS: Final = frozenset(
    {
        "require",
        "exclude",
        "require_at_entry",
        "continue_while",
        "only_when",
        "except_when",
        "when",
        "applies_when",
    }
)
_DATED: Final = frozenset({"from", "until", "in_force"})
_AND_SO_ON: Final = ("AND", "OR", "NOT", "WHERE", "WHEN", "IF")
_TYPES: Final = frozenset(
    {
        "YES_NO",
        "NUMBER_TYPE",
        "WHOLE_NUMBER",
        "MONEY_TYPE",
        "DATE_TYPE",
        "DURATION_TYPE",
        "DURATION_IN_DAYS",
        "TEXT_TYPE",
    }
)
_PART: Final = re.compile(r"\w*\Z")
_DAY: Final = re.compile(r"[\d-]*\Z")
_CALCULATES: Final = re.compile(r"(?:[-+*/=<>\u2264\u2265\u2212]|\bthan|\bleast|\bmost)\s*\Z")
_DECLARES: Final = re.compile(r":\s+\Z")
_AFTER_A_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}\s*:\s+\Z")
_MONEY: Final = re.compile(r"[A-Z]{3} ")
_OF_A_CHOICE: Final = re.compile(r"(\w+)\s*(?:=|\bis|\bis not|\bin)\s+\Z")


@dataclass(frozen=True, slots=True)
class Completion:
    """A word that fits: `kind` is that of a symbol, `keyword`, `date` or `value`.

    `detail` says what it is; those of the lowest `rank` are the likeliest here.
    """

    label: str
    kind: str
    detail: str
    rank: int = LATER


@dataclass(frozen=True, slots=True)
class Fitting:
    """The words that fit, each in place of the text from `start` to where one asked."""

    start: int
    options: tuple[Completion, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where one asks: the line up to there, the first line of its statement, and its kinds."""

    text: str
    offset: int
    line: str
    head: str
    kinds: tuple[str, ...]
    words: Words

    @property
    def clause(self) -> str:
        """The kind of line that this one is in its statement, or nothing."""
        body = self.line.lstrip()
        clauses = [word for kind in self.kinds for word in self.words.clauses_of(kind).values()]
        fitting = [
            (len(spelling), word.id)
            for word in clauses
            for spelling in word.spellings
            if re.match(rf"{re.escape(spelling)}\s", body)
        ]
        return max(fitting, default=(0, ""))[1]


def complete(text: str, offset: int, on: date | None = None, *, asked: bool = True) -> Fitting:
    """Return the words that can stand at an offset; days are around `on`, if none is given today.

    At the start of a line those are the lines of the statement, and the statements; inside a line
    the names and words, first of all those of the kind that is wanted there. Unless `asked`, only
    what is worth showing before anything of it is typed: days, and the value behind one.
    """
    place, nothing = _place(text, offset), Fitting(offset, ())
    if _is_prose(place.line):
        return nothing
    opening = _opening(place) if asked else None
    if opening is not None:
        return opening
    days = _days(place, on or datetime.now().astimezone().date())
    return days or (_inside(place) if asked else nothing)


def _place(text: str, offset: int) -> _Place:
    words = words_of(language_of(text))
    begin = text.rfind("\n", 0, offset) + 1
    line = text[begin:offset]
    own = [line] if line[:1].strip() and " " in line else []
    heads = [one for one in text[:begin].splitlines() if one[:1].strip() and one[0] != "#"]
    head = next(iter([*own, *reversed(heads)]), "")
    opening = head.split()[0] if head else ""
    kinds = tuple(kind for kind, word in words.statements.items() if opening in word.spellings)
    return _Place(text, offset, line, head, kinds, words)


def _is_prose(line: str) -> bool:
    """Say whether the end of a line is inside a sentence, a comment or a citation."""
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', "", line)
    return '"' in bare or bool(re.search(r"(?:^|\s)#", bare)) or bare.rfind("[") > bare.rfind("]")


def _opening(place: _Place) -> Fitting | None:
    """Return what can begin the line, or go on with a phrase that begins it."""
    body = place.line.lstrip()
    indented = place.line[:1].isspace()
    clauses = [w for kind in place.kinds for w in place.words.clauses_of(kind).values()]
    statements = list(place.words.statements.values())
    ranked = [(w, FIRST if indented else NEXT) for w in clauses]
    ranked += [(w, NEXT if indented else FIRST) for w in statements]
    if not opens_a_line(place.text, place.offset):
        ranked = [
            (word, rank)
            for word, rank in ranked
            if " " in body and any(s.startswith(body) for s in word.spellings)
        ]
        spelled = {spelling for word in clauses for spelling in word.spellings}
        if not ranked or body.rstrip() in spelled:
            return None
    found = {(word.spelling, rank): _keyword(word, rank) for word, rank in ranked}
    options = sorted(found.values(), key=lambda one: one.rank)
    return Fitting(place.offset - len(body), tuple(options))


def _days(place: _Place, today: date) -> Fitting | None:
    """Return days, where a line gives the day from which something holds; behind it the value."""
    last = _last_value(place)
    if last is not None and _AFTER_A_DAY.search(place.line):
        said, options = last[1], [Completion(last[1], "value", f"as from {last[0]}", FIRST)]
        if _MONEY.match(said):
            options.append(Completion(said[:4], "value", "an amount", NEXT))
        return Fitting(place.offset, tuple(options))
    typed = _DAY.search(place.line)
    before = place.line[: typed.start()] if typed else place.line
    if place.clause not in _DATED or not before[-1:].isspace():
        return None
    words = place.words.words
    if not before.rstrip().endswith((*words["FROM"].spellings, *words["UNTIL"].spellings)):
        return None
    options = [
        Completion(_month_after(today).isoformat(), "date", "first of next month"),
        Completion(date(today.year + 1, 1, 1).isoformat(), "date", "next January"),
        Completion(today.isoformat(), "date", "today"),
    ]
    if last is not None:
        after = _year_after(last[0]).isoformat()
        options.insert(0, Completion(after, "date", "a year after the last value"))
    kept = {one.label: replace(one, rank=n) for n, one in reversed([*enumerate(options)])}
    ordered = sorted(kept.values(), key=lambda one: one.rank)
    return Fitting(place.offset - len(place.line) + len(before), tuple(ordered))


def _last_value(place: _Place) -> tuple[date, str] | None:
    """Return the day and words of the value above the line, in the statement of a parameter."""
    if "parameter" not in place.kinds:
        return None
    above = place.text[: place.offset - len(place.line)]
    own = above[above.rfind(place.head) :]
    found = re.findall(r"(\d{4}-\d{2}-\d{2})\s*:\s*([^\[\]#|\n]*[^\[\]#|\s])", own)
    for day, said in found[-1:]:
        with suppress(ValueError):
            return date.fromisoformat(day), said
    return None


def _month_after(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _year_after(day: date) -> date:
    return date(day.year + 1, day.month, min(day.day, 28) if day.month == 2 else day.day)


def _inside(place: _Place) -> Fitting:
    """Return names and words, those of the kind that is wanted here before the others."""
    part = _PART.search(place.line)
    before = place.line[: part.start()] if part else place.line
    in_procedure = "procedure" in place.kinds
    known = [one for one in symbols_in(place.text) if in_procedure or one.kind not in OF_PROCEDURES]
    wanted, words = _wanted(place, before, in_procedure=in_procedure)
    choice = _OF_A_CHOICE.search(before)
    values = f"a value of {choice[1]}" if choice else ""
    if values and any(one.type == values for one in known):
        wanted = ()
    options = [
        Completion(
            one.name,
            one.kind,
            kind_words(one),
            FIRST if one.kind in wanted or (values and one.type == values) else NEXT,
        )
        for one in known
    ]
    options += [
        _keyword(word, FIRST if word.id in words else LATER) for word in place.words.words.values()
    ]
    options.sort(key=lambda one: one.rank)
    return Fitting(place.offset - len(place.line) + len(before), tuple(options))


def _wanted(
    place: _Place, before: str, *, in_procedure: bool
) -> tuple[Collection[str], Collection[str]]:
    """Return the kinds of names and the words that are likeliest behind a part of a line."""
    words, said = place.words.words, before.rstrip()
    joined = tuple(f" {one}" for name in _AND_SO_ON for one in words[name].spellings)
    of = tuple(f" {one}" for one in words["OF"].spellings)
    found: tuple[Collection[str], Collection[str]] = ((), ())
    if _DECLARES.search(before) and not place.line[:1].isspace():
        found = (), _TYPES
    elif said.endswith(of) and not place.clause:
        found = _PEOPLE, ()
    elif place.clause == "missing" and len(said.split()) == 1:
        found = (), ("ASK", "ASSUME", "USE", "ESCALATE")
    elif place.clause in {"pay", "notify"} and said.endswith(words["TO"].spellings):
        found = _PEOPLE, ()
    elif in_procedure:
        found = OF_PROCEDURES, ()
    elif _CALCULATES.search(before):
        found = _AMOUNTS, ()
    elif place.clause in _CONDITIONS or said.endswith(joined):
        found = _FACTS, ()
    return found


def _keyword(word: Word, rank: int) -> Completion:
    return Completion(word.spelling, "keyword", word.says, rank)
