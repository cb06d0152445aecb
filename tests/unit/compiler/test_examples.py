"""Examples: cases in the common shape, and expectations."""

from __future__ import annotations

from tests.unit.compiler.texts import codes, finding, scheme

RULES = """
input remittances of household : money per month
let x of household = total of earnings over members + remittances
eligibility of child
    require age < 18       [act 5]
benefit of child : money per month
    base = KES 100 + x * 0
"""

EXAMPLE = (
    RULES
    + """
example "A widow"
    on 2026-03-01
    household  area_type rural, remittances KES 120 per month
        person ana   head      born 1991-05-02  earnings KES 4,000.50 per month
        person ben   child     born 2017-01-10
    expect  ben eligible, amount KES 100
    expect  ana not eligible because act 5
    expect  x KES 4,120.50
"""
)


def test_a_case_in_the_common_shape() -> None:
    found = scheme(EXAMPLE).examples[0]
    assert found.case == {
        "id": "A widow",
        "date": "2026-03-01",
        "persons": [
            {"id": "ana", "role": "head", "birth_date": "1991-05-02", "earnings": "4000.5"},
            {"id": "ben", "role": "child", "birth_date": "2017-01-10"},
        ],
        "households": [
            {
                "id": "household",
                "area_type": "rural",
                "remittances": 120,
                "members": ["ana", "ben"],
            }
        ],
    }


def test_expectations() -> None:
    found = scheme(EXAMPLE).examples[0].expectations
    said = [(one.subject, one.name, one.value) for one in found]
    assert said[:3] == [
        ("ben", "eligible", True),
        ("ben", "amount", 100),
        ("ana", "eligible", False),
    ]
    assert found[2].because == ("act 5",)
    assert said[3][1] == "x"


def test_a_table_is_one_case_a_row() -> None:
    text = (
        RULES
        + """
example table "Ages"
    on 2026-01-01
    given earnings KES 5
    | age | amount  |
    | 5   | KES 100 |
    | 20  | KES 0   |
"""
    )
    found = scheme(text).examples
    assert [one.case["age"] for one in found] == [5, 20]
    assert found[0].case["earnings"] == 5
    assert found[1].expectations[0].value == 0


def test_misspelt_facts_and_expectations() -> None:
    fact = finding(EXAMPLE.replace("area_type rural", "area_typ rural"), "SB-N001")
    assert fact.edits[0].replacement == "area_type"
    assert codes(EXAMPLE.replace("expect  x KES", "expect  xx KES")) == {"SB-N001"}
    assert codes(EXAMPLE.replace("ana   head", "ana   haed")) >= {"SB-N001"}
    assert codes(EXAMPLE.replace("area_type rural", "area_type rurall")) == {"SB-T007"}


def test_a_fact_on_the_wrong_line() -> None:
    assert codes(EXAMPLE.replace("area_type rural", "earnings KES 5")) == {"SB-N007"}


def test_what_becomes_of_an_award_is_expected_by_its_name() -> None:
    rules = RULES.replace("benefit of child", "benefit grant of child")
    said = """
example "Of the only child"
    on 2026-03-01
    household
        person ben  child
    expect  grant undecided
    expect  grant not eligible because act 5
    expect  ben undecided
"""
    assert [
        (one.subject, one.name, one.value, one.outcome, one.because)
        for one in scheme(rules + said).examples[0].expectations
    ] == [
        (None, "grant", None, "undecided", ()),
        (None, "grant", False, "", ("act 5",)),
        ("ben", "outcome", None, "undecided", ()),
    ]
    called_grant = said.replace("person ben", "person grant").replace("expect  ben", "expect grant")
    named = scheme(rules + called_grant).examples[0].expectations
    assert [one.subject for one in named][:2] == ["grant", "grant"]
