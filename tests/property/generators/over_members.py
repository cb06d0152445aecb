"""Random quantifiers over the members of a household."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from schemebuilder.ir.expressions import Aggregate, Quantifier
from schemebuilder.values.types import WHOLE, YES_NO
from tests.property.generators.choosing import chance
from tests.property.generators.vocabulary import MONEY, ROLES, literal

if TYPE_CHECKING:
    from schemebuilder.ir.expressions import Expr
    from tests.property.generators.makers import Makers
    from tests.property.generators.scope import Scope


def some(scope: Scope, depth: int, makers: Makers) -> Aggregate:
    """Return a number, total, highest, lowest or average over those with a role or all."""
    quantifier = scope.chooser.pick(
        (
            Quantifier.NUMBER,
            Quantifier.TOTAL,
            Quantifier.TOTAL,
            Quantifier.HIGHEST,
            Quantifier.LOWEST,
            Quantifier.AVERAGE,
        )
    )
    if quantifier is Quantifier.NUMBER:
        return number(scope, depth, makers)
    value = makers.quantity(scope, "person", depth)
    role, where = _among(scope, depth, makers)
    empty: Expr | None = None
    if quantifier is not Quantifier.TOTAL:
        empty = makers.quantity(scope, "household", 0) if chance(scope.chooser, 2) else None
    return Aggregate(quantifier, "household", role, where, value, empty, MONEY)


def number(scope: Scope, depth: int, makers: Makers) -> Aggregate:
    """Return how many there are."""
    role, where = _among(scope, depth, makers)
    return Aggregate(Quantifier.NUMBER, "household", role, where, None, None, WHOLE)


def _among(scope: Scope, depth: int, makers: Makers) -> tuple[str | None, Expr | None]:
    role = scope.chooser.pick((None, *ROLES))
    where = makers.condition(scope, "person", depth) if chance(scope.chooser, 2) else None
    return role, where


def quantified(scope: Scope, depth: int, makers: Makers) -> Aggregate:
    """Return whether any or every one of them meets a condition."""
    quantifier = scope.chooser.pick((Quantifier.ANY, Quantifier.EVERY))
    empty = None
    if quantifier is Quantifier.EVERY:
        empty = literal(chance(scope.chooser, 2), YES_NO)
    role = scope.chooser.pick((None, *ROLES))
    where = makers.condition(scope, "person", depth)
    return Aggregate(quantifier, "household", role, where, None, empty, YES_NO)


def plain(scope: Scope, depth: int, makers: Makers) -> Aggregate:
    """Return one of the values over all members, of an amount of 0 if there is nobody."""
    quantifier = scope.chooser.pick(
        (Quantifier.TOTAL, Quantifier.AVERAGE, Quantifier.HIGHEST, Quantifier.LOWEST)
    )
    where = makers.condition(scope, "person", depth - 1) if chance(scope.chooser, 3) else None
    value = makers.quantity(scope, "person", depth)
    empty = literal(Fraction(0), MONEY)
    return Aggregate(quantifier, "household", None, where, value, empty, MONEY)
