"""What makes the parts of generated expressions, handed to makers that stand in other files."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from schemebuilder.ir.expressions import Expr
    from tests.property.generators.scope import Scope

    Maker = Callable[[Scope, str, int], Expr]


class Makers(NamedTuple):
    """What makes conditions, numbers and days of an entity, to a depth."""

    condition: Maker
    quantity: Maker
    day: Maker
