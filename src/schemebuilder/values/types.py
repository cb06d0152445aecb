"""The kinds of value that the language has: a base, with an optional period and whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum


class Kind(Enum):
    """The base of a type."""

    YES_NO = "yes/no"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    DURATION = "duration"
    CHOICE = "choice"
    TEXT = "text"
    PERSON = "person"


class Period(Enum):
    """The period of a rate: `money per month` has the period MONTH."""

    DAY = "day"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    FOUR_WEEKS = "four weeks"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"


class Family(Enum):
    """The families of durations; values of different families never compare."""

    DAYS = "days"
    MONTHS = "months"
    WORKING_DAYS = "working days"


@dataclass(frozen=True, slots=True)
class Type:
    """The type of an expression.

    `currency` belongs to money, `period` and `whom` to money and number (a rate, per whom),
    `whole` to number (whole numbers only), `choices` to choice (declared values in order),
    `family` to duration.
    """

    kind: Kind
    currency: str | None = None
    period: Period | None = None
    whom: str | None = None
    whole: bool = False
    choices: tuple[str, ...] = ()
    family: Family | None = None

    def with_period(self, period: Period | None) -> Type:
        """Return the same type with another period."""
        return replace(self, period=period)

    def with_whom(self, whom: str | None) -> Type:
        """Return the same type with another per-whom."""
        return replace(self, whom=whom)

    @property
    def is_quantity(self) -> bool:
        """Whether values are exact rationals: number, money or duration."""
        return self.kind in (Kind.NUMBER, Kind.MONEY, Kind.DURATION)

    def words(self) -> str:
        """Return the type as the language writes it, for messages: `money per month per person`."""
        if self.kind is Kind.CHOICE:
            base = ", ".join(self.choices)
        elif self.kind is Kind.NUMBER and self.whole:
            base = "whole number"
        elif self.kind is Kind.MONEY and self.currency:
            base = f"money ({self.currency})"
        elif self.kind is Kind.DURATION and self.family:
            base = f"duration in {self.family.value}"
        else:
            base = self.kind.value
        per_period = f" per {self.period.value}" if self.period else ""
        per_whom = f" per {self.whom}" if self.whom else ""
        return f"{base}{per_period}{per_whom}"


YES_NO = Type(Kind.YES_NO)
NUMBER = Type(Kind.NUMBER)
WHOLE = Type(Kind.NUMBER, whole=True)
DATE = Type(Kind.DATE)
TEXT = Type(Kind.TEXT)
PERSON = Type(Kind.PERSON)
DAYS = Type(Kind.DURATION, family=Family.DAYS)
MONTHS = Type(Kind.DURATION, family=Family.MONTHS)
WORKING_DAYS = Type(Kind.DURATION, family=Family.WORKING_DAYS)


def money(currency: str, period: Period | None = None, whom: str | None = None) -> Type:
    """Return the type of an amount of `currency`, per `period` and per `whom` if given."""
    return Type(Kind.MONEY, currency=currency, period=period, whom=whom)
