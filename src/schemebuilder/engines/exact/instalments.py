"""The days on which an award is paid, and how much on each; the sum is the award to the last cent.

Periods begin with the first day of the award, and each step is reckoned from that day. A period
that the award's end cuts short counts by its days, as does a month of an amount per day or week;
where these are parts of a whole, it is rounded as the benefit is at its end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby
from typing import Final

from schemebuilder.engines.exact.quantity import rounded
from schemebuilder.ir.payment import Payment, Remainder, by_days, division
from schemebuilder.ir.payment_period import last_round
from schemebuilder.ir.scheme import Benefit
from schemebuilder.values.dates import add_days, add_months
from schemebuilder.values.evidence import Known
from schemebuilder.values.periods import LENGTHS, Calendar
from schemebuilder.values.rounding import down
from schemebuilder.values.types import Family, Period

AHEAD: Final = 12
"""How many months of an award without an end are listed."""


@dataclass(frozen=True, slots=True)
class Paid:
    """One payment: its day, the days that it is for, the amount; `kind` is regular if empty.

    Other kinds are `again` (a second one for the same days) and `kept back` (what was kept back).
    """

    on: date
    first: date
    last: date
    amount: Fraction
    kind: str = ""


@dataclass(frozen=True, slots=True)
class _Due:
    """A payment before it has an amount: its number among those of its division, and that number.

    `share` is less than 1 where the end of the award cuts the days short.
    """

    on: date
    first: date
    last: date
    group: int
    number: int
    of: int
    share: Fraction
    kind: str = ""


def instalments(
    benefit: Benefit,
    calendar: Calendar,
    coin: Fraction,
    award: tuple[Fraction, date, date | None],
) -> tuple[Paid, ...]:
    """Return the payments of an award: its amount, first day, and last day (None: without an end).

    Of one without an end the first twelve months are listed.
    """
    amount, first, last = award
    if last is not None and last < first:
        return ()
    payment, period = benefit.payment, benefit.type.period
    if payment.once:
        return (_once(benefit, amount, first, last),)
    if period is None:
        return tuple(_parts(payment, amount, coin, tuple(_days(payment, first, last, 0))))
    if by_days(payment, period):
        length = LENGTHS[period][1]
        return tuple(
            Paid(
                due.on, due.first, due.last, _cut(benefit, amount, Fraction(days, length)), due.kind
            )
            for due in _days(payment, first, last, 0)
            for days in ((due.last - due.first).days + 1,)
        )
    made = division(payment, period, calendar)
    if made is None:
        return ()
    due = _days(payment, first, last, made.number)
    found: list[Paid] = []
    for _, group in groupby(due, key=lambda each: each.group):
        whole = amount * made.of
        found += (_with_share(benefit, each, whole, made.number, coin) for each in group)
    return tuple(found)


def _once(benefit: Benefit, amount: Fraction, first: date, last: date | None) -> Paid:
    """Return the only payment: of a rate, everything until the end; without an end one period."""
    period = benefit.type.period
    if period is None:
        return Paid(first, first, last or first, amount)
    whole = Payment(months=LENGTHS[period][1])
    if LENGTHS[period][0] is Family.DAYS:
        whole = Payment(days=LENGTHS[period][1])
    end = last if last is not None else _end_of(first, period)
    parts = (_cut(benefit, amount, each.share) for each in _days(whole, first, end, 1))
    due = first if not benefit.payment.in_arrears else end
    return Paid(due, first, end, sum(parts, Fraction(0)))


def _end_of(first: date, period: Period) -> date:
    family, length = LENGTHS[period]
    after = add_days(first, length) if family is Family.DAYS else add_months(first, length)
    return date.max if after is None else after - timedelta(days=1)


def _days(payment: Payment, first: date, last: date | None, group: int) -> Iterator[_Due]:
    """Yield the payments from the first day to the last, in groups of so many (0: one group)."""
    until = last
    if until is None:
        horizon = add_months(first, AHEAD)
        until = date.max if horizon is None else horizon - timedelta(days=1)
    step, number = 0, 0
    while True:
        begins = _later(payment, first, step)
        after = _later(payment, first, step + 1)
        if begins is None or after is None or begins > until:
            return
        ends = after - timedelta(days=1)
        cut = min(ends, until) if last is not None else ends
        share = Fraction((cut - begins).days + 1, (ends - begins).days + 1)
        step += 1
        if payment.in_months and begins.month not in payment.in_months:
            continue
        kinds = ("", "again") if begins.month in payment.again else ("",)
        for kind in kinds:
            of = number // group if group else 0
            place = number % group if group else number
            day = cut if payment.in_arrears else begins
            yield _Due(day, begins, cut, of, place, group, share, kind)
            number += 1


def _later(payment: Payment, first: date, steps: int) -> date | None:
    if payment.months:
        return add_months(first, steps * payment.months)
    return add_days(first, steps * payment.days)


def _with_share(benefit: Benefit, due: _Due, whole: Fraction, number: int, coin: Fraction) -> Paid:
    """Return a payment that is one of so many which make up the whole."""
    amount = whole / number
    remainder = benefit.payment.remainder
    if remainder is not Remainder.UNSAID:
        amount = down(amount, coin)
        with_rest = 0 if remainder is Remainder.FIRST else number - 1
        if due.number == with_rest:
            amount = whole - (number - 1) * amount
    if due.share != 1:
        amount = _cut(benefit, amount, due.share)
    return Paid(due.on, due.first, due.last, amount, due.kind)


def _cut(benefit: Benefit, amount: Fraction, share: Fraction) -> Fraction:
    """Return so many times the amount of a period; in parts of it, rounded as the benefit is."""
    if share.denominator == 1:
        return amount * share
    stage = last_round(benefit)
    if stage is None or stage.step is None or stage.direction is None:
        return amount * share
    value = rounded(Known(amount * share), stage.step, stage.direction).value
    assert isinstance(value, Fraction)  # noqa: S101 a quantity stays one
    return value


def _parts(
    payment: Payment, amount: Fraction, coin: Fraction, due: tuple[_Due, ...]
) -> Iterator[Paid]:
    """Yield the payments of one amount that is divided into all of them."""
    for place, each in enumerate(due):
        part = amount / len(due)
        if payment.remainder is not Remainder.UNSAID:
            part = down(part, coin)
            with_rest = 0 if payment.remainder is Remainder.FIRST else len(due) - 1
            if place == with_rest:
                part = amount - (len(due) - 1) * part
        yield Paid(each.on, each.first, each.last, part, each.kind)


def kept_back(
    paid: tuple[Paid, ...], share: Fraction, release: date | None, coin: Fraction | None
) -> tuple[tuple[Paid, ...], Fraction]:
    """Return the payments with a share kept back of each before the day that it is paid on.

    Where that day is not there yet, what is kept is the second that is returned. With a `coin`,
    whole coins are kept.
    """
    found: list[Paid] = []
    kept = Fraction(0)
    for each in paid:
        back = Fraction(0)
        if release is None or each.on < release:
            back = share * each.amount if coin is None else down(share * each.amount, coin)
        kept += back
        found.append(replace(each, amount=each.amount - back))
    if not kept or release is None:
        return tuple(found), kept
    released = Paid(release, paid[0].first, paid[-1].last, kept, "kept back")
    before = tuple(one for one in found if one.on <= release)
    return (*before, released, *(one for one in found if one.on > release)), Fraction(0)
