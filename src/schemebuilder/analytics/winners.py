"""Who gains and who loses between two versions, how much, and in which bands of per cent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from schemebuilder.analytics.totals import Grouped, grouped
from schemebuilder.analytics.whole import Array, Mask, times

Whole = npt.NDArray[np.int64]

BANDS: Final = ("-5% or lower", "-5% to -0.1%", "-0.1% to 0.1%", "0.1% to 5%", "over 5%")
"""Bands of change p in per cent: p ≤ -5; -5 < p < -0.1; -0.1 ≤ p ≤ 0.1; 0.1 < p ≤ 5; p > 5."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many: weighted households and persons in 10^-6, and rows; `amount` is Σ weight·change."""

    households: int = 0
    persons: int = 0
    rows: int = 0
    amount: int = 0


@dataclass(frozen=True, slots=True)
class Moved:
    """Those of one group who gain, who lose, for whom nothing changes, and who are undecided.

    The amount of the undecided is what is known to be paid to them: it is in the cost, and says
    nothing of whether they gain.
    """

    gain: Counted
    lose: Counted
    same: Counted
    undecided: Counted


def moved(
    change: Array,
    decided: Mask,
    sizes: Whole,
    weights: Whole,
    groups: Whole | None = None,
    count: int = 1,
) -> list[Moved]:
    """Return who gains and loses in each group 0 … count - 1 of households (None: all in one).

    `change` is a household's net amount after less before. Unit: households, and persons who live
    in them, weighted. All of a group are in one of the four: gain, lose, same, undecided.
    """
    up = np.asarray(change > 0, dtype=np.bool_)
    down = np.asarray(change < 0, dtype=np.bool_)
    masks = (decided & up, decided & down, decided & ~up & ~down, ~decided)
    by_group = grouped(groups, count, len(weights))
    parts = [counted(mask, change, sizes, weights, by_group) for mask in masks]
    return [Moved(*each) for each in zip(*parts, strict=True)]


def counted(
    mask: Mask, change: Array, sizes: Whole, weights: Whole, by_group: Grouped
) -> list[Counted]:
    """Return how many of each group the mask holds, and their weighted change."""
    here = by_group.sorted(mask)
    moving, size, weight = (by_group.sorted(each) for each in (change, sizes, weights))
    number = here.astype(np.int64)
    households = by_group.totals(weight, number)
    persons = by_group.totals(weight, number * size)
    amounts = by_group.totals(weight, np.where(here, moving, 0))
    rows = by_group.counts(here)
    return [Counted(*each) for each in zip(households, persons, rows, amounts, strict=True)]


def bands_of(change: Array, base: Array) -> npt.NDArray[np.int64]:
    """Return the band of change / base of each household, as a place in `BANDS`.

    Exact at the edges: 100·change is compared with p·base. `base` is above zero; where it is not,
    there is no per cent, and the band is -1.
    """
    thousandfold: Any = times(change, 1000)
    band = np.zeros(len(change), dtype=np.int64)
    for limit, closed in ((-50, False), (-1, True), (1, False), (50, False)):
        edge = times(base, limit)
        over = thousandfold >= edge if closed else thousandfold > edge
        band += np.asarray(over, dtype=np.bool_)
    return np.where(np.asarray(base > 0, dtype=np.bool_), band, -1)


def extremes(change: Array, decided: Mask, count: int) -> tuple[list[int], list[int]]:
    """Return the rows that lose most and that gain most, at most `count` each.

    Households are not weighted here. Of those alike the first rows come first.
    """

    def first(rows: npt.NDArray[np.intp], by: Array) -> list[int]:
        order = np.argsort(by[rows], kind="stable")[:count]
        found: list[int] = rows[order].tolist()
        return found

    losing = np.flatnonzero(decided & np.asarray(change < 0, dtype=np.bool_))
    gaining = np.flatnonzero(decided & np.asarray(change > 0, dtype=np.bool_))
    return first(losing, change), first(gaining, times(change, -1))
