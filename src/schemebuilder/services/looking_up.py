"""What an editor asks about a place in a text: which words fit here, and what this word means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from schemebuilder.compiler.symbols import Symbol
from schemebuilder.language.words import Word, words_of
from schemebuilder.services import authoring

_WORD: Final = re.compile(r"\w+")
_LINE_START: Final = re.compile(r"[ \t]*\w*\Z")
_OF_PROCEDURES: Final = frozenset({"procedure", "step", "post", "document", "register", "letter"})


@dataclass(frozen=True, slots=True)
class Completion:
    """A word that fits: `kind` is that of a symbol, or `keyword`; `detail` says what it is."""

    label: str
    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class Hover:
    """What a word means: its stretch of the text, what it is, its citation and current value."""

    name: str
    words: str
    citation: str
    value: str
    start: int
    end: int


def complete(text: str, offset: int) -> list[Completion]:
    """Return the words that can stand at an offset: openers at the start of a line, else names."""
    if _opens_a_line(text, offset):
        return [Completion(word.spelling, "keyword", word.says) for word in _openers(text, offset)]
    inside = "procedure" in _kinds_around(text, offset)
    known = [one for one in _symbols(text) if inside or one.kind not in _OF_PROCEDURES]
    known.sort(key=lambda one: inside and one.kind not in _OF_PROCEDURES)
    names = [Completion(s.name, s.kind, _detail(s)) for s in known]
    keywords = [
        Completion(word.spelling, "keyword", word.says) for word in words_of().words.values()
    ]
    return [*names, *keywords]


def describe(text: str, offset: int) -> Hover | None:
    """Return what the word at an offset means, or None where it is neither a name nor a keyword."""
    found = next((m for m in _WORD.finditer(text) if m.start() <= offset <= m.end()), None)
    if found is None:
        return None
    name = found.group()
    keyword_first = _opens_a_line(text, found.end()) and any(
        name == spelling for word in _keywords() for spelling in word.spellings
    )
    for symbol in _symbols(text):
        if symbol.name == name and not (keyword_first and symbol.kind in _OF_PROCEDURES):
            words = " ".join(part for part in (_detail(symbol), symbol.label) if part)
            return Hover(name, words, symbol.citation, symbol.value, found.start(), found.end())
    for word in _keywords():
        if name in word.spellings:
            said = f"{word.says} For example: {word.example}"
            return Hover(name, said, "", "", found.start(), found.end())
    return None


def _symbols(text: str) -> tuple[Symbol, ...]:
    compiled = authoring.check_text(text).compiled
    return () if compiled is None else compiled.symbols


def _detail(symbol: Symbol) -> str:
    of = f" of {symbol.entity}" if symbol.entity else ""
    kind = f": {symbol.type}" if symbol.type else ""
    return f"{symbol.kind}{of}{kind}"


def _opens_a_line(text: str, offset: int) -> bool:
    return _LINE_START.match(text[text.rfind("\n", 0, offset) + 1 : offset]) is not None


def _openers(text: str, offset: int) -> list[Word]:
    """Return the statements, and inside one its clauses first."""
    words = words_of()
    kinds = _kinds_around(text, offset)
    clauses = [word for kind in kinds for word in words.clauses_of(kind).values()]
    return [*clauses, *words.statements.values()]


def _kinds_around(text: str, offset: int) -> list[str]:
    """Return the kinds of statement that the line at an offset may belong to."""
    words = words_of()
    before = text[: text.rfind("\n", 0, offset) + 1].splitlines()
    opening = next(
        (line.split()[0] for line in reversed(before) if line[:1].strip() and line[0] != "#"), ""
    )
    return [kind for kind, word in words.statements.items() if opening in word.spellings]


def _keywords() -> list[Word]:
    words = words_of()
    clauses = [word for section in words.clauses.values() for word in section.values()]
    return [*words.statements.values(), *clauses, *words.words.values()]
