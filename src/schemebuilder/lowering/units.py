"""Static units of whole numbers: positive fractions, and the greatest unit two of them share."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ONE = Fraction(1)


def shared_unit(units: Iterable[Fraction]) -> Fraction:
    """Return the greatest unit of which each given one is a whole multiple; 1 for none."""
    numerator, denominator = 0, 1
    for unit in units:
        numerator = math.gcd(numerator * unit.denominator, unit.numerator * denominator)
        denominator *= unit.denominator
        shrink = math.gcd(numerator, denominator)
        numerator, denominator = numerator // shrink, denominator // shrink
    return Fraction(numerator, denominator) if numerator else ONE


def unit_of_values(values: Iterable[Fraction]) -> Fraction:
    """Return the greatest unit in which all these values are whole numbers."""
    return shared_unit(abs(value) for value in values if value)


def decimal_unit(decimals: int) -> Fraction:
    """Return the unit of a field with so many decimals."""
    return Fraction(1, 10**decimals)
