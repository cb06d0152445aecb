"""How an award is paid: the lines about payment, and whether they fit the amount."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Final

from schemebuilder.compiler.calendar_days import months_later
from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.fitting import fit
from schemebuilder.compiler.literals import duration
from schemebuilder.compiler.names import BenefitName
from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.expressions import Expr as Meant
from schemebuilder.ir.expressions import Literal
from schemebuilder.ir.payment import Held, Moment, Payment, Remainder, Shift, by_days, division
from schemebuilder.ir.scheme import Benefit
from schemebuilder.language.syntax import (
    MomentWritten,
    Name,
    NameRef,
    PaymentClause,
    PayWritten,
)
from schemebuilder.values.periods import LENGTHS
from schemebuilder.values.types import DATE, DAYS, MONTHS, NUMBER, Family, Kind, Type

_CYCLES: Final[dict[str, tuple[int, int]]] = {
    "once": (0, 0),
    "daily": (0, 1),
    "weekly": (0, 7),
    "fortnightly": (0, 14),
    "four-weekly": (0, 28),
    "monthly": (1, 0),
    "two-monthly": (2, 0),
    "quarterly": (3, 0),
    "half-yearly": (6, 0),
    "yearly": (12, 0),
}
"""Months and days from one payment to the next."""


def compile_payment(
    desk: Desk, scope: Scope, name: BenefitName, clauses: tuple[PaymentClause, ...]
) -> Payment:
    """Compile the lines about payment; each may stand once."""
    payment = Payment()
    seen: set[str] = set()
    for clause in clauses:
        if clause.keyword in seen:
            desk.report.error(
                "SB-Y001",
                f"`{clause.keyword}` stands twice in {name.name}.",
                clause.span,
                hint="Keep the line that holds, or make two benefits of it.",
            )
            continue
        seen.add(clause.keyword)
        payment = _with(desk, scope, payment, name, clause)
    return payment


def _with(
    desk: Desk, scope: Scope, payment: Payment, name: BenefitName, clause: PaymentClause
) -> Payment:
    """Return the payment with what one line says."""
    found = payment
    match clause.keyword:
        case "pay" if clause.pay is not None:
            found = _pay(desk, payment, name.type, clause, clause.pay)
        case "starts":
            found = replace(payment, starts=_moment(desk, scope, clause.moment, clause))
        case "ends":
            found = replace(payment, ends=_moment(desk, scope, clause.moment, clause))
        case "lasts":
            found = replace(payment, lasts=_lasts(desk, scope, clause))
        case "keep back":
            found = replace(payment, held=_held(desk, scope, clause))
        case _:
            pass
    return found


def _held(desk: Desk, scope: Scope, clause: PaymentClause) -> Held | None:
    share = _share(desk, scope, clause)
    until = _moment(desk, scope, clause.moment, clause)
    if share is None or (clause.moment is not None and until is None):
        return None
    return Held(share, until, clause.words, clause.citation.text if clause.citation else "")


# --- the line `pay` ------------------------------------------------------------------------------


def _pay(
    desk: Desk, payment: Payment, type_: Type, clause: PaymentClause, said: PayWritten
) -> Payment:
    months, days = _how_often(desk, type_, said)
    payment = replace(
        payment,
        dated=True,
        months=months,
        days=days,
        in_arrears=said.in_arrears,
        to=said.to.text if said.to else "",
        otherwise=said.otherwise.text if said.otherwise else "",
        in_months=tuple(sorted(set(said.months))),
        again=tuple(sorted(set(said.again))),
        remainder=Remainder(said.remainder),
        words=clause.words,
        citation=clause.citation.text if clause.citation else "",
    )
    if (said.months or said.again) and months != 1:
        desk.report.error(
            "SB-Y001",
            "Months can be named only where it is paid every month.",
            clause.span,
            hint="Write `pay monthly in March, June and September`: a month that is not named is "
            "not paid.",
        )
    elif set(said.again) - set(said.months or said.again):
        desk.report.error(
            "SB-Y001",
            "A month that is not paid cannot be paid once more.",
            clause.span,
            hint="Name it behind `in` too, or take it out behind `and once more in`.",
        )
    return payment


def _how_often(desk: Desk, type_: Type, said: PayWritten) -> tuple[int, int]:
    """Return months and days from one payment to the next; unsaid, those of the amount."""
    if said.every is not None:
        found = duration(desk, said.every)
        if found is None or not isinstance(found.expr, Literal):
            return 0, 0
        number = found.expr.value
        if not isinstance(number, Fraction) or number.denominator != 1 or number < 1:
            desk.report.error(
                "SB-Y001",
                "A payment is made every so many whole months, weeks or days.",
                said.every.span,
                hint="Write for example `pay every 2 months`.",
            )
            return 0, 0
        return (int(number), 0) if found.type.family is Family.MONTHS else (0, int(number))
    if said.cycle:
        return _CYCLES[said.cycle]
    if type_.period is None:
        return 0, 0
    family, length = LENGTHS[type_.period]
    return (length, 0) if family is Family.MONTHS else (0, length)


# --- days, durations and shares ------------------------------------------------------------------


def _moment(
    desk: Desk, scope: Scope, written: MomentWritten | None, clause: PaymentClause
) -> Moment | None:
    if written is None:
        return None
    day: Meant | None = None
    if written.birthday is not None:
        day = _birthday(desk, scope, written.birthday, written)
    elif written.day is not None:
        value = desk.compile(scope, written.day, DATE)
        what = f"The day behind `{clause.keyword}`"
        found = None if value is None else fit(desk, value, DATE, written.day.span, what)
        day = None if found is None else found.expr
    if day is None:
        return None
    text = " ".join(desk.report.written(written.span).split())
    cited = clause.citation.text if clause.citation else ""
    return Moment(day, Shift(written.shift), text, cited)


def _birthday(desk: Desk, scope: Scope, years: int, written: MomentWritten) -> Meant | None:
    """Return the day on which the person completes so many years: it needs the date of birth."""
    if desk.names.is_group(scope.entity):
        desk.report.error(
            "SB-N007",
            f"It is not said whose birthday is meant: a {scope.entity} has none.",
            written.span,
            hint=f"Write whose: `(the head's birth_date) + {years} years`.",
        )
        return None
    born = NameRef(Name("birth_date", written.span), written.span)
    value = desk.compile(scope, born, DATE)
    found = None if value is None else fit(desk, value, DATE, written.span, "The date of birth")
    if found is None:
        return None
    later = Literal(Fraction(12 * years), MONTHS, written.span)
    return months_later(desk.header, found.expr, later, written.span)


def _lasts(desk: Desk, scope: Scope, clause: PaymentClause) -> Meant | None:
    if clause.value is None:
        return None
    found = desk.compile(scope, clause.value, None)
    if found is None:
        return None
    if found.type.kind is not Kind.DURATION or found.type.family is Family.WORKING_DAYS:
        fit(desk, found, DAYS, clause.value.span, "How long a benefit lasts")
        return None
    return found.expr


def _share(desk: Desk, scope: Scope, clause: PaymentClause) -> Meant | None:
    if clause.value is None:
        return None
    value = desk.compile(scope, clause.value, NUMBER)
    what = "The share that is kept back"
    found = None if value is None else fit(desk, value, NUMBER, clause.value.span, what)
    if found is None:
        return None
    said = found.expr.value if isinstance(found.expr, Literal) else None
    if isinstance(said, Fraction) and not 0 < said < 1:
        desk.report.error(
            "SB-Y001",
            "The share that is kept back lies between 0% and 100%.",
            clause.value.span,
            hint="Write for example `keep back 20% until last payment`.",
        )
        return None
    return found.expr


# --- whether the payment fits the amount ---------------------------------------------------------


def check_payments(desk: Desk, benefits: Iterable[Benefit]) -> None:
    """Report payments that cannot be made of the amount."""
    for benefit in benefits:
        written = desk.names.meanings.get(benefit.name)
        clauses = written.statement.payments if isinstance(written, BenefitName) else ()
        span = next((each.span for each in clauses if each.keyword == "pay"), None)
        if not benefit.payment.dated:
            _undated(desk, benefit, clauses)
        else:
            _possible(desk, benefit, span)


def _undated(desk: Desk, benefit: Benefit, clauses: tuple[PaymentClause, ...]) -> None:
    """A share is kept back of payments: there must be some."""
    held = next((each for each in clauses if each.keyword == "keep back"), None)
    if held is not None:
        desk.report.error(
            "SB-Y001",
            f"A share of the payments of {benefit.name} is kept back, and no line says how it is "
            "paid.",
            held.span,
            hint="Write a line such as `pay monthly to caregiver` too.",
        )


def _possible(desk: Desk, benefit: Benefit, span: Span | None) -> None:
    payment, type_ = benefit.payment, benefit.type
    message, hint = "", ""
    if type_.whom is not None:
        message = f"{benefit.name} is an amount per {type_.whom}, and one payment is a sum."
        hint = f"Multiply it by their number, and declare it without `per {type_.whom}`."
    elif type_.period is None and not payment.once and payment.lasts is None and not payment.ends:
        message = f"{benefit.name} is one amount, and it is not said into how many it is divided."
        hint = "Say how long: `lasts 5 months`; or write `pay once`; or declare it `per month`."
    elif (
        type_.period is not None
        and not payment.once
        and not by_days(payment, type_.period)
        and division(payment, type_.period, desk.header.calendar) is None
    ):
        message = (
            f"{benefit.name} is an amount per {type_.period.value}, and the header does not say "
            "how that becomes the amount of one payment."
        )
        hint = "Add `a year is 52 weeks` (or `a year is 365 days`) to the header; or pay it by "
        hint += f"the {type_.period.value}."
    if message:
        desk.report.error("SB-Y001", message, span, hint=hint)
