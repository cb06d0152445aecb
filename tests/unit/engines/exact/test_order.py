"""Places, the other of two, and limits in a decision: what is asked for, and how it is told."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from schemebuilder import bundled
from schemebuilder.engines.exact.case import read_case
from schemebuilder.engines.exact.decide import decide
from schemebuilder.engines.exact.decision import Decision, Verdict
from schemebuilder.engines.exact.explain import Voice, explain
from schemebuilder.engines.exact.result import result_json
from schemebuilder.engines.exact.trace import trace_json
from schemebuilder.engines.exact.words import spelt
from schemebuilder.ir.expressions import Apply, BenefitRef, OfOther, Place, RankKey
from schemebuilder.ir.operators import Op
from schemebuilder.ir.scheme import Benefit, Scheme, StageKind
from schemebuilder.values.evidence import Known, Unknown
from schemebuilder.values.types import DATE, NUMBER, WHOLE, YES_NO
from tests.built import KES, apply, let, lit, of, person_field, require, scheme, stage

BY_AGE = (RankKey(of("age"), falling=True), RankKey(of("born", DATE)))
RANK = Place("household", "child", None, BY_AGE, together=False, type=WHOLE)
LIMIT = "limit to 2 children per household, oldest first, ties by born"


def limited() -> Scheme:
    eligible = BenefitRef("grant", "eligible", YES_NO)
    place = Place("household", "child", eligible, BY_AGE, together=False, type=WHOLE)
    within = Apply(Op.OR, (apply(Op.NOT, eligible), apply(Op.LE, place, lit(2))), YES_NO)
    grant = Benefit(
        "grant",
        "person",
        KES,
        (
            stage(StageKind.BASE, lit(1000)),
            stage(StageKind.LIMIT, within, citation="act 6(4)", text=LIMIT),
            stage(StageKind.FLOOR, lit(400)),
        ),
        lines=(require(of("enrolled", YES_NO), "require enrolled", citation="act 5"),),
        role="child",
    )
    other = OfOther("household", "child", of("age"), lit(0), NUMBER)
    return scheme(
        fields=(
            person_field("age", WHOLE),
            person_field("born", DATE),
            person_field("enrolled", YES_NO),
        ),
        rules=(let("rank", "person", RANK, WHOLE), let("other_age", "person", other)),
        benefits=(grant,),
    )


def decided(*children: dict[str, Any]) -> Decision:
    about = limited()
    persons = [
        {"id": name, "role": "child", "enrolled": True} | facts
        for name, facts in zip("abcdefgh", children, strict=False)
    ]
    members = [person["id"] for person in persons]
    data = {
        "id": "c1",
        "on": "2024-06-01",
        "persons": persons,
        "households": [{"id": "h", "members": members}],
    }
    case, findings = read_case(about, data)
    assert case is not None, findings
    return decide(about, case, values=("rank", "other_age"), trace=True)


def verdict(decision: Decision, of_whom: str) -> Verdict:
    return next(each for each in decision.verdicts if each.subject.id == of_whom)


def rank(decision: Decision, of_whom: str) -> object:
    for each in decision.values:
        if (each.name, each.subject.id) == ("rank", of_whom):
            match each.evidence:
                case Known():
                    return each.evidence.value
                case Unknown():
                    return {(need.id, need.name) for need in each.evidence.needs}
                case other:
                    return type(other).__name__
    raise AssertionError(of_whom)


def test_only_what_could_change_a_place_is_asked_for() -> None:
    found = decided({"age": 9}, {"age": 4}, {"age": 4}, {})
    assert rank(found, "a") == {("d", "age")}
    assert rank(found, "b") == {("b", "born"), ("c", "born"), ("d", "age")}
    assert rank(found, "d") == {("d", "age")}
    settled = decided({"age": 9}, {"age": 4, "born": "2020-01-02"}, {"age": 4}, {"age": 1})
    assert [rank(settled, who) for who in "abcd"] == [1, {("c", "born")}, {("c", "born")}, 4]


def test_a_fault_of_a_tie_names_both_and_the_rule() -> None:
    twins = {"age": 4, "born": "2020-01-02"}
    found = decided(twins, twins, {"age": 9})
    assert [rank(found, who) for who in "abc"] == ["Fault", "Fault", 1]
    (finding,) = verdict(found, "a").findings
    assert finding.code == "SB-E022"
    assert finding.message.startswith("a and b are alike")
    assert finding.citation == "act 6(4)"
    assert "ties" in finding.hint


def test_whoever_is_beyond_a_limit_is_told_the_limit_and_the_law() -> None:
    found = decided({"age": 9}, {"age": 4}, {"age": 1}, {"age": 2, "enrolled": False})
    third = verdict(found, "c")
    assert (third.outcome.value, third.amount) == ("not_payable", Fraction(0))
    assert [(each.text, each.citation) for each in third.reasons] == [(LIMIT, "act 6(4)")]
    told = explain(found, of="c")
    assert "c meets the conditions, but grant is not paid." in told
    assert "limited to 2 children per household, oldest first" in told
    assert "(act 6(4))" in told
    assert "How the amount was worked out" not in told


def test_an_undecided_limit_asks_for_what_decides_it() -> None:
    found = decided({"age": 9}, {"age": 4}, {"age": 4})
    assert verdict(found, "a").outcome.value == "eligible"
    assert {(need.id, need.name) for need in verdict(found, "b").missing} == {
        ("b", "born"),
        ("c", "born"),
    }


def test_the_steps_say_which_place_of_how_many_and_by_what() -> None:
    found = decided({"age": 9}, {"age": 4}, {"age": 7}, {"age": 2})
    told = explain(found, voice=Voice.OFFICER, of="c")
    assert "c is second of four children by age, born" in told


@pytest.mark.parametrize(
    ("number", "place", "count"),
    [(1, "first", "one"), (9, "ninth", "nine"), (12, "number 12", "12")],
)
def test_small_numbers_are_words(number: int, place: str, count: str) -> None:
    assert spelt("en", "place", number) == place
    assert spelt("en", "number", number) == count


@pytest.mark.parametrize(
    "children",
    [
        ({"age": 9}, {"age": 4}, {"age": 1}),
        ({"age": 9}, {}, {"age": 1}),
        ({"age": 9, "born": "2015-01-01"}, {"age": 9, "born": "2015-01-01"}, {"age": 9}),
    ],
)
def test_results_and_traces_fit_their_schemas(children: tuple[dict[str, Any], ...]) -> None:
    found = decided(*children)
    for name, shown in (("result", result_json(found)), ("trace", trace_json(found))):
        path = bundled.dsl() / "pack" / f"{name}.schema.json"
        Draft202012Validator(json.loads(path.read_text(encoding="utf-8"))).validate(shown)


def test_a_trace_leads_from_a_place_to_the_keys_of_everyone() -> None:
    nodes = trace_json(decided({"age": 9}, {"age": 4}))["nodes"]
    place = nodes["rule/rank/is@person:b"]
    assert (place["kind"], place["value"], place["among"]) == ("place", "2", 2)
    assert set(place["inputs"]) == {"fact/age@person:a", "fact/age@person:b"}
    other = nodes["rule/other_age/is@person:b"]
    assert (other["kind"], other["value"]) == ("of the other", "9")
    assert "fact/age@person:a" in other["inputs"]
