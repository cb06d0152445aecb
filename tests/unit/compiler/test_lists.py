"""Lists checked: whose they are, names of entries, units, picks, and what is refused."""

from __future__ import annotations

from fractions import Fraction

import pytest

from schemebuilder.ir.expressions import (
    Apply,
    ItemFact,
    ListAggregate,
    Literal,
    OfGroup,
    OfOwner,
    Order,
    ParameterRef,
    Quantifier,
)
from schemebuilder.ir.json import from_json, meaning_hash, to_json
from schemebuilder.ir.operators import Op
from schemebuilder.ir.vocabulary import NO_ENTRIES, Ask, AskOfficer, Assume
from schemebuilder.ir.walk import nodes
from schemebuilder.values.types import Kind, Period
from tests.unit.compiler.texts import compiled, errors, finding, scheme

LISTS = """
use population core
list payments of person : paid_on date, pay money per month, kind (wage, bonus), late yes/no   missing ask
list salaries of person : year calendar year, salary money per year   missing refer
list bills of household : sum money   missing ask
input bound of person : money per month   missing ask
parameter factor : number by kind_of_work
                    | wage | bonus |
    from 2024-01-01 | 1    | 0.5   |
input kind_of_work of person : wage, bonus   missing ask
"""  # noqa: E501 - a table as written


def body(formula: str, of: str = "person") -> ListAggregate:
    found = scheme(f"{LISTS}\nlet x of {of} = {formula}\n").rules["x"].body
    assert isinstance(found, ListAggregate), found
    return found


def refused(formula: str, of: str = "person") -> str:
    found = compiled(f"{LISTS}\nlet x of {of} = {formula}\n")
    assert found.scheme is None
    return errors(found)[0].code


def test_a_list_keeps_its_facts_with_their_decimals_and_years() -> None:
    found = scheme(f"{LISTS}\nlet x of person = number of salaries\n").lists["salaries"]
    year, salary = found.fields
    assert found.entity == "person"
    assert (year.lowest, year.highest) == (Fraction(1), Fraction(9999))
    assert (salary.type.kind, salary.type.period, salary.decimals) == (Kind.MONEY, Period.YEAR, 2)
    assert isinstance(found.missing, AskOfficer)
    assert found.fact("nothing") is None


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("missing ask", Ask),
        ("missing escalate", AskOfficer),
        ('missing assume none because "All are known"', Assume),
        ("", Ask),
    ],
)
def test_what_a_missing_list_is(written: str, kind: type) -> None:
    text = f"list fines of person : sum money   {written}\nlet x of person = number of fines"
    found = scheme(text).lists["fines"].missing
    assert isinstance(found, kind)
    if isinstance(found, Assume):
        assert found.value == NO_ENTRIES


def test_a_bare_name_is_the_entry_s_then_that_of_whose_list_it_is() -> None:
    found = body("number of payments where (pay > bound)")
    assert isinstance(found.where, Apply)
    pay, bound = found.where.args
    assert isinstance(pay, ItemFact)
    assert isinstance(bound, OfOwner)


def test_an_entry_reads_the_household_through_whose_list_it_is() -> None:
    found = body("number of payments where (pay > bound and household.size > 2)")
    inner = [node for node in nodes((found,)) if isinstance(node, OfOwner)]
    assert any(isinstance(node.arg, OfGroup) for node in inner)


def test_a_parameter_is_read_at_a_key_of_the_entry() -> None:
    found = body("total of (pay * factor for kind_of_work kind) over payments")
    (parameter,) = [node for node in nodes((found,)) if isinstance(node, ParameterRef)]
    assert isinstance(parameter.keys[0], ItemFact)


def test_a_person_reads_the_lists_of_the_household_and_not_the_reverse() -> None:
    found = scheme(f"{LISTS}\nlet x of person : money = total of sum over bills\n").rules["x"].body
    assert isinstance(found, OfGroup)
    assert refused("number of payments", "household") == "SB-N007"
    nested = f"{LISTS}\nlet x of household = total of (number of payments) over members\n"
    assert scheme(nested).rules["x"].type.whole


def test_the_singular_counts_too() -> None:
    assert body("any payment where late").quantifier is Quantifier.ANY
    assert body("any salary where year = 2000").list_name == "salaries"


def test_units_are_those_of_the_entry() -> None:
    assert body("total of pay over payments").type.period is Period.MONTH
    assert body("average of year over salaries").type.whole is False
    text = f"{LISTS}\nlet x of person : money per year = total of pay over payments\n"
    assert finding(text, "SB-T002").edits


def test_picks_keep_count_order_key_and_ties() -> None:
    pick = body("average of highest 10 of salary over salaries, fewer allowed").pick
    assert pick is not None
    assert (pick.order, pick.by, pick.fewer, pick.ties) == (Order.HIGHEST, None, True, None)
    assert isinstance(pick.count, Literal)
    pick = body("total of earliest 2 of salary over salaries, ties lowest first").pick
    assert pick is not None
    assert (pick.order, pick.ties, pick.fewer) == (Order.LOWEST, Order.LOWEST, False)
    assert isinstance(pick.by, ItemFact)
    assert pick.by.name == "year"


def test_a_time_is_a_condition_on_the_date_of_the_entry() -> None:
    found = body("number of payments over the 24 months before claim_date where late")
    assert isinstance(found.where, Apply)
    assert found.where.op is Op.AND
    comparisons = [one.op for one in found.where.args if isinstance(one, Apply)]
    assert comparisons == [Op.GE, Op.LT]


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ("payments", "SB-N007"),
        ("pay", "SB-N001"),
        ("number of payments where lat", "SB-N001"),
        ("total of late over payments", "SB-T001"),
        ("every payment where late", "SB-T010"),
        ("every payment or nobody", "SB-P001"),
        ("total of latest 2 of salary over salaries by pay", "SB-N001"),
        ("total of highest 0 of pay over payments", "SB-T004"),
        ("total of highest bound of pay over payments", "SB-T004"),
        ("number of salaries over the 3 months before claim_date", "SB-T001"),
        ("total of highest 2 of bound over members", "SB-T001"),
    ],
)
def test_what_cannot_be_said_of_a_list(formula: str, code: str) -> None:
    assert refused(formula) == code


def test_a_mistyped_fact_of_an_entry_gets_the_nearest() -> None:
    found = finding(f"{LISTS}\nlet x of person = any payment where lte\n", "SB-N001")
    assert found.edits[0].replacement == "late"


def test_a_list_that_no_rule_uses_should_not_be_asked() -> None:
    found = compiled("""
    list fines of person : sum money
    benefit of person : money
        base = KES 1 * age
    """)
    assert "SB-S001" in {one.code for one in found.findings}


def test_a_scheme_with_lists_survives_json_and_its_hash_sees_the_list() -> None:
    first = f"{LISTS}\nlet x of person = total of latest 2 of pay over payments, fewer allowed\n"
    one, two = scheme(first), scheme(first.replace("latest 2", "latest 3"))
    assert from_json(to_json(one)) == one
    assert meaning_hash(one) != meaning_hash(two)
    assert meaning_hash(one) == meaning_hash(from_json(to_json(one, spans=False)))


@pytest.mark.parametrize(
    ("formula", "warned"),
    [
        ("2 * highest of pay over payments", True),
        ("2 * (highest of pay over payments or KES 0 if none)", False),
        ("2 * total of pay over payments", False),
        ("2 * total of highest 2 of pay over payments", True),
        ("2 * total of highest 2 of pay over payments, fewer allowed", False),
        ("2 * (total of highest 2 of pay over payments or KES 0 if fewer)", False),
        ("if any payment then 2 * highest of pay over payments otherwise KES 0", False),
        ("if number of payments > 0 then 2 * highest of pay over payments otherwise KES 0", False),
    ],
)
def test_a_list_that_may_be_too_short_is_warned_of(formula: str, warned: bool) -> None:
    found = compiled(f"{LISTS}\nlet x of person : money per month = {formula}\n")
    assert found.scheme is not None
    assert ("SB-T010" in {one.code for one in found.findings}) is warned
