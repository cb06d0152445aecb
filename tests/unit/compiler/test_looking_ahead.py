"""What goes wrong for some is said when checking: below zero, nobody there, no day, no test."""

from __future__ import annotations

from textwrap import dedent

import pytest

from schemebuilder.diagnostics.finding import Edit, Finding, Severity
from tests.unit.compiler.texts import HEADER, codes, compiled, errors, finding

FACTS = """
use population core
roles of household  head exactly one, partner at most one, child any number plural children
input pay of person : money per month
input debt of person : money per month   range -KES 10 to KES 1,000
input limit of person : money per month
"""


def whole(body: str) -> str:
    return f"{HEADER}\n{dedent(FACTS + body)}\n"


def mended(text: str, edit: Edit) -> str:
    return text[: edit.span.start] + edit.replacement + text[edit.span.end :]


MAY_FALL = [
    "base = pay\n    reduce by half of debt",
    "base = pay - limit",
    "base = debt",
    "base = pay\n    floor KES 0\n    reduce by limit\n    round down to KES 1",
    "base = pay\n    floor KES 0 when pay > KES 9\n    reduce by limit when pay > KES 9",
    "base = if pay >= limit then limit - pay otherwise pay",
    "base = pay\n    except when pay > KES 7 then -KES 5",
]

NEVER_FALL = [
    "base = pay",
    "base = pay\n    reduce by limit\n    floor KES 0",
    "base = (pay - limit, but not below KES 0)",
    "base = larger of (pay - limit, KES 0)",
    "base = if pay >= limit then pay - limit otherwise KES 0",
    "base = if pay < limit then KES 0 otherwise pay - limit",
    "require not (limit > pay)\n    base = pay - limit",
    "exclude when limit > pay\n    base = pay - limit",
    "base = KES 9\n    reduce by KES 8",
    "base = pay * number of children",
]


@pytest.mark.parametrize("kind", ["benefit", "charge"])
@pytest.mark.parametrize("stages", MAY_FALL)
def test_what_may_fall_below_zero_gets_a_floor(kind: str, stages: str) -> None:
    body = f"{FACTS}\n{kind} of person : money per month\n    {stages}   # a remark\n"
    found = finding(body, "SB-T011")
    assert found.severity is Severity.WARNING
    text = f"{HEADER}\n{dedent(body)}\n"
    assert "floor KES 0\n" in mended(text, found.edits[0])
    right = compiled("", mended(text, found.edits[0]))
    assert not errors(right)
    assert "SB-T011" not in {one.code for one in right.findings}


@pytest.mark.parametrize("stages", NEVER_FALL)
def test_what_cannot_fall_below_zero_is_left_alone(stages: str) -> None:
    assert "SB-T011" not in codes(f"{FACTS}\nbenefit of person : money per month\n    {stages}\n")


def test_what_is_made_of_a_benefit_has_the_warning_there() -> None:
    body = """
benefit first of person : money per month
    base = pay - limit
benefit second of household : money per month
    base = total of first over members
"""
    found = [one for one in compiled(FACTS + body).findings if one.code == "SB-T011"]
    assert [one.message.split()[0] for one in found] == ["first"]


NOBODY = [
    (
        "let x of household = the partner's pay < KES 500",
        "(the partner's pay < KES 500 or no if none)",
    ),
    ("let x of household = KES 5 + the partner's pay", "(the partner's pay or KES 0 if none)"),
    ("let x of household = (highest of age over children) < 6", "or no if none)"),
    ("let x of person = the partner's pay < KES 500 or age < 5", "or no if none)"),
    ("eligibility of household\n    require the partner's pay < KES 5", "or no if none)"),
    ("benefit of household : money per month\n    base = the partner's pay", "or KES 0 if none)"),
]


@pytest.mark.parametrize(("body", "words"), NOBODY)
def test_a_value_of_nobody_is_noticed_where_it_is_needed(body: str, words: str) -> None:
    found = finding(f"{FACTS}\n{body}\n", "SB-T010")
    assert found.severity is Severity.WARNING
    text = f"{HEADER}\n{dedent(f'{FACTS}{chr(10)}{body}{chr(10)}')}\n"
    right = mended(text, found.edits[0])
    assert words in right
    assert not errors(compiled("", right))
    assert "SB-T010" not in {one.code for one in compiled("", right).findings}


CONDITIONS = "eligibility of household"
CASH = "benefit of household : money per month"
GUARDED = [
    "let x of household = the head's pay < KES 500",
    "let x of household = the partner's pay",
    "let x of household = there is a partner and the partner's pay < KES 500",
    "let x of household = there is no partner or the partner's pay < KES 500",
    "let x of household = if there is a partner then the partner's pay + KES 1 otherwise KES 0",
    "let x of household = if no partner then KES 0 otherwise the partner's pay + KES 1",
    "let x of household = number of children > 0 and (highest of age over children) > 2",
    "let x of partner = the partner's pay + KES 1",
    f"{CONDITIONS}\n    require there is a partner\n    require the partner's pay < KES 5",
    f"{CASH}\n    exclude when no partner\n    base = the partner's pay",
    f"{CASH}\n    base = KES 5\n    add = the partner's pay when there is a partner",
]


@pytest.mark.parametrize("body", GUARDED)
def test_a_question_before_it_is_enough(body: str) -> None:
    assert "SB-T010" not in codes(f"{FACTS}\n{body}\n")


def test_a_name_for_a_value_of_nobody_says_where_to_mend_it() -> None:
    body = "let other of household = the partner's pay\nlet x of household = other < KES 5"
    found = finding(f"{FACTS}\n{body}", "SB-T010")
    assert "in other" in found.hint
    assert not found.edits


def test_two_headers_are_one_too_many() -> None:
    found = finding('scheme two "B"\n    currency USD\n', "SB-N002")
    assert len(found.labels) == 2
    assert "trial and two" in found.message


DATED = """
parameter grant : money per month
    from 2024-01-01 : KES 1
    from 2025-01-01 : KES 2
benefit of person : money per month
    base = grant
"""
ONE = 'example "x"   # a remark\n    person ana age 5\n    expect amount KES 1\n'
ROWS = 'example table "x"\n    | age | amount |\n    | 5   | KES 1  |\n'


@pytest.mark.parametrize("example", [ONE, ROWS])
def test_an_example_without_a_day_says_which_day_is_taken(example: str) -> None:
    body = f"use population core\n{DATED}\n{example}"
    found = finding(body, "SB-E021")
    assert found.severity is Severity.WARNING
    assert "2024-01-01" in found.message
    right = mended(f"{HEADER}\n{body}\n", found.edits[0])
    assert not compiled("", right).findings
    undated = body.replace("    from 2025-01-01 : KES 2\n", "")
    assert "SB-E021" not in codes(undated)
    assert (
        "SB-E021" in codes(undated.replace("age 5", "born 2019-05-05").replace(ROWS, ""))
        or example == ROWS
    )


NOTHING_EXPECTED = [
    ('example "x"\n    person ana age 5\n', 'example "x"'),
    ('example table "x"\n    | age | amount |\n    | 5   | -      |\n', "| 5   | -      |"),
    ('example table "x"\n    | age |\n    | 5   |\n', "| 5   |"),
]


@pytest.mark.parametrize(("example", "place"), NOTHING_EXPECTED)
def test_an_example_that_expects_nothing_is_no_test(example: str, place: str) -> None:
    body = f"use population core\nbenefit of person : money per month\n    base = KES 1\n{example}"
    found: Finding = finding(body, "SB-E020")
    assert found.severity is Severity.ERROR
    assert found.span is not None
    text = f"{HEADER}\n{body}\n"
    assert text[found.span.start : found.span.end] == place
