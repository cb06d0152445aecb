"""A payment period in parts, each decided for itself: one verdict out of those of the parts.

The amount is the sum of the parts' amounts by their days, each rounded as the benefit at its end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Final

from schemebuilder.engines.exact.decision import Decision, Outcome, PaidPart, Verdict
from schemebuilder.engines.exact.quantity import quantity, rounded
from schemebuilder.ir.payment_period import Part, last_round, parts_of
from schemebuilder.ir.scheme import Benefit, Scheme
from schemebuilder.values.evidence import Known

RANKS: Final = (
    Outcome.FAILED,
    Outcome.UNDECIDED,
    Outcome.ELIGIBLE,
    Outcome.NOT_PAYABLE,
    Outcome.NOT_ELIGIBLE,
    Outcome.NOT_IN_FORCE,
)
"""Of the parts' outcomes the first in this order is that of the whole period."""


def joined(scheme: Scheme, on: date, by_day: Mapping[date, Decision]) -> tuple[Verdict, ...]:
    """Return the verdicts of a period: eligibilities as of its first day, benefits of all parts."""
    found: list[Verdict] = []
    for verdict in by_day[on].verdicts:
        if verdict.type is None:
            found.append(verdict)
            continue
        benefit = scheme.benefits[verdict.name]
        parts = parts_of(scheme, benefit, on)
        verdicts = [_of(by_day[part.first], verdict) for part in parts]
        found.append(verdict if len(parts) == 1 else _joined(benefit, parts, verdicts))
    return tuple(found)


def _of(decision: Decision, like: Verdict) -> Verdict:
    return next(
        each
        for each in decision.verdicts
        if (each.name, each.subject) == (like.name, like.subject) and each.type is not None
    )


def _joined(benefit: Benefit, parts: tuple[Part, ...], verdicts: list[Verdict]) -> Verdict:
    outcome = next(rank for rank in RANKS if any(each.outcome is rank for each in verdicts))
    paid = tuple(
        PaidPart(part.first, part.last, part.share, each.outcome, _share(benefit, part, each))
        for part, each in zip(parts, verdicts, strict=True)
    )
    amount: Fraction | None = None
    if outcome not in {Outcome.FAILED, Outcome.UNDECIDED, Outcome.NOT_IN_FORCE}:
        amount = sum((one.amount for one in paid if one.amount is not None), Fraction(0))
    same = [each for each in verdicts if each.outcome is outcome]
    return replace(
        same[0],
        outcome=outcome,
        amount=amount,
        reasons=tuple(dict.fromkeys(one for each in same for one in each.reasons)),
        missing=tuple(dict.fromkeys(one for each in same for one in each.missing)),
        referred=tuple(dict.fromkeys(one for each in same for one in each.referred)),
        assumed=tuple(dict.fromkeys(one for each in verdicts for one in each.assumed)),
        findings=tuple(dict.fromkeys(one for each in same for one in each.findings)),
        stages=(),
        parts=paid,
        payments=None,
    )


def _share(benefit: Benefit, part: Part, verdict: Verdict) -> Fraction | None:
    if verdict.amount is None:
        return None
    share = part.share * verdict.amount
    last = last_round(benefit)
    if last is None or last.step is None or last.direction is None:
        return share
    return quantity(rounded(Known(share), last.step, last.direction))
