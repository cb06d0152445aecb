"""Arithmetic on arrays of whole numbers: 64 bits where they are enough, else Python integers."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Mask = npt.NDArray[np.bool_]

_BEYOND: Final = 1 << 63


def largest(numbers: Array) -> int:
    """Return the greatest magnitude, 0 where there are none."""
    if not len(numbers):
        return 0
    return max(abs(int(numbers.min())), abs(int(numbers.max())))


def times(numbers: Array, factor: int) -> Array:
    """Return each number times a factor."""
    if numbers.dtype != object and largest(numbers) * abs(factor) < _BEYOND:
        return numbers.astype(np.int64) * factor
    return narrow(numbers.astype(object) * factor)


def plus(one: Array, other: Array) -> Array:
    """Return the sums, entry by entry."""
    if object not in (one.dtype, other.dtype) and largest(one) + largest(other) < _BEYOND:
        return one.astype(np.int64) + other.astype(np.int64)
    return narrow(one.astype(object) + other.astype(object))


def minus(one: Array, other: Array) -> Array:
    """Return the differences, entry by entry."""
    return plus(one, times(other, -1))


def narrow(numbers: Array) -> Array:
    """Return 64-bit numbers where all fit, which are counted with a hundred times faster."""
    if numbers.dtype != object or largest(numbers) >= _BEYOND:
        return numbers
    return numbers.astype(np.int64)


def runs_of(numbers: Array, offsets: npt.NDArray[np.int64]) -> Array:
    """Return the sum of each run: run h has the entries from `offsets[h]` to `offsets[h + 1]`."""
    wide = numbers.astype(np.int64) if numbers.dtype != object else numbers
    if wide.dtype != object and largest(wide) * max(len(wide), 1) >= _BEYOND:
        wide = wide.astype(object)
    total = np.concatenate([np.zeros(1, dtype=wide.dtype), np.cumsum(wide)])
    return narrow(total[offsets[1:]] - total[offsets[:-1]])


def below(numbers: Array, sizes: npt.NDArray[np.int64], each: Fraction) -> Mask:
    """Say where a number is less than its size times `each`, exactly."""
    found = np.zeros(len(numbers), dtype=np.bool_)
    for size in np.unique(sizes).tolist():
        limit = -(-each.numerator * size // each.denominator)
        here = sizes == size
        if numbers.dtype == object or abs(limit) < _BEYOND:
            found[here] = np.asarray(numbers[here] < limit, dtype=np.bool_)
        else:
            found[here] = limit > 0
    return found
