"""Formulas that are used with different amounts, scales, and what must always or never hold."""

from __future__ import annotations

from dataclasses import dataclass

from schemebuilder.diagnostics.finding import Span
from schemebuilder.language.syntax.declarations import (
    Force,
    TypeWritten,
)
from schemebuilder.language.syntax.expressions import Expr
from schemebuilder.language.syntax.lookups import Cell
from schemebuilder.language.syntax.rules import ExceptionWritten
from schemebuilder.language.syntax.said import NO_LABELS, Citation, Labels, Name


@dataclass(frozen=True, slots=True)
class BandWritten:
    """A row `| from | rate | … |` of a scale: where the band begins, and a rate for each column.

    A rate is None for `-`: this combination cannot occur.
    """

    bound: Expr
    rates: tuple[Expr | None, ...]
    span: Span
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class ScaleStatement:
    """`scale x [of entity] [: type]`, `marginal [on …] [, by key]`, and its bands.

    `whole` is `whole amount`: the rate of the band that is reached counts for all of it. `over` is
    the heading of the bounds: a band begins above its bound, not at it. `on` is None where each use
    says it: `x on income`. `columns` are the values of the key, none without a key.
    """

    name: Name
    entity: Name | None
    type: TypeWritten | None
    whole: bool
    on: Expr | None
    key: Name | None
    columns: tuple[Cell, ...]
    over: bool
    bands: tuple[BandWritten, ...]
    span: Span
    force: Force | None = None
    labels: Labels = NO_LABELS
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class GivenName:
    """What a formula is used with: its name, and its type where it is not that of the formula."""

    name: Name
    type: TypeWritten | None
    span: Span


@dataclass(frozen=True, slots=True)
class FormulaStatement:
    """`rule x [of entity] given a, b : type = base`, with exceptions; used as `x of (…, …)`."""

    name: Name
    entity: Name | None
    given: tuple[GivenName, ...]
    type: TypeWritten
    base: Expr | None
    exceptions: tuple[ExceptionWritten, ...]
    span: Span
    force: Force | None = None
    labels: Labels = NO_LABELS
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class ClaimStatement:
    """`always [of entity :] condition [when …]`, or `never …` (keyword)."""

    keyword: str
    entity: Name | None
    condition: Expr
    when: Expr | None
    span: Span
    citation: Citation | None = None
