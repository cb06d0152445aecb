"""Rationing: a list of all who meet the conditions, put in order, and where it is cut off."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.expressions import Expr, RankKey


class Crossing(Enum):
    """What happens with the first on a list whose cost is more than is left of the budget."""

    STOPS = "stops the list"
    PASSED_OVER = "is passed over"
    LAST = "is the last to enter"


class Ties(Enum):
    """Who of those who are alike enters where there is not room for all of them."""

    NONE = "none of the tied"
    ALL = "all of the tied"


class Standing(Enum):
    """How somebody stands on a list who meets the conditions, or may.

    Whoever is UNDECIDED or FAILED has no place: the list is made of the others.
    """

    SELECTED = "selected"
    WAITING = "waiting"
    NOT_SELECTED = "not_selected"
    UNDECIDED = "undecided"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Quota:
    """How many of one area may enter: `most` is the same for all of an area."""

    area: Expr
    most: Expr
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Budget:
    """What those on the list may cost together: `cost` is of each, `limit` the same for all."""

    cost: Expr
    limit: Expr
    crossing: Crossing
    words: str = ""
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """A list over all subjects of an entity, made on a day; never over one case.

    On it are those for whom `candidate` holds: something of what is named in `serves` (benefits, of
    the entity or of its members; an eligibility in a scheme without benefits) would be paid to
    them. Expressions are of the subject. They stand in the order of `keys`, told in `words`; alike
    in all of them, they share a place, and `ties` says who enters. `room` is how many may enter,
    `waiting` the last day of the waiting list; without it there is none.
    """

    name: str
    entity: str
    serves: tuple[str, ...]
    candidate: Expr
    keys: tuple[RankKey, ...]
    ties: Ties
    words: tuple[str, ...] = ()
    quota: Quota | None = None
    budget: Budget | None = None
    room: Expr | None = None
    waiting: Expr | None = None
    labels: dict[str, str] = field(default_factory=dict)
    citation: str = ""
    span: Span | None = None


def selection_roots(selection: Selection) -> tuple[tuple[str, Expr], ...]:
    """Return the expressions of a selection with the first steps of their paths."""
    found = [("candidate", selection.candidate)]
    found += [(f"key{number}", key.by) for number, key in enumerate(selection.keys)]
    if selection.quota is not None:
        found += [("area", selection.quota.area), ("quota", selection.quota.most)]
    if selection.budget is not None:
        found += [("cost", selection.budget.cost), ("limit", selection.budget.limit)]
    if selection.room is not None:
        found.append(("places", selection.room))
    if selection.waiting is not None:
        found.append(("waiting", selection.waiting))
    return tuple(found)
