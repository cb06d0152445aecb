"""A value one step further: a number by its last written digit, a day by a day, else the next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from schemebuilder.ir.expressions import Value
from schemebuilder.values.numbers import decimals_of
from schemebuilder.values.types import Type


def neighbours(value: Value, type_: Type, written: str) -> Iterator[Value]:
    """Yield the values one step away; `written` is how the text has it: a percentage has another.

    A number that never ends steps by one in its numerator, as in 2/37.
    """
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, Fraction):
        step = step_of(value, percent="%" in written)
        yield value + step
        yield value - step
    elif isinstance(value, date):
        yield value + timedelta(days=1)
        yield value - timedelta(days=1)
    elif value in type_.choices and len(type_.choices) > 1:
        yield type_.choices[(type_.choices.index(value) + 1) % len(type_.choices)]


def step_of(value: Fraction, *, percent: bool) -> Fraction:
    """Return one in the last digit of a number: 1 of 2,000 and 0.01 of 48.75."""
    scale = 100 if percent else 1
    places = decimals_of(value * scale)
    unit = Fraction(1, value.denominator) if places is None else Fraction(1, 10**places)
    return unit if places is None else unit / scale
