"""Series that are observed by area and month, and the events that widen a scheme."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from schemebuilder.diagnostics.finding import Span
from schemebuilder.language.syntax.expressions import (
    Expr,
)
from schemebuilder.language.syntax.said import (
    NO_LABELS,
    Citation,
    Labels,
    Name,
    Text,
)


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A row `| 2025-01 | 0.41 | - |`: a month and a value for each column, None for `-`."""

    year: int
    month: int
    values: tuple[Fraction | None, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class SeriesStatement:
    """`series vegetation by district "…"` and its rows; `columns` are values of the key."""

    name: Name
    key: Name
    title: Text | None
    columns: tuple[Name, ...]
    rows: tuple[SeriesRow, ...]
    span: Span
    source: str = ""
    labels: Labels = NO_LABELS
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class TriggerStatement:
    """`trigger drought of household when vegetation < 0.35 for 2 of 3 months` and its lines.

    `sign` compares the series with `bound`; it must hold in `least` of the `months` before. `lasts`
    is for how many months it is active after that.
    """

    name: Name
    entity: Name
    series: Name
    sign: str
    bound: Expr
    least: int
    months: int
    span: Span
    activates: tuple[Name, ...] = ()
    lasts: int = 1
    sunset: Expr | None = None
    financed_by: str = ""
    refuse: Text | None = None
    labels: Labels = NO_LABELS
    citation: Citation | None = None
