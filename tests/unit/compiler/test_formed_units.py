"""Units formed by rule: what they narrow, and what a definition of one means."""

from __future__ import annotations

from schemebuilder.ir.expressions import Aggregate, Apply, HasRole, Quantifier, RuleRef
from schemebuilder.ir.operators import Op
from tests.unit.compiler.texts import finding, scheme

FAMILY = "unit family of household is head, every child where age < 18 or pregnant\n"


def test_a_unit_is_a_yes_no_of_each_person() -> None:
    rule = scheme(f"{FAMILY}let size of household = number of family").rules["family"]
    assert (rule.entity, rule.kind) == ("person", "unit")
    assert isinstance(rule.body, Apply)
    assert rule.body.op is Op.OR
    head, child = rule.body.args
    assert isinstance(head, HasRole)
    assert isinstance(child, Apply)
    assert child.op is Op.AND


def test_a_quantifier_over_a_unit_narrows_the_members() -> None:
    body = scheme(f"{FAMILY}let size of household = number of family").rules["size"].body
    assert isinstance(body, Aggregate)
    assert body.role is None
    assert isinstance(body.where, RuleRef)


def test_in_a_definition_of_a_unit_the_members_are_its_own() -> None:
    body = scheme(f"{FAMILY}let size of family = number of children").rules["size"].body
    assert isinstance(body, Aggregate)
    assert body.role == "child"
    assert isinstance(body.where, RuleRef)


def test_a_benefit_of_a_unit_needs_somebody_in_it() -> None:
    text = f"{FAMILY}benefit of family : money per month\n    base = KES 10"
    (line,) = scheme(text).benefits["amount"].lines
    assert isinstance(line.when, Aggregate)
    assert line.when.quantifier is Quantifier.ANY


def test_a_misspelt_unit_is_suggested() -> None:
    found = finding(f"{FAMILY}let odd of person = is in famly", "SB-N001")
    assert found.edits[0].replacement == "family"


def test_who_is_in_a_unit_is_asked_of_one_person() -> None:
    assert finding(f"{FAMILY}let odd of household = is in family", "SB-N007").hint
