"""What a decision shows: result and trace that fit their schemas, and explanations in words."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from schemebuilder import bundled
from schemebuilder.engines.exact.case import read_case
from schemebuilder.engines.exact.decide import decide
from schemebuilder.engines.exact.decision import Decision
from schemebuilder.engines.exact.explain import Voice, explain
from schemebuilder.engines.exact.result import result_json
from schemebuilder.engines.exact.trace import trace_json
from schemebuilder.engines.exact.words import WORDS, say
from schemebuilder.ir.json import from_json, to_json
from schemebuilder.ir.scheme import Scheme
from schemebuilder.values.canonical import canonical
from schemebuilder.values.numbers import loads
from tests import built
from tests.unit.compiler.texts import scheme
from tests.unit.engines.exact.test_decide import SEEKER, family, without

UNEMPLOYMENT, CHILD_GRANT = built.unemployment(), built.child_grant()
CASES: dict[str, tuple[Scheme, dict[str, Any]]] = {
    "paid": (UNEMPLOYMENT, SEEKER),
    "refused": (UNEMPLOYMENT, {**SEEKER, "left_voluntarily": True, "credit_days": 0}),
    "pay missing": (UNEMPLOYMENT, without("monthly_pay")),
    "nothing known": (UNEMPLOYMENT, {"on": "2002-06-03"}),
    "too early": (CHILD_GRANT, family() | {"on": "2024-01-01"}),
    "no parameter": (UNEMPLOYMENT, {**SEEKER, "on": "2001-01-01"}),
    "rule given": (UNEMPLOYMENT, {**SEEKER, "insured_pay": 100}),
    "family": (CHILD_GRANT, family()),
    "ages disagree": (CHILD_GRANT, family(age=3)),
    "sourced": (CHILD_GRANT, family(school_enrolled={"value": True, "source": "school_letter",
                                                     "known_on": "2026-02-01"})),
}  # fmt: skip


def schema(name: str) -> Draft202012Validator:
    path = bundled.dsl() / "pack" / f"{name}.schema.json"
    found = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found)


def decided(name: str) -> Decision:
    scheme, data = CASES[name]
    case, findings = read_case(scheme, data)
    assert case is not None, findings
    return decide(scheme, case, values=tuple(scheme.rules), trace=True)


@pytest.mark.parametrize("name", CASES)
def test_cases_results_and_traces_fit_their_schemas(name: str) -> None:
    decision = decided(name)
    for kind, data in (
        ("case", CASES[name][1]),
        ("result", result_json(decision)),
        ("trace", trace_json(decision)),
    ):
        errors = [f"{list(e.path)}: {e.message}" for e in schema(kind).iter_errors(data)]
        assert errors == [], kind


def test_a_schema_refuses_an_amount_that_is_a_number() -> None:
    result = result_json(decided("paid"))
    result["decisions"]["persons"]["person"]["amount"]["amount"] = 2065.49
    assert list(schema("result").iter_errors(result))


@pytest.mark.parametrize("name", CASES)
def test_the_meaning_read_back_from_json_gives_the_same_bytes(name: str) -> None:
    scheme, data = CASES[name]
    again = from_json(loads(canonical(to_json(scheme))))
    case, _ = read_case(again, data)
    assert case is not None
    other = decide(again, case, values=tuple(again.rules), trace=True)
    decision = decided(name)
    assert canonical(result_json(other)) == canonical(result_json(decision))
    assert canonical(trace_json(other)) == canonical(trace_json(decision))


@pytest.mark.parametrize("name", CASES)
def test_a_trace_changes_no_result(name: str) -> None:
    scheme, data = CASES[name]
    case, _ = read_case(scheme, data)
    assert case is not None
    plain = decide(scheme, case, values=tuple(scheme.rules))
    assert result_json(plain) == result_json(decided(name))


@pytest.mark.parametrize("name", CASES)
def test_every_input_of_a_trace_is_one_of_its_nodes(name: str) -> None:
    trace = trace_json(decided(name))
    linked = {id_ for node in trace["nodes"].values() for id_ in node["inputs"]}
    assert linked <= trace["nodes"].keys()
    assert set(trace["nodes"]) == linked | set(trace["roots"])


def test_a_trace_leads_from_the_amount_to_facts_and_the_law() -> None:
    nodes = trace_json(decided("paid"))["nodes"]
    base = nodes["benefit/amount/stage/base@person:person"]
    assert (base["value"], base["citation"]) == ("42547000/20599", "act sched 3")
    ceiling = nodes["rule/insured_pay/is/1@person:person"]
    assert ceiling["parameter"] == {
        "name": "pay_ceiling", "on": "2002-06-03", "keys": [], "value": "8099",
        "from": "2002-04-01", "status": "enacted", "citation": "act sched 3",
    }  # fmt: skip
    fact = nodes["fact/monthly_pay@person:person"]
    assert (fact["value"], fact["origin"]) == ("5000", "given")


def test_a_trace_tells_derived_assumed_missing_and_sourced_facts() -> None:
    nodes = trace_json(decided("sourced"))["nodes"]
    age = nodes["fact/age@person:ben"]
    assert (age["origin"], age["value"]) == ("derived", "9")
    assert nodes["fact/in_state_care@person:ben"]["because"] == "lists are complete"
    enrolled = nodes["fact/school_enrolled@person:ben"]
    assert (enrolled["source"], enrolled["known_on"]) == ("school_letter", "2026-02-01")
    assert nodes["fact/school_enrolled@person:ana"]["origin"] == "missing"


def test_what_was_not_needed_is_not_in_the_trace() -> None:
    nodes = trace_json(decided("refused"))["nodes"]
    assert not [id_ for id_ in nodes if "monthly_pay" in id_ and "stage" in id_]
    given = trace_json(decided("rule given"))["nodes"]["rule/insured_pay@person:person"]
    assert (given["given"], given["inputs"], given["value"]) == (True, [], "100")


def test_a_result_lists_what_to_ask_with_the_question() -> None:
    result = result_json(decided("pay missing"))
    amount = result["decisions"]["persons"]["person"]["amount"]
    assert (amount["outcome"], amount["amount"]) == ("undecided", None)
    assert amount["missing"] == [
        {"entity": "person", "id": "person", "field": "monthly_pay",
         "question": "What did you earn a month?"}
    ]  # fmt: skip


EXPLAINED = {
    "paid": """\
Unemployment benefit: decision for the applicant as of 2002-06-03

The applicant will receive ZAR 2,065.49 per month.

How the amount was worked out:
- The basic amount is ZAR 2,065.488615… per month (act sched 3).
- It is rounded to the nearest, half upwards, to ZAR 0.01, which makes ZAR 2,065.49 per month.

What we know:
- credit days: 238
- out of work: yes
- registered as seeker: yes
- left voluntarily: no
- monthly pay: ZAR 5,000 per month
""",
    "refused": """\
Unemployment benefit: decision for the applicant as of 2002-06-03

The applicant will not receive Unemployment benefit.

Why:
- There are 0 days of credit; one is needed (act s16).
- The work was left voluntarily (act s16(1)(a)).

What we know:
- credit days: 0
- out of work: yes
- registered as seeker: yes
- left voluntarily: yes
""",
    "pay missing": """\
Unemployment benefit: decision for the applicant as of 2002-06-03

Unemployment benefit for the applicant: we cannot decide yet.
We need:
- monthly pay: What did you earn a month?
An officer will decide.

What we know:
- credit days: 238
- out of work: yes
- registered as seeker: yes
- left voluntarily: no
""",
}


@pytest.mark.parametrize("name", EXPLAINED)
def test_the_person_concerned_reads_plain_sentences(name: str) -> None:
    assert explain(decided(name)) == EXPLAINED[name]


def test_a_decision_without_a_trace_is_explained_all_the_same() -> None:
    scheme, data = CASES["paid"]
    case, _ = read_case(scheme, data)
    assert case is not None
    assert explain(decide(scheme, case)) == EXPLAINED["paid"]


def test_an_officer_reads_the_steps_with_citations() -> None:
    text = explain(decided("family"), voice=Voice.OFFICER)
    assert "2. met: age < 18 (act 5(1)(a))" in text
    assert "5. means limit for rural = KES 4,800 per month (regs sched 2)" in text
    assert "7. not ruled out: in_state_care (act 5(3))" in text
    assert "remittances of h: KES 0 per month. Form B lists all support." in text


def test_a_court_reads_the_dates_of_the_law_and_its_name() -> None:
    text = explain(decided("paid"), voice=Voice.COURT)
    assert "pay ceiling = ZAR 8,099 per month, from 2002-04-01 (act sched 3)" in text
    assert "The law applied is that in force on 2002-06-03." in text
    assert "- act: Unemployment Insurance Act" in text


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("voice", Voice)
def test_every_decision_can_be_told_in_every_voice(name: str, voice: Voice) -> None:
    text = explain(decided(name), voice=voice)
    assert text.strip()
    assert "{" not in text


def test_only_those_concerned_are_told() -> None:
    assert "decision for ana" not in explain(decided("family"))
    assert explain(decided("family"), of="nobody").strip() == ""


def test_a_language_without_a_table_is_told_in_english() -> None:
    assert say("xx", "yes") == WORDS["en"]["yes"]


@pytest.mark.parametrize("language", [each for each in WORDS if each != "en"])
def test_every_language_has_every_sentence_with_the_same_places(language: str) -> None:
    english, theirs = WORDS["en"], WORDS[language]
    assert theirs.keys() == english.keys()
    places = re.compile(r"\{(\w+)\}")
    for key, sentence in english.items():
        assert sorted(places.findall(theirs[key])) == sorted(places.findall(sentence)), key


@pytest.mark.parametrize("language", [each for each in WORDS if each != "en"])
@pytest.mark.parametrize("voice", Voice)
def test_nothing_english_is_left_where_the_scheme_has_labels(language: str, voice: Voice) -> None:
    about = scheme(CITED)
    case, _ = read_case(about, {"on": "2024-05-01", "age": 70, "grade": "high"})
    assert case is not None
    told = explain(decide(about, case, trace=True), voice=voice, language=language)
    assert "KES" in told
    assert not re.search(r"\b(?:will|receive|per month|known|Steps|amount)\b", told)


CITED = """
use population core

input grade of person : low, high   missing ask

table share of person : number by grade
    | grade | share |
    | low   | 10%   |                  [act 2(a)]
    | high  | 20%   |                  [act 2(b)]

let full of person : money per month = KES 100   [act 3]
    except when age >= 65 then KES 200           [act 4]

benefit of person : money per month
    base  = full * share                         [act 6]
    except when grade = high then full           [act 7]
    round down to KES 1
"""


@pytest.mark.parametrize(
    ("age", "grade", "cited"),
    [
        (64, "low", {"full": "act 3", "share": "act 2(a)", "base": "act 6"}),
        (65, "low", {"full": "act 4", "share": "act 2(a)", "base": "act 6"}),
        (65, "high", {"full": "act 4", "base": "act 7"}),
    ],
)
def test_a_step_cites_the_exception_or_row_that_applied(
    age: int, grade: str, cited: dict[str, str]
) -> None:
    about = scheme(CITED)
    case, _ = read_case(about, {"on": "2024-05-01", "age": age, "grade": grade})
    assert case is not None
    told = explain(decide(about, case, trace=True), voice=Voice.OFFICER)
    for name, article in cited.items():
        (line,) = (each for each in told.splitlines() if re.match(rf"\d+\. {name}\b", each))
        assert line.endswith(f"({article})")
