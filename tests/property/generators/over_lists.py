"""Random quantifiers over the entries of lists: all of them, or the first so many in some order."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from schemebuilder.ir.expressions import ListAggregate, Order, Pick, Quantifier
from schemebuilder.values.types import WHOLE, YES_NO, Kind
from tests.property.generators.choosing import chance
from tests.property.generators.listed import fact, lists_of
from tests.property.generators.vocabulary import MONEY, literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from schemebuilder.ir.expressions import Expr
    from schemebuilder.values.types import Type
    from tests.property.generators.makers import Makers
    from tests.property.generators.scope import Scope


def over_lists(
    scope: Scope, entity: str, type_: Type, depth: int, makers: Makers
) -> list[Callable[[], Expr]]:
    """Return the makers of what a list of the entity comes to."""
    if type_.kind is Kind.YES_NO:
        return [lambda: quantified(scope, entity, depth, makers)]
    if type_.is_quantity:
        return [
            lambda: number(scope, entity, depth, makers),
            *[lambda: values(scope, entity, depth, makers)] * 2,
        ]
    return []


def number(scope: Scope, entity: str, depth: int, makers: Makers) -> ListAggregate:
    """Return how many entries there are."""
    name = scope.chooser.pick(lists_of(entity))
    where = makers.condition(scope, name, depth - 1) if chance(scope.chooser, 2) else None
    return ListAggregate(Quantifier.NUMBER, name, where, None, None, WHOLE)


def quantified(scope: Scope, entity: str, depth: int, makers: Makers) -> ListAggregate:
    """Return whether any or every entry meets a condition."""
    chooser = scope.chooser
    name = chooser.pick(lists_of(entity))
    quantifier = chooser.pick((Quantifier.ANY, Quantifier.EVERY))
    empty = literal(chance(chooser, 2), YES_NO) if quantifier is Quantifier.EVERY else None
    where = makers.condition(scope, name, depth - 1)
    return ListAggregate(quantifier, name, where, None, empty, YES_NO)


def values(scope: Scope, entity: str, depth: int, makers: Makers) -> ListAggregate:
    """Return a total, highest, lowest or average over all entries, or over the first so many."""
    chooser = scope.chooser
    name = chooser.pick(lists_of(entity))
    quantifier = chooser.pick(
        (Quantifier.TOTAL, Quantifier.AVERAGE, Quantifier.HIGHEST, Quantifier.LOWEST)
    )
    where = makers.condition(scope, name, depth - 1) if chance(chooser, 2) else None
    value = makers.quantity(scope, name, depth - 1)
    empty: Expr | None = literal(Fraction(0), MONEY)
    if not scope.arithmetic:
        empty = makers.quantity(scope, entity, 0) if chance(chooser, 2) else None
    pick = _pick(scope, entity, name, depth, makers) if chance(chooser, 2) else None
    return ListAggregate(quantifier, name, where, value, empty, MONEY, pick)


def _pick(scope: Scope, entity: str, name: str, depth: int, makers: Makers) -> Pick:
    chooser = scope.chooser
    count: Expr = literal(Fraction(chooser.number(0, 3)), WHOLE)
    if chance(chooser, 3):
        odd = makers.quantity(scope, entity, 0)
        count = fact(entity, "age", WHOLE) if chance(chooser, 2) else odd
    by: Expr | None = scope.pick_one(
        lambda: None,
        lambda: fact(name, "age", WHOLE),
        lambda: makers.day(scope, name, 0),
        lambda: makers.quantity(scope, name, depth - 1),
    )
    ties = None if by is None else chooser.pick((None, *Order))
    return Pick(count, chooser.pick(tuple(Order)), by, chance(chooser, 2), ties)
