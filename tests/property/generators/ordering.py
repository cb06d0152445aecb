"""Random orders within a household: places by one key or two, and the other of two."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial

from schemebuilder.ir.expressions import Expr, OfLinked, OfOther, Place, RankKey
from schemebuilder.values.types import WHOLE, Kind, Type
from tests.property.generators.choosing import chance
from tests.property.generators.makers import Makers
from tests.property.generators.scope import Scope, some_field
from tests.property.generators.vocabulary import LINK, ROLES, literal


def place(scope: Scope, depth: int, makers: Makers) -> Place:
    """Return a place among members, by facts above all, which are often alike."""
    chooser = scope.chooser

    def key() -> Expr:
        number = partial(makers.quantity, scope, "person", depth)
        day = partial(makers.day, scope, "person", depth)
        return number() if scope.arithmetic else scope.pick_one(number, day)

    def by() -> Expr:
        plain = (lambda: some_field(scope, "person", _has_order), key)
        return scope.pick_one(plain[0], *plain)

    return Place(
        "household",
        chooser.pick((None, None, *ROLES)),
        makers.condition(scope, "person", depth) if chance(chooser, 3) else None,
        tuple(RankKey(by(), falling=chance(chooser, 2)) for _ in range(chooser.number(1, 3))),
        together=chance(chooser, 2),
        type=WHOLE,
    )


def _has_order(type_: Type) -> bool:
    return type_.is_quantity or type_.kind is Kind.DATE


def compared(scope: Scope, counted: Expr, other: Expr) -> tuple[Expr, Expr]:
    """Return what is counted beside a small number, or beside anything, in either order."""
    few = literal(Fraction(scope.chooser.number(0, 3)), WHOLE)
    pair = scope.chooser.pick(((counted, other), (other, counted)))
    return pair if chance(scope.chooser, 2) else (counted, few)


def of_other(
    scope: Scope, arg: Callable[[], Expr], empty: Callable[[], Expr], type_: Type
) -> OfOther:
    """Return a value of the other holder of a role."""
    chooser = scope.chooser
    role = chooser.pick(ROLES)
    return OfOther("household", role, arg(), empty() if chance(chooser, 2) else None, type_)


def of_linked(
    scope: Scope, arg: Callable[[], Expr], empty: Callable[[], Expr], type_: Type
) -> OfLinked:
    """Return a value of the person whom a fact names."""
    return OfLinked(LINK, arg(), empty() if chance(scope.chooser, 2) else None, type_)
