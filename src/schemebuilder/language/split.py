"""A text cut into statements at the keywords that begin them, so that each is read alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from schemebuilder.language.marks import masked
from schemebuilder.language.suggest import nearest
from schemebuilder.language.words import Word, Words, pattern, words_of

UNKNOWN: Final = ""
_FIRST_WORD: Final = re.compile(r"[^\W\d]\w*")
_GOES_ON: Final = re.compile(r"[-,(+*/=:<>|\u2212]\s*$")


CHANGES: Final = frozenset({"add", "replace"})
"""Keywords of a reform that stand before a whole statement."""

_ALSO_CLAUSES: Final = frozenset({"roles", "list", "remove", *CHANGES})
"""Keywords that open a statement or a line inside one; what follows tells which."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """The text of one statement: its kind, where it stands, and the length of its keyword.

    The kind is `UNKNOWN` if no keyword begins it; `line` counts from 0.
    """

    kind: str
    start: int
    end: int
    line: int
    keyword: int


def split(text: str, words: Words) -> list[Chunk]:
    """Cut a text into statements; comments and blank lines between them belong to none."""
    chunks: list[Chunk] = []
    kind, start, first, keyword = UNKNOWN, -1, 0, 0
    speaks_of = UNKNOWN
    end, clauses, goes_on = 0, False, False
    flat = masked(text)
    offset = 0
    for number, line in enumerate(flat.split("\n")):
        here, offset = offset, offset + len(line) + 1
        body = line.lstrip().lstrip("\ufeff").lstrip()
        if not body or body[0] == "#":
            continue
        indent = len(line) - len(body)
        open_kind = speaks_of if start >= 0 else None
        opened = _opens(body, indent, open_kind, (clauses, goes_on), words)
        if opened is not None or start < 0:
            if start >= 0:
                chunks.append(Chunk(kind, start, end, first, keyword))
            kind, keyword = opened or (UNKNOWN, len(body.split(None, 1)[0]))
            start, first, clauses = here + indent, number, False
            speaks_of = _behind(body[keyword:].lstrip(), words) if kind in CHANGES else kind
        elif not clauses:
            clauses = _begins_clause(body, speaks_of, words)
        end = here + len(line.rstrip())
        code = body.split(" #", 1)[0]
        goes_on = bool(_GOES_ON.search(code) or _trailing(words.language).search(code))
    if start >= 0:
        chunks.append(Chunk(kind, start, end, first, keyword))
    return chunks


def _behind(body: str, words: Words) -> str:
    """Return the kind of the statement that stands behind a word of `CHANGES`."""
    opened = _opens(body, 0, None, (False, False), words)
    return UNKNOWN if opened is None else opened[0]


def _opens(
    body: str, indent: int, kind: str | None, state: tuple[bool, bool], words: Words
) -> tuple[str, int] | None:
    """Return the kind and keyword length of the statement that a line begins, or None."""
    clauses, goes_on = state
    first = _FIRST_WORD.match(body)
    for name, keyword, head in _starters(words.language).get(first[0] if first else "", ()):
        found = keyword.match(body)
        if found is None:
            continue
        is_clause = kind is not None and _begins_clause(body, kind, words)
        both = is_clause and name in _ALSO_CLAUSES
        if indent == 0 and not (both and not head.match(body)):
            return name, found.end()
        if (both or not is_clause) and head.match(body):
            return name, found.end()
    if kind is None or indent or goes_on or _begins_clause(body, kind, words):
        return None
    return _unknown(body, kind, words, clauses=clauses)


def _unknown(body: str, kind: str, words: Words, *, clauses: bool) -> tuple[str, int] | None:
    """A line at the margin that begins with a word which is no keyword."""
    found = _FIRST_WORD.match(body)
    if found is None or body[found.end() : found.end() + 1] == ".":
        return None
    if found[0] in _connecting(words.language):
        return None
    later = kind == UNKNOWN or bool(words.statements[kind].later)
    near_statement = near_keyword(found[0], words) is not None
    if near_statement:
        return UNKNOWN, found.end()
    near_clause = nearest(found[0], _clause_words(kind, words.language)) is not None
    if later or near_clause or (kind == "inputs" and not clauses):
        return None
    return UNKNOWN, found.end()


def near_keyword(written: str, words: Words) -> str | None:
    """Return the statement keyword that was probably meant."""
    return nearest(written, [word.spelling for word in words.statements.values()])


def _begins_clause(body: str, kind: str, words: Words) -> bool:
    return body[0] == "|" or _clause_pattern(kind, words.language).match(body) is not None


@cache
def _clause_pattern(kind: str, language: str) -> re.Pattern[str]:
    clauses = words_of(language).clauses_of(kind)
    spellings = tuple(spelling for word in clauses.values() for spelling in word.spellings)
    return re.compile(pattern(spellings)) if spellings else re.compile(r"(?!)")


@cache
def _clause_words(kind: str, language: str) -> tuple[str, ...]:
    clauses = words_of(language).clauses_of(kind)
    return tuple(s.split()[0] for word in clauses.values() for s in word.spellings)


@cache
def _connecting(language: str) -> frozenset[str]:
    """Words that can go on with a line from the line above."""
    words = words_of(language).words
    return frozenset(part for word in words.values() for s in word.spellings for part in s.split())


@cache
def _trailing(language: str) -> re.Pattern[str]:
    """Words after which a line goes on below."""
    words = words_of(language).words
    names = (
        "AND",
        "OR",
        "NOT",
        "OF",
        "THEN",
        "OVER",
        "WHERE",
        "BY",
        "WHEN",
        "TO",
        "IN",
        "PER",
        "IF",
    )
    choices = pattern(tuple(s for name in names for s in words[name].spellings))
    return re.compile(rf"(?:^|\s){choices}\s*$")


@cache
def _starters(language: str) -> dict[str, list[tuple[str, re.Pattern[str], re.Pattern[str]]]]:
    """By first word, the statements: keyword, and what the head looks like where it is indented."""
    words = words_of(language)
    of = pattern(words.words["OF"].spellings)
    name = r"[^\W\d]\w*"
    used = pattern((*words.words["POPULATION"].spellings, *words.words["SCHEME"].spellings))
    how = "|".join(pattern(words.words[one].spellings) for one in ("MONTHLY", "YEARLY", "FROM"))
    heads = {
        "scheme": rf'{name}\s+["\u201c]',
        "use": rf"{used}\s+{name}",
        "group": rf"{name}\s+{of}",
        "roles": of,
        "field": rf"{name}\s+{of}",
        "input": rf"{name}\s+{of}",
        "inputs": rf"{of}\s+{name}\s*:",
        "parameter": rf"{name}\s*:",
        "index": rf"{name}\s+(?:{how})",
        "table": rf"{name}\s+{of}",
        "let": rf"{name}\s*(?:{of}|[:=])",
        "eligibility": rf"(?:{name}\s+)?{of}",
        "benefit": rf"(?:{name}\s+)?{of}\s+{name}\s*:",
        "charge": rf"(?:{name}\s+)?{of}\s+{name}\s*:",
        "example": r'["\u201c]',
        "example_table": r'["\u201c]',
        "scale": rf"{name}\s*(?:{of}|:)",
        "rule": rf"{name}\s+(?:{of}|{pattern(words.words['GIVEN'].spellings)})",
        "unit": rf"{name}\s+{of}",
        "list": rf"{name}\s+{of}",
        "series": rf"{name}\s+{pattern(words.words['BY'].spellings)}",
        "trigger": rf"{name}\s+{of}",
        "instrument": rf"{name}\s+{of}",
        "selection": rf"(?:{name}\s+)?{of}",
        "transitional": rf"{name}\s+{of}",
        "procedure": rf'{name}\s+["\u201c]',
        "reform": rf'(?:{name}\s+)?["\u201c]',
    }
    changes = {*CHANGES, "remove"}
    others = (w for kind, w in words.statements.items() if kind not in {*changes, "use"})
    whole = pattern(tuple(s for word in others for s in word.spellings))
    heads |= dict.fromkeys(CHANGES, rf'{whole}\s+(?:{name}|["\u201c])')
    heads["remove"] = rf'{whole}(?:\s+{of}\s+{name}|\s+{name}|\s+["\u201c].*)?\s*(?:[\[#]|$)'
    longest_first: list[tuple[str, Word]] = sorted(
        words.statements.items(), key=lambda item: -len(item[1].spelling)
    )
    starters: dict[str, list[tuple[str, re.Pattern[str], re.Pattern[str]]]] = {}
    for kind, word in longest_first:
        keyword = pattern(word.spellings)
        head = re.compile(keyword + r"\s+(?:" + heads.get(kind, "(?!)") + ")")
        for first in {masked(spelling).split()[0] for spelling in word.spellings}:
            starters.setdefault(first, []).append((kind, re.compile(keyword), head))
    return starters
