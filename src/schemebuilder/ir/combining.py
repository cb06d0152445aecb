"""How a scheme goes together with others: which awards it reads, and what it says of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.expressions import Expr


@dataclass(frozen=True, slots=True)
class Award:
    """An award of another scheme that this one can read: a benefit, or (none) its conditions.

    `name` is how it is spoken of: the scheme's id, or `cash of flood_cash` where the scheme has
    several benefits. The facts are named by `amount`, `held`, `eligible` and `chosen` ("" where
    there is none), each of the `entity`; `chosen` says that the person keeps that award instead.
    """

    name: str
    scheme: str
    benefit: str
    entity: str
    title: str
    amount: str = ""
    held: str = ""
    eligible: str = ""
    chosen: str = ""


class Combining(Enum):
    """What a line of `combines` says."""

    CANNOT_BE_HELD = "cannot be held with"
    MAY_BE_HELD = "may be held with"
    COUNTS_AS_INCOME = "counts as income for"
    TOPS_UP = "tops up"
    PAID_FIRST = "paid first"
    PAID_BEFORE = "paid before"
    ON_EXIT = "on exit refer to"


class Kept(Enum):
    """Which of two awards is kept that cannot be held together."""

    OTHER = "the other goes first"
    THIS = "this goes first"
    HIGHER = "the higher"
    CHOSEN = "the person chooses"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Combine:
    """One line of `combines`, for one benefit of this scheme (`own`) and one award of another.

    What it makes of this scheme's conditions and amounts stands with its benefits already. `when`
    is set of `on exit refer to … when eligible for it`: the condition under which one is referred.
    """

    kind: Combining
    own: str
    award: str = ""
    scheme: str = ""
    benefit: str = ""
    kept: Kept = Kept.UNSAID
    when: Expr | None = None
    citation: str = ""
    span: Span | None = None


COUNTED: str = "awards_counted_as_income"
"""The fact that holds the awards of other schemes which count as income for this one."""
