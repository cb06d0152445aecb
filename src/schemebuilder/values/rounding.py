"""The only place that rounds: to a multiple of a step, on the magnitude, keeping the sign.

All directions act on the magnitude, so that a recovery mirrors its payment.
"""

from __future__ import annotations

from fractions import Fraction


def up(value: Fraction, step: Fraction) -> Fraction:
    """Round away from zero to a multiple of a positive step."""
    whole, rest, _ = _steps(value, step)
    return _signed(value, whole + (1 if rest else 0), step)


def down(value: Fraction, step: Fraction) -> Fraction:
    """Round towards zero to a multiple of a positive step."""
    whole, _, _ = _steps(value, step)
    return _signed(value, whole, step)


def half_up(value: Fraction, step: Fraction) -> Fraction:
    """Round to the nearest multiple of a positive step; half a step goes away from zero."""
    whole, rest, parts = _steps(value, step)
    return _signed(value, whole + (1 if 2 * rest >= parts else 0), step)


def half_even(value: Fraction, step: Fraction) -> Fraction:
    """Round to the nearest multiple of a positive step; half a step goes to the even multiple."""
    whole, rest, parts = _steps(value, step)
    odd_half = 2 * rest == parts and whole % 2 == 1
    return _signed(value, whole + (1 if 2 * rest > parts or odd_half else 0), step)


def _steps(value: Fraction, step: Fraction) -> tuple[int, int, int]:
    """Return the whole steps in the magnitude, the rest, and how many parts make a step."""
    if step <= 0:
        raise ValueError(f"a step must be positive, not {step}")
    parts = value.denominator * step.numerator
    whole, rest = divmod(abs(value.numerator) * step.denominator, parts)
    return whole, rest, parts


def _signed(value: Fraction, steps: int, step: Fraction) -> Fraction:
    return step * (-steps if value < 0 else steps)
