"""Every kind of statement, read from its lines."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from schemebuilder.language.parser import parse
from schemebuilder.language.syntax import (
    AnyCell,
    BenefitStatement,
    ConditionCell,
    EligibilityStatement,
    EntityStatement,
    ExampleStatement,
    ExampleTableStatement,
    FieldStatement,
    GroupStatement,
    LaterStatement,
    LetStatement,
    NeverCell,
    ParameterStatement,
    PopulationStatement,
    RangeCell,
    SchemeStatement,
    Statement,
    TableStatement,
    UseStatement,
    ValueCell,
)
from schemebuilder.language.words import words_of
from tests.unit.language.short import said

_T = TypeVar("_T", bound=Statement)


def one(kind: type[_T], text: str) -> _T:
    tree = parse(text)
    assert [finding.message for finding in tree.findings] == []
    (statement,) = tree.statements
    assert isinstance(statement, kind)
    return statement


def test_header() -> None:
    header = one(
        SchemeStatement,
        """scheme school_grant "School Grant"
    title fr "Bourse scolaire"
    law act "School Grant Act, 2020"
    in force from 2025-01-01 to 2026-12-31      # two years
    assesses child in household, adult in household
    governed by claim_date
    year starts 6 April
    a year is 52 weeks
""",
    )
    assert header.name.text == "school_grant"
    assert header.title is not None
    assert header.title.text == "School Grant"
    clauses = {clause.keyword: clause for clause in header.clauses}
    assert clauses["title"].words == ("fr", "Bourse scolaire")
    assert clauses["assesses"].words == ("child in household", "adult in household")
    assert clauses["year starts"].words == ("6", "April")
    assert clauses["a year is"].words == ("52", "weeks")
    force = clauses["in force"].force
    assert force is not None
    assert (force.start, force.end) == (date(2025, 1, 1), date(2026, 12, 31))


def test_people_and_groups() -> None:
    assert one(PopulationStatement, "population core").name.text == "core"
    assert one(UseStatement, "use scheme food_aid").kind == "scheme"
    entity = one(EntityStatement, "entity person plural people")
    assert entity.plural is not None
    assert entity.plural.text == "people"
    group = one(
        GroupStatement,
        "group household of person\n    roles head exactly one, spouse at most one,\n"
        "        child any number plural children, guard at least 2",
    )
    bounds = [(role.name.text, role.least, role.most) for role in group.roles]
    assert bounds == [("head", 1, 1), ("spouse", 0, 1), ("child", 0, None), ("guard", 2, None)]
    roles = one(GroupStatement, "roles of household  adult any number, child any number")
    assert roles.of is None
    assert [role.name.text for role in roles.roles] == ["adult", "child"]


def test_a_field_of_a_vocabulary_on_one_line() -> None:
    field = one(
        FieldStatement,
        'field earnings of person : money per month  "Pay" label fr "gains"  '
        'range ZAR 0 to ZAR 10,000,000 dci person.earnings purpose "means" special no '
        "retain 7 years decimals 2",
    )
    assert field.type.base == "money"
    assert field.type.per_period == "month"
    assert field.label is not None
    assert field.label.text == "Pay"
    assert field.labels.by_language == {"fr": "gains"}
    assert field.low is not None
    assert field.high is not None
    assert (said(field.low), said(field.high)) == ("ZAR0", "ZAR10000000")
    assert (field.dci, field.purpose) == ("person.earnings", "means")
    assert (field.special, field.retain, field.decimals) == (False, "7 years", 2)


def test_an_input_with_its_lines() -> None:
    field = one(
        FieldStatement,
        """input enrolled of person : yes/no
    ask "Is {person} enrolled?"
    proof letter or register, card
    source registry
    missing assume no because "the form asks"      [regs 4(3)]
""",
    )
    assert [[n.text for n in names] for names in field.proof] == [["letter", "register"], ["card"]]
    assert field.missing is not None
    assert field.missing.kind == "assume"
    assert field.missing.because == "the form asks"
    assert field.missing.citation is not None
    assert field.missing.citation.text == "regs 4(3)"


def test_many_inputs_at_once_and_choices() -> None:
    inputs = one(FieldStatement, "inputs of person : none, 1, 2\n  a, b,\n  c\n  missing ask")
    assert [name.text for name in inputs.names] == ["a", "b", "c"]
    assert [choice.text for choice in inputs.type.choices] == ["none", "1", "2"]
    derived = one(FieldStatement, "input total_income of household : money\n  missing use rent + 1")
    assert derived.missing is not None
    assert derived.missing.value is not None
    assert said(derived.missing.value) == "(rent + 1)"


def test_a_parameter_with_dates_and_an_end() -> None:
    parameter = one(
        ParameterStatement,
        """parameter grant : money per month
    from 2025-01-01 : KES 2,000                 [regs sched 1]
    from 2026-01-01 : KES 2,200 projected
    until 2026-12-31 : ended
""",
    )
    first, second, last = parameter.rows
    assert first.citation is not None
    assert first.citation.text == "regs sched 1"
    assert second.status == "projected"
    assert last.ended
    assert last.start == date(2027, 1, 1)


def test_a_parameter_by_one_key_and_by_two() -> None:
    one_key = one(
        ParameterStatement,
        "parameter limit : money by area\n   | urban | rural |\n   from 2025-01-01 | KES 6 | - |",
    )
    assert [type(column) for column in one_key.rows[0].columns] == [ValueCell, ValueCell]
    assert one_key.rows[0].values[1] is None
    two = one(
        ParameterStatement,
        "parameter rate : money by size, with_children\n"
        "                    | no    | yes   |\n"
        "    from 2024-04-01 1         | NZD 3 | NZD 4 |\n"
        "    from 2024-04-01 2 or over | NZD 5 | NZD 6 |\n",
    )
    assert [key.text for key in two.keys] == ["size", "with_children"]
    assert isinstance(two.rows[1].row_keys[0], RangeCell)


def test_a_table_and_its_cells() -> None:
    table = one(
        TableStatement,
        """table supplement of person : number by disability, age
    take the first row that fits
    | disability   | age             | supplement |
    | none, mild   | any             | 0%         |      [act 6(1)]
    | -            | under 6         | 1          |
    | severe       | over 5 up to 10 | 2          |
    | severe       | 6 to 17         | base * 2   |
    | severe       | 18 or over      | escalate   |  until 2026-12-31
    | otherwise    |                 | 0          |
""",
    )
    assert table.hit == "first"
    assert [name.text for name in table.answers] == ["supplement"]
    cells = [row.cells for row in table.rows]
    assert isinstance(cells[0][1], AnyCell)
    assert isinstance(cells[1][0], NeverCell)
    over = cells[2][1]
    assert isinstance(over, RangeCell)
    assert (over.low_included, over.high_included) == (False, True)
    assert table.rows[-1].otherwise
    force = table.rows[4].force
    assert force is not None
    assert force.end == date(2026, 12, 31)
    assert table.rows[0].citation is not None


def test_a_table_of_conditions_and_a_grid() -> None:
    points = one(
        TableStatement,
        "table points of household : number\n  add every row that fits\n"
        "  | when | points |\n  | any member where age < 5 | 3 |\n  | displaced | 4 |\n",
    )
    assert points.hit == "add"
    assert points.heads == (None,)
    assert isinstance(points.rows[0].cells[0], ConditionCell)
    grid = one(
        TableStatement,
        "table standard of household : money by size, rent\n"
        "  | size | USD 0 | over USD 0 |\n  | 1 | USD 95 | USD 153 |\n  | 2 | USD 96 | refer |\n",
    )
    assert grid.grid
    assert [[said(a) for a in row.answers if a] for row in grid.rows] == [
        ["USD95"],
        ["USD153"],
        ["USD96"],
        ["refer"],
    ]
    assert [len(row.cells) for row in grid.rows] == [2, 2, 2, 2]


def test_a_table_with_an_expression_as_head_and_two_answers() -> None:
    table = one(
        TableStatement,
        "table kind of household : single, pair\n  | number of members | kind |\n  | 1 | pair |\n",
    )
    assert [said(head) for head in table.heads if head] == ["<number members>"]
    two = one(
        TableStatement,
        "table award of person : number by age\n  | age | points | weeks |\n  | any | 1 | 2 |\n",
    )
    assert [name.text for name in two.answers] == ["points", "weeks"]


def test_let_with_exceptions_and_dates() -> None:
    let = one(
        LetStatement,
        """let amount of person unless given : money per month
    = grant                                       [act 6(1)]
    from 2025-01-01
    except when orphan
        then grant * 3/2 as for_orphans overrides low_income, rural     [act 6(3)]
    except when rural then grant * 2 until 2026-12-31
""",
    )
    assert let.unless_given
    assert let.citation is not None
    assert let.force is not None
    first, second = let.exceptions
    assert first.label is not None
    assert first.label.text == "for_orphans"
    assert [name.text for name in first.overrides] == ["low_income", "rural"]
    assert first.citation is not None
    assert first.citation.text == "act 6(3)"
    assert second.force is not None
    cases = one(
        LetStatement, "let rate of person\n  only when age < 6 : 1\n  only when age >= 6 : 2"
    )
    assert cases.base is None
    assert len(cases.exceptions) == 2


def test_eligibility() -> None:
    eligibility = one(
        EligibilityStatement,
        """eligibility general of child
    require age < 18                              [act 5(1)(a)]
        refuse "Too old."
        refuse fr "Trop âgé."
    require enrolled when age >= 6 until 2026-11-30
    require any of (
        one_parent and any member where age < 8,
        any member where age < 6
    )
    exclude when in_care
    undecided provisional for 1 month
""",
    )
    first, second, third, fourth = eligibility.lines
    assert first.refuse is not None
    assert first.refuse_labels.by_language == {"fr": "Trop âgé."}
    assert second.when is not None
    assert second.force is not None
    assert second.force.end == date(2026, 11, 30)
    assert said(third.condition) == (
        "(or: (and: one_parent, <any member where (age < 8)>), <any member where (age < 6)>)"
    )
    assert fourth.keyword == "exclude"
    assert eligibility.undecided == "provisional for 1 month"


def test_benefit_stages_in_the_order_written() -> None:
    benefit = one(
        BenefitStatement,
        """benefit child_benefit of child : money per month for general
    from 2025-01-01
    require resident
    base = grant as full
    except when orphan then grant * 3/2
    add = grant * supplement when disabled
    reduce by 50% of income above half of limit
    reduce by taper of income above limit
    floor KES 500
    pay nothing below KES 10
    round down to KES 10
    round none
    pay monthly to caregiver
    lasts smaller of (credit_days * 1 day, 238 days)
""",
    )
    assert [said(line.condition) for line in benefit.lines] == ["general", "resident"]
    stages = [(stage.keyword, stage.value and said(stage.value)) for stage in benefit.stages]
    assert stages == [
        ("base", "grant"),
        ("add", "(grant * supplement)"),
        ("reduce", "(1/2 * (larger(income, (1/2 * limit)) - (1/2 * limit)))"),
        ("reduce", "(taper * (larger(income, limit) - limit))"),
        ("floor", "KES500"),
        ("pay nothing below", "KES10"),
        ("round", "KES10"),
        ("round", None),
    ]
    assert len(benefit.stages[0].exceptions) == 1
    assert benefit.stages[1].when is not None
    assert [payment.keyword for payment in benefit.payments] == ["pay", "lasts"]
    assert benefit.payments[0].words == "monthly to caregiver"
    assert benefit.payments[1].value is not None
    assert one(BenefitStatement, "charge tax of person : money\n  base = rent").keyword == "charge"


def test_example() -> None:
    example = one(
        ExampleStatement,
        """example "Two people"
    on 2026-03-01
    household h1 area_type rural, rent KES 1/3
    person ana head born 1991-05-02 earnings KES 4,000 per month
    person ben in_education yes, disability none, debt -KES 5
    expect ben eligible, amount KES 2,200
    expect ana not eligible because act 5(1)(a), act 6
    expect amount 3
    expect undecided
""".replace("KES 1/3", "1/3"),
    )
    assert example.on == date(2026, 3, 1)
    (group,) = example.groups
    assert group.name is not None
    assert group.name.text == "h1"
    ana, ben = group.members
    assert (ana.role and ana.role.text, ben.role) == ("head", None)
    assert [(fact.name.text, said(fact.value)) for fact in ben.facts] == [
        ("in_education", "yes"),
        ("disability", "none"),
        ("debt", "KES-5"),
    ]
    first, second, third, fourth = example.expects
    assert first.subject is not None
    assert [(n.text, v and said(v)) for n, v in first.items] == [
        ("eligible", "yes"),
        ("amount", "KES2200"),
    ]
    assert second.because == ("act 5(1)(a)", "act 6")
    assert [(n.text, v and said(v)) for n, v in second.items] == [("eligible", "no")]
    assert third.subject is None
    assert [(n.text, v) for n, v in fourth.items] == [("undecided", None)]


def test_example_table() -> None:
    table = one(
        ExampleTableStatement,
        'example table "Schedule"\n  given out_of_work yes\n  | pay | amount |\n  | ZAR 1 | - |\n',
    )
    assert [column.text for column in table.columns] == ["pay", "amount"]
    assert table.rows[0][1] is None
    assert [fact.name.text for fact in table.given] == ["out_of_work"]


def test_what_is_not_yet_supported_is_one_finding_and_keeps_its_name() -> None:
    for word in words_of().statements.values():
        if not word.later:
            continue
        tree = parse(word.example)
        (statement,) = tree.statements
        assert isinstance(statement, LaterStatement)
        assert [name.text for name in statement.names] == word.example.split()[1:2]
        assert [found.code for found in tree.findings] == ["SB-P004"]
