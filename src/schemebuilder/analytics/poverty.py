"""Poverty as Foster, Greer and Thorbecke measure it: how many are poor, and how far below."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from schemebuilder.analytics.whole import below
from schemebuilder.engines.columnar.totals import weighted_total

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Poverty:
    """Weighted persons, in 10^-6: all of them, and the poor; and the two measures as shares.

    Both are None where there is nobody, and the gap where the line is not above zero.
    """

    persons: int
    poor: int
    head_count: Fraction | None
    gap: Fraction | None


def poverty(welfare: npt.NDArray[Any], sizes: Whole, weights: Whole, line: Fraction) -> Poverty:
    """Return FGT 0 and FGT 1 of persons, each with the welfare per head of the household.

    With x = welfare / size, z the line and w a household's weight times its size:
    FGT 0 = Σ w·1[x < z] / Σ w, FGT 1 = Σ w·1[x < z]·(z - x) / z / Σ w. Unit: persons, weighted;
    denominator: all persons given. `welfare` is of the household in the units of `line`; who is
    at the line is not poor. (Foster, Greer and Thorbecke 1984.)
    """
    persons = weighted_total(sizes, weights)
    poor = below(welfare, sizes, line)
    below_line = weighted_total(sizes[poor], weights[poor])
    if persons == 0:
        return Poverty(0, 0, None, None)
    held = weighted_total(welfare[poor], weights[poor])
    gap = (below_line - held / line) / persons if line > 0 else None
    return Poverty(persons, below_line, Fraction(below_line, persons), gap)
