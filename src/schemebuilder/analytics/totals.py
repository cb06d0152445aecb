"""Weighted totals of whole numbers by group: equal to the last digit in any order."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from schemebuilder.engines.columnar.totals import weighted_total

Whole = npt.NDArray[np.int64]


def grouped_weighted_totals(
    weights: Whole, amounts: npt.NDArray[Any], groups: Whole | None, count: int
) -> list[int]:
    """Return the weighted total of each group 0 … count - 1 as Python integers.

    `amounts` are int64, or Python integers in an object array. `groups` has one group an entry, -1
    for none; None puts all into group 0.
    """
    if groups is None:
        return [weighted_total(amounts, weights)]
    order = np.argsort(groups, kind="stable")
    edges = np.searchsorted(groups[order], np.arange(count + 1))
    weights, amounts = weights[order], amounts[order]
    return [
        weighted_total(amounts[start:end], weights[start:end]) for start, end in pairwise(edges)
    ]
