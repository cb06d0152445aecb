"""Lists in a case: read entry by entry, traced with the entries that count, and told in words."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from schemebuilder.engines.exact.case import read_case
from schemebuilder.engines.exact.decide import decide
from schemebuilder.engines.exact.explain import Voice, explain
from schemebuilder.engines.exact.people import Subject
from schemebuilder.engines.exact.result import result_json
from schemebuilder.engines.exact.trace import trace_json
from schemebuilder.values.evidence import Known
from tests.unit.compiler.texts import scheme

SCHEME = scheme("""
list salaries of person : year calendar year, salary money per year   "Salaries"
    ask     "What did {person} earn, by year?"
    missing refer                                                     [act 3]
list fines of person : sum money   "Fines"   missing assume none because "All are on record"

let reference of person : money per year
    = average of highest 2 of salary over salaries where (year > 2000), fewer allowed or KES 0 if none  [act 3]

benefit pension of person : money per year
    exclude when any fine where sum > KES 100
    base = reference                                                  [act 4]
""")  # noqa: E501 - a table as written
ENTRIES = [
    {"year": 1999, "salary": 900},
    {"year": 2001, "salary": 100},
    {"year": 2002, "salary": 300},
    {"year": 2003, "salary": "200.5"},
]


def case(**facts: Any) -> dict[str, Any]:
    return {"id": "c", "on": "2024-06-01", **facts}


def decided(**facts: Any) -> Any:
    read, findings = read_case(SCHEME, case(**facts))
    assert read is not None, findings
    return decide(SCHEME, read, trace=True)


def problems(**facts: Any) -> list[tuple[str, str]]:
    read, findings = read_case(SCHEME, case(**facts))
    assert read is None
    return [(finding.code, finding.message) for finding in findings]


def test_entries_are_read_with_their_facts_and_whose_they_are() -> None:
    wrapped = {"value": ENTRIES, "source": "fund", "known_on": "2024-05-01"}
    read, _ = read_case(SCHEME, case(salaries=wrapped))
    assert read is not None
    ana = Subject("person", "person")
    given = read.lists[ana]["salaries"]
    assert (given.source, given.known_on, len(given.entries)) == ("fund", date(2024, 5, 1), 4)
    last = given.entries[3]
    assert read.owner_of[last] == ana
    assert read.facts[last]["salary"].evidence == Known(Fraction(401, 2))


def test_the_best_two_of_the_years_that_count() -> None:
    (pension,) = decided(salaries=ENTRIES).verdicts
    assert pension.amount == Fraction(1001, 4)


def test_each_mistake_is_said_with_the_number_of_its_entry() -> None:
    found = problems(salaries=[{"year": 2001}, {"yaer": 1}, 5, {"salary": "much", "year": 0}])
    assert [code for code, _ in found] == ["SB-E001", "SB-E015", "SB-E002", "SB-E004"]
    assert "Entry 2 of salaries of person person" in found[0][1]
    assert "Entry 3" in found[1][1]
    assert "entry 4" in found[2][1]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (5, "SB-E015"),
        ("none", "SB-E015"),
        ({"not_applicable": True}, "SB-E002"),
        ({}, "SB-E002"),
        ({"value": [], "since": 3}, "SB-E002"),
        ({"value": [], "known_on": "soon"}, "SB-E009"),
    ],
)
def test_what_is_no_list(given: object, code: str) -> None:
    assert [each for each, _ in problems(salaries=given)] == [code]


def test_a_list_of_a_person_is_none_of_the_household() -> None:
    nested = {
        "persons": [{"id": "a"}],
        "households": [{"id": "h", "members": ["a"], "salaries": []}],
    }
    assert problems(**nested)[0][0] == "SB-E001"


def test_what_is_missing_is_the_list_or_the_fact_of_an_entry() -> None:
    (pension,) = decided().verdicts
    assert [(need.entity, need.name) for need in pension.missing] == [("person", "salaries")]
    assert pension.undecided.value == "escalate"
    (pension,) = decided(salaries=[{"year": 2001}]).verdicts
    assert [(need.entity, need.id, need.name) for need in pension.missing] == [
        ("salaries", "1 of person", "salary")
    ]
    assert pension.undecided.value == "escalate"


def test_the_result_says_what_was_assumed() -> None:
    decision = result_json(decided(salaries=ENTRIES))
    (assumed,) = decision["decisions"]["persons"]["person"]["pension"]["assumed"]
    assert (assumed["field"], assumed["value"]) == ("fines", "none")
    asked = result_json(decided())["decisions"]["persons"]["person"]["pension"]["missing"]
    assert asked[0]["question"] == "What did {person} earn, by year?"


def test_the_trace_names_the_entries_that_count() -> None:
    nodes = trace_json(decided(salaries=ENTRIES))["nodes"]
    (entries,) = [node for node in nodes.values() if node["kind"] == "entries" and "first" in node]
    assert (entries["entries"], entries["counted"]) == ("4", [3, 4])
    listed = nodes["list/salaries@person:person"]
    assert (listed["value"], listed["origin"]) == ("4", "given")
    assert nodes["list/fines@person:person"]["origin"] == "assumed"
    fact = nodes["list/salaries/salary@salaries:3 of person"]
    assert (fact["value"], fact["kind"]) == ("300", "fact of an entry")


def test_the_explanation_counts_entries_and_does_not_list_them() -> None:
    told = explain(decided(salaries=ENTRIES))
    assert "- Salaries: 4 entries" in told
    assert "- Fines: no entries. All are on record." in told
    assert "300" not in told
    steps = explain(decided(salaries=ENTRIES), voice=Voice.OFFICER)
    assert "Salaries of the applicant: 2 of 4 entries count (3 to 4)" in steps
    assert "Fines of the applicant" not in steps
    none = explain(decided(salaries=[]), voice=Voice.COURT)
    assert "Salaries of the applicant: none of no entries counts" in none


def test_a_missing_fact_of_an_entry_is_asked_in_words() -> None:
    told = explain(decided(salaries=[{"year": 2001}]))
    assert "An officer looks at this: salary of entry 1 of Salaries of the applicant" in told


def test_ties_that_matter_are_a_fault_that_cites_the_rule() -> None:
    tied = scheme("""
    list payments of person : day date, pay money   missing ask
    benefit cash of person : money
        base = total of latest 1 of pay over payments                 [act 9]
    """)
    entries = [{"day": "2024-01-01", "pay": 1}, {"day": "2024-01-01", "pay": 2}]
    read, _ = read_case(tied, case(payments=entries))
    assert read is not None
    (cash,) = decide(tied, read).verdicts
    assert [(each.code, each.citation) for each in cash.findings] == [("SB-E018", "act 9")]
