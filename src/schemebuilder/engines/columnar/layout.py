"""A block's households over its persons: segment sums, extremes and spreads over offsets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[Any]
Ints: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Layout:
    """Households of a block: where each starts among the block's persons, and how many they are.

    `full` marks the households that have members (None: all have), `starts` where those begin.
    `reduceat` sees only these, since on an empty segment it would return a neighbour's entry.
    """

    sizes: Ints
    starts: Ints
    full: npt.NDArray[np.bool_] | None
    owner: Ints
    persons: int

    @property
    def households(self) -> int:
        """The number of households in the block."""
        return len(self.sizes)


def layout_of(offsets: Ints) -> Layout:
    """Return the layout of households that begin at these places (one more closes the last)."""
    starts = offsets[:-1] - offsets[0]
    sizes = np.diff(offsets)
    full = sizes > 0
    owner = np.repeat(np.arange(len(sizes), dtype=np.int64), sizes)
    everyone = bool(full.all())
    return Layout(
        sizes,
        starts if everyone else starts[full],
        None if everyone else full,
        owner,
        int(offsets[-1] - offsets[0]),
    )


def reduced(layout: Layout, by: np.ufunc, values: Array, over_nobody: int) -> Array:
    """Return `by` over each household's members; `over_nobody` for households without any."""
    if layout.full is None:
        if not len(layout.starts):
            return values[:0]
        return by.reduceat(values, layout.starts)
    result = np.full(layout.households, over_nobody, dtype=values.dtype)
    if len(layout.starts):
        result[layout.full] = by.reduceat(values, layout.starts)
    return result


def counted(layout: Layout, mask: npt.NDArray[np.bool_]) -> Ints:
    """Return in how many members of each household the mask holds."""
    return np.bincount(layout.owner[mask], minlength=layout.households)


def first(layout: Layout, mask: npt.NDArray[np.bool_]) -> Ints:
    """Return the place among the block's persons of each household's first such member, or -1."""
    places = np.flatnonzero(mask)
    result = np.full(layout.households, -1, dtype=np.int64)
    result[layout.owner[places[::-1]]] = places[::-1]
    return result
