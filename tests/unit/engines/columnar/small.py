"""A small scheme and a small population to run it on."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from schemebuilder.engines.columnar.run import lower_for, run
from schemebuilder.ir.expressions import Aggregate, Apply, FieldRef, Literal, Quantifier, RuleRef
from schemebuilder.ir.operators import Op
from schemebuilder.ir.scheme import ALWAYS, Benefit, Rule, Scheme, Stage, StageKind
from schemebuilder.ir.vocabulary import Ask, Entity, Field, Role
from schemebuilder.population.frame import Column, Frame
from schemebuilder.values.periods import Calendar
from schemebuilder.values.types import YES_NO, Kind, Type, money

if TYPE_CHECKING:
    from schemebuilder.engines.columnar.result import ColumnarResult
    from schemebuilder.ir.expressions import Expr
    from schemebuilder.ir.vocabulary import MissingPolicy

ON: Final = date(2024, 1, 1)
MONEY: Final = money("GBP")
ROLE_NAMES: Final = ("head", "child")
ROLE_TYPE: Final = Type(Kind.CHOICE, choices=ROLE_NAMES)
ENTITIES: Final = {
    "person": Entity("person", "persons"),
    "household": Entity(
        "household",
        "households",
        of="person",
        roles=(Role("head", "heads", 0, 1), Role("child", "children", 0, None)),
    ),
}


def field(
    name: str,
    type_: Type = MONEY,
    entity: str = "person",
    decimals: int = 0,
    missing: MissingPolicy | None = None,
) -> Field:
    """Return a field."""
    return Field(name, entity, type_, missing or Ask(), decimals=decimals)


def ref(of: Field | Rule) -> Expr:
    """Return a reference to a field or a rule."""
    return FieldRef(of.name, of.type) if isinstance(of, Field) else RuleRef(of.name, of.type)


def number(value: str | int, type_: Type = MONEY) -> Literal:
    """Return a written number."""
    return Literal(Fraction(value), type_)


def apply(op: Op, *args: Expr, type_: Type = MONEY) -> Apply:
    """Return an operator on operands."""
    return Apply(op, args, type_)


def total(value: Expr, where: Expr | None = None, role: str | None = None) -> Aggregate:
    """Return a total over members."""
    return Aggregate(Quantifier.TOTAL, "household", role, where, value, None, MONEY)


def rule(name: str, body: Expr, entity: str = "person", type_: Type = MONEY) -> Rule:
    """Return a rule."""
    return Rule(name, entity, type_, body, citation=f"act {name}")


def benefit(value: Expr, entity: str = "household", **others: Any) -> Benefit:
    """Return a benefit that pays a value."""
    stages = (Stage(StageKind.BASE, "base", value, citation="act base"),)
    return Benefit("grant", entity, MONEY, stages, **others)


def scheme(
    fields: tuple[Field, ...],
    rules: tuple[Rule, ...] = (),
    benefits: tuple[Benefit, ...] = (),
) -> Scheme:
    """Return a scheme."""
    return Scheme(
        id="small",
        title="Small",
        version="1",
        country="GB",
        currency="GBP",
        branch="",
        governed_by="",
        calendar=Calendar(),
        in_force=ALWAYS,
        entities=ENTITIES,
        fields={each.name: each for each in fields},
        parameters={},
        rules={each.name: each for each in rules},
        eligibilities={},
        benefits={each.name: each for each in benefits},
    )


def frame(
    sizes: list[int],
    persons: dict[str, Column] | None = None,
    households: dict[str, Column] | None = None,
    weights: list[int] | None = None,
    roles: list[int] | None = None,
) -> Frame:
    """Return a frame of households of these sizes."""
    role_column = None if roles is None else Column(np.array(roles, dtype=np.int8), ROLE_TYPE)
    return Frame(
        persons or {},
        households or {},
        np.cumsum([0, *sizes], dtype=np.int64),
        np.array(weights or [10**6] * len(sizes), dtype=np.int64),
        role_column,
        np.array([f"p{row}" for row in range(sum(sizes))], dtype=object),
        np.array([f"h{row}" for row in range(len(sizes))], dtype=object),
    )


def column(
    values: list[Any],
    type_: Type = MONEY,
    unit: Fraction = Fraction(1),
    dtype: Any = np.int64,
    unknown: list[bool] | None = None,
) -> Column:
    """Return a column."""
    kind = np.bool_ if type_ == YES_NO else dtype
    mask = None if unknown is None else np.array(unknown, dtype=np.bool_)
    return Column(np.array(values, dtype=kind), type_, unit, mask)


def outcome_of(found: Scheme, people: Frame, **settings: Any) -> ColumnarResult:
    """Run a scheme over people, with the values of all its rules."""
    return run(lower_for(found, people, ON, tuple(found.rules)), people, **settings)


def exactly(result: ColumnarResult, name: str) -> list[Fraction]:
    """Return a rule's values, all of which must be known."""
    values = result.values[name]
    assert values.unknown is None
    assert values.fault is None
    return [values.exactly(row) for row in range(len(values.n))]
