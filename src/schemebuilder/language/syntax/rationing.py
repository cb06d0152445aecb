"""What a selection says: who is put in order, the quotas, the budget, ties, the waiting list."""

from __future__ import annotations

from dataclasses import dataclass

from schemebuilder.diagnostics.finding import Span
from schemebuilder.language.syntax.expressions import (
    Expr,
    RankKeyWritten,
)
from schemebuilder.language.syntax.said import (
    NO_LABELS,
    Citation,
    Labels,
    Name,
)


@dataclass(frozen=True, slots=True)
class TiesWritten:
    """`ties by draw lowest first, then none of the tied`: more keys, and the rest.

    `rest` is `none`, `all`, or empty where it is not said who enters of those still alike.
    """

    keys: tuple[RankKeyWritten, ...]
    rest: str
    span: Span
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class QuotaWritten:
    """`within district up to district_quota`."""

    area: Expr
    most: Expr
    span: Span
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class BudgetWritten:
    """`until yearly cost reaches X, the first that does not fit stops the list`.

    `per` is `year`, `month`, or empty for the total. `crossing` is `stops`, `passed over`, `last`,
    or empty where it is not said.
    """

    per: str
    limit: Expr
    crossing: str
    span: Span
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class RoomWritten:
    """`places 500`, or `waiting list 12 months`: a value and the law that says it."""

    value: Expr
    span: Span
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class SelectionStatement:
    """`selection [name] of entity [for benefits]` and what its lines say."""

    name: Name | None
    entity: Name
    serves: tuple[Name, ...]
    keys: tuple[RankKeyWritten, ...]
    span: Span
    ties: TiesWritten | None = None
    quota: QuotaWritten | None = None
    budget: BudgetWritten | None = None
    places: RoomWritten | None = None
    waiting: RoomWritten | None = None
    labels: Labels = NO_LABELS
    citation: Citation | None = None
    rank_citation: Citation | None = None
