"""What a generated expression can refer to: fields, rules, parts of benefits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final, TypeVar

from schemebuilder.ir.expressions import BenefitRef, Choose, Expr, Literal, RuleRef
from schemebuilder.ir.operators import Op
from schemebuilder.values.types import DATE, NUMBER, WHOLE, Kind, Type
from tests.property.generators.choosing import Chooser, chance
from tests.property.generators.listed import fact
from tests.property.generators.vocabulary import AREA, MONEY, SHAPES

T = TypeVar("T")

COMPARISONS: Final = (Op.EQ, Op.NE, Op.LT, Op.LE, Op.GT, Op.GE)
STEPS: Final = tuple(map(Fraction, ("1", "0.01", "0.05", "10", "1/3", "50")))


@dataclass(slots=True)
class Scope:
    """What is there to refer to: rules and parts of benefits by entity, and parameters.

    `which` collects, for a choice of branches, the same choice with the branch's number for value.
    With `arithmetic` the expressions are of numbers above all: divided, compared, chosen, totalled.
    """

    chooser: Chooser
    arithmetic: bool = False
    rules: dict[tuple[str, Kind], list[tuple[str, Type]]] = field(default_factory=dict)
    parts: dict[tuple[str, Kind], list[tuple[str, str, Type]]] = field(default_factory=dict)
    which: list[tuple[str, Choose]] = field(default_factory=list)

    def pick_one(self, *makers: Callable[[], T]) -> T:
        """Return what one of the makers makes."""
        return self.chooser.pick(makers)()


def some_field(scope: Scope, entity: str, wanted: Callable[[Type], bool]) -> Expr:
    """Return a field of a wanted type; the huge one seldom."""
    shapes = [(shape, type_) for shape, type_, _ in SHAPES if wanted(type_)]
    shape, type_ = scope.chooser.pick(shapes)
    if shape == "huge" and not chance(scope.chooser, 4):
        shape, type_ = "earned", MONEY
    return fact(entity, shape, type_)


def reference(scope: Scope, entity: str, kind: Kind) -> Expr:
    """Return a rule or a part of a benefit that is there already, else something simple."""
    rules = scope.rules.get((entity, kind), [])
    parts = scope.parts.get((entity, kind), [])
    if parts and (not rules or chance(scope.chooser, 2)):
        name, part, type_ = scope.chooser.pick(parts)
        return BenefitRef(name, part, type_)
    if rules:
        rule, type_ = scope.chooser.pick(rules)
        return RuleRef(rule, type_)
    match kind:
        case Kind.YES_NO:
            return some_field(scope, entity, lambda type_: type_.kind is Kind.YES_NO)
        case Kind.DATE:
            return some_field(scope, entity, lambda type_: type_ == DATE)
        case Kind.CHOICE:
            return some_field(scope, entity, lambda type_: type_ == AREA)
        case _:
            return some_field(scope, entity, lambda type_: type_.is_quantity)


def plain_field(scope: Scope, entity: str) -> Expr:
    """Return a field of small numbers."""
    shape, type_ = scope.chooser.pick((("earned", MONEY), ("age", WHOLE), ("share", NUMBER)))
    return fact(entity, shape, type_)


def plain_reference(scope: Scope, entity: str) -> Expr:
    """Return a rule that is there already, else a field."""
    rules = scope.rules.get((entity, Kind.NUMBER), [])
    if not rules:
        return plain_field(scope, entity)
    name, type_ = scope.chooser.pick(rules)
    return RuleRef(name, type_)


def factor(scope: Scope) -> Fraction:
    """Return what changes a unit."""
    return scope.chooser.pick(tuple(map(Fraction, ("12", "1/12", "52/12", "-1", "0", "0.025"))))


def numbered(node: Choose) -> Choose:
    """Return the same choice, with each branch's place as its value: which branch was taken."""
    branches = tuple(
        replace(branch, then=Literal(Fraction(place + 1), WHOLE))
        for place, branch in enumerate(node.branches)
    )
    otherwise = None if node.otherwise is None else Literal(Fraction(0), WHOLE)
    return Choose(node.hit, branches, otherwise, WHOLE)
