"""Schemes put together by hand from the meaning's own nodes, without text or compiler."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from schemebuilder.ir.expressions import (
    Aggregate,
    Apply,
    BenefitRef,
    Branch,
    Choose,
    Direction,
    Expr,
    FieldRef,
    HasRole,
    Hit,
    Literal,
    OfGroup,
    OfRole,
    ParameterRef,
    Quantifier,
    RuleRef,
    Value,
)
from schemebuilder.ir.operators import Op
from schemebuilder.ir.scheme import (
    Benefit,
    Eligibility,
    InForce,
    Law,
    Line,
    LineKind,
    Parameter,
    ParameterValue,
    Rule,
    Scheme,
    Stage,
    StageKind,
    Undecided,
)
from schemebuilder.ir.vocabulary import Ask, Assume, Entity, Field, MissingPolicy, Role, Use
from schemebuilder.values.periods import Calendar
from schemebuilder.values.types import DATE, NUMBER, WHOLE, YES_NO, Kind, Period, Type, money

KES = money("KES", Period.MONTH)
ROLES = (
    Role("head", "heads", 0, 1),
    Role("child", "children", 0, None),
    Role("other", "others", 0, None),
)
PERSON = Entity("person", "persons")
HOUSEHOLD = Entity("household", "households", of="person", roles=ROLES)


def lit(value: Value | int) -> Literal:
    """A literal: text with figures is a quantity, other text a choice."""
    if isinstance(value, bool):
        return Literal(value, YES_NO)
    if isinstance(value, date):
        return Literal(value, DATE)
    if isinstance(value, str) and not value[-1].isdigit():
        return Literal(value, Type(Kind.CHOICE, choices=(value,)))
    return Literal(Fraction(value), NUMBER)


def of(name: str, type_: Type = NUMBER) -> FieldRef:
    """A fact of the subject."""
    return FieldRef(name, type_)


def rule_ref(name: str, type_: Type = NUMBER) -> RuleRef:
    """A rule of the subject."""
    return RuleRef(name, type_)


def apply(op: Op, *args: Expr) -> Apply:
    """An operator on operands; comparisons and logic are yes or no, the rest numbers."""
    logical = op.value in ("=", "<>", "<", "<=", ">", ">=", "not", "and", "or")
    return Apply(op, args, YES_NO if logical else NUMBER)


def branch(when: Expr, then: Expr, **more: Any) -> Branch:
    """A row or exception."""
    return Branch(when, then, **more)


def choose(hit: Hit, *branches: Branch, otherwise: Expr | None = None) -> Choose:
    """Branches and a base."""
    return Choose(hit, branches, otherwise, NUMBER)


def over(
    quantifier: Quantifier,
    *,
    role: str | None = None,
    where: Expr | None = None,
    value: Expr | None = None,
    empty: Expr | None = None,
) -> Aggregate:
    """A quantifier over the members of a household."""
    logical = quantifier in (Quantifier.ANY, Quantifier.EVERY)
    return Aggregate(
        quantifier, "household", role, where, value, empty, YES_NO if logical else NUMBER
    )


def person_field(
    name: str, type_: Type = NUMBER, missing: MissingPolicy | None = None, **more: Any
) -> Field:
    """A fact of a person."""
    return _field(name, "person", type_, missing, more)


def household_field(
    name: str, type_: Type = NUMBER, missing: MissingPolicy | None = None, **more: Any
) -> Field:
    """A fact of a household."""
    return _field(name, "household", type_, missing, more)


def _field(
    name: str, entity: str, type_: Type, missing: MissingPolicy | None, more: dict[str, Any]
) -> Field:
    decimals = 2 if type_.kind in (Kind.MONEY, Kind.NUMBER) and not type_.whole else 0
    return Field(name, entity, type_, missing or Ask(), **{"decimals": decimals, **more})


def let(name: str, entity: str, body: Expr, type_: Type = NUMBER, **more: Any) -> Rule:
    """One definition."""
    return Rule(name, entity, type_, body, **more)


def require(when: Expr, text: str = "a condition", **more: Any) -> Line:
    """A line that must hold."""
    return Line(LineKind.REQUIRE, when, text, **more)


def exclude(when: Expr, text: str = "an exclusion", **more: Any) -> Line:
    """A line that must not hold."""
    return Line(LineKind.EXCLUDE, when, text, **more)


def stage(kind: StageKind, value: Expr | None = None, **more: Any) -> Stage:
    """A step of a benefit, named as its kind unless it says."""
    return Stage(kind, **{"name": kind.value.replace(" ", "_"), "value": value, **more})


def scheme(
    *,
    fields: Iterable[Field] = (),
    parameters: Iterable[Parameter] = (),
    rules: Iterable[Rule] = (),
    eligibilities: Iterable[Eligibility] = (),
    benefits: Iterable[Benefit] = (),
    **more: Any,
) -> Scheme:
    """A scheme of these parts, with persons and households."""
    given: dict[str, Any] = {
        "id": "test_scheme",
        "title": "A scheme for tests",
        "version": "1",
        "country": "KE",
        "currency": "KES",
        "branch": "family_benefit",
        "governed_by": "claim_date",
        "calendar": Calendar(),
        "in_force": InForce(),
        "entities": {"person": PERSON, "household": HOUSEHOLD},
        **more,
    }
    return Scheme(
        fields={each.name: each for each in fields},
        parameters={each.name: each for each in parameters},
        rules={each.name: each for each in rules},
        eligibilities={each.name: each for each in eligibilities},
        benefits={each.name: each for each in benefits},
        **given,
    )


def unemployment() -> Scheme:
    """A contributory benefit of a person: a hyperbola, a ceiling, rounding to the cent."""
    zar = money("ZAR", Period.MONTH)
    pay = rule_ref("insured_pay", zar)
    rate = apply(
        Op.DIV,
        apply(
            Op.ADD,
            lit("29.2"),
            apply(Op.DIV, lit("99779.68"), apply(Op.ADD, lit("3239.6"), pay)),
        ),
        lit("100"),
    )
    ceiling = Parameter(
        "pay_ceiling",
        zar,
        (ParameterValue(date(2002, 4, 1), {(): Fraction(8099)}, citation="act sched 3"),),
    )
    both = apply(Op.AND, of("out_of_work", YES_NO), of("registered_as_seeker", YES_NO))
    return scheme(
        id="unemployment",
        title="Unemployment benefit",
        country="ZA",
        currency="ZAR",
        laws=(Law("act", "Unemployment Insurance Act"),),
        fields=(
            person_field("monthly_pay", zar, ask="What did you earn a month?", lowest=Fraction(0)),
            person_field("credit_days", WHOLE, lowest=Fraction(0)),
            person_field("out_of_work", YES_NO),
            person_field("registered_as_seeker", YES_NO),
            person_field("left_voluntarily", YES_NO),
        ),
        parameters=(ceiling,),
        rules=(
            let(
                "insured_pay",
                "person",
                Apply(Op.MIN, (of("monthly_pay", zar), ParameterRef("pay_ceiling", (), zar)), zar),
                zar,
                citation="act s13",
                labels={"en": "insured pay"},
            ),
            let("replacement_rate", "person", rate, citation="act sched 2"),
        ),
        eligibilities=(
            Eligibility(
                "eligibility",
                "person",
                (
                    require(
                        apply(Op.GT, of("credit_days", WHOLE), lit("0")),
                        "credit_days > 0",
                        sentence="There are {credit_days} days of credit; one is needed.",
                        places={"credit_days": of("credit_days", WHOLE)},
                        citation="act s16",
                    ),
                    require(both, "out of work and registered", citation="act s16(1)"),
                    exclude(
                        of("left_voluntarily", YES_NO),
                        "left_voluntarily",
                        sentence="The work was left voluntarily.",
                        citation="act s16(1)(a)",
                    ),
                ),
                undecided=Undecided.ESCALATE,
            ),
        ),
        benefits=(
            Benefit(
                "amount",
                "person",
                zar,
                (
                    stage(
                        StageKind.BASE,
                        apply(Op.MUL, pay, rule_ref("replacement_rate")),
                        citation="act sched 3",
                    ),
                    stage(StageKind.ROUND, step=Fraction(1, 100), direction=Direction.HALF_UP),
                ),
                requires=("eligibility",),
            ),
        ),
    )


def child_grant() -> Scheme:
    """A means-tested grant for children: roles, a household's income, assumed and derived facts."""
    area = Type(Kind.CHOICE, choices=("urban", "rural"))
    age = apply(Op.YEARS_BETWEEN, of("birth_date", DATE), of("claim_date", DATE))
    limit = Parameter(
        "means_limit",
        KES,
        (
            ParameterValue(
                date(2025, 1, 1),
                {("urban",): Fraction(6500), ("rural",): Fraction(4800)},
                citation="regs sched 2",
            ),
        ),
        key_names=("area_type",),
        key_types=(area,),
    )
    grant = Parameter(
        "grant",
        KES,
        (
            ParameterValue(date(2025, 1, 1), {(): Fraction(2000)}, citation="regs sched 1"),
            ParameterValue(date(2026, 1, 1), {(): Fraction(2200)}, citation="ln 14/2026"),
        ),
    )
    per_head = apply(
        Op.DIV,
        apply(
            Op.ADD,
            over(Quantifier.TOTAL, value=of("earnings", KES)),
            of("remittances", KES),
        ),
        over(Quantifier.NUMBER),
    )
    return scheme(
        id="child_grant",
        title="Child Grant",
        in_force=InForce(date(2025, 1, 1)),
        fields=(
            person_field("claim_date", DATE),
            person_field("birth_date", DATE),
            person_field("age", WHOLE, Use(age), must_agree=True),
            person_field("earnings", KES, lowest=Fraction(0), highest=Fraction(10_000_000)),
            person_field(
                "in_state_care", YES_NO, Assume(value=False, because="lists are complete")
            ),
            person_field("school_enrolled", YES_NO, ask="Is the child in school?"),
            household_field("remittances", KES, Assume(Fraction(0), "Form B lists all support")),
            household_field("area_type", area),
        ),
        parameters=(grant, limit),
        rules=(let("income_per_person", "household", per_head, KES),),
        eligibilities=(
            Eligibility(
                "eligibility",
                "person",
                (
                    require(
                        apply(Op.LT, of("age", WHOLE), lit("18")),
                        "age < 18",
                        sentence="The child is {age} years old.",
                        places={"age": of("age", WHOLE)},
                        citation="act 5(1)(a)",
                    ),
                    require(
                        apply(
                            Op.OR,
                            apply(Op.LT, of("age", WHOLE), lit("6")),
                            of("school_enrolled", YES_NO),
                        ),
                        "school_enrolled when age >= 6",
                        citation="act 5(1)(b)",
                    ),
                    require(
                        OfGroup(
                            "household",
                            apply(
                                Op.LE,
                                rule_ref("income_per_person", KES),
                                ParameterRef("means_limit", (of("area_type", area),), KES),
                            ),
                            YES_NO,
                        ),
                        "income_per_person <= means_limit",
                        citation="act 5(1)(c)",
                    ),
                    exclude(of("in_state_care", YES_NO), "in_state_care", citation="act 5(3)"),
                ),
                role="child",
            ),
        ),
        benefits=(
            Benefit(
                "amount",
                "person",
                KES,
                (
                    stage(StageKind.BASE, ParameterRef("grant", (), KES), citation="act 6(1)"),
                    stage(StageKind.FLOOR, lit("500")),
                ),
                requires=("eligibility",),
                role="child",
            ),
        ),
    )


def head_income(empty: Expr | None = None) -> OfRole:
    """The head's income."""
    return OfRole("household", "head", of("income"), empty, NUMBER)


def is_child() -> HasRole:
    """Whether the person is a child of the household."""
    return HasRole("household", "child", YES_NO)


def amount_of(benefit: str, part: str = "amount") -> BenefitRef:
    """A benefit's amount, or another part of it."""
    return BenefitRef(benefit, part, YES_NO if part == "eligible" else NUMBER)


def value(text: str) -> Value:
    """A quantity."""
    return Fraction(text)
