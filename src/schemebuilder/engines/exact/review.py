"""Past periods decided again on what is known now: what each should have been, and what follows.

A fact that came late, or law that was made for days that are past, gives a signed difference for
each period that was paid. Their sum is arrears, or an overpayment, which is taken back as the
benefit says: a share of each payment at most, so that something stays, or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import ceil
from typing import Any, Final, TypeAlias

from schemebuilder.engines.exact.decision import Decision, Outcome, Verdict
from schemebuilder.engines.exact.evaluate import start
from schemebuilder.engines.exact.people import Case, Subject
from schemebuilder.engines.exact.run import Run
from schemebuilder.ir.expressions import Expr
from schemebuilder.ir.known import as_known
from schemebuilder.ir.payment_period import last_day
from schemebuilder.ir.scheme import Benefit, Scheme
from schemebuilder.values.dates import add_days, add_months
from schemebuilder.values.evidence import Known
from schemebuilder.values.numbers import as_text
from schemebuilder.values.periods import LENGTHS
from schemebuilder.values.types import Family, Kind, Period

Deciding: TypeAlias = Callable[[Scheme, Case, Collection[str]], Decision]

MOST: Final = 1_200
"""More past periods than this are not reviewed at once: a hundred years of months."""

_NOTHING: Final = frozenset({Outcome.NOT_IN_FORCE, Outcome.NOT_ELIGIBLE, Outcome.NOT_PAYABLE})


@dataclass(frozen=True, slots=True)
class Difference:
    """One past period: what was paid on what was known then, and what is right as known now.

    An amount is None where the decision is open; then so is the difference.
    """

    first: date
    last: date
    paid: Fraction | None
    right: Fraction | None

    @property
    def difference(self) -> Fraction | None:
        """What is still to be paid; below zero, what was paid too much."""
        if self.paid is None or self.right is None:
            return None
        return self.right - self.paid


@dataclass(frozen=True, slots=True)
class Taken:
    """How an overpayment is taken back: from each payment, in how many; None where it is not said.

    `waived`: nothing is taken back. A payment out of which nothing can be taken makes `payments`
    None.
    """

    waived: bool = False
    each: Fraction | None = None
    payments: int | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """The past periods of one benefit and subject, their sum, and how it is settled."""

    benefit: Benefit
    subject: Subject
    periods: tuple[Difference, ...]
    taken: Taken | None = None

    @property
    def total(self) -> Fraction | None:
        """The sum of the differences, or None where one of them is open."""
        found = [each.difference for each in self.periods]
        known = [each for each in found if each is not None]
        return sum(known, Fraction(0)) if len(known) == len(found) else None

    def value(self, part: str) -> Fraction | None:
        """Return `arrears`, `overpayment` or `difference`."""
        total = self.total
        if total is None or part == "difference":
            return total
        return max(total, Fraction(0)) if part == "arrears" else max(-total, Fraction(0))


def review(scheme: Scheme, case: Case, by: Deciding) -> tuple[Review, ...]:
    """Return the review of every benefit that has a period, for everyone it is of."""
    if case.paid is None:
        return ()
    found: list[Review] = []
    for benefit in scheme.benefits.values():
        if benefit.type.period is None or benefit.type.kind is not Kind.MONEY:
            continue
        days = periods(case.paid.first, case.paid.last, benefit.type.period)
        before = [_decided(scheme, case, day, case.paid.known_on, by) for day in days]
        after = [_decided(scheme, case, day, case.known_on, by) for day in days]
        for subject in case.subjects.get(benefit.entity, ()):
            differences = tuple(
                Difference(
                    day,
                    last_day(day, benefit.type.period),
                    _amount(then, benefit, subject),
                    _amount(now, benefit, subject),
                )
                for day, then, now in zip(days, before, after, strict=True)
            )
            one = Review(benefit, subject, differences)
            found.append(replace(one, taken=_taken(scheme, case, one, by)))
    return tuple(found)


def periods(first: date, last: date, period: Period) -> tuple[date, ...]:
    """Return the first day of each period that begins from the first day to the last."""
    family, length = LENGTHS[period]
    found: list[date] = []
    for number in range(MOST):
        steps = number * length
        day = add_days(first, steps) if family is Family.DAYS else add_months(first, steps)
        if day is None or day > last:
            break
        found.append(day)
    return tuple(found)


def _decided(scheme: Scheme, case: Case, on: date, known_on: date | None, by: Deciding) -> Decision:
    return by(scheme, replace(case.as_known(known_on), on=on, paid=None), ())


def _amount(decision: Decision, benefit: Benefit, subject: Subject) -> Fraction | None:
    found = next(each for each in decision.verdicts if _is(each, benefit, subject))
    if found.outcome in _NOTHING:
        return Fraction(0)
    return found.amount if found.outcome is Outcome.ELIGIBLE else None


def _is(verdict: Verdict, benefit: Benefit, subject: Subject) -> bool:
    return verdict.type is not None and (verdict.name, verdict.subject) == (benefit.name, subject)


def _taken(scheme: Scheme, case: Case, one: Review, by: Deciding) -> Taken | None:
    """Return how an overpayment is taken back out of payments like that of the case's own date."""
    owed = one.value("overpayment")
    rules = one.benefit.recovery
    if not owed or rules is None:
        return None
    known = case.as_known(case.known_on)
    run = start(as_known(scheme, case.known_on), known, case.on)
    waive = _quantity(run, rules.waive, one.subject)
    if waive is not None and owed < waive:
        return Taken(waived=True)
    payment = _amount(_decided(scheme, case, case.on, case.known_on, by), one.benefit, one.subject)
    if payment is None:
        return Taken()
    each = min(owed, payment)
    most = _quantity(run, rules.at_most, one.subject)
    if most is not None and rules.at_most is not None:
        share = rules.at_most.type.kind is Kind.NUMBER
        each = min(each, most * payment if share else most)
    leave = _quantity(run, rules.leave, one.subject)
    if leave is not None:
        each = min(each, payment - leave)
    if each <= 0:
        return Taken(each=Fraction(0))
    return Taken(each=each, payments=ceil(owed / each))


def _quantity(run: Run, expr: Expr | None, subject: Subject) -> Fraction | None:
    found = None if expr is None else run.evaluate(run, expr, subject)
    known = isinstance(found, Known) and isinstance(found.value, Fraction)
    return found.value if known else None  # type: ignore[union-attr,return-value]  # is known


def review_json(case: Case, found: tuple[Review, ...]) -> dict[str, Any]:
    """Return the reviews of a case as JSON data."""
    return {
        "format": "sb-review/1",
        "case": case.id,
        "on": case.on.isoformat(),
        "known_on": None if case.known_on is None else case.known_on.isoformat(),
        "paid_as_known_on": None if case.paid is None else case.paid.known_on.isoformat(),
        "reviews": [_json(each) for each in found],
    }


def _json(each: Review) -> dict[str, Any]:
    node: dict[str, Any] = {
        "of": {"entity": each.subject.entity, "id": each.subject.id},
        "benefit": each.benefit.name,
        "currency": each.benefit.type.currency,
        "periods": [
            {
                "from": one.first.isoformat(),
                "until": one.last.isoformat(),
                "paid": _text(one.paid),
                "right": _text(one.right),
                "difference": _text(one.difference),
            }
            for one in each.periods
        ],
    }
    node |= {part: _text(each.value(part)) for part in ("difference", "arrears", "overpayment")}
    if each.taken is not None:
        node["recovery"] = {
            "waived": each.taken.waived,
            "each_payment": _text(each.taken.each),
            "payments": each.taken.payments,
        }
    return node


def _text(value: Fraction | None) -> str | None:
    return None if value is None else as_text(value)
