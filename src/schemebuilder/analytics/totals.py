"""Weighted totals of whole numbers by group: equal to the last digit in any order."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from schemebuilder.engines.columnar.totals import weighted_total

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Grouped:
    """Entries in order of their group, found once for many totals.

    Those of group g stand from `edges[g]` to `edges[g + 1]` of what `sorted` returns; `order` is
    None where all are in group 0 already.
    """

    order: npt.NDArray[np.intp] | None
    edges: tuple[int, ...]

    def sorted(self, entries: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Return entries in order of their group, those of no group first."""
        return entries if self.order is None else entries[self.order]

    def totals(self, weights: Whole, amounts: npt.NDArray[Any]) -> list[int]:
        """Return each group's weighted total as a Python integer; both come sorted."""
        return [
            weighted_total(amounts[start:end], weights[start:end])
            for start, end in pairwise(self.edges)
        ]

    def counts(self, having: npt.NDArray[np.bool_]) -> list[int]:
        """Return how many of each group have something; `having` comes sorted."""
        return [int(np.count_nonzero(having[start:end])) for start, end in pairwise(self.edges)]


def grouped(groups: Whole | None, count: int, entries: int) -> Grouped:
    """Put entries in order of groups 0 … count - 1 (-1: in none; None: all in group 0)."""
    if groups is None:
        return Grouped(None, (0, entries))
    # Stable sorting of narrow integers takes time in proportion to their number alone.
    narrow = groups.astype(np.min_scalar_type(-count - 1))
    order = np.argsort(narrow, kind="stable")
    edges = np.searchsorted(narrow[order], np.arange(count + 1, dtype=narrow.dtype))
    return Grouped(order, tuple(edges.tolist()))


def grouped_weighted_totals(
    weights: Whole, amounts: npt.NDArray[Any], groups: Whole | None, count: int
) -> list[int]:
    """Return the weighted total of each group 0 … count - 1 as Python integers.

    `amounts` are int64, or Python integers in an object array. `groups` has one group an entry, -1
    for none; None puts all into group 0.
    """
    by_group = grouped(groups, count, len(weights))
    return by_group.totals(by_group.sorted(weights), by_group.sorted(amounts))
