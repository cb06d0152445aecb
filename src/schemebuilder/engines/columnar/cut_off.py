"""Where a list over a population is cut off: walked group of equals by group, on whole numbers.

Written apart from the exact evaluator's walk of the same lists: tests hold the two to each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from schemebuilder.engines.columnar.selection import (
    Candidates,
    ordered,
    whole,
)
from schemebuilder.ir.selection import Crossing, Selection, Standing, Ties

if TYPE_CHECKING:
    from collections.abc import Iterable

Array: TypeAlias = npt.NDArray[Any]

_MICRO: Final = 10**6
_CODE: Final = {standing: code for code, standing in enumerate(Standing)}


@dataclass(frozen=True, slots=True)
class Tie:
    """Rows that are alike and for all of which there was no room; whether they entered."""

    place: int
    rows: tuple[int, ...]
    entered: bool


@dataclass(frozen=True, slots=True)
class CutOff:
    """A list over a population: how each row stands, its place (0: none), ties, what is used up.

    `spent` is a cost with the weights in it; `entered` and `used` (by area) are weights of 10^-6,
    `quotas` too. `last` is the place of the last to enter, 0 if nobody did.
    """

    standing: npt.NDArray[np.uint8]
    place: Array
    ties: tuple[Tie, ...]
    spent: Fraction
    entered: int
    last: int
    used: Mapping[int, int]
    quotas: Mapping[int, int]


@dataclass(slots=True)
class _Walk:
    """The rows in order with what each uses up, and what is used up so far."""

    weights: list[int]
    costs: list[int]
    areas: list[int]
    quotas: list[int]
    places: int | None
    within: int | None
    before: int | None
    crossing: Crossing
    all_of_tied: bool
    spent: int = 0
    entered: int = 0
    used: dict[int, int] = field(default_factory=dict)
    full: set[int] = field(default_factory=set)
    over: bool = False
    tied: list[tuple[int, tuple[int, ...]]] = field(default_factory=list)

    def group(self, first: int, end: int) -> Sequence[int]:
        """Return which of the positions from first to before end enter."""
        left: Sequence[int] = range(first, end)
        if self.areas:
            left = self._by_area(left)
        if self.places is not None and left:
            free = self.places - self.entered
            total = sum(self.weights[at] for at in left)
            if total > free:
                self.over = True
                left = self._some(left, min(self.weights[at] for at in left) <= free, first)
        if self.within is not None and left:
            left = self._by_cost(left, first)
        for at in left:
            self.entered += self.weights[at]
            self.spent += self.costs[at]
            if self.areas:
                area = self.areas[at]
                self.used[area] = self.used.get(area, 0) + self.weights[at]
        return left

    def _by_area(self, group: Sequence[int]) -> list[int]:
        members: dict[int, list[int]] = {}
        for at in group:
            members.setdefault(self.areas[at], []).append(at)
        left: list[int] = []
        for area, mine in members.items():
            if area in self.full:
                continue
            free = self.quotas[mine[0]] - self.used.get(area, 0)
            if sum(self.weights[at] for at in mine) > free:
                self.full.add(area)
                left += self._some(mine, min(self.weights[at] for at in mine) <= free, group[0])
            else:
                left += mine
        return left

    def _by_cost(self, group: Sequence[int], first: int) -> Sequence[int]:
        assert self.within is not None  # noqa: S101 so that mypy sees it
        assert self.before is not None  # noqa: S101 so that mypy sees it
        total = sum(self.costs[at] for at in group)
        least = min(self.costs[at] for at in group)
        if self.crossing is not Crossing.LAST:
            if self.spent + total <= self.within:
                return group
            self.over = self.over or self.crossing is Crossing.STOPS
            return self._some(group, self.spent + least <= self.within, first)
        # `before` is the first whole number that is no longer below the budget
        if self.spent >= self.before:
            self.over = True
            return ()
        self.over = self.over or self.spent + total >= self.before
        if self.spent + total - least < self.before:
            return group
        return self._some(group, room=True, first=first)

    def _some(self, group: Sequence[int], room: bool, first: int) -> Sequence[int]:  # noqa: FBT001 a fact
        """There is no room for all: nobody enters, or all if there is room for one of them."""
        if not room:
            return ()
        self.tied.append((first, tuple(group)))
        return group if self.all_of_tied else ()


def cut_off(selection: Selection, candidates: Candidates) -> CutOff:
    """Walk a list and say how everyone on it stands."""
    rows, begins = ordered(candidates, selection)
    walk = _walk_of(selection, candidates, rows)
    starts = [*np.flatnonzero(begins).tolist(), len(rows)]
    out = Standing.NOT_SELECTED if selection.waiting is None else Standing.WAITING
    standing = candidates.standing.copy()
    standing[rows] = _CODE[out]
    place = np.zeros(len(standing), dtype=np.int64)
    place[rows] = np.asarray(starts[:-1], dtype=np.int64)[np.cumsum(begins) - 1] + 1
    last = 0
    chosen: list[int] = []
    for first, end in pairwise(starts):
        entering = walk.group(first, end)
        chosen.extend(entering)
        last = first + 1 if entering else last
        if walk.over:
            break
    standing[rows[np.asarray(chosen, dtype=np.int64)]] = _CODE[Standing.SELECTED]
    unit = _cost_unit(candidates, rows)
    return CutOff(
        standing,
        place,
        tuple(
            Tie(at + 1, tuple(int(rows[one]) for one in group), walk.all_of_tied)
            for at, group in walk.tied
        ),
        walk.spent * unit / _MICRO,
        walk.entered,
        last,
        walk.used,
        dict(_quotas(walk)),
    )


def _quotas(walk: _Walk) -> Iterable[tuple[int, int]]:
    return zip(walk.areas, walk.quotas, strict=True)


def _cost_unit(candidates: Candidates, rows: Array) -> Fraction:
    return Fraction(1) if candidates.cost is None else whole(candidates.cost, rows)[1]


def _walk_of(selection: Selection, candidates: Candidates, rows: Array) -> _Walk:
    """Return what there is to walk; limits in the units of what is counted against them."""
    weights = [int(each) for each in candidates.weights[rows].tolist()]
    costs, unit = [0] * len(rows), Fraction(1)
    if candidates.cost is not None:
        each, unit = whole(candidates.cost, rows)
        costs = [one * weight for one, weight in zip(each, weights, strict=True)]
    areas: list[int] = []
    quotas: list[int] = []
    if candidates.areas is not None and candidates.quota is not None:
        areas = [int(each) for each in candidates.areas[rows].tolist()]
        most, of = whole(candidates.quota, rows)
        quotas = [int(one * of * _MICRO // 1) for one in most]
    budget = selection.budget
    limit = None if candidates.limit is None else candidates.limit * _MICRO / unit
    places = None if candidates.places is None else int(candidates.places * _MICRO // 1)
    return _Walk(
        weights,
        costs,
        areas,
        quotas,
        places,
        None if limit is None else int(limit // 1),
        None if limit is None else int(-(-limit // 1)),
        Crossing.STOPS if budget is None else budget.crossing,
        selection.ties is Ties.ALL,
    )
