"""How an award is paid: how often, to whom, from when to when, and where the cents go.

It changes no amount: it says on which days what is decided is paid.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from math import gcd

from schemebuilder.ir.expressions import Expr
from schemebuilder.values.periods import LENGTHS, Calendar, times_in_a_year
from schemebuilder.values.types import Family, Period


class Shift(Enum):
    """Which day is meant, seen from another."""

    SAME = ""
    MONTH_OF = "month of"
    MONTH_AFTER = "month after"
    MONTH_BEFORE = "month before"
    DAY_AFTER = "day after"
    DAY_BEFORE = "day before"


@dataclass(frozen=True, slots=True)
class Moment:
    """A day reckoned from another; of a month it is the first day for a start, the last for an end.

    `text` is as written.
    """

    day: Expr
    shift: Shift = Shift.SAME
    text: str = ""
    citation: str = ""


class Remainder(Enum):
    """Which instalment has what is left over when the others are whole coins."""

    UNSAID = ""
    LAST = "last"
    FIRST = "first"


@dataclass(frozen=True, slots=True)
class Held:
    """A share of each payment before a day that is paid on that day (None: with the last one)."""

    share: Expr
    until: Moment | None = None
    text: str = ""
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Payment:
    """The lines about payment. Without a line `pay` nothing is dated.

    A payment is made for every so many `months` or `days`; with neither, once. `in_months` are the
    only months that are paid (empty: all), `again` those that are paid twice. `words` are those of
    the line `pay`.
    """

    dated: bool = False
    months: int = 0
    days: int = 0
    in_arrears: bool = False
    to: str = ""
    otherwise: str = ""
    in_months: tuple[int, ...] = ()
    again: tuple[int, ...] = ()
    remainder: Remainder = Remainder.UNSAID
    starts: Moment | None = None
    ends: Moment | None = None
    lasts: Expr | None = None
    held: Held | None = None
    words: str = ""
    citation: str = ""

    @property
    def once(self) -> bool:
        """Whether there is a single payment."""
        return not self.months and not self.days

    @property
    def in_a_year(self) -> int:
        """How many monthly payments a year has."""
        return len(self.in_months or range(12)) + len(self.again)


NO_PAYMENT = Payment()


@dataclass(frozen=True, slots=True)
class Division:
    """How a rate is paid: so many payments (`number`) make up so many times (`of`) the amount."""

    number: int
    of: Fraction


def by_days(payment: Payment, period: Period) -> bool:
    """Say whether each payment is for the days that it covers: an amount per day, paid monthly."""
    return bool(payment.months) and LENGTHS[period][0] is Family.DAYS


def division(payment: Payment, period: Period, calendar: Calendar) -> Division | None:
    """Return how an amount per `period` is paid, or None where the calendar does not say it.

    An amount per year that is paid in some months, or in some twice, is spread over them. What is
    paid by the month of an amount per day or week has no division: see `by_days`.
    """
    if period is Period.YEAR and (payment.in_months or payment.again):
        return Division(payment.in_a_year, Fraction(1))
    family, length = LENGTHS[period]
    step = payment.months or payment.days
    if family is (Family.MONTHS if payment.months else Family.DAYS):
        whole = length * step // gcd(length, step)
        return Division(whole // step, Fraction(whole, length))
    per_year = times_in_a_year(period, calendar)
    times = _times(payment, calendar)
    if per_year is None or times is None:
        return None
    return Division(1, per_year / times)


def _times(payment: Payment, calendar: Calendar) -> Fraction | None:
    """Return how often a year it is paid that is paid every so many days."""
    if payment.days % 7 == 0 and calendar.weeks_in_year is not None:
        return calendar.weeks_in_year * 7 / payment.days
    return None if calendar.days_in_year is None else calendar.days_in_year / payment.days
