"""The status table, node by node: what is known, unknown, a fault, or does not apply."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from schemebuilder.engines.exact.case import read_case
from schemebuilder.engines.exact.evaluate import start
from schemebuilder.engines.exact.people import Subject
from schemebuilder.ir.expressions import (
    Aggregate,
    Among,
    Apply,
    Direction,
    Escalate,
    Expr,
    Hit,
    OfGroup,
    ParameterRef,
    Quantifier,
    Round,
    Scaled,
)
from schemebuilder.ir.operators import Op
from schemebuilder.ir.scheme import InForce, Parameter, ParameterValue
from schemebuilder.values.evidence import Evidence, Fault, Known, NotApplicable, Unknown
from schemebuilder.values.types import DATE, NUMBER, YES_NO
from tests.built import (
    apply,
    branch,
    choose,
    head_income,
    household_field,
    is_child,
    let,
    lit,
    of,
    over,
    person_field,
    rule_ref,
    scheme,
)

UNKNOWN, KNOWN, ZERO, ABSENT = of("missing"), of("x"), of("zero"), of("absent")
BROKEN = apply(Op.DIV, lit("1"), ZERO)
YES, NO = lit(True), lit(False)
MAYBE = of("maybe", YES_NO)
FAULTY = apply(Op.GT, BROKEN, lit("0"))
NA = apply(Op.GT, ABSENT, lit("0"))
NEVER = let("never", "person", lit("1"), in_force=InForce(end=date(2000, 1, 1)))
FIELDS = (
    person_field("missing"),
    person_field("x"),
    person_field("zero"),
    person_field("absent"),
    person_field("maybe", YES_NO),
    person_field("income"),
    person_field("day", DATE),
    household_field("rent"),
)
RATE = Parameter(
    "rate",
    NUMBER,
    (
        ParameterValue(date(2024, 1, 1), {("a",): Fraction(1), ("b",): Fraction(2)}),
        ParameterValue(date(2025, 1, 1), {}, ended=True),
    ),
    key_names=("kind",),
)
ONE = {"on": "2024-06-01", "x": 6, "zero": 0, "absent": {"not_applicable": True}}


def value(node: Expr, data: dict[str, Any] | None = None, subject: str = "person") -> Evidence:
    """Evaluate a node for the person or household of a case."""
    about = scheme(fields=FIELDS, parameters=(RATE,), rules=(NEVER,))
    case, findings = read_case(about, ONE if data is None else data)
    assert case is not None, findings
    (whose,) = case.subjects[subject][:1]
    run = start(about, case, case.on)
    return run.evaluate(run, node, whose)


def status(node: Expr, data: dict[str, Any] | None = None, subject: str = "person") -> Any:
    """Return the known value, else the word for the status."""
    match value(node, data, subject):
        case Known(value=known):
            return known
        case Unknown():
            return "unknown"
        case Fault(findings=findings):
            return {finding.code for finding in findings}
        case NotApplicable():
            return "not applicable"


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (apply(Op.ADD, KNOWN, lit("1")), 7),
        (apply(Op.MUL, lit("0"), UNKNOWN), "unknown"),
        (apply(Op.MUL, UNKNOWN, lit("0")), "unknown"),
        (apply(Op.ADD, UNKNOWN, BROKEN), {"SB-E003"}),
        (apply(Op.MIN, KNOWN, lit("2"), UNKNOWN), "unknown"),
        (apply(Op.MAX, KNOWN, lit("2"), lit("9")), 9),
        (apply(Op.LE, KNOWN, lit("6")), True),
        (apply(Op.ADD, KNOWN, ABSENT), {"SB-E010"}),
        (apply(Op.ADD, UNKNOWN, ABSENT), {"SB-E010"}),
        (apply(Op.DIV, UNKNOWN, ZERO), {"SB-E003"}),
        (apply(Op.DIV, KNOWN, UNKNOWN), "unknown"),
        (apply(Op.DIV, BROKEN, ZERO), {"SB-E003"}),
        (apply(Op.DIV, KNOWN, lit("4")), Fraction(3, 2)),
        (Round(UNKNOWN, Fraction(1), Direction.UP, NUMBER), "unknown"),
        (Round(ABSENT, Fraction(1), Direction.UP, NUMBER), {"SB-E010"}),
        (Round(lit("2.5"), Fraction(1), Direction.HALF_EVEN, NUMBER), 2),
        (Scaled(KNOWN, Fraction(12), "per year", NUMBER), 72),
        (Scaled(ABSENT, Fraction(12), "per year", NUMBER), "not applicable"),
        (Among(KNOWN, (Fraction(5), Fraction(6)), YES_NO), True),
        (Among(UNKNOWN, (Fraction(5),), YES_NO), "unknown"),
        (Escalate("hard to say", NUMBER), "unknown"),
        (rule_ref("never"), {"SB-E012"}),
        (ABSENT, "not applicable"),
    ],
    ids=str,
)
def test_strict_nodes(node: Expr, expected: Any) -> None:
    assert status(node) == expected


@pytest.mark.parametrize(
    ("op", "operands", "expected"),
    [
        (Op.AND, (NO, MAYBE), False),
        (Op.AND, (NO, FAULTY), False),
        (Op.AND, (NO, NA), False),
        (Op.AND, (YES, MAYBE), "unknown"),
        (Op.AND, (MAYBE, FAULTY), {"SB-E003"}),
        (Op.AND, (YES, NA), {"SB-E010"}),
        (Op.AND, (YES, YES), True),
        (Op.OR, (YES, MAYBE), True),
        (Op.OR, (YES, FAULTY), True),
        (Op.OR, (NO, MAYBE), "unknown"),
        (Op.OR, (MAYBE, FAULTY), {"SB-E003"}),
        (Op.OR, (NO, NO), False),
    ],
    ids=str,
)
def test_and_and_or_are_decided_in_either_order(
    op: Op, operands: tuple[Expr, Expr], expected: Any
) -> None:
    assert status(Apply(op, operands, YES_NO)) == expected
    assert status(Apply(op, operands[::-1], YES_NO)) == expected


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (choose(Hit.FIRST, branch(YES, KNOWN), branch(FAULTY, BROKEN)), 6),
        (choose(Hit.FIRST, branch(NO, BROKEN), otherwise=KNOWN), 6),
        (choose(Hit.FIRST, branch(MAYBE, KNOWN), branch(YES, KNOWN)), "unknown"),
        (choose(Hit.FIRST, branch(NO, KNOWN)), {"SB-E006"}),
        (choose(Hit.FIRST, branch(YES, ABSENT)), "not applicable"),
        (choose(Hit.FIRST, branch(NA, KNOWN)), {"SB-E010"}),
        (choose(Hit.UNIQUE, branch(MAYBE, lit("1")), branch(YES, lit("2"))), 2),
        (choose(Hit.UNIQUE, branch(MAYBE, lit("1")), branch(NO, lit("2"))), "unknown"),
        (choose(Hit.UNIQUE, branch(YES, lit("1")), branch(YES, lit("1"))), {"SB-E006"}),
        (choose(Hit.UNIQUE, branch(NO, BROKEN), otherwise=lit("3")), 3),
        (choose(Hit.EXCEPTIONS, branch(NO, BROKEN), otherwise=KNOWN), 6),
        (choose(Hit.EXCEPTIONS, branch(YES, lit("1")), otherwise=KNOWN), 1),
        (choose(Hit.EXCEPTIONS, branch(MAYBE, KNOWN), otherwise=KNOWN), "unknown"),
        (choose(Hit.EXCEPTIONS, branch(YES, lit("1")), branch(YES, lit("1"))), 1),
        (choose(Hit.EXCEPTIONS, branch(YES, lit("1")), branch(YES, lit("2"))), {"SB-E005"}),
        (choose(Hit.EXCEPTIONS, branch(YES, lit("1")), branch(YES, UNKNOWN)), "unknown"),
        (choose(Hit.SUM, branch(YES, lit("1")), branch(NO, BROKEN), branch(YES, KNOWN)), 7),
        (choose(Hit.SUM, branch(YES, lit("1")), branch(MAYBE, lit("2"))), "unknown"),
        (choose(Hit.SUM, branch(NO, lit("1")), otherwise=lit("0")), 0),
        (choose(Hit.HIGHEST, branch(YES, lit("1")), branch(YES, KNOWN)), 6),
    ],
    ids=str,
)
def test_branches_take_the_status_of_the_condition_or_of_the_chosen_branch(
    node: Expr, expected: Any
) -> None:
    assert status(node) == expected


def test_an_overridden_exception_gives_way_even_where_it_is_unknown() -> None:
    wins = branch(YES, lit("1"), label="wins", overrides=("weak",))
    weak = branch(MAYBE, lit("2"), label="weak")
    assert status(choose(Hit.EXCEPTIONS, weak, wins)) == 1


def test_an_unknown_exception_that_would_override_leaves_all_unknown() -> None:
    perhaps = branch(MAYBE, lit("1"), label="perhaps", overrides=("weak",))
    weak = branch(YES, lit("2"), label="weak")
    assert status(choose(Hit.EXCEPTIONS, weak, perhaps)) == "unknown"


def test_colliding_exceptions_cite_both_articles() -> None:
    node = choose(
        Hit.EXCEPTIONS,
        branch(YES, lit("1"), citation="act 1"),
        branch(YES, lit("2"), citation="act 2"),
    )
    found = value(node)
    assert isinstance(found, Fault)
    (finding,) = found.findings
    assert "act 1, act 2" in finding.message


def three(*incomes: Any, **more: Any) -> dict[str, Any]:
    persons = [{"id": f"p{n}", "role": "child"} for n in range(len(incomes))]
    for person, income in zip(persons, incomes, strict=True):
        if income is not None:
            person["income"] = income
    members = [person["id"] for person in persons]
    return {
        "on": "2024-06-01",
        "persons": persons,
        "households": [{"id": "h", "members": members, **more}],
    }


INCOME = of("income")
RICH = apply(Op.GT, INCOME, lit("100"))
N, T = Quantifier.NUMBER, Quantifier.TOTAL
HIGH, LOW, AVERAGE = Quantifier.HIGHEST, Quantifier.LOWEST, Quantifier.AVERAGE
ANY, EVERY = Quantifier.ANY, Quantifier.EVERY
NOT_APPLICABLE = {"not_applicable": True}


@pytest.mark.parametrize(
    ("node", "incomes", "expected"),
    [
        (over(N), (1, 2, 3), 3),
        (over(N, where=RICH), (50, 150, None), "unknown"),
        (over(N), (), 0),
        (over(T, value=INCOME), (1, 2, 3), 6),
        (over(T, value=INCOME), (1, None), "unknown"),
        (over(T, value=INCOME, where=RICH), (50, None), "unknown"),
        (over(T, value=INCOME, where=RICH), (50, 150), 150),
        (over(T, value=INCOME), (), 0),
        (over(T, value=INCOME), (1, NOT_APPLICABLE), 1),
        (over(T, value=apply(Op.DIV, lit("1"), INCOME)), (0, None), {"SB-E003"}),
        (over(HIGH, value=INCOME), (1, 5, 3), 5),
        (over(LOW, value=INCOME), (4, 5, NOT_APPLICABLE), 4),
        (over(AVERAGE, value=INCOME), (1, 2), Fraction(3, 2)),
        (over(HIGH, value=INCOME), (), "not applicable"),
        (over(HIGH, value=INCOME), (NOT_APPLICABLE,), "not applicable"),
        (over(HIGH, value=INCOME, empty=lit("0")), (), 0),
        (over(HIGH, value=INCOME, empty=lit("0")), (None,), "unknown"),
        (over(ANY, where=RICH), (50, 150, None), True),
        (over(ANY, where=RICH), (50, None), "unknown"),
        (over(ANY, where=RICH), (), False),
        (over(ANY, where=RICH), (NOT_APPLICABLE,), {"SB-E010"}),
        (over(EVERY, where=RICH, empty=YES), (50, None), False),
        (over(EVERY, where=RICH, empty=YES), (150, None), "unknown"),
        (over(EVERY, where=RICH, empty=NO), (150, 160), True),
        (over(EVERY, where=RICH, empty=YES), (), True),
        (over(EVERY, where=RICH, empty=NO), (), False),
    ],
    ids=str,
)
def test_quantifiers(node: Aggregate, incomes: tuple[Any, ...], expected: Any) -> None:
    assert status(node, three(*incomes), "household") == expected


@pytest.mark.parametrize(
    ("op", "number", "expected"),
    [
        (Op.GE, 1, True),
        (Op.GE, 2, "unknown"),
        (Op.GE, 3, False),
        (Op.GT, 0, True),
        (Op.LT, 3, True),
        (Op.LE, 0, False),
        (Op.EQ, 1, "unknown"),
        (Op.EQ, 0, False),
        (Op.NE, 3, True),
        (Op.EQ, Fraction(3, 2), False),
    ],
    ids=str,
)
def test_a_number_of_members_is_compared_as_soon_as_it_is_settled(
    op: Op, number: Fraction | int, expected: Any
) -> None:
    household = three(50, 150, None)
    rich = over(N, where=RICH)
    assert status(apply(op, rich, lit(number)), household, "household") == expected
    mirrored = {Op.GE: Op.LE, Op.GT: Op.LT, Op.LT: Op.GT, Op.LE: Op.GE}.get(op, op)
    assert status(apply(mirrored, lit(number), rich), household, "household") == expected


def test_a_fault_among_members_is_settled_too() -> None:
    odd = apply(Op.GT, apply(Op.DIV, lit("1000"), INCOME), lit("1"))
    household = three(0, 5)
    assert status(apply(Op.GE, over(N, where=odd), lit("1")), household, "household") is True
    found = status(apply(Op.GE, over(N, where=odd), lit("2")), household, "household")
    assert found == {"SB-E003"}


def family(role: str | None, **household: Any) -> dict[str, Any]:
    persons: list[dict[str, Any]] = [
        {"id": "a", "income": 10},
        {"id": "b", "income": 20, "role": "child"},
    ]
    if role:
        persons[0]["role"] = role
    home = {"id": "h", "members": ["a", "b"], "rent": 7, **household}
    return {"on": "2024-06-01", "persons": persons, "households": [home]}


@pytest.mark.parametrize(
    ("node", "data", "expected"),
    [
        (head_income(), family("head"), 10),
        (head_income(), family("other"), "not applicable"),
        (head_income(lit("0")), family("other"), 0),
        (head_income(), family(None), "unknown"),
        (head_income(), family(None, head=None), "not applicable"),
        (over(T, role="child", value=INCOME), family("head"), 20),
        (over(T, role="child", value=INCOME), family(None), "unknown"),
        (over(N, role="child", where=apply(Op.GT, INCOME, lit("15"))), family(None), 1),
        (over(T, role="child", value=INCOME), family(None, children=["b"]), 20),
        (over(EVERY, role="head", where=RICH, empty=YES), family(None), "unknown"),
        (over(EVERY, role="head", where=RICH, empty=YES), family("other"), True),
    ],
    ids=str,
)
def test_roles(node: Expr, data: dict[str, Any], expected: Any) -> None:
    assert status(node, data, "household") == expected


def test_a_person_reads_the_household_and_their_own_role() -> None:
    assert status(OfGroup("household", of("rent"), NUMBER), family("head")) == 7
    assert status(is_child(), family("head")) is False
    assert status(is_child(), family(None)) == "unknown"
    assert status(is_child(), family(None, children=["b"])) is False


@pytest.mark.parametrize(
    ("on", "kind", "expected"),
    [
        ("2024-01-01", lit("a"), 1),
        ("2024-12-31", lit("b"), 2),
        ("2023-12-31", lit("a"), {"SB-E012"}),
        ("2025-01-01", lit("a"), {"SB-E012"}),
        ("2024-06-01", lit("c"), {"SB-E006"}),
        ("2024-06-01", UNKNOWN, "unknown"),
        ("2023-06-01", UNKNOWN, {"SB-E012"}),
    ],
    ids=str,
)
def test_parameters(on: str, kind: Expr, expected: Any) -> None:
    assert status(ParameterRef("rate", (kind,), NUMBER), {**ONE, "on": on}) == expected


def test_dates_beyond_the_calendar_are_a_fault() -> None:
    later = apply(Op.DATE_ADD_MONTHS, of("day"), lit("120000"))
    assert status(later, {"on": "2024-06-01", "day": "2024-01-31"}) == {"SB-E009"}
    half = apply(Op.DATE_ADD_DAYS, of("day"), lit("0.5"))
    assert status(half, {"on": "2024-06-01", "day": "2024-01-31"}) == {"SB-E009"}
    month = apply(Op.DATE_ADD_MONTHS, of("day"), lit("1"))
    assert status(month, {"on": "2024-06-01", "day": "2024-01-31"}) == date(2024, 2, 29)


def test_a_fault_names_the_case_the_rule_and_the_law() -> None:
    about = scheme(fields=FIELDS, rules=(let("share", "person", BROKEN, citation="act 7"),))
    case, _ = read_case(about, {**ONE, "id": "c1"})
    assert case is not None
    run = start(about, case, case.on)
    found = run.evaluate(run, rule_ref("share"), Subject("person", "person"))
    assert isinstance(found, Fault)
    (finding,) = found.findings
    assert (finding.place, finding.citation) == ("case c1, person person in share", "act 7")


def test_a_value_in_the_case_replaces_a_rule() -> None:
    about = scheme(fields=FIELDS, rules=(let("share", "person", BROKEN),))
    case, findings = read_case(about, {**ONE, "share": "1.5"})
    assert case is not None, findings
    run = start(about, case, case.on)
    found = run.evaluate(run, rule_ref("share"), Subject("person", "person"))
    assert found == Known(Fraction(3, 2))


def test_a_rule_of_a_role_does_not_apply_to_others() -> None:
    about = scheme(fields=FIELDS, rules=(let("pocket_money", "person", lit("5"), role="child"),))
    case, findings = read_case(about, family("head"))
    assert case is not None, findings
    run = start(about, case, case.on)
    total = over(T, value=rule_ref("pocket_money"))
    assert run.evaluate(run, total, Subject("household", "h")) == Known(Fraction(5))
    mine = run.evaluate(run, rule_ref("pocket_money"), Subject("person", "a"))
    assert isinstance(mine, NotApplicable)


def test_chains_of_thousands_of_rules_and_terms_are_evaluated() -> None:
    rules = [let("r0", "person", KNOWN)]
    rules += [let(f"r{n}", "person", apply(Op.ADD, rule_ref(f"r{n - 1}"), lit("1")))
              for n in range(1, 3000)]  # fmt: skip
    about = scheme(fields=FIELDS, rules=rules)
    case, _ = read_case(about, ONE)
    assert case is not None
    run = start(about, case, case.on, record=True)
    person = Subject("person", "person")
    assert run.evaluate(run, rule_ref("r2999"), person) == Known(Fraction(3005))
    long_sum: Expr = KNOWN
    for _ in range(5000):
        long_sum = apply(Op.ADD, long_sum, lit("1"))
    assert run.evaluate(run, long_sum, person) == Known(Fraction(5006))


def test_an_overridden_exception_that_would_override_another_keeps_all_unknown() -> None:
    wins = branch(YES, lit("1"), label="wins", overrides=("middle",))
    middle = branch(MAYBE, lit("2"), label="middle", overrides=("weak",))
    weak = branch(YES, lit("3"), label="weak")
    assert status(choose(Hit.EXCEPTIONS, wins, middle, weak)) == "unknown"
    gone = branch(NO, lit("3"), label="weak")
    assert status(choose(Hit.EXCEPTIONS, wins, middle, gone)) == 1
