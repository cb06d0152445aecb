"""Known quantities as exact numbers, and rounded in the direction that the scheme says."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from schemebuilder.ir.expressions import Direction
from schemebuilder.values import rounding
from schemebuilder.values.evidence import Evidence, Known

_ROUND: Final = {
    Direction.UP: rounding.up,
    Direction.DOWN: rounding.down,
    Direction.HALF_UP: rounding.half_up,
    Direction.HALF_EVEN: rounding.half_even,
}


def quantity(evidence: Evidence) -> Fraction:
    """Return a known quantity.

    Raises:
        TypeError: it is none; statuses are dealt with before.
    """
    if type(evidence) is Known and isinstance(evidence.value, Fraction):
        return evidence.value
    raise TypeError(f"a known quantity is needed here, not {evidence}")


def rounded(arg: Evidence, step: Fraction, direction: Direction) -> Known:
    """Return a known quantity as a multiple of the step."""
    return Known(_ROUND[direction](quantity(arg), step))
