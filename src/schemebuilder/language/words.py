"""The words of the language, read from the keyword table of one written language."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from schemebuilder import bundled
from schemebuilder.language.marks import masked

ENGLISH: Final = "en"
APOSTROPHE: Final = "\u2019"
_APOSTROPHES: Final = "['\u2019]"

_FIELD_KINDS: Final = frozenset({"field", "input", "inputs", "list"})
_RULE_KINDS: Final = {"charge": "benefit", "example_table": "example"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word or phrase: its name in the program, its spellings, what it says, a line with it.

    `later` is empty, or how much it matters that it is not yet acted on: `ignored` or `needed`.
    """

    id: str
    spellings: tuple[str, ...]
    says: str = ""
    example: str = ""
    later: str = ""

    @property
    def spelling(self) -> str:
        """The first spelling, which suggestions write."""
        return self.spellings[0]


@dataclass(frozen=True, slots=True)
class Words:
    """The keyword table of one language.

    `statements` open a statement, `clauses` a line inside a statement of that kind, `words` stand
    inside a line; `units`, `periods`, `outcomes`, `cycles` and `months` map spellings
    to what they mean.
    """

    language: str
    statements: dict[str, Word]
    clauses: dict[str, dict[str, Word]]
    words: dict[str, Word]
    units: dict[str, str]
    periods: dict[str, str]
    outcomes: dict[str, str]
    cycles: dict[str, str]
    months: dict[str, str]

    def clauses_of(self, kind: str) -> dict[str, Word]:
        """The lines that a statement of this kind may have."""
        if kind in _FIELD_KINDS:
            return self.clauses["field"]
        return self.clauses.get(_RULE_KINDS.get(kind, kind), {})


@cache
def words_of(language: str = ENGLISH) -> Words:
    """Return the keyword table of a language that `dsl/keywords/` has."""
    path = bundled.dsl() / "keywords" / f"{language}.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    english = None if language == ENGLISH else words_of(ENGLISH)
    return Words(
        language=language,
        statements=_section(table["statements"], english.statements if english else None),
        clauses={
            kind: _section(
                table["clauses"].get(kind, {}), english.clauses[kind] if english else None
            )
            for kind in (english.clauses if english else table["clauses"])
        },
        words=_section(table["words"], english.words if english else None),
        units=_meanings(table["units"]),
        periods=_meanings(table["periods"]),
        outcomes=_meanings(table["outcomes"]),
        cycles=_meanings(table["cycles"]),
        months=_meanings(table["months"]),
    )


@cache
def languages() -> tuple[str, ...]:
    """The languages that `dsl/keywords/` has a table for."""
    return tuple(sorted(path.stem for path in (bundled.dsl() / "keywords").glob("*.toml")))


def language_of(text: str) -> str:
    """Return the language that the first line of a text names (`langue fr`), else English."""
    for line in text.removeprefix("\ufeff").split("\n"):
        said = line.split("#", 1)[0].split()
        if said:
            # the tables of all languages are read only where the line may name one
            named = len(said) == 2 and said[1] in languages() and said[0] in _openers()
            return said[1] if named else ENGLISH
    return ENGLISH


@cache
def _openers() -> frozenset[str]:
    tables = (words_of(language) for language in languages())
    return frozenset(s for table in tables for s in table.statements["language"].spellings)


def pattern(spellings: tuple[str, ...]) -> str:
    """Return a regular expression for whole words in these spellings, longest first."""
    longest_first = sorted(spellings, key=len, reverse=True)
    choices = "|".join(
        r"\s+".join(re.escape(part) for part in masked(words).split()) for words in longest_first
    )
    return rf"(?:{choices.replace(APOSTROPHE, _APOSTROPHES)})(?!\w)"


def plain(written: str) -> str:
    """Return a word as the tables spell it, with single spaces and their apostrophe."""
    return " ".join(written.replace("'", APOSTROPHE).split())


def _section(entries: dict[str, Any], english: dict[str, Word] | None) -> dict[str, Word]:
    """Return the words of a section: another language gives spellings, English everything else."""
    if english is not None:
        return {
            name: replace(word, spellings=tuple(entries.get(name, word.spellings)))
            for name, word in english.items()
        }
    return {
        name: Word(
            id=name,
            spellings=tuple(entry["words"]),
            says=entry["says"],
            example=entry["example"],
            later=entry.get("later", ""),
        )
        for name, entry in entries.items()
    }


def _meanings(entries: dict[str, Any]) -> dict[str, str]:
    """Return what each spelling means; in English they stand under `words`."""
    return {
        words: name
        for name, entry in entries.items()
        for words in (entry["words"] if isinstance(entry, dict) else entry)
    }
