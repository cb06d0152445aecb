"""Cases as they arrive: every shape that is accepted, and everything that can be wrong with one."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from schemebuilder.engines.exact.case import read_case, read_cases
from schemebuilder.engines.exact.people import Case, Subject, holds_role
from schemebuilder.ir.scheme import Scheme
from schemebuilder.values.evidence import Known, NotApplicable
from schemebuilder.values.periods import Calendar
from schemebuilder.values.types import DATE, NUMBER, WHOLE, YES_NO, Kind, Type
from tests.built import KES, household_field, let, lit, person_field, scheme

AREA = Type(Kind.CHOICE, choices=("urban", "rural", "1"))


def about(**more: Any) -> Scheme:
    fields = (
        person_field("age", WHOLE, lowest=Fraction(0), highest=Fraction(130)),
        person_field("earnings", KES, lowest=Fraction(0)),
        person_field("born", DATE, highest=date(2030, 1, 1)),
        person_field("pregnant", YES_NO),
        person_field("nickname", Type(Kind.TEXT)),
        household_field("rent", KES),
        household_field("area", AREA),
    )
    given: dict[str, Any] = {
        "rules": (let("score", "person", lit("1"), NUMBER),),
        "unread": {"person": ("sex",)},
        **more,
    }
    return scheme(fields=fields, **given)


def read(data: Any, **more: Any) -> Case:
    case, findings = read_case(about(**more), data)
    assert case is not None, findings
    return case


def problems(data: Any, **more: Any) -> list[tuple[str, str]]:
    case, findings = read_case(about(**more), data)
    assert case is None
    return [(finding.code, finding.message) for finding in findings]


def fact(case: Case, name: str, id_: str = "p") -> Any:
    (given,) = [f[name] for s, f in case.facts.items() if s.id == id_ and name in f]
    return given.evidence.value if isinstance(given.evidence, Known) else given.evidence


def nested(*persons: dict[str, Any], **household: Any) -> dict[str, Any]:
    members = {"members": [each["id"] for each in persons]} if not household else {}
    return {
        "id": "c",
        "on": "2024-03-01",
        "persons": list(persons),
        "households": [{"id": "h", **members, **household}],
    }


def test_a_nested_case() -> None:
    case = read(
        nested({"id": "p", "age": 30}, {"id": 2, "age": "4"}, members=["p", 2], rent="10.5")
    )
    assert fact(case, "age") == 30
    assert fact(case, "age", "2") == 4
    assert fact(case, "rent", "h") == Fraction(21, 2)
    home = Subject("household", "h")
    assert case.members[home] == (Subject("person", "p"), Subject("person", "2"))


def test_the_input_around_the_facts_may_be_there_or_not() -> None:
    inside = {"id": "c", "on": "2024-03-01", "input": {"persons": [{"id": "p", "age": 3}],
              "households": [{"id": "h", "members": "p"}]}, "expect": {}}  # fmt: skip
    assert fact(read(inside), "age") == 3


def test_a_flat_case_is_one_person_alone_in_a_household() -> None:
    case = read({"on": "2024-03-01", "age": 30, "rent": 5, "area": "urban", "id": "x"})
    person, home = Subject("person", "person"), Subject("household", "household")
    assert case.subjects == {"person": (person,), "household": (home,)}
    assert (fact(case, "age", "person"), fact(case, "area", "household")) == (30, "urban")
    assert case.members[home] == (person,)


@pytest.mark.parametrize(
    ("name", "given", "value"),
    [
        ("age", 3, 3),
        ("age", "3", 3),
        ("age", "3.0", 3),
        ("earnings", Fraction(1, 4), Fraction(1, 4)),
        ("earnings", "0.25", Fraction(1, 4)),
        ("born", "2024-02-29", date(2024, 2, 29)),
        ("born", date(2024, 2, 29), date(2024, 2, 29)),
        ("pregnant", True, True),
        ("pregnant", "no", False),
        ("nickname", "Bo", "Bo"),
        ("area", 1, "1"),
        ("age", {"value": 3, "source": "registry", "known_on": "2024-01-01"}, 3),
    ],
)
def test_values_are_read_by_the_type_of_the_field(name: str, given: Any, value: Any) -> None:
    whose = "household" if name == "area" else "person"
    assert fact(read({"on": "2024-03-01", name: given}), name, whose) == value


def test_where_a_fact_is_from_is_kept() -> None:
    given = {"value": 3, "source": "registry", "known_on": "2024-01-01"}
    case = read({"on": "2024-03-01", "age": given})
    kept = case.facts[Subject("person", "person")]["age"]
    assert (kept.source, kept.known_on) == ("registry", date(2024, 1, 1))


def test_null_is_unknown_and_not_applicable_is_that() -> None:
    case = read({"on": "2024-03-01", "age": None, "earnings": {"not_applicable": True}})
    assert "age" not in case.facts[Subject("person", "person")]
    assert isinstance(fact(case, "earnings", "person"), NotApplicable)


def test_a_rule_may_be_given_and_an_unread_field_is_accepted() -> None:
    case = read({"on": "2024-03-01", "score": 4, "sex": "female"})
    assert fact(case, "score", "person") == 4


@pytest.mark.parametrize(
    ("when", "on"),
    [
        ({"on": "2024-03-01"}, "2024-03-01"),
        ({"date": "2024-03-01"}, "2024-03-01"),
        ({"claim_date": "2024-03-01"}, "2024-03-01"),
        ({"period": "2024"}, "2024-04-06"),
        ({"period": 2024}, "2024-04-06"),
        ({"period": "2024-02"}, "2024-02-01"),
        ({"period": "2024-W15"}, "2024-04-08"),
        ({"on": "2024-02-01", "period": "2024-02"}, "2024-02-01"),
    ],
)
def test_the_date_that_governs(when: dict[str, Any], on: str) -> None:
    assert read({**when, "age": 1}, calendar=Calendar(4, 6)).on == date.fromisoformat(on)


@pytest.mark.parametrize(
    ("when", "code"),
    [
        ({}, "SB-E009"),
        ({"on": "2024-02-30"}, "SB-E009"),
        ({"on": "2024"}, "SB-E009"),
        ({"period": "2024-W60"}, "SB-E009"),
        ({"on": "2024-03-01", "period": "2024"}, "SB-E013"),
    ],
)
def test_a_date_that_is_missing_wrong_or_double(when: dict[str, Any], code: str) -> None:
    assert [found for found, _ in problems({**when, "age": 1})] == [code]


def test_a_date_from_outside_stands_in() -> None:
    case, findings = read_case(about(), {"age": 1}, on=date(2024, 5, 1))
    assert case is not None, findings
    assert case.on == date(2024, 5, 1)


@pytest.mark.parametrize(
    ("entry", "code", "words"),
    [
        ({"agee": 3}, "SB-E001", 'person p has "agee", which the scheme does not know.'),
        ({"rent": 3}, "SB-E001", '"rent" is a fact of a household, not of a person.'),
        ({"age": "three"}, "SB-E002", 'age of person p is "three", not a whole number.'),
        ({"age": True}, "SB-E002", "age of person p is yes, not a whole number."),
        ({"age": [3]}, "SB-E002", "age of person p is a list, not a whole number."),
        ({"earnings": "KES 5"}, "SB-E002", 'earnings of person p is "KES 5", not an amount.'),
        ({"pregnant": 1}, "SB-E002", "pregnant of person p is 1, not yes or no."),
        ({"nickname": 1}, "SB-E002", "nickname of person p is 1, not a text."),
        ({"born": "2023-02-29"}, "SB-E009",
         'born of person p is "2023-02-29", no date that exists.'),
        ({"age": 131}, "SB-E004", "age of person p is 131, outside its range: 0 to 130."),
        ({"earnings": -1}, "SB-E004",
         "earnings of person p is KES -1, outside its range: at least KES 0."),
        ({"earnings": "0.005"}, "SB-E014",
         "earnings of person p is KES 0.005, and may have 2 decimals at most."),
        ({"age": "2.5"}, "SB-E014", "age of person p is 2.5, and may have no decimals."),
        ({"earnings": "1/3"}, "SB-E014",
         "earnings of person p is KES 0.333333…, and may have 2 decimals at most."),
        ({"age": {"valeu": 3}}, "SB-E002",
         'age of person p is a record with "valeu", which a fact does not have.'),
        ({"age": {"value": 3, "known_on": "soon"}}, "SB-E009",
         'age of person p is known since "soon", which is no date that exists.'),
        ({"role": "baby"}, "SB-E002", 'The role of person p is "baby", which is no role here.'),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_wrong_with_a_fact(entry: dict[str, Any], code: str, words: str) -> None:
    assert problems(nested({"id": "p", **entry})) == [(code, words)]


def test_a_finding_says_where_and_what_to_do() -> None:
    _, (finding,) = read_case(about(), nested({"id": "p", "earning": 3}))
    assert finding.place == "case c, person p"
    assert finding.hint == 'Did you mean "earnings"?'


def test_a_choice_that_is_not_declared_is_suggested() -> None:
    _, (finding,) = read_case(about(), nested({"id": "p"}, members=["p"], area="urbn"))
    assert (finding.code, finding.hint) == ("SB-E002", 'Did you mean "urban"?')


def test_everything_is_found_at_once() -> None:
    data = nested({"id": "p", "agee": 3, "earnings": "x"}, {"id": "q", "born": "2023-02-29"})
    data["households"][0]["rant"] = 3
    data["tolerance"] = "much"
    data["persosn"] = []
    codes = [code for code, _ in problems(data)]
    assert sorted(codes) == ["SB-E001", "SB-E001", "SB-E001", "SB-E002", "SB-E002", "SB-E009"]


def test_a_person_belongs_to_exactly_one_household() -> None:
    data = nested({"id": "p"}, {"id": "q"}, members=["p"])
    assert problems(data) == [("SB-E007", "person q is in no household.")]
    data["households"].append({"id": "k", "members": ["p", "q"]})
    assert problems(data) == [("SB-E007", "person p is in household h and in k.")]


def test_persons_without_households_stand_alone_where_the_scheme_reads_none() -> None:
    alone = scheme(fields=(person_field("age", WHOLE),))
    case, findings = read_case(alone, {"on": "2024-03-01", "persons": [{"id": "p"}, {"id": "q"}]})
    assert case is not None, findings
    assert len(case.subjects["household"]) == 2


def test_one_person_without_households_is_alone_in_one_even_where_the_scheme_reads_it() -> None:
    case = read({"on": "2024-03-01", "persons": [{"id": "p"}]})
    assert case.members == {Subject("household", "household"): (Subject("person", "p"),)}
    assert problems({"on": "2024-03-01", "persons": [{"id": "p"}], "households": []}) == [
        ("SB-E007", "person p is in no household.")
    ]
    assert problems({"on": "2024-03-01", "persons": [{"id": "p"}, {"id": "q"}]}) == [
        ("SB-E007", "person p is in no household."),
        ("SB-E007", "person q is in no household."),
    ]


def test_ids_are_used_once_and_members_are_there() -> None:
    data = nested({"id": "p"}, {"id": "p"}, members=["p", "r"])
    assert [code for code, _ in problems(data)] == ["SB-E008", "SB-E008"]
    data = nested({"id": "p"}, members=["p", "p"])
    assert problems(data) == [("SB-E008", '"members" of household h lists "p" twice.')]
    data = {"on": "2024-03-01", "persons": [{"age": 1}, {"age": 2}]}
    assert [code for code, _ in problems(data)][:2] == ["SB-E008", "SB-E008"]


def test_roles_come_from_lists_plurals_or_the_person() -> None:
    people = ({"id": "a"}, {"id": "b"}, {"id": "c", "role": "other"}, {"id": "d"})
    case = read(nested(*people, head="a", children=["b"], members=["a", "b", "c", "d"]))
    found = {
        each: [holds_role(case, "household", role, Subject("person", each))
               for role in ("head", "child", "other")]
        for each in "abcd"
    }  # fmt: skip
    assert found == {
        "a": [True, False, False],
        "b": [False, True, False],
        "c": [False, False, True],
        "d": [False, False, None],
    }


@pytest.mark.parametrize(
    ("people", "household", "code"),
    [
        (({"id": "a"}, {"id": "b"}), {"head": ["a", "b"]}, "SB-E011"),
        (({"id": "a"},), {"head": "a", "children": ["a"]}, "SB-E013"),
        (({"id": "a", "role": "child"},), {"head": "a"}, "SB-E013"),
        (({"id": "a", "role": "head"},), {"head": None, "members": ["a"]}, "SB-E013"),
    ],
    ids=str,
)
def test_roles_that_do_not_fit(
    people: tuple[dict[str, Any], ...], household: dict[str, Any], code: str
) -> None:
    assert [found for found, _ in problems(nested(*people, **household))] == [code]


@pytest.mark.parametrize(
    "data",
    [None, [], "case", {"on": "2024-03-01", "input": []}, {"persons": 3, "on": "2024-03-01"}],
)
def test_what_is_no_case(data: Any) -> None:
    assert "SB-E015" in [code for code, _ in problems(data)]


def test_a_binary_float_is_our_own_mistake() -> None:
    with pytest.raises(TypeError, match="binary float"):
        read_case(about(), {"on": "2024-03-01", "earnings": 0.1})


@pytest.mark.parametrize("text", ['[{"id": 1}]', '{"cases": [{"id": 1}]}', '{"id": 1}'])
def test_a_file_of_cases(text: str) -> None:
    assert read_cases(text) == (({"id": 1},), ())


@pytest.mark.parametrize("text", ["[1]", "3", "{", b"\xff"])
def test_a_file_that_holds_no_cases(text: str | bytes) -> None:
    cases, (finding,) = read_cases(text, "cases.json")
    assert (cases, finding.code, finding.place) == ((), "SB-E015", "cases.json")
