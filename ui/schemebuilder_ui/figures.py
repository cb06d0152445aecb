"""Figures as people read them: exact text in, rounded words out; what is kept stays exact."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from schemebuilder.values.numbers import as_text, with_decimals
from schemebuilder.values.rounding import half_even
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

NONE: Final = "–"  # noqa: RUF001 - the dash that stands in tables for "no figure"
_SIZES: Final = ((10**12, "size.trillion"), (10**9, "size.billion"), (10**6, "size.million"))


def grouped(text: str | None, places: int = 0) -> str:
    """A number with its thousands marked, rounded to so many decimals: `1,234,567`."""
    return NONE if text is None else _grouped(Fraction(text), places)


def short(text: str | None) -> str:
    """An amount in three or four figures: `1.23 billion`."""
    if text is None:
        return NONE
    value = Fraction(text)
    size, word = size_of((text,))
    return _grouped(value / size, 2) + f" {word}" if word else _grouped(value, 0)


def size_of(texts: tuple[str | None, ...]) -> tuple[int, str]:
    """In what the largest of some amounts is said: millions, billions, or ones without a word."""
    most = max((abs(Fraction(text)) for text in texts if text is not None), default=Fraction(0))
    for size, word in _SIZES:
        if most >= size:
            return size, say(word)
    return 1, ""


def percent(share: str | None) -> str:
    """A share as per cent, to one decimal: `12.5%`."""
    return NONE if share is None else f"{_grouped(Fraction(share) * 100, 1)}%"


def points(share: str | None) -> str:
    """A change of shares in points of a per cent, signed: `+2.1`."""
    return NONE if share is None else _sign(Fraction(share), _grouped(Fraction(share) * 100, 1))


def signed(text: str | None, places: int = 0) -> str:
    """A change with its sign: `+1,200`."""
    return NONE if text is None else _sign(Fraction(text), _grouped(Fraction(text), places))


def signed_money(currency: str, text: str | None, how: Callable[[str], str] = grouped) -> str:
    """A change of an amount with its sign before the currency: `-USD 1.20 million`."""
    if text is None:
        return NONE
    sign = {True: "-", False: "+"}[text.startswith("-")] if Fraction(text) else ""
    return f"{sign}{currency} {how(text.removeprefix('-'))}"


def hundredfold(share: str | None) -> str | None:
    """A share as per cent with all its decimals, for a file: `12.345`."""
    return None if share is None else as_text(Fraction(share) * 100)


def height(text: str | None, size: int = 1) -> float | None:
    """How high a figure stands in a chart, to be seen and not to be counted with."""
    return None if text is None else float(half_even(Fraction(text) / size, Fraction(1, 1000)))


def _grouped(value: Fraction, places: int) -> str:
    shown = with_decimals(half_even(value, Fraction(1, 10**places)), places)
    sign = "-" if shown.startswith("-") else ""
    whole, _, decimals = shown.removeprefix("-").partition(".")
    return f"{sign}{int(whole):,}{f'.{decimals}' if decimals else ''}"


def _sign(value: Fraction, words: str) -> str:
    return f"+{words}" if value > 0 else words
