"""How an award is paid, as lines of an explanation: like payments together, then the sum."""

from __future__ import annotations

from itertools import groupby

from schemebuilder.engines.exact.given_told import unit_of
from schemebuilder.engines.exact.instalments import Paid
from schemebuilder.engines.exact.payments import Plan
from schemebuilder.engines.exact.phrases import Phrases
from schemebuilder.ir.scheme import Benefit
from schemebuilder.values.types import Type


def payments_told(plan: Plan | None, benefit: Benefit, phrases: Phrases) -> list[str]:
    """Return the lines about payment, with an empty one before them; none where nothing is said."""
    if plan is None:
        return []
    if plan.first is None:
        needs = ", ".join(phrases.fact(need) for need in plan.missing)
        said = [phrases.say("payments_unknown", needs=needs)] if needs else []
        wrong = [f"- {each.message} {each.hint}".strip() for each in plan.findings]
        return ["", *said, *wrong]
    single = benefit.type.with_period(None)
    unit = unit_of(benefit.modality, benefit.type)
    lines = ["", _heading(plan, phrases, charge=benefit.charge)]
    for _, group in groupby(plan.paid, key=lambda each: (each.kind, each.amount)):
        lines.append(f"- {_line(tuple(group), single, unit, phrases)}")
    if plan.kept:
        lines.append(phrases.say("payments_kept", amount=phrases.amount(plan.kept, single, unit)))
    if plan.last is None:
        return [*lines, phrases.say("payments_open")]
    total = phrases.amount(plan.total, single, unit)
    first, last = plan.first.isoformat(), plan.last.isoformat()
    return [*lines, phrases.say("payments_until", total=total, first=first, last=last)]


def _heading(plan: Plan, phrases: Phrases, *, charge: bool) -> str:
    if charge:
        return phrases.say("charged")
    if not plan.payee:
        return phrases.say("paid")
    payee, instead = plan.payee.replace("_", " "), plan.instead.replace("_", " ")
    key = "paid_to_or" if instead else "paid_to"
    return phrases.say(key, payee=payee, instead=instead)


def _line(group: tuple[Paid, ...], type_: Type, unit: str, phrases: Phrases) -> str:
    first, last = group[0], group[-1]
    amount = phrases.amount(first.amount, type_, unit)
    if len(group) > 1 and not first.kind:
        return phrases.say(
            "payments_alike",
            amount=amount,
            number=str(len(group)),
            on=first.on.isoformat(),
            last=last.on.isoformat(),
        )
    key = {"again": "payment_again", "kept back": "payment_kept"}.get(first.kind, "payment")
    return phrases.say(key, amount=amount, on=first.on.isoformat())
