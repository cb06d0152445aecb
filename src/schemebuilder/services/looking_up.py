"""What an editor is told of the word at a place: what it is, its law, its value today."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Final

from schemebuilder.compiler.symbols import Symbol
from schemebuilder.ir.in_force import value_on
from schemebuilder.ir.scheme import Parameter, ParameterValue
from schemebuilder.language.words import Word, Words, language_of, words_of
from schemebuilder.services import authoring
from schemebuilder.services.outlining import outline
from schemebuilder.values.money import money_words, number_words
from schemebuilder.values.types import Kind, Type

_WORD: Final = re.compile(r"\w+")
_LINE_START: Final = re.compile(r"[ \t]*\w*\Z")
OF_PROCEDURES: Final = frozenset({"procedure", "step", "post", "document", "register", "letter"})
_TOLD_BY_ITS_LINES: Final = frozenset(
    {"let", "rule", "table", "scale", "unit", "eligibility", "benefit", "charge"}
)
_MOST_LINES: Final = 8
_MOST_CELLS: Final = 4


@dataclass(frozen=True, slots=True)
class Hover:
    """What a word means: its stretch of the text, what it is, and its citation.

    `value` is that of a parameter in force on the day, `coming` the next one, each with its first
    day. `lines` are those of a definition, where they say what it is.
    """

    name: str
    words: str
    citation: str
    value: str
    start: int
    end: int
    coming: str = ""
    lines: str = ""


def describe(text: str, offset: int, on: date | None = None) -> Hover | None:
    """Return what the word at an offset means, or None where it is neither a name nor a keyword.

    Values are those in force on a day, if none is given today.
    """
    found = next((m for m in _WORD.finditer(text) if m.start() <= offset <= m.end()), None)
    if found is None:
        return None
    name, words = found.group(), words_of(language_of(text))
    keyword_first = opens_a_line(text, found.end()) and any(
        name == spelling for word in _keywords(words) for spelling in word.spellings
    )
    for symbol in symbols_in(text):
        if symbol.name == name and not (keyword_first and symbol.kind in OF_PROCEDURES):
            day = on or datetime.now().astimezone().date()
            return _of_symbol(text, symbol, found.span(), day)
    for word in _keywords(words):
        if name in word.spellings:
            said = f"{word.says} For example: {word.example}"
            return Hover(name, said, "", "", found.start(), found.end())
    return None


def symbols_in(text: str) -> tuple[Symbol, ...]:
    """Return the names of a text, also of one with errors."""
    compiled = authoring.check_text(text).compiled
    return () if compiled is None else compiled.symbols


def kind_words(symbol: Symbol) -> str:
    """Return what a name is: `parameter: money per month`."""
    of = f" of {symbol.entity}" if symbol.entity else ""
    kind = f": {symbol.type}" if symbol.type else ""
    return f"{symbol.kind}{of}{kind}"


def opens_a_line(text: str, offset: int) -> bool:
    """Say whether nothing but a part of one word stands before an offset in its line."""
    return _LINE_START.match(text[text.rfind("\n", 0, offset) + 1 : offset]) is not None


def _value_words(value: ParameterValue, kind: Type) -> str:
    """Return what a parameter is from a day, without the day: `KES 2,000`, `north: 30%; …`."""
    if value.ended:
        return value.made or "ended"
    shown = [
        f"{', '.join(key)}: {_cell(cell, kind)}" if key else _cell(cell, kind)
        for key, cell in list(value.cells.items())[:_MOST_CELLS]
    ]
    more = len(value.cells) - len(shown)
    return "; ".join([*shown, f"and {more} more"] if more else shown)


def _of_symbol(text: str, symbol: Symbol, at: tuple[int, int], on: date) -> Hover:
    words = " · ".join(part for part in (kind_words(symbol), symbol.label) if part)
    value, coming, citation = "", "", symbol.citation
    if symbol.parameter is not None and symbol.parameter.values:
        now = value_on(symbol.parameter, on)
        value, coming = _now(symbol.parameter, now, on), _coming(symbol.parameter, on)
        citation = now.citation if now else ""
    lines = _definition(text, symbol) if symbol.kind in _TOLD_BY_ITS_LINES else ""
    return Hover(symbol.name, words, citation, value, *at, coming, lines)


def _now(parameter: Parameter, now: ParameterValue | None, on: date) -> str:
    """Return the value in force with its first day."""
    if now is None:
        return f"no value on {on}"
    said = _value_words(now, parameter.type)
    if now.ended:
        return f"no value since {now.start}: {said}"
    return f"{said} since {now.start}{_status(now)}"


def _coming(parameter: Parameter, on: date) -> str:
    """Return the next value after a day, or nothing."""
    after = min(
        (each for each in parameter.values if each.start > on),
        key=lambda each: each.start,
        default=None,
    )
    if after is None:
        return ""
    cited = f" [{after.citation}]" if after.citation else ""
    return f"next: {_value_words(after, parameter.type)} from {after.start}{_status(after)}{cited}"


def _status(value: ParameterValue) -> str:
    return "" if value.status == "enacted" else f" ({value.status})"


def _cell(value: object, kind: Type) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Fraction):
        of_money = kind.kind is Kind.MONEY and kind.currency
        return money_words(value, kind.currency or "") if of_money else number_words(value)
    return str(value)


def _definition(text: str, symbol: Symbol) -> str:
    """Return the first lines of a name's definition in the text, without comments."""
    if symbol.span is None:
        return ""
    at = symbol.span.start
    own = next((one for one in outline(text) if one.start <= at <= one.end), None)
    if own is None:
        return ""
    lines = [line.split(" #", 1)[0].rstrip() for line in text[own.start : own.end].split("\n")]
    lines = [line for line in lines if line and not line.lstrip().startswith("#")]
    if len(lines) > _MOST_LINES:
        lines = [*lines[:_MOST_LINES], "    …"]
    return "\n".join(lines)


def _keywords(words: Words) -> list[Word]:
    clauses: Mapping[str, Mapping[str, Word]] = words.clauses
    of_clauses = [word for section in clauses.values() for word in section.values()]
    return [*words.statements.values(), *of_clauses, *words.words.values()]
