"""A value as people write it: money with its currency, days as dates, yes and no."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from schemebuilder.values.evidence import Plain
from schemebuilder.values.money import money_words, number_words
from schemebuilder.values.numbers import as_text
from schemebuilder.values.types import Kind, Type


def written(value: Plain, type_: Type, language: str = "en") -> str:
    """Return the value for a sentence: `KES 2,000`, `2026-03-01`, `18 years`, `yes`."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value.replace("_", " ")
    if type_.kind is Kind.MONEY and type_.currency:
        return money_words(value, type_.currency, language)
    words = number_words(value, language)
    return f"{words} {type_.family.value}" if type_.family else words


def plain_text(value: Plain) -> str | bool:
    """Return the value for JSON: quantities and days as text, yes and no as true and false."""
    if isinstance(value, bool):
        return value
    if isinstance(value, Fraction):
        return as_text(value)
    return value.isoformat() if isinstance(value, date) else value
