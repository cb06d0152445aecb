"""Money never gains or loses a cent: what is paid sums to the award, whatever the lines say."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from schemebuilder.engines.exact.instalments import instalments, kept_back
from schemebuilder.ir.payment import Payment, Remainder, division
from schemebuilder.ir.scheme import Benefit
from schemebuilder.values.dates import add_months
from schemebuilder.values.periods import Calendar
from schemebuilder.values.types import Period, money

CENT = Fraction(1, 100)
AMOUNTS = st.integers(1, 10**7).map(lambda cents: cents * CENT)
FIRST = st.dates(date(2000, 1, 1), date(2080, 12, 31))
REMAINDERS = st.sampled_from((Remainder.LAST, Remainder.FIRST))
STEPS = st.one_of(
    st.tuples(st.integers(1, 40), st.just(0)), st.tuples(st.just(0), st.integers(1, 40))
)
"""Months or days from one payment to the next."""
MONTHS = st.lists(st.integers(1, 12), unique=True).map(lambda each: tuple(sorted(each)))


def _benefit(payment: Payment, period: Period | None) -> Benefit:
    return Benefit("cash", "person", money("KES", period), (), payment=payment)


def _end(first: date, months: int) -> date:
    after = add_months(first, months)
    assert after is not None
    return after - timedelta(days=1)


@given(AMOUNTS, FIRST, st.sampled_from((1, 2, 3, 4, 6, 12)), st.integers(1, 5), REMAINDERS)
def test_years_of_a_yearly_amount_sum_to_it_in_whole_cents(
    amount: Fraction, first: date, step: int, years: int, remainder: Remainder
) -> None:
    benefit = _benefit(Payment(dated=True, months=step, remainder=remainder), Period.YEAR)
    paid = instalments(benefit, Calendar(), CENT, (amount, first, _end(first, 12 * years)))
    assert len(paid) == 12 // step * years
    assert sum(each.amount for each in paid) == amount * years
    assert all((each.amount / CENT).denominator == 1 for each in paid)
    assert [each.on for each in paid] == sorted({each.on for each in paid})
    gaps = [later.first - each.last for each, later in pairwise(paid)]
    assert set(gaps) <= {timedelta(days=1)}


@given(AMOUNTS, FIRST, MONTHS, MONTHS, REMAINDERS)
def test_a_year_is_spread_over_the_months_that_are_paid(
    amount: Fraction, first: date, months: tuple[int, ...], again: tuple[int, ...], rest: Remainder
) -> None:
    first = first.replace(day=1)
    twice = tuple(each for each in again if not months or each in months)
    payment = Payment(dated=True, months=1, in_months=months, again=twice, remainder=rest)
    paid = instalments(
        _benefit(payment, Period.YEAR), Calendar(), CENT, (amount, first, _end(first, 12))
    )
    assert len(paid) == payment.in_a_year
    assert sum(each.amount for each in paid) == amount
    assert {each.on.month for each in paid} == set(months or range(1, 13))


@given(AMOUNTS, FIRST, st.integers(0, 3000), STEPS)
def test_one_sum_is_paid_whole_whenever_the_award_ends(
    amount: Fraction, first: date, days: int, unit: tuple[int, int]
) -> None:
    months, each_days = unit
    payment = Payment(dated=True, months=months, days=each_days, remainder=Remainder.LAST)
    award = (amount, first, first + timedelta(days=days))
    paid = instalments(_benefit(payment, None), Calendar(), CENT, award)
    assert sum(each.amount for each in paid) == amount
    assert all((each.amount / CENT).denominator == 1 for each in paid)
    assert paid[-1].last == award[2]


@given(AMOUNTS, FIRST, st.integers(0, 800), st.sampled_from((1, 3)))
def test_an_amount_per_day_comes_to_its_days(
    amount: Fraction, first: date, days: int, step: int
) -> None:
    payment = Payment(dated=True, months=step)
    last = first + timedelta(days=days)
    paid = instalments(_benefit(payment, Period.DAY), Calendar(), CENT, (amount, first, last))
    assert sum(each.amount for each in paid) == amount * (days + 1)


@given(
    AMOUNTS,
    FIRST,
    st.integers(1, 24),
    st.fractions(0, 1, max_denominator=20),
    st.integers(-40, 900),
    st.sampled_from((None, CENT)),
)
def test_keeping_back_changes_when_and_not_how_much(
    amount: Fraction, first: date, months: int, share: Fraction, later: int, coin: Fraction | None
) -> None:
    benefit = _benefit(Payment(dated=True, months=1), Period.MONTH)
    paid = instalments(benefit, Calendar(), CENT, (amount, first, _end(first, months)))
    release = first + timedelta(days=later)
    after, kept = kept_back(paid, share, release, coin)
    assert kept == 0
    assert sum(each.amount for each in after) == amount * months
    assert [each.on for each in after] == sorted(each.on for each in after)
    unreleased, kept = kept_back(paid, share, None, coin)
    assert sum((each.amount for each in unreleased), kept) == amount * months


@given(st.sampled_from(list(Period)), STEPS)
def test_a_division_makes_up_whole_times_the_amount(period: Period, unit: tuple[int, int]) -> None:
    payment = Payment(months=unit[0], days=unit[1])
    made = division(payment, period, Calendar())
    assert made is None or (made.number >= 1 and made.of.denominator == 1)
