"""What forms an assistance unit: `unit family of household is head, every child where …`."""

from __future__ import annotations

from dataclasses import dataclass

from schemebuilder.diagnostics.finding import Span
from schemebuilder.language.syntax.expressions import (
    Expr,
)
from schemebuilder.language.syntax.said import (
    NO_LABELS,
    Citation,
    Labels,
    Name,
)


@dataclass(frozen=True, slots=True)
class UnitPart:
    """`head`, `spouse of head`, `every person where …`: who belongs to it.

    `every` says that the word `every` is written; `where` stands only with it.
    """

    who: Name
    span: Span
    of: Name | None = None
    every: bool = False
    where: Expr | None = None
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class UnitStatement:
    """`unit family of household` and its lines `is …`."""

    name: Name
    entity: Name
    parts: tuple[UnitPart, ...]
    span: Span
    plural: Name | None = None
    labels: Labels = NO_LABELS
    citation: Citation | None = None
