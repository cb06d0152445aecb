"""Smallest coins, and amounts as letters write them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from schemebuilder.values.money import (
    CURRENCIES,
    minor_decimals,
    minor_unit,
    money_words,
    number_words,
)


def test_smallest_coins_follow_iso_4217() -> None:
    found = {code: minor_decimals(code) for code in ("KES", "JPY", "TND", "KWD", "XOF", "CLF")}
    assert found == {"KES": 2, "JPY": 0, "TND": 3, "KWD": 3, "XOF": 0, "CLF": 4}
    assert minor_unit("JPY") == 1
    assert minor_unit("TND") == Fraction(1, 1000)


def test_codes_are_three_capital_letters() -> None:
    assert all(len(code) == 3 and code.isupper() for code in CURRENCIES)
    assert {"KES", "BRL", "ZAR", "GBP", "EUR", "USD"} <= CURRENCIES


@pytest.mark.parametrize(
    ("amount", "currency", "language", "words"),
    [
        ("2000", "KES", "en", "KES 2,000"),
        ("2000.5", "KES", "en", "KES 2,000.50"),
        ("-1234567.891", "TND", "en", "TND -1,234,567.891"),
        ("1234.5", "EUR", "fr", "EUR 1\u202f234,50"),
        ("1234.5", "BRL", "pt", "BRL 1.234,50"),
        ("999", "JPY", "xx", "JPY 999"),
        ("0.005", "KES", "en", "KES 0.005"),
    ],
)
def test_amounts_in_words(amount: str, currency: str, language: str, words: str) -> None:
    assert money_words(Fraction(amount), currency, language) == words


def test_a_number_that_never_ends_shows_that_it_goes_on() -> None:
    assert number_words(Fraction(2, 3)) == "0.666666…"
    assert number_words(Fraction(-2000, 3)) == "-666.666666…"
