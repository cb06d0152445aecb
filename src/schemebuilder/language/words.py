"""The words of the language, read from the keyword table of one written language."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from schemebuilder import bundled
from schemebuilder.language.marks import masked

ENGLISH: Final = "en"

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
    inside a line; `units`, `periods` and `outcomes` map spellings to what they mean.
    """

    language: str
    statements: dict[str, Word]
    clauses: dict[str, dict[str, Word]]
    words: dict[str, Word]
    units: dict[str, str]
    periods: dict[str, str]
    outcomes: dict[str, str]

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
    return Words(
        language=table["language"],
        statements=_section(table["statements"]),
        clauses={kind: _section(entries) for kind, entries in table["clauses"].items()},
        words=_section(table["words"]),
        units=_meanings(table["units"]),
        periods=_meanings(table["periods"]),
        outcomes=_meanings(table["outcomes"]),
    )


@cache
def languages() -> tuple[str, ...]:
    """The languages that `dsl/keywords/` has a table for."""
    return tuple(sorted(path.stem for path in (bundled.dsl() / "keywords").glob("*.toml")))


def pattern(spellings: tuple[str, ...]) -> str:
    """Return a regular expression for whole words in these spellings, longest first."""
    longest_first = sorted(spellings, key=len, reverse=True)
    choices = "|".join(
        r"\s+".join(re.escape(part) for part in masked(words).split()) for words in longest_first
    )
    return rf"(?:{choices})(?!\w)"


def _section(entries: dict[str, Any]) -> dict[str, Word]:
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
    return {words: name for name, entry in entries.items() for words in entry["words"]}
