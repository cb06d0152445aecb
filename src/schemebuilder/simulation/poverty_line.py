"""The line below which somebody is poor: an amount, a share of the median, or the poorest fifth."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from schemebuilder.analytics.quantiles import lowest_per_head, median_per_head
from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.ir.scheme import Scheme
from schemebuilder.simulation.welfare import People
from schemebuilder.values.money import money_words, number_words
from schemebuilder.values.numbers import exact
from schemebuilder.values.periods import rate_factor
from schemebuilder.values.types import Period

_SHARE: Final = re.compile(r"(?P<share>[0-9.]+) ?% of (?:the )?median")
_AMOUNT: Final = re.compile(
    r"(?P<currency>[A-Z]{3}) ?(?P<amount>[0-9,]*\.?[0-9]+) (?:per|a|an) (?P<period>[a-z -]+?)"
    r" (?:per|a) person"
)
_EXAMPLES: Final = 'Write it as "60% of median" or as "USD 65 per month per person".'


@dataclass(frozen=True, slots=True)
class Line:
    """A poverty line in words, and in the currency for a year and a person.

    `each` is None where it cannot be known, and `because` says why.
    """

    words: str
    each: Fraction | None
    because: str = ""


@dataclass(frozen=True, slots=True)
class AskedLine:
    """What was asked for: a share of the median, an amount for a year and a person, or neither."""

    words: str = ""
    of_median: Fraction | None = None
    amount: Fraction | None = None


def read_line(text: str | None, scheme: Scheme) -> tuple[AskedLine, tuple[Finding, ...]]:
    """Read a line as an analyst writes it; what cannot be read is a finding."""
    if text is None or not text.strip():
        return AskedLine(), ()
    said = " ".join(text.split())
    share = _SHARE.fullmatch(said)
    if share is not None:
        number = exact(share["share"])
        if number is not None and number > 0:
            return AskedLine(f"{number_words(number)}% of the median", number / 100), ()
    amount = _AMOUNT.fullmatch(said)
    number = None if amount is None else exact(amount["amount"].replace(",", ""))
    period = None if amount is None else _period(amount["period"])
    if amount is None or number is None or number <= 0 or period is None:
        return AskedLine(), (_wrong(f"{said!r} is no poverty line.", _EXAMPLES),)
    if amount["currency"] != scheme.currency:
        message = f"The poverty line is in {amount['currency']}, the scheme in {scheme.currency}."
        return AskedLine(), (_wrong(message, f"Give the line in {scheme.currency}."),)
    factor = rate_factor(period, Period.YEAR, scheme.calendar)
    if factor is None:
        message = (
            f"The poverty line is by the {period.value}, and the header of {scheme.id} does not "
            f"say how many of them a year has."
        )
        return AskedLine(), (_wrong(message, "Give the line for a month or a year."),)
    words = f"{money_words(number, scheme.currency)} per {period.value} per person"
    return AskedLine(words, None, number * factor), ()


def line_of(asked: AskedLine, people: People) -> Line:
    """Return the line in this population; without one, the poorest fifth of all persons are poor.

    The poorest fifth are below the lowest welfare per head of the second fifth, so that they are
    the very persons of the first fifth in every table.
    """
    known = people.known
    welfare, sizes, weights = people.welfare, people.sizes, people.weights
    default = not asked.words
    words = "the poorest fifth" if default else asked.words
    if people.because or not known.any():
        return Line(words, None, people.because or f"nobody's {people.field} is known")
    if asked.amount is not None:
        return Line(words, asked.amount)
    if asked.of_median is not None:
        median = median_per_head(welfare, ~known, sizes, weights)
        return Line(words, None if median is None else median * people.unit * asked.of_median)
    above = known & (people.quantiles(5) > 0)
    least = lowest_per_head(welfare[above], sizes[above])
    if least is None:
        return Line(words, None, f"everybody's {people.field} is the same")
    return Line(words, least * people.unit)


def _period(words: str) -> Period | None:
    found = [period for period in Period if period.value == words.strip()]
    return found[0] if found else None


def _wrong(message: str, hint: str) -> Finding:
    return Finding("SB-U001", Severity.ERROR, message, hint=hint, place="the poverty line")
