"""A text with the words of another language: the same tree, names and labels as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from schemebuilder.language.expectations import OUTCOME
from schemebuilder.language.formatter import format_text
from schemebuilder.language.grammar import BESIDE_VALUES
from schemebuilder.language.lines import HEAD, ROW, lines_of
from schemebuilder.language.marks import masked
from schemebuilder.language.parser import words_read
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.split import UNKNOWN, Chunk, split
from schemebuilder.language.words import ENGLISH, Word, Words, language_of, pattern, plain, words_of

_MADE_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "ELSE": ("OTHERWISE",),
    "WHERE_BRACKET": ("WHERE",),
    "PERCENT_OF": ("OF",),
    "IN_UNIT": ("IN",),
    "FOR_MONTHS": ("FOR", "OF"),
    "FORCE_FROM": ("FROM",),
    "FORCE_UNTIL": ("UNTIL",),
}
"""Terminals that hold more than one word: the words inside."""

_WITH_UNITS: Final = frozenset({"DURATION", "IN_UNIT", "FOR_MONTHS"})


def translated(text: str, language: str) -> str:
    """Return the text with its words in a language that has a table, in its one layout.

    A statement that cannot be read stays as it is.
    """
    source = language_of(text)
    said, target = words_of(source), words_of(language)
    pieces: list[str] = []
    at = 0
    for chunk in split(text, said):
        pieces.append(text[at : chunk.start])
        pieces.append("" if chunk.kind == "language" else _statement(chunk, text, said, target))
        at = chunk.end
    pieces.append(text[at:])
    whole = "".join(pieces).lstrip("\n")
    if language != ENGLISH:
        whole = f"{target.statements['language'].spelling} {language}\n\n{whole}"
    return format_text(whole)


def _statement(chunk: Chunk, text: str, said: Words, target: Words) -> str:
    """Return one statement with the other language's words at the places of this one's."""
    own = text[chunk.start : chunk.end]
    read = None if chunk.kind == UNKNOWN else words_read(chunk, text, said.language)
    if read is None:
        return own
    changes = {0: (chunk.keyword, target.statements[chunk.kind].spelling)}
    changes |= dict(_clauses(chunk, own, said, target))
    for start, end, terminal in read:
        changes[start] = (end, _word(own[start:end], terminal, said, target))
    pieces: list[str] = []
    at = 0
    for start, (end, word) in sorted(changes.items()):
        if start >= at:
            pieces += [own[at:start], word]
            at = end
    return "".join([*pieces, own[at:]])


def _clauses(
    chunk: Chunk, own: str, said: Words, target: Words
) -> Iterable[tuple[int, tuple[int, str]]]:
    """Yield the keywords of the lines inside a statement."""
    sheet = Sheet(chunk.kind, own, said)
    theirs = target.clauses_of(chunk.kind)
    for line in lines_of(sheet, chunk.keyword):
        if line.keyword not in {HEAD, ROW}:
            yield line.start, (line.body, theirs[line.keyword].spelling)


def _word(own: str, terminal: str, said: Words, target: Words) -> str:
    """Return what stands for a word, or for what the terminal holds of words and values."""
    if terminal == "PERIOD":
        return _meaning(own, said.periods, target.periods)
    if terminal == "CYCLE":
        return _meaning(own, said.cycles, target.cycles)
    if terminal == "MONTH_NAME":
        return _meaning(own, said.months, target.months)
    if terminal == OUTCOME:
        outcome = _meaning(own.replace("_", " "), said.outcomes, target.outcomes)
        return outcome.replace(" ", "_") if "_" in own else outcome
    inside = [(said.words[name], target.words[name]) for name in _inside(terminal, said)]
    inside += _beside(terminal, said, target)
    for word, theirs in inside:
        found = re.search(pattern(word.spellings), masked(own))
        if found is not None:
            spelling = _same_form(word, theirs, own[found.start() : found.end()])
            own = own[: found.start()] + spelling + own[found.end() :]
    if terminal in _WITH_UNITS:
        found = re.search(pattern(tuple(said.units)) + r"$", own)
        if found is not None:
            many = own.split()[0] != "1"
            unit = _meaning(found[0], said.units, target.units, many=many)
            own = own[: found.start()] + unit
    return own


def _inside(terminal: str, said: Words) -> Sequence[str]:
    return _MADE_OF.get(terminal, (terminal,) if terminal in said.words else ())


def _beside(terminal: str, said: Words, target: Words) -> list[tuple[Word, Word]]:
    """Clauses that stand one after another on a line have terminals of their own."""
    letter, _, name = terminal.partition("_")
    kind = BESIDE_VALUES.get(letter)
    if kind is None or name.lower() not in said.clauses[kind]:
        return []
    return [(said.clauses[kind][name.lower()], target.clauses[kind][name.lower()])]


def _same_form(word: Word, theirs: Word, own: str) -> str:
    """Return the spelling at the same place of the list, so that forms answer each other."""
    forms = [plain(spelling) for spelling in word.spellings]
    at = forms.index(plain(own)) if plain(own) in forms else 0
    return theirs.spellings[at] if len(theirs.spellings) == len(forms) else theirs.spelling


def _meaning(
    own: str, said: Mapping[str, str], target: Mapping[str, str], *, many: bool = False
) -> str:
    """Return the spelling of a unit, period or outcome: the first, of `many` the last."""
    theirs = [spelling for spelling, name in target.items() if name == said[plain(own)]]
    return theirs[-1 if many else 0]
