"""Exact sums of whole numbers: on 64 bits where proven, else in two limbs, else Python integers."""

from __future__ import annotations

from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from schemebuilder.lowering.integers import INT64_MAX

Array: TypeAlias = npt.NDArray[Any]

_LIMB: Final = 31


def weighted_total(values: Array, weights: Array) -> int:
    """Return the sum of values times weights, as a Python integer; weights are 64-bit."""
    if not len(values):
        return 0
    if values.dtype == object:
        return sum(int(value) * int(weight) for value, weight in zip(values, weights, strict=True))
    largest = max(abs(int(weights.min())), abs(int(weights.max())))
    return _summed(values, weights, largest)


def _summed(values: Array, weights: Array, largest: int) -> int:
    reach = max(abs(int(values.min())), abs(int(values.max())))
    if reach * largest * len(values) <= INT64_MAX:
        return int(np.dot(values, weights))
    if reach < 1 << _LIMB:
        return _chunked(values, weights, reach * largest)
    high = values >> _LIMB
    low = values - (high << _LIMB)
    return (_summed(high, weights, largest) << _LIMB) + _summed(low, weights, largest)


def _chunked(values: Array, weights: Array, reach: int) -> int:
    """Sum in stretches short enough for 64 bits, or one by one as Python integers."""
    length = INT64_MAX // max(reach, 1)
    if length == 0:
        return sum(int(value) * int(weight) for value, weight in zip(values, weights, strict=True))
    return sum(
        int(np.dot(values[place : place + length], weights[place : place + length]))
        for place in range(0, len(values), length)
    )
