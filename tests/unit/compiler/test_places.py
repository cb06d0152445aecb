"""Orders of people as meaning: places, the first of them, the other of two, limits."""

from __future__ import annotations

import pytest

from schemebuilder.ir.expressions import (
    Aggregate,
    Apply,
    BenefitRef,
    Expr,
    FieldRef,
    HasRole,
    OfOther,
    Place,
)
from schemebuilder.ir.json import from_json, meaning_hash, to_json
from schemebuilder.ir.operators import Op
from schemebuilder.ir.scheme import Stage, StageKind
from schemebuilder.values.canonical import canonical
from schemebuilder.values.numbers import loads
from tests.unit.compiler.texts import compiled, errors, finding, scheme

FACTS = """
input pay of person : money per month
input born of person : date
input flag of person : yes/no
"""


def body(expression: str, of: str = "person") -> Expr:
    return scheme(f"{FACTS}\nlet x of {of} = {expression}").rules["x"].body


@pytest.mark.parametrize(
    ("key", "falling"),
    [
        ("age oldest first", True),
        ("age youngest first", False),
        ("age highest first", True),
        ("age lowest first", False),
        ("born oldest first", False),
        ("born youngest first", True),
        ("born earliest first", False),
        ("born latest first", True),
        ("pay highest first", True),
        ("pay lowest first", False),
    ],
)
def test_each_word_puts_one_end_first(key: str, falling: bool) -> None:
    found = body(f"place of person among members by {key}, ties together")
    assert isinstance(found, Place)
    (only,) = found.keys
    assert only.falling is falling


@pytest.mark.parametrize(
    ("ties", "falling", "together"),
    [
        ("ties together", [], True),
        ("ties by born", [False], False),
        ("ties by born latest first, then by pay", [True, None], False),
        ("ties by born, then by pay highest first, ties together", [False, True], True),
    ],
)
def test_ties_are_more_keys_and_perhaps_a_shared_place(
    ties: str, falling: list[bool | None], *, together: bool
) -> None:
    text = f"{FACTS}\nlet x of child = place of child among children by age oldest first, {ties}"
    if None in falling:
        assert finding(text, "SB-T013").message.startswith("It is not said which end of pay")
        return
    found = scheme(text).rules["x"].body
    assert isinstance(found, Place)
    assert (found.role, found.together) == ("child", together)
    assert [key.falling for key in found.keys[1:]] == falling


def test_the_first_is_one_of_them_at_place_1() -> None:
    found = body("is the child where (flag) with highest pay, ties together")
    assert isinstance(found, Apply)
    assert found.op is Op.AND
    role, where, first = found.args
    assert isinstance(role, HasRole)
    assert isinstance(where, FieldRef)
    assert isinstance(first, Apply)
    place = first.args[0]
    assert isinstance(place, Place)
    assert place.where == where
    anyone = body("is not the person with lowest pay, ties together")
    assert isinstance(anyone, Apply)
    assert anyone.op is Op.NOT


def test_the_oldest_goes_by_age() -> None:
    found = body("any child where (is the oldest child, ties by born)", of="household")
    assert isinstance(found, Aggregate)
    assert isinstance(found.where, Apply)
    comparison = found.where.args[1]
    assert isinstance(comparison, Apply)
    place = comparison.args[0]
    assert isinstance(place, Place)
    assert place.keys[0].by == FieldRef("age", place.keys[0].by.type, place.keys[0].by.span)
    assert place.keys[0].falling


def test_the_other_has_the_kind_of_what_is_read() -> None:
    found = body("the other child's flag or no if none", of="child")
    assert isinstance(found, OfOther)
    assert found.empty is not None
    assert found.type == found.empty.type
    plain = body("the other child's pay")
    assert isinstance(plain, OfOther)
    assert plain.empty is None


def limit(line: str, of: str = "child", lines: str = "require flag") -> Stage:
    text = f"""{FACTS}
parameter most : whole number
    from 2024-01-01 : 4
benefit of {of} : money per month
    {lines}
    base = KES 100
    limit {line}
"""
    found = scheme(text).benefits["amount"].stages[1]
    assert found.kind is StageKind.LIMIT
    return found


def test_a_limit_leaves_in_whoever_is_not_eligible_and_the_first_of_the_eligible() -> None:
    stage = limit("to most children per household, youngest first, ties together when flag")
    assert isinstance(stage.value, Apply)
    assert stage.value.op is Op.OR
    ineligible, within = stage.value.args
    assert isinstance(ineligible, Apply)
    eligible = ineligible.args[0]
    assert isinstance(eligible, BenefitRef)
    assert (eligible.benefit, eligible.part) == ("amount", "eligible")
    assert isinstance(within, Apply)
    assert within.op is Op.LE
    place = within.args[0]
    assert isinstance(place, Place)
    assert (place.where, place.role) == (eligible, "child")
    assert stage.when is not None
    assert stage.text.startswith("limit to most children per household, youngest first, ties")


def test_a_limit_on_children_leaves_everyone_else_of_a_benefit_of_persons_in() -> None:
    stage = limit("to 1 child per household, by pay lowest first, ties together", of="person")
    assert isinstance(stage.value, Apply)
    outside = stage.value.args[1]
    assert isinstance(outside, Apply)
    assert isinstance(outside.args[0], HasRole)
    everyone = limit("to 1 member per household, by pay lowest first, ties together", of="person")
    assert isinstance(everyone.value, Apply)
    assert len(everyone.value.args) == 2


def test_the_edits_for_what_is_missing_make_a_text_that_is_right() -> None:
    for line, code in (
        ("let x of child = place of child among children by age oldest first", "SB-T012"),
        ("let x of person = place of person among members by pay, ties together", "SB-T013"),
        ("let x of person : yes/no = is the person with highest born, ties together", "SB-T013"),
    ):
        text = f"{FACTS}\n{line}"
        found = compiled(text)
        (wrong,) = (one for one in found.findings if one.code == code)
        for edit in wrong.edits:
            whole = found.tree.text
            better = whole[: edit.span.start] + edit.replacement + whole[edit.span.end :]
            assert not errors(compiled(better, header="")), better


def test_an_age_that_no_vocabulary_has_is_an_unknown_name() -> None:
    text = """
entity person plural persons
group household of person
    roles child any number plural children
let x of person : yes/no = is the oldest child, ties together
"""
    assert finding(text, "SB-N001").message == "Nothing is called age."


def test_it_survives_the_way_to_a_pack_and_back() -> None:
    whole = scheme(f"""{FACTS}
let rank of child = place of child among children where (flag) by age oldest first, ties by born
let other_pay of child = the other child's pay or KES 0 if none
benefit of child : money per month
    base = KES 100 per month * rank + other_pay
    limit to 2 children per household, youngest first, ties by born youngest first
""")
    back = from_json(loads(canonical(to_json(whole))))
    assert back == whole
    assert meaning_hash(back) == meaning_hash(whole)


def test_the_end_that_comes_first_and_the_ties_are_meaning_and_the_words_are_not() -> None:
    def of(order: str) -> str:
        rule = f"let x of child = place of child among children by {order}"
        return meaning_hash(scheme(f"{FACTS}\n{rule}"))

    first = of("age oldest first, ties together")
    assert of("age  highest first,  ties together") == first
    assert of("age youngest first, ties together") != first
    assert of("age oldest first, ties by born") != first


def test_a_place_is_a_whole_number_from_1() -> None:
    text = f"""{FACTS}
let rank of child = place of child among children by age oldest first, ties together
let y of child : yes/no = rank < 1
let z of child = KES 100 per month / rank
"""
    assert not errors(compiled(text))
    assert scheme(text).rules["rank"].type.whole
