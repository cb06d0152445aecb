"""Weighted totals of whole numbers: equal to the last digit in any order, on any engine."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]

_LIMB: Final = 21
"""Bits of a limb: the product of two has 42, so that a million of them still fit 63 bits."""
_CHUNK: Final = 1 << 20


def weighted_total(weights: Whole, amounts: npt.NDArray[np.generic]) -> int:
    """Return the sum of weight times amount as a Python integer.

    `weights` are non-negative; `amounts` are int64 of any sign, or Python integers in an object
    array. No bound on the sizes: where int64 cannot hold the sum it is taken in limbs.
    """
    return int(grouped_weighted_totals(weights, amounts, None, 1)[0])


def grouped_weighted_totals(
    weights: Whole, amounts: npt.NDArray[np.generic], groups: Whole | None, count: int
) -> list[int]:
    """Return the weighted total of each group 0 … count - 1; entries outside are left out.

    `groups` has one group an entry, -1 for none; None puts all into group 0.
    """
    if groups is None:
        return [_total(weights, amounts)]
    order = np.argsort(groups, kind="stable")
    edges = np.searchsorted(groups[order], np.arange(count + 1))
    weights, amounts = weights[order], amounts[order]
    return [
        _total(weights[edges[group] : edges[group + 1]], amounts[edges[group] : edges[group + 1]])
        for group in range(count)
    ]


def _total(weights: Whole, amounts: npt.NDArray[np.generic]) -> int:
    if len(weights) == 0:
        return 0
    if amounts.dtype == object:
        return sum(int(w) * int(a) for w, a in zip(weights, amounts, strict=True) if a)
    whole = amounts.astype(np.int64, copy=False)
    largest = max(abs(int(whole.min())), abs(int(whole.max())))
    if largest * int(weights.max()) * len(weights) < 1 << 63:
        return int((weights * whole).sum())
    return sum(
        _in_limbs(weights[at : at + _CHUNK], whole[at : at + _CHUNK])
        for at in range(0, len(weights), _CHUNK)
    )


def _in_limbs(weights: Whole, amounts: Whole) -> int:
    """Multiply limb by limb; shifts are arithmetic, so that the top limb carries the sign."""
    mask = (1 << _LIMB) - 1
    total = 0
    for weight_at in range(0, 63, _LIMB):
        weight = (weights >> weight_at) & mask
        for amount_at in range(0, 63, _LIMB):
            amount = amounts >> amount_at
            amount = amount if amount_at + _LIMB >= 63 else amount & mask
            total += int((weight * amount).sum()) << (weight_at + amount_at)
    return total
