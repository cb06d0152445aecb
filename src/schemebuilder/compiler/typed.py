"""A compiled expression with what only the compiler needs to know of its value."""

from __future__ import annotations

from dataclasses import dataclass, replace

from schemebuilder.ir.expressions import Expr
from schemebuilder.values.types import Type


@dataclass(frozen=True, slots=True)
class Typed:
    """An expression of the meaning.

    `counts` says what a number counts: `person` or a role (it cancels `per person`), or `year`
    (completed years, which compare with `18 years`). `shared_by` is set on a rate that was divided
    by a number of persons: it fits `per person` and without.
    """

    expr: Expr
    counts: str | None = None
    shared_by: str | None = None

    @property
    def type(self) -> Type:
        """The type of its value."""
        return self.expr.type

    def of_type(self, wanted: Type) -> Typed:
        """Return the same value under another type of the same base."""
        if wanted == self.expr.type:
            return self
        return replace(self, expr=replace(self.expr, type=wanted))


PERSONS = "person"
YEARS = "year"
