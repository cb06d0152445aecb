"""A block's households over its persons: segment sums, extremes and spreads over offsets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from schemebuilder.lowering.bounds import fits

Array: TypeAlias = npt.NDArray[Any]
Ints: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Layout:
    """Households of a block: where each starts among the block's persons, and how many they are.

    `full` marks the households that have members (None: all have), `starts` where those begin.
    `reduceat` sees only these, since on an empty segment it would return a neighbour's entry.
    `edges` are the begins of all and the end of the last; `owner` is each person's household, if
    the program needs it.
    """

    edges: Ints

    sizes: Ints
    starts: Ints
    full: npt.NDArray[np.bool_] | None
    owner: Ints | None
    persons: int

    @property
    def households(self) -> int:
        """The number of households in the block."""
        return len(self.sizes)


def layout_of(offsets: Ints, *, owners: bool = True) -> Layout:
    """Return the layout of households that begin at these places (one more closes the last)."""
    edges = offsets - offsets[0]
    sizes = np.diff(offsets)
    full = sizes > 0
    everyone = bool(full.all())
    return Layout(
        edges,
        sizes,
        edges[:-1] if everyone else edges[:-1][full],
        None if everyone else full,
        np.repeat(np.arange(len(sizes), dtype=np.int64), sizes) if owners else None,
        int(edges[-1]),
    )


def everyone(layout: Layout, x: Any) -> Array:
    """Return a lane of members, also of what is the same for everyone."""
    if isinstance(x, np.ndarray) and x.ndim:
        return x
    if isinstance(x, np.ndarray):
        return np.full(layout.persons, x.item(), dtype=object)
    small = isinstance(x, bool) or fits((x, x))
    return np.full(layout.persons, x, dtype=None if small else object)


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


def summed(layout: Layout, values: Array) -> Array:
    """Return each household's sum as a difference of running sums.

    The running sum of the whole block must fit the values' type; see `reduced` where it may not.
    """
    running = np.empty(layout.persons + 1, dtype=values.dtype)
    running[0] = 0
    np.cumsum(values, out=running[1:])
    return np.diff(running[layout.edges])


def counted(layout: Layout, mask: npt.NDArray[np.bool_]) -> Ints:
    """Return in how many members of each household the mask holds."""
    small = layout.persons < 2**31
    running = np.zeros(layout.persons + 1, dtype=np.int32 if small else np.int64)
    np.cumsum(mask, out=running[1:])
    return np.diff(running[layout.edges]).astype(np.int64, copy=False)


def first(layout: Layout, mask: npt.NDArray[np.bool_]) -> Ints:
    """Return the place among the block's persons of each household's first such member, or -1."""
    places = np.flatnonzero(mask)
    result = np.full(layout.households, -1, dtype=np.int64)
    result[owner_of(layout)[places[::-1]]] = places[::-1]
    return result


def owner_of(layout: Layout) -> Ints:
    """Return each person's household.

    Raises:
        ValueError: the layout was made without.
    """
    if layout.owner is None:
        raise ValueError("this layout was made without the household of each person")
    return layout.owner
