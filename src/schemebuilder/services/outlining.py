"""The statements of a text in their order, with errors or without: an editor's outline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.language.split import Chunk, split
from schemebuilder.language.words import language_of, words_of

_TITLE: Final = re.compile(r'"([^"\n]*)"')
_NAME: Final = re.compile(r"[^\W\d]\w*")
_TITLED: Final = frozenset({"scheme", "example", "example_table", "portfolio", "reform"})
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement: the word that opens it, its name, its stretch of the text.

    `kind` is its name among statements ("" where no keyword opens it); `worst` is the worst of what
    was found in it, or None.
    """

    kind: str
    keyword: str
    name: str
    start: int
    end: int
    worst: Severity | None = None


def outline(text: str, findings: Sequence[Finding] = ()) -> tuple[Entry, ...]:
    """Return the statements of a text; `findings` are those of its check."""
    words = words_of(language_of(text))
    of = words.words["OF"].spellings
    places = [(f.span.start, f.severity) for f in findings if f.span is not None]
    return tuple(
        Entry(
            chunk.kind,
            text[chunk.start : chunk.start + chunk.keyword],
            _name(text, chunk, of),
            chunk.start,
            chunk.end,
            _worst([found for at, found in places if chunk.start <= at <= chunk.end]),
        )
        for chunk in split(text, words)
    )


def _name(text: str, chunk: Chunk, of: tuple[str, ...]) -> str:
    """Return what a reader knows the statement by: its title, its name, or whose it is."""
    behind = text[chunk.start + chunk.keyword : chunk.end].split("\n", 1)[0].strip()
    title, name = _TITLE.search(behind), _NAME.match(behind)
    if title is not None and title[1] and (chunk.kind in _TITLED or name is None):
        return title[1]
    if name is None or name[0] in of or chunk.kind in {"use", "always", "never"}:
        said = behind.split(" #", 1)[0].split(" : ", 1)[0].strip()
        return said if len(said) <= _LONGEST else f"{said[:_LONGEST].rstrip()}…"
    return name[0]


def _worst(found: Sequence[Severity]) -> Severity | None:
    return min(found, key=list(Severity).index, default=None)
