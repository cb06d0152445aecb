"""When, how much and to whom an award is paid, worked out for one subject.

It is no part of the decision: what is missing or wrong here leaves outcome and amount as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from schemebuilder.diagnostics.finding import Finding
from schemebuilder.engines.exact.instalments import Paid, instalments, kept_back
from schemebuilder.engines.exact.people import Subject, holds_role
from schemebuilder.engines.exact.run import Inside, Problem, Run, fault, usable
from schemebuilder.ir.expressions import Expr
from schemebuilder.ir.payment import Moment, Payment, Remainder, Shift
from schemebuilder.ir.scheme import Benefit
from schemebuilder.values.dates import add_days, add_months
from schemebuilder.values.evidence import Fault, Known, Need, Unknown
from schemebuilder.values.money import minor_unit
from schemebuilder.values.types import Family, Kind


@dataclass(frozen=True, slots=True)
class Plan:
    """The payments of an award, in order of their days.

    `last` is None for an award without an end, of which the first twelve months are listed. `kept`
    is what is kept back and has no day yet. Where a day cannot be said, there are no payments, but
    what is `missing`, or `findings`. `payee` is who is paid (an id, or as the scheme calls them),
    `instead` who is paid where they cannot be.
    """

    first: date | None
    last: date | None
    paid: tuple[Paid, ...] = ()
    kept: Fraction = Fraction(0)
    payee: str = ""
    instead: str = ""
    missing: tuple[Need, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def total(self) -> Fraction:
        """The whole award, as far as it is listed."""
        return sum((each.amount for each in self.paid), self.kept)


def planned(run: Run, benefit: Benefit, subject: Subject, amount: Fraction) -> Plan | None:
    """Return how an award is paid, or None where the scheme does not say it or nothing is due."""
    payment = benefit.payment
    if not payment.dated or amount <= 0 or benefit.type.whom is not None:
        return None
    before, run.inside = run.inside, Inside(f"the payment of {benefit.name}", payment.citation)
    reckoned = _Reckoned(run, subject)
    first = reckoned.start(payment.starts)
    last = reckoned.end(payment, first)
    share, release = reckoned.held(payment)
    run.inside = before
    if reckoned.missing or reckoned.findings:
        return Plan(
            None,
            None,
            missing=tuple(sorted(reckoned.missing)),
            findings=tuple(sorted(reckoned.findings, key=lambda each: each.message)),
        )
    money = benefit.type.kind is Kind.MONEY and bool(benefit.type.currency)
    coin = minor_unit(benefit.type.currency or "") if money else Fraction(1)
    calendar = run.scheme.calendar
    paid = instalments(benefit, calendar, coin, (amount, first, last))
    kept = Fraction(0)
    if share and paid:
        if payment.held is not None and payment.held.until is None and last is not None:
            release = paid[-1].on
        whole = coin if payment.remainder is not Remainder.UNSAID else None
        paid, kept = kept_back(paid, share, release, whole)
    payee, instead = _payees(run, payment, subject)
    return Plan(first, last, paid, kept, payee, instead)


class _Reckoned:
    """The days and shares of a payment for a subject, and what keeps them from being known."""

    def __init__(self, run: Run, subject: Subject) -> None:
        self._run = run
        self._subject = subject
        self.missing: set[Need] = set()
        self.findings: set[Finding] = set()

    def start(self, moment: Moment | None) -> date:
        """Return the first day: the governing date where nothing is said."""
        found = None if moment is None else self._day(moment, first=True)
        return self._run.on if found is None else found

    def end(self, payment: Payment, first: date) -> date | None:
        """Return the last day: the earlier of the two, where end and duration are both said."""
        ends = [] if payment.ends is None else [self._day(payment.ends, first=False)]
        if payment.lasts is not None:
            number = self._number(payment.lasts)
            in_days = payment.lasts.type.family is Family.DAYS
            if number is not None and number.denominator != 1:
                self._wrong("how long it lasts is no whole number of days or months", payment.lasts)
            elif number is not None:
                step = add_days if in_days else add_months
                after = step(first, int(number))
                ends.append(None if after is None else after - timedelta(days=1))
        return min((each for each in ends if each is not None), default=None)

    def held(self, payment: Payment) -> tuple[Fraction, date | None]:
        """Return the share that is kept back, and the day on which it is paid."""
        held = payment.held
        if held is None:
            return Fraction(0), None
        share = self._number(held.share)
        if share is not None and not 0 <= share <= 1:
            self._wrong("the share that is kept back is not between 0 and 1", held.share)
        until = None if held.until is None else self._day(held.until, first=True)
        return share or Fraction(0), until

    def _day(self, moment: Moment, *, first: bool) -> date | None:
        value = self._known(moment.day)
        if not isinstance(value, date):
            return None
        found = _shifted(value, moment.shift, first=first)
        if found is None:
            self._wrong("a day of the payment lies outside the years 1 to 9999", moment.day)
        return found

    def _number(self, expr: Expr) -> Fraction | None:
        value = self._known(expr)
        return value if isinstance(value, Fraction) else None

    def _known(self, expr: Expr) -> object:
        evidence = usable(
            self._run, self._run.evaluate(self._run, expr, self._subject), self._subject
        )
        match evidence:
            case Known():
                return evidence.value
            case Unknown():
                self.missing |= evidence.needs
            case Fault():
                self.findings |= evidence.findings
        return None

    def _wrong(self, about: str, expr: Expr) -> None:
        message = f"{about[0].upper()}{about[1:]}."
        hint = "Check the facts that it is made of."
        problem = Problem("SB-E024", message, hint)
        self.findings |= fault(self._run, problem, self._subject, expr.span).findings


def _shifted(day: date, shift: Shift, *, first: bool) -> date | None:
    """Return the day that is meant; of a month the first, or the last where it is an end."""
    match shift:
        case Shift.SAME:
            return day
        case Shift.DAY_AFTER:
            return add_days(day, 1)
        case Shift.DAY_BEFORE:
            return add_days(day, -1)
        case Shift.MONTH_OF | Shift.MONTH_AFTER | Shift.MONTH_BEFORE:
            step = {Shift.MONTH_AFTER: 1, Shift.MONTH_BEFORE: -1}.get(shift, 0)
            month = day.replace(day=1)
            if first:
                return add_months(month, step)
            after = add_months(month, step + 1)
            return None if after is None else after - timedelta(days=1)


def _payees(run: Run, payment: Payment, subject: Subject) -> tuple[str, str]:
    """Return who is paid, and who instead; where nobody holds the first role, the second is."""
    to, there = _payee(run, payment.to, subject)
    instead, _ = _payee(run, payment.otherwise, subject)
    return (instead, "") if instead and not there else (to, instead)


def _payee(run: Run, name: str, subject: Subject) -> tuple[str, bool]:
    """Return the id of a payee whom the case knows, else the word; and whether there is one."""
    if name in {"self", subject.entity}:
        return subject.id, True
    for entity in run.scheme.entities.values():
        if not any(role.name == name for role in entity.roles):
            continue
        group = subject
        if subject.entity != entity.name:
            group = run.case.group_of.get(entity.name, {}).get(subject, subject)
        held = [
            (member, holds_role(run.case, entity.name, name, member))
            for member in run.case.members.get(group, ())
        ]
        holders = [member.id for member, holds in held if holds]
        if len(holders) == 1:
            return holders[0], True
        return name, bool(holders) or any(holds is None for _, holds in held) or not held
    return name, True
