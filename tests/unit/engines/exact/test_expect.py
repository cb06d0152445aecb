"""Cases with expectations: what is met, what differs and what names nothing."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from schemebuilder.engines.exact.expect import try_case, try_example
from schemebuilder.ir.scheme import Example, Expectation
from tests import built
from tests.unit.engines.exact.test_decide import SEEKER, family


def about(expect: Any, case: dict[str, Any] | None = None, **more: Any) -> list[str]:
    data = {**(SEEKER if case is None else case), "expect": expect}
    return [each.message for each in try_case(built.unemployment(), data, **more).findings]


MET: list[Any] = [
    {"amount": "2065.49"},
    {"amount": Fraction("2065.49"), "eligible": True},
    {"benefit": "2065.49", "outcome": "eligible"},
    {"persons": {"person": {"amount": "2065.49", "insured_pay": 5000}}},
    {"amount": {"outcome": "eligible", "amount": "2065.49", "missing": []}},
    {"eligibility": True, "monthly_pay": "5000"},
    {"base of amount": "2065.49"},
]


@pytest.mark.parametrize("expect", MET, ids=str)
def test_what_is_met_passes(expect: Any) -> None:
    case = {**SEEKER, "tolerance": Fraction("0.005")} if "base of amount" in expect else None
    assert about(expect, case) == []


def test_a_cent_is_a_difference_unless_tolerated() -> None:
    assert about({"amount": "2065.48"}) == ["amount of person person is 2065.49, expected 2065.48."]
    assert about({"amount": "2065.48"}, {**SEEKER, "tolerance": Fraction("0.01")}) == []


def test_an_expected_nothing_is_met_by_every_certain_nothing() -> None:
    refused = {**SEEKER, "left_voluntarily": True}
    assert about({"amount": 0, "eligible": False, "outcome": "not_eligible"}, refused) == []
    assert about({"because": ["act s16(1)(a)"]}, refused) == []
    assert len(about({"because": ["act s16"]}, refused)) == 1


def test_an_undecided_amount_is_not_nothing() -> None:
    missing = {key: each for key, each in SEEKER.items() if key != "monthly_pay"}
    assert about({"outcome": "undecided", "missing": ["monthly_pay"]}, missing) == []
    assert about({"amount": None, "eligible": True}, missing) == []
    assert about({"amount": 0}, missing) == [
        "amount of person person is undecided (missing: monthly_pay), expected 0."
    ]


def test_a_misspelt_name_fails_and_is_corrected() -> None:
    trial = try_case(built.unemployment(), {**SEEKER, "expect": {"amuont": 0}})
    assert not trial.passed
    assert [(each.code, each.hint) for each in trial.findings] == [
        ("SB-E016", 'Did you mean "amount"?')
    ]


def test_names_of_a_case_file_can_be_matched_to_ours() -> None:
    assert about({"uif": "2065.49"}, match={"uif": "amount"}) == []


def test_a_name_of_another_entity_is_told() -> None:
    (message,) = about({"households": {"household": {"amount": 0}}})
    assert message == "amount is of a person, and is expected of a household."


def test_someone_who_is_not_there_is_told() -> None:
    (message,) = about({"persons": {"p9": {"amount": 0}}})
    assert message == 'amount is expected of "p9", and the case has no person of that id.'


def test_examples_beside_the_rules_are_tried() -> None:
    met = (
        Expectation("ben", "eligible", value=True),
        Expectation("ben", "amount", Fraction(2200)),
        Expectation("ana", "outcome", None, "not_eligible", ("act 5(1)(a)",)),
    )
    missed = (Expectation("ana", "eligible", value=True),)
    scheme = built.child_grant()
    assert try_example(scheme, Example("met", family(), met)).findings == ()
    trial = try_example(scheme, Example("missed", family(), missed))
    assert [each.message for each in trial.findings] == [
        "eligible of person ana is not_eligible, expected eligible."
    ]
