"""Whole decisions: outcomes, amounts, reasons, what is asked and what was assumed."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from schemebuilder.engines.exact.case import read_case
from schemebuilder.engines.exact.decide import decide
from schemebuilder.engines.exact.decision import Decision, Outcome, Verdict
from schemebuilder.ir.scheme import Scheme, Undecided
from tests import built

SEEKER: dict[str, Any] = {
    "on": "2002-06-03",
    "monthly_pay": 5000,
    "credit_days": 238,
    "out_of_work": True,
    "registered_as_seeker": True,
    "left_voluntarily": False,
}


def decided(scheme: Scheme, data: dict[str, Any], **more: Any) -> Decision:
    case, findings = read_case(scheme, data)
    assert case is not None, findings
    return decide(scheme, case, **more)


def verdict(decision: Decision, name: str, id_: str = "person") -> Verdict:
    (found,) = [v for v in decision.verdicts if v.name == name and v.subject.id == id_]
    return found


def without(name: str, **more: Any) -> dict[str, Any]:
    return {key: each for key, each in SEEKER.items() if key != name} | more


@pytest.mark.parametrize(
    ("pay", "amount"),
    [("150", "87.96"), ("3075.57", "1384.01"), ("8099", "3077.62"), ("10000", "3077.62")],
)
def test_rows_of_schedule_3_are_met_to_the_cent(pay: str, amount: str) -> None:
    found = verdict(decided(built.unemployment(), {**SEEKER, "monthly_pay": pay}), "amount")
    assert (found.outcome, found.amount) == (Outcome.ELIGIBLE, Fraction(amount))


def test_a_missing_amount_of_pay_leaves_the_benefit_undecided_and_is_asked_for() -> None:
    decision = decided(built.unemployment(), without("monthly_pay"))
    found = verdict(decision, "amount")
    assert (found.outcome, found.amount) == (Outcome.UNDECIDED, None)
    assert [need.name for need in found.missing] == ["monthly_pay"]
    assert verdict(decision, "eligibility").outcome is Outcome.ELIGIBLE
    assert found.undecided is Undecided.ESCALATE


def test_a_refusal_stands_whatever_the_missing_fact_is() -> None:
    data = without("registered_as_seeker", left_voluntarily=True)
    found = verdict(decided(built.unemployment(), data), "amount")
    assert (found.outcome, found.amount) == (Outcome.NOT_ELIGIBLE, Fraction(0))
    assert [reason.citation for reason in found.reasons] == ["act s16(1)(a)"]
    assert found.missing == ()


def test_every_known_reason_is_given_with_its_sentence() -> None:
    data = {**SEEKER, "credit_days": 0, "left_voluntarily": True}
    found = verdict(decided(built.unemployment(), data), "eligibility")
    assert [reason.sentence for reason in found.reasons] == [
        "There are 0 days of credit; one is needed.",
        "The work was left voluntarily.",
    ]


def test_facts_that_settle_a_line_alone_are_asked_first() -> None:
    data = {"on": "2002-06-03"}
    found = verdict(decided(built.unemployment(), data), "eligibility")
    assert [need.name for need in found.missing] == [
        "credit_days",
        "left_voluntarily",
        "out_of_work",
        "registered_as_seeker",
    ]


def family(**of_ben: Any) -> dict[str, Any]:
    return {
        "on": "2026-03-01",
        "persons": [
            {"id": "ana", "age": 34, "earnings": 4000},
            {"id": "ben", "claim_date": "2026-03-01", "birth_date": "2017-01-10", "earnings": 0}
            | {"school_enrolled": True}
            | of_ben,
        ],
        "households": [{"id": "h", "head": "ana", "children": ["ben"], "area_type": "rural"}],
    }


def test_a_child_is_eligible_and_the_assumptions_are_listed() -> None:
    found = verdict(decided(built.child_grant(), family()), "amount", "ben")
    assert (found.outcome, found.amount) == (Outcome.ELIGIBLE, Fraction(2200))
    assert [(a.need.id, a.need.name, a.value) for a in found.assumed] == [
        ("h", "remittances", Fraction(0)),
        ("ben", "in_state_care", False),
    ]


def test_a_parent_is_not_a_child_and_too_old() -> None:
    found = verdict(decided(built.child_grant(), family()), "amount", "ana")
    assert [reason.sentence for reason in found.reasons] == [
        'ana does not have the role "child".',
        "The child is 34 years old.",
    ]


def test_nothing_is_in_force_before_the_scheme_is() -> None:
    data = family() | {"on": "2024-12-31"}
    decision = decided(built.child_grant(), data)
    assert {found.outcome for found in decision.verdicts} == {Outcome.NOT_IN_FORCE}


def test_an_age_that_disagrees_with_the_birth_date_fails_with_a_finding() -> None:
    found = verdict(decided(built.child_grant(), family(age=5)), "amount", "ben")
    assert found.outcome is Outcome.FAILED
    assert {finding.code for finding in found.findings} == {"SB-E013"}


def test_rules_and_stages_are_reported_by_name() -> None:
    decision = decided(
        built.child_grant(), family(), values=["income_per_person", "base of amount", "incme"]
    )
    assert [(v.name, v.subject.id) for v in decision.values] == [
        ("income_per_person", "h"),
        ("base of amount", "ana"),
        ("base of amount", "ben"),
    ]
    assert [finding.code for finding in decision.findings] == ["SB-E016"]
