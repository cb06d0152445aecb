"""Order among people as it is written: places, the first of them, the other of two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemebuilder.diagnostics.finding import Span
from schemebuilder.language.syntax.said import Name

if TYPE_CHECKING:
    from schemebuilder.language.syntax.expressions import Expr


@dataclass(frozen=True, slots=True)
class PossessiveOther:
    """`the other adult's income`: of the other of two; `if_none` after `or … if none`."""

    role: Name
    arg: Expr
    span: Span
    if_none: Expr | None = None


@dataclass(frozen=True, slots=True)
class RankKeyWritten:
    """What people are put in order by, and which way: `age oldest first`.

    `by` is None where only `oldest` or `youngest` stands there. `direction` is `oldest`,
    `youngest`, `highest`, `lowest`, `earliest`, `latest`, or empty where nothing is said.
    `ahead` is True where the direction stands before: `with highest income`.
    """

    by: Expr | None
    direction: str
    span: Span
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class OrderWritten:
    """`by K oldest first, then by L lowest first, ties by M, ties together`.

    `ties` is None where nothing is said of ties, and empty under `ties together` alone.
    """

    keys: tuple[RankKeyWritten, ...]
    ties: tuple[RankKeyWritten, ...] | None
    together: bool
    span: Span


@dataclass(frozen=True, slots=True)
class PlaceOf:
    """`place of child among children where (…) by age oldest first, ties by …`."""

    whose: Name
    members: Name
    order: OrderWritten
    span: Span
    where: Expr | None = None


@dataclass(frozen=True, slots=True)
class FirstTest:
    """`is the adult with highest income, ties by …`, `is not the oldest child` (negated)."""

    members: Name
    order: OrderWritten
    span: Span
    where: Expr | None = None
    negated: bool = False
