"""The spaces inside a line: where the formatter puts them, whatever was typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import cache
from typing import Final

from schemebuilder.language.marks import masked
from schemebuilder.language.words import words_of

GAP: Final = "   "
_SIGNS: Final = frozenset({"+", "*", "/", "-", "=", "<", ">", "<=", ">=", "<>", "!=", ":"})
_BEFORE_A_VALUE: Final = (
    "AND", "OR", "NOT", "IS", "IS_NOT", "IS_AT_LEAST", "IS_AT_MOST", "IS_OVER", "IS_UNDER", "FROM",
    "TO", "WHEN", "WHERE", "IF", "THEN", "OTHERWISE", "ABOVE", "OVER", "UNDER", "UP_TO", "BY", "OF",
    "BUT_NOT_BELOW", "BUT_NOT_ABOVE", "TWICE", "USE", "ASSUME",
)  # fmt: skip
_TIGHT_BEFORE: Final = frozenset({")", ",", "."})


def loose(code: str) -> str:
    """Return free words with single spaces; texts in quotation marks stay as they are."""
    return "".join(
        part if index % 2 else re.sub(r"\s+", " ", part)
        for index, part in enumerate(_QUOTED.split(code))
    ).strip()


def spaced(code: str, language: str, gaps: Collection[int] = (), offset: int = 0) -> str:
    """Return a line with the spaces where they belong.

    `gaps` are offsets before which more room is left; `offset` is where `code` starts.
    """
    out: list[str] = []
    before, previous_end = "", 0
    for found in _tokens(language).finditer(masked(code)):
        token = code[found.start() : found.end()]
        touching = found.start() == previous_end
        if out:
            if offset + found.start() in gaps:
                out.append(GAP)
            elif _apart(before, token, out, touching=touching, language=language):
                out.append(" ")
        out.append(_joined(token))
        before, previous_end = token, found.end()
    return "".join(out)


def width(text: str) -> int:
    """Return how many columns a text takes on a screen."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.category(sign) in {"Mn", "Me", "Cf"}
        else 2
        if unicodedata.east_asian_width(sign) in {"W", "F"}
        else 1
        for sign in text
    )


def padded(text: str, columns: int) -> str:
    """Return a text with spaces behind it up to so many columns."""
    return text + " " * max(columns - width(text), 0)


def _joined(token: str) -> str:
    """Spaces inside a token, as in `KES  2,000`, become one."""
    if token[0] in '"\u201c':
        return token
    return (
        re.sub(r"\s*/\s*", "/", " ".join(token.split()))
        if token[0].isdigit()
        else " ".join(token.split())
    )


def _apart(before: str, now: str, out: list[str], *, touching: bool, language: str) -> bool:
    """Whether a space stands between two tokens."""
    if now in _TIGHT_BEFORE or before in {"(", "."} or now[0] in "'\u2019":
        return False
    if now == "(":
        as_typed = before == ")" or before[-1:].isdigit()
        return not (touching and as_typed)
    if before in {"-", "\u2212"}:
        return not _sign_of_number(out, language)
    return True


def _sign_of_number(out: list[str], language: str) -> bool:
    """Whether the minus that stands last belongs to what follows it alone."""
    tokens = [piece for piece in out if piece.strip()]
    if len(tokens) == 1:
        return True
    ahead = tokens[-2]
    return ahead in _SIGNS | {"(", ","} or ahead in _before_a_value(language)


@cache
def _before_a_value(language: str) -> frozenset[str]:
    words = words_of(language).words
    return frozenset(s.split()[-1] for name in _BEFORE_A_VALUE for s in words[name].spellings)


_QUOTED: Final = re.compile(r'("[^"\n]*"|\u201c[^\u201d\n]*\u201d)')


@cache
def _tokens(language: str) -> re.Pattern[str]:
    table = words_of(language)
    spellings = [s for word in table.words.values() for s in word.spellings]
    spellings += [*table.periods, *table.cycles]
    spellings += [s for word in table.clauses["procedure"].values() for s in word.spellings]
    signed = (s for s in spellings if re.search(r"[^\w\s]", s))
    whole = [r"\s+".join(re.escape(part) for part in s.split()) for s in signed]
    number = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?(?:[ \t]*%)?"
    return re.compile(
        r'"[^"\n]*"|\u201c[^\u201d\n]*\u201d'
        + "".join(rf"|{s}(?!\w)" for s in whole)
        + r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9])"
        + r"|[0-9]+(?:st|nd|rd|th)(?!\w)"
        + rf"|[A-Z]{{3}}\s+{number}"
        + rf"|{number}\s*/\s*{number}"
        + rf"|{number}"
        + r"|['\u2019]s(?!\w)|\w+|<=|>=|<>|!=|\S"
    )
