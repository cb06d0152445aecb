"""Names: one meaning each, whose value is read, and what a mistyped one gets."""

from __future__ import annotations

from schemebuilder.ir.expressions import (
    Aggregate,
    Apply,
    FieldRef,
    GoverningDate,
    HasRole,
    Literal,
    OfGroup,
    OfRole,
    Quantifier,
)
from schemebuilder.ir.operators import Op
from schemebuilder.ir.vocabulary import Assume, Use
from tests.unit.compiler.texts import body_of, codes, compiled, finding, let, refused, scheme


def test_a_mistyped_name_gets_the_nearest_and_an_edit() -> None:
    found = refused("montly + 1")
    assert found.code == "SB-N001"
    assert "montly" in found.message
    assert found.edits[0].replacement == "monthly"


def test_a_name_that_is_like_no_other_gets_a_declaration() -> None:
    found = refused("zzyzx + 1")
    assert not found.edits
    assert "input zzyzx" in found.hint


def test_a_person_reads_the_household() -> None:
    found = body_of("level")
    assert isinstance(found, OfGroup)
    assert found.group == "household"
    assert isinstance(body_of("household.level"), OfGroup)


def test_a_household_does_not_read_a_person_without_a_quantifier() -> None:
    found = refused("monthly", of="household")
    assert found.code == "SB-N007"
    assert "`total of monthly over members`" in found.hint
    assert found.edits[0].replacement == "total of monthly over members"
    assert "`any member where flag`" in refused("flag", of="household").hint


def test_inside_where_a_bare_name_is_the_members() -> None:
    found = body_of("number of members where (monthly > level)", of="household")
    assert isinstance(found, Aggregate)
    assert isinstance(found.where, Apply)
    assert isinstance(found.where.args[0], FieldRef)
    assert isinstance(found.where.args[1], OfGroup)


def test_a_person_counts_in_the_own_household() -> None:
    found = body_of("number of children")
    assert isinstance(found, OfGroup)
    assert isinstance(found.arg, Aggregate)
    assert found.arg.role == "child"


def test_quantifiers() -> None:
    def of(expression: str) -> object:
        return body_of(expression, of="household")

    some = of("any child where (flag)")
    assert isinstance(some, Aggregate)
    assert (some.quantifier, some.role) == (Quantifier.ANY, "child")
    none = of("no member where (flag)")
    assert isinstance(none, Apply)
    assert none.op is Op.NOT
    for words, op in (("at least 2", Op.GE), ("at most 2", Op.LE), ("exactly 2", Op.EQ)):
        found = of(f"{words} children where (flag)")
        assert isinstance(found, Apply)
        assert found.op is op
        assert isinstance(found.args[0], Aggregate)
        assert found.args[0].quantifier is Quantifier.NUMBER
    every = of("every member where (flag)")
    assert isinstance(every, Aggregate)
    assert isinstance(every.empty, Literal)


def test_every_child_says_what_holds_without_children() -> None:
    found = refused("every child where (flag)", of="household")
    assert found.code == "SB-T010"
    assert found.edits[0].replacement.endswith("or nobody")
    every = body_of("every child where (flag) or nobody", of="household")
    assert isinstance(every, Aggregate)
    assert every.quantifier is Quantifier.EVERY


def test_roles() -> None:
    head = body_of("the head's monthly", of="household")
    assert isinstance(head, OfRole)
    assert head.role == "head"
    spouse = body_of("(the head's monthly or KES 0 if none)", of="household")
    assert isinstance(spouse, OfRole)
    assert isinstance(spouse.empty, Literal)
    there = body_of("there is a spouse", of="household")
    assert isinstance(there, Apply)
    assert there.op is Op.GE
    test = body_of("is child")
    assert isinstance(test, HasRole)
    assert isinstance(body_of("age of head", of="household"), OfRole)
    female = body_of("the head is female", of="household")
    assert isinstance(female, OfRole)


def test_a_role_of_many_has_no_own_value() -> None:
    assert refused("the child's monthly", of="household").code == "SB-N007"


def test_a_misspelt_role() -> None:
    assert refused("number of childern", of="household").edits[0].replacement == "children"
    assert refused("there is a spuose", of="household").edits[0].replacement == "spouse"
    assert codes("let x of childd = 1") == {"SB-N001"}


def test_a_role_test_needs_a_person() -> None:
    assert refused("is child", of="household").code == "SB-N007"


def test_a_name_twice() -> None:
    found = finding("let x of person = 1\nlet x of person = 2", "SB-N002")
    assert len(found.labels) == 2


def test_the_schemes_own_name_hides_the_vocabularys() -> None:
    found = scheme("let income of household = KES 5 per month")
    assert "income" in found.rules
    assert "income" not in found.fields
    assert "income" not in found.unread["household"]


def test_a_choice_value_and_a_definition_of_that_choice_compete() -> None:
    more = "let red of person : red, green, blue = green"
    assert refused("colour = red", more=more).code == "SB-N003"


def test_a_circle_prints_its_loop() -> None:
    found = finding("let a of person = b + 1\nlet b of person = a + 1", "SB-N004")
    assert "a → b → a" in found.message
    typed = "let a of person : number = b + 1\nlet b of person : number = a + 1"
    assert "→" in finding(typed, "SB-N004").message


def test_a_condition_may_read_the_base_that_it_decides() -> None:
    body = """
    eligibility of person
        require base of cash > KES 0
    benefit cash of person : money per month
        base = earnings
        round none
    """
    assert codes(body) == set()


def test_a_condition_that_reads_the_amount_it_decides_is_a_circle() -> None:
    body = """
    eligibility of person
        require cash > KES 0
    benefit cash of person : money per month
        base = earnings
        round none
    """
    assert "eligibility" in finding(body, "SB-N004").message


def test_the_governing_date_has_its_name() -> None:
    assert isinstance(body_of("governing_date"), GoverningDate)
    found = body_of("year of governing_date")
    assert isinstance(found, Apply)
    assert isinstance(found.args[0], GoverningDate)


def test_names_that_could_not_be_read_are_said_once() -> None:
    body = """
    let broken of person : number = = 3
    let x of person = broken + 1
    """
    found = compiled(body)
    assert found.scheme is None
    assert all("broken" not in one.message or one.code == "SB-P001" for one in found.findings)


def test_age_comes_from_the_birth_date() -> None:
    age = scheme(let("age")).fields["age"]
    assert isinstance(age.missing, Use)
    assert age.must_agree
    assert "birth_date" in scheme(let("age")).fields


def test_an_input_refines_the_vocabularys_field() -> None:
    body = "input age of person : whole number range 16 to 99\nlet x of person = age"
    age = scheme(body).fields["age"]
    assert (age.lowest, age.highest) == (16, 99)
    assert isinstance(age.missing, Use)
    assumed = 'input earnings of person : money per month missing assume KES 0 because "none"'
    earnings = scheme(f"{assumed}\nlet x of person = earnings").fields["earnings"]
    assert isinstance(earnings.missing, Assume)
    assert earnings.lowest == 0
    assert earnings.type.currency == "KES"


def test_only_used_fields_are_in_the_scheme() -> None:
    found = scheme("let x of person = earnings")
    assert set(found.fields) == {"earnings"}
    assert "sex" in found.unread["person"]


def test_a_let_unless_given_is_a_derived_fact() -> None:
    body = """
    let total_pay of household : money per month unless given
        = total of earnings over members
    let x of household = total_pay
    """
    field = scheme(body).fields["total_pay"]
    assert isinstance(field.missing, Use)


def test_without_a_population_the_core_is_spoken_of() -> None:
    assert codes("use population core\nlet x of person = age") == set()
    assert codes("let x of person = age") == set()
    assert codes("use population cor\nlet x of person = age") >= {"SB-N001"}
