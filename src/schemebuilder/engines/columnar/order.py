"""Order within households: one sort of those in the order, then counts over runs of equal keys.

Sorted by household and by key, with what is open behind what is known, those who agree on the
first keys stand side by side: a run. Whoever stands before the run of a person, on the keys known
of that person, stands ahead for certain. Left open are the others of that run, and at each earlier
key those at the end of the run for whom that key is not known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from schemebuilder.engines.columnar.layout import Layout, everyone, owner_of

Array: TypeAlias = npt.NDArray[Any]
Lane: TypeAlias = Any


@dataclass(frozen=True, slots=True)
class Standings:
    """For each member: how many others stand ahead, how many more may, how many by a fault."""

    ahead: Array
    open: Array
    fault: Array


@dataclass(frozen=True, slots=True)
class _Key:
    """One key of those in the order; `open` and `fault` are masks."""

    n: Array
    open: Array
    fault: Array


def standings(layout: Layout, args: tuple[Lane, ...]) -> Standings:
    """Return how everyone stands; whoever is not in the order stands nowhere, with zeros.

    `args` are the masks `sure`, `open` and `open fault`, then number, open and fault of each key.
    """
    sure, open_, open_fault = (everyone(layout, arg) for arg in args[:3])
    rows = np.flatnonzero(np.logical_or(sure, open_))
    house = owner_of(layout)[rows]
    keys = [
        _key(*(everyone(layout, arg)[rows] for arg in args[first : first + 3]))
        for first in range(3, len(args), 3)
    ]
    by = [column for key in reversed(keys) for column in (key.n, key.open)]
    order = np.lexsort((*by, house))
    keys = [_Key(key.n[order], key.open[order], key.fault[order]) for key in keys]
    rows = rows[order]
    found = _counted(house[order], keys, sure[rows], open_[rows], open_fault[rows])
    return Standings(*(_spread(layout.persons, rows, counts) for counts in found))


def _spread(persons: int, rows: Array, counts: Array) -> Array:
    result = np.zeros(persons, dtype=np.int64)
    result[rows] = counts
    return result


def _key(n: Array, open_: Array, fault: Array) -> _Key:
    """Return a key whose numbers can be sorted: 0 where it is open, places for large numbers."""
    n = np.where(open_, 0, n)
    if n.dtype == object:
        n = np.unique(n, return_inverse=True)[1]
    return _Key(n, open_, fault)


def _counted(
    house: Array, keys: list[_Key], sure: Array, open_: Array, open_fault: Array
) -> tuple[Array, Array, Array]:
    """Return the counts of rows that are sorted."""
    breaks = _differs(house)
    start, end = _run(breaks)
    first = start
    known = np.ones(len(house), dtype=np.bool_)
    may = np.zeros(len(house), dtype=np.int64)
    failing = np.zeros(len(house), dtype=np.int64)
    for key in keys:
        here = np.logical_and(known, key.open)
        by_fault = np.logical_and(key.open, np.logical_or(key.fault, open_fault))
        by_fault_here = np.logical_or(by_fault, open_fault)
        others = end - start - 1
        may += np.where(here, others, 0)
        blamed = _inside(by_fault_here, start, end) - open_fault
        failing += np.where(here, np.where(key.fault, others, blamed), 0)
        known = np.logical_and(known, np.logical_not(key.open))
        may += np.where(known, _inside(key.open, start, end), 0)
        failing += np.where(known, _inside(by_fault, start, end), 0)
        breaks = np.logical_or(breaks, np.logical_or(_differs(key.open), _differs(key.n)))
        inner_start, inner_end = _run(breaks)
        start, end = np.where(known, inner_start, start), np.where(known, inner_end, end)
    ahead = _inside(sure, first, start)
    may += _inside(open_, first, start)
    failing += _inside(open_fault, first, start)
    return ahead, may, failing


def _differs(values: Array) -> Array:
    """Return where a value differs from the one before; the first does."""
    result = np.ones(len(values), dtype=np.bool_)
    result[1:] = values[1:] != values[:-1]
    return result


def _run(breaks: Array) -> tuple[Array, Array]:
    """Return where each row's run starts, and where the next one does."""
    starts = np.flatnonzero(breaks)
    run = np.cumsum(breaks) - 1
    ends = np.append(starts[1:], len(breaks))
    return starts[run], ends[run]


def _inside(mask: Array, start: Array, end: Array) -> Array:
    """Return in how many rows from start to before end the mask holds."""
    running = np.zeros(len(mask) + 1, dtype=np.int64)
    np.cumsum(mask, out=running[1:])
    return running[end] - running[start]


def of_other(layout: Layout, x: Lane, pair: Lane, default: Lane) -> Array:
    """Return, for the two of each household in the mask, the other's entry; else the default."""
    members = everyone(layout, x)
    result = np.full(layout.persons, default, dtype=members.dtype)
    rows = np.flatnonzero(everyone(layout, pair)).reshape(-1, 2)
    result[rows] = members[rows[:, ::-1]]
    return result
