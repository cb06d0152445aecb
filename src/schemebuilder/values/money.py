"""Currencies: their smallest coin by ISO 4217, and amounts as letters write them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from schemebuilder.values.numbers import decimals_of, with_decimals
from schemebuilder.values.rounding import down

_IN_FORCE: Final = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP
BYN BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR
FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES
KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR
MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF
SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS
UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
"""
CURRENCIES: Final[frozenset[str]] = frozenset(_IN_FORCE.split())
"""The codes in force; amounts of the past may also be in one that has been withdrawn."""

_WITHOUT_COINS: Final = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_WITH_THREE: Final = "BHD IQD JOD KWD LYD OMR TND"
_WITH_FOUR: Final = "CLF UYW"
_DECIMALS: Final[dict[str, int]] = {
    code: decimals
    for decimals, codes in ((0, _WITHOUT_COINS), (3, _WITH_THREE), (4, _WITH_FOUR))
    for code in codes.split()
}


@dataclass(frozen=True, slots=True)
class Marks:
    """How a language writes a number: between thousands, and before the decimals."""

    thousands: str
    decimals: str


MARKS: Final[dict[str, Marks]] = {
    "en": Marks(",", "."),
    "sw": Marks(",", "."),
    "fr": Marks("\u202f", ","),
    "es": Marks(".", ","),
    "pt": Marks(".", ","),
}
"""By language; a language without a row is written as English is."""


def minor_decimals(currency: str) -> int:
    """Return how many decimals the smallest coin has: 2, for JPY 0, for TND 3."""
    return _DECIMALS.get(currency, 2)


def minor_unit(currency: str) -> Fraction:
    """Return the smallest coin in units of the currency: 1/100, for JPY 1."""
    return Fraction(1, 10 ** minor_decimals(currency))


def number_words(value: Fraction, language: str = "en", *, at_least: int = 0) -> str:
    """Return the number with the language's marks; of one that never ends six decimals and `…`."""
    places = decimals_of(value)
    endless = "…" if places is None else ""
    if places is None:
        value, places = down(value, Fraction(1, 10**6)), 6
    whole, _, decimals = with_decimals(abs(value), max(places, at_least)).partition(".")
    marks = MARKS.get(language, MARKS["en"])
    groups = []
    while len(whole) > 3:
        whole, group = whole[:-3], whole[-3:]
        groups.append(group)
    grouped = marks.thousands.join([whole, *reversed(groups)])
    sign = "-" if value < 0 else ""
    rest = f"{marks.decimals}{decimals}{endless}" if decimals else ""
    return f"{sign}{grouped}{rest}"


def money_words(value: Fraction, currency: str, language: str = "en") -> str:
    """Return the amount for a letter: `KES 2,000`, `KES 2,000.50`; coins only where there are any.

    An amount that is not a multiple of the smallest coin is shown with all its decimals.
    """
    coins = 0 if value.denominator == 1 else minor_decimals(currency)
    return f"{currency} {number_words(value, language, at_least=coins)}"
