"""Quantiles of welfare per head, weighted by persons, fixed before any transfer."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
Keys = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Quantiles:
    """Where the quantiles begin: `bounds` are the highest keys of all but the last one.

    A key is floor(scale · welfare / size): with scale at least the square of the largest household
    it orders welfare per head exactly, ties included (two different fractions with denominators
    of at most d are at least 1 / d² apart).
    """

    bounds: tuple[int, ...]
    scale: int

    @property
    def count(self) -> int:
        """The number of quantiles."""
        return len(self.bounds) + 1

    def of_households(
        self, welfare: Whole, unknown: npt.NDArray[np.bool_] | None, sizes: Whole
    ) -> Whole:
        """Return each household's quantile from 0 (poorest); -1 where its welfare is unknown."""
        known = _known(unknown, sizes)
        quantile = np.full(len(welfare), -1, dtype=np.int64)
        keys = _keys(welfare[known], sizes[known], self.scale)
        quantile[known] = sum(
            ((keys > bound).astype(np.int64) for bound in self.bounds),
            np.zeros(len(keys), dtype=np.int64),
        )
        return quantile


def quantiles(
    welfare: Whole, unknown: npt.NDArray[np.bool_] | None, sizes: Whole, weights: Whole, count: int
) -> Quantiles | None:
    """Return the quantiles of a whole population, or None where no welfare is known.

    `welfare` is a whole number of any unit per household, `sizes` its persons, `weights` whole
    numbers of 10^-6. The boundary of quantile q is the inverse of the weighted distribution: the
    lowest welfare per head at which at least q / count of all persons are reached; households at
    a boundary belong below it.
    """
    known = _known(unknown, sizes)
    if not known.any():
        return None
    scale = int(sizes[known].max()) ** 2
    keys = _keys(welfare[known], sizes[known], scale)
    order = np.argsort(keys, kind="stable")
    reached = _running_total(weights[known] * sizes[known], order)
    total = int(reached[-1])
    bounds = []
    for q in range(1, count):
        at = int(np.searchsorted(reached, -(-total * q // count), side="left"))
        bounds.append(int(keys[order[at]]))
    return Quantiles(tuple(bounds), scale)


def _known(unknown: npt.NDArray[np.bool_] | None, sizes: Whole) -> npt.NDArray[np.bool_]:
    return sizes > 0 if unknown is None else (sizes > 0) & ~unknown


def _keys(welfare: Whole, sizes: Whole, scale: int) -> Keys:
    if len(welfare) == 0:
        return welfare
    largest = max(abs(int(welfare.min())), abs(int(welfare.max())), 1)
    if largest * scale < 1 << 63:
        return welfare * scale // sizes
    exact: Keys = welfare.astype(object) * scale // sizes.astype(object)
    return exact


def _running_total(persons: Whole, order: npt.NDArray[np.intp]) -> Keys:
    sorted_persons = persons[order]
    if int(persons.max()) * len(persons) < 1 << 63:
        return np.cumsum(sorted_persons)
    return np.cumsum(sorted_persons.astype(object))


def median_per_head(
    welfare: Whole, unknown: npt.NDArray[np.bool_] | None, sizes: Whole, weights: Whole
) -> Fraction | None:
    """Return the median of welfare per head over persons, or None where no welfare is known.

    The inverse of the weighted distribution: the lowest welfare per head that half of all persons
    have or are below; where exactly half are, the midpoint to the next one. No interpolation.
    """
    known = _known(unknown, sizes)
    if not known.any():
        return None
    heads, size = welfare[known], sizes[known]
    order = np.argsort(_keys(heads, size, int(size.max()) ** 2), kind="stable")
    reached = _running_total(weights[known] * size, order)
    total = int(reached[-1])
    at = int(np.searchsorted(reached, -(-total // 2), side="left"))

    def per_head(place: int) -> Fraction:
        row = order[place]
        return Fraction(int(heads[row]), int(size[row]))

    if 2 * int(reached[at]) == total and at + 1 < len(order):
        return (per_head(at) + per_head(at + 1)) / 2
    return per_head(at)


def lowest_per_head(welfare: Whole, sizes: Whole) -> Fraction | None:
    """Return the lowest welfare per head of these households, or None where there are none."""
    if not len(welfare):
        return None
    row = int(np.argmin(_keys(welfare, sizes, int(sizes.max()) ** 2)))
    return Fraction(int(welfare[row]), int(sizes[row]))
