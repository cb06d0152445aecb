"""What an example expects to be paid on a day: of which benefit, and how much."""

from __future__ import annotations

from collections.abc import Collection

from schemebuilder.compiler.desk import Desk
from schemebuilder.compiler.given_values import written_value
from schemebuilder.compiler.names import BenefitName
from schemebuilder.ir.scheme import Expectation
from schemebuilder.language.syntax import ExpectWritten, Name


def paid_expected(desk: Desk, known: Collection[str], written: ExpectWritten) -> list[Expectation]:
    """Return an expectation for each `paid … on …`; `known` are the ids of the example.

    A benefit that is named holds for the payments after it too.
    """
    found: list[Expectation] = []
    subject = written.subject
    of_benefit = subject is not None and subject.text not in known
    named = subject if of_benefit else None
    for payment in written.paid:
        named = payment.benefit or named
        benefit = _benefit(desk, named, written)
        if benefit is None:
            continue
        kind = benefit.type.with_period(None)
        amount = written_value(desk, payment.amount, kind, benefit.name, benefit.entity)
        if amount is None:
            continue
        of = None if subject is None or of_benefit else subject.text
        found.append(Expectation(of, benefit.name, amount, span=payment.span, paid_on=payment.on))
    return found


def _benefit(desk: Desk, named: Name | None, written: ExpectWritten) -> BenefitName | None:
    """Return the benefit that is meant: the one named, else the only one."""
    benefits = [one for one in desk.names.meanings.values() if isinstance(one, BenefitName)]
    if named is not None:
        benefits = [one for one in benefits if one.name == named.text]
    if len(benefits) == 1 and any(one.keyword == "pay" for one in benefits[0].statement.payments):
        return benefits[0]
    if len(benefits) == 1:
        about = f"{benefits[0].name} has no line that says how it is paid."
        hint = "Write such a line, for example `pay monthly to self`, or take this out."
    elif named is not None:
        about = f"No benefit is called {named.text}."
        hint = "Name whose it is and which benefit: `expect ann child_grant paid KES 2,000 on …`."
    else:
        about = "It is not said of which benefit something is paid."
        hint = "Name it: `expect ann child_grant paid KES 2,000 on 2026-03-01`."
    desk.report.error("SB-E016", about, written.span, hint=hint)
    return None
