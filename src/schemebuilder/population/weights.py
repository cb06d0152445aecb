"""Household weights as whole numbers of a millionth, so that every weighted total is exact."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from schemebuilder.population.frame import Mask
from schemebuilder.population.integers import Integers, to_integers
from schemebuilder.population.schema import WEIGHT_DECIMALS

if TYPE_CHECKING:
    import numpy.typing as npt
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights in millionths, half even; `unfit` is where one is missing or not positive.

    A weight so small that it rounds to nothing is unfit too: its household would count for nobody.
    """

    values: npt.NDArray[np.int64]
    unfit: Mask
    rounded: int


def read_weights(column: pa.Array, *, decimal_comma: bool = False) -> Weights:
    """Return the column as weights in millionths."""
    read: Integers = to_integers(column, Fraction(1), WEIGHT_DECIMALS, decimal_comma=decimal_comma)
    unfit: Mask = ~read.known | (read.values <= 0)
    return Weights(read.values, unfit, int(np.count_nonzero(read.rounded)))


def equal_weights(households: int) -> Weights:
    """Return a weight of one for each household, for data that has none."""
    return Weights(
        np.full(households, 10**WEIGHT_DECIMALS, np.int64), np.zeros(households, np.bool_), 0
    )
