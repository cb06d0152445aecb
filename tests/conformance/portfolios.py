"""Cases of people under a portfolio: what each of its schemes comes to, on every engine."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from schemebuilder.engines.exact.decision import Verdict
from schemebuilder.engines.exact.expect import Decider
from schemebuilder.engines.exact.portfolio import decide_together
from schemebuilder.ir.portfolio import Portfolio


def wrong_with(portfolio: Portfolio, data: Mapping[str, Any], by: Decider) -> list[str]:
    """Return what differs from the `expect` of a case: by scheme, by person or household.

    A number is an amount, `null` is undecided, a text the word for an outcome.
    """
    expect = data["expect"]
    given = {key: each for key, each in data.items() if key != "expect"}
    together, findings = decide_together(portfolio, given, by=by)
    if together is None:
        return [finding.message for finding in findings]
    wrong: list[str] = []
    for id_, subjects in expect.items():
        verdicts = together.decisions[id_].verdicts
        for subject, wanted in subjects.items():
            mine = [one for one in verdicts if one.subject.id == subject and one.type is not None]
            said = [_said(one) for one in mine]
            if wanted not in said:
                wrong.append(f"{id_} of {subject} is {said}, expected {wanted}")
    return wrong


def _said(verdict: Verdict) -> object:
    if verdict.outcome.value in {"undecided", "failed"}:
        return None
    if verdict.amount is None:
        return verdict.outcome.value
    return int(verdict.amount) if verdict.amount.denominator == 1 else Fraction(verdict.amount)
