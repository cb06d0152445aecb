"""Units of whole numbers."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from schemebuilder.lowering.units import decimal_unit, shared_unit, unit_of_values

positive = st.fractions(min_value=Fraction(1, 1000), max_value=1000, max_denominator=1000)


@given(st.lists(positive, min_size=1, max_size=4))
def test_a_shared_unit_divides_each_and_nothing_greater_does(units: list[Fraction]) -> None:
    unit = shared_unit(units)
    parts = [each / unit for each in units]
    assert all(part.denominator == 1 for part in parts)
    assert shared_unit(parts) == 1


def test_cents_and_sevenths() -> None:
    assert shared_unit([Fraction(1, 100), Fraction(1, 7)]) == Fraction(1, 700)
    assert shared_unit([Fraction(50), Fraction(75, 2)]) == Fraction(25, 2)


def test_values_share_a_unit_whatever_their_sign_and_zeros() -> None:
    assert unit_of_values([Fraction(0), Fraction(-3, 2), Fraction(6)]) == Fraction(3, 2)
    assert unit_of_values([Fraction(0)]) == 1
    assert decimal_unit(2) == Fraction(1, 100)
