"""A survey's numbers become whole numbers exactly as fractions say, however they are spelled."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from schemebuilder.population.integers import GREATEST, scaled, to_integers

FACTORS = st.sampled_from(
    [Fraction(1), Fraction(1, 12), Fraction(1, 100), Fraction(52, 12), Fraction(7, 3), Fraction(12)]
)
DECIMALS = st.integers(0, 6)


def expected(exact: Fraction, factor: Fraction, decimals: int) -> int:
    """Python rounds fractions half even."""
    whole: int = round(exact * factor * 10**decimals)
    return whole


@settings(deadline=None)
@given(st.lists(st.floats(allow_nan=False, allow_infinity=False, width=64)), FACTORS, DECIMALS)
def test_floats_stand_for_their_shortest_decimal(
    numbers: list[float], factor: Fraction, decimals: int
) -> None:
    read = to_integers(pa.array(numbers, pa.float64()), factor, decimals)
    for row, number in enumerate(numbers):
        wanted = expected(Fraction(Decimal(repr(number))), factor, decimals)
        if abs(wanted) > GREATEST:
            assert read.large[row]
        else:
            assert read.values[row] == wanted
            exact = Fraction(Decimal(repr(number))) * factor * 10**decimals
            assert read.rounded[row] == (exact.denominator != 1)


CENTS = st.integers(-(10**10), 10**10)


@settings(deadline=None)
@given(st.lists(st.tuples(CENTS, st.integers(0, 7))), FACTORS, DECIMALS)
def test_money_reads_the_same_as_float_text_and_decimal(
    amounts: list[tuple[int, int]], factor: Fraction, decimals: int
) -> None:
    exact = [Decimal(whole).scaleb(-places) for whole, places in amounts]
    texts = pa.array([format(value, "f") for value in exact], pa.string())
    floats = pa.array([float(value) for value in exact], pa.float64())
    kept = pa.array(exact, pa.decimal128(18, 7)) if exact else pa.array([], pa.decimal128(18, 7))
    wanted = [expected(Fraction(value), factor, decimals) for value in exact]
    for column in (texts, floats, kept):
        assert to_integers(column, factor, decimals).values.tolist() == wanted


@settings(deadline=None)
@given(st.lists(st.text(max_size=6)))
def test_text_that_is_no_number_is_bad_and_never_fails(texts: list[str]) -> None:
    read = to_integers(pa.array(texts, pa.string()), Fraction(1), 2)
    for row, text in enumerate(texts):
        assert read.known[row] != (read.bad[row] or read.large[row])
        if any(letter.isalpha() and letter not in "eE" for letter in text):
            assert read.bad[row]


@settings(deadline=None)
@given(st.lists(st.integers(-GREATEST, GREATEST)), FACTORS)
def test_rescaling_is_half_even_at_every_size(whole: list[int], factor: Fraction) -> None:
    values, changed = scaled(np.array(whole, dtype=np.int64), factor)
    for row, number in enumerate(whole):
        wanted = round(number * factor)
        if abs(wanted) <= GREATEST:
            assert values[row] == wanted
            assert changed[row] == ((number * factor).denominator != 1)
        else:
            assert changed[row]
