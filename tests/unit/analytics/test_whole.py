"""Arithmetic on arrays equals Python's, whether it fits 64 bits or not."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from schemebuilder.analytics.whole import below, minus, plus, runs_of, times

NUMBERS = st.lists(st.integers(-(2**62), 2**62), max_size=6)


def array(numbers: list[int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(numbers, dtype=np.int64)


@given(numbers=NUMBERS, factor=st.integers(-(10**12), 10**12))
def test_times_plus_and_minus(numbers: list[int], factor: int) -> None:
    one = array(numbers)
    more = times(one, factor)
    assert more.tolist() == [number * factor for number in numbers]
    assert plus(one, more).tolist() == [number * (factor + 1) for number in numbers]
    assert minus(one, more).tolist() == [number * (1 - factor) for number in numbers]


@given(runs=st.lists(NUMBERS, max_size=5))
def test_runs(runs: list[list[int]]) -> None:
    offsets = array([sum(map(len, runs[:place])) for place in range(len(runs) + 1)])
    found = runs_of(array([number for run in runs for number in run]), offsets)
    assert found.tolist() == [sum(run) for run in runs]


@given(
    rows=st.lists(st.tuples(st.integers(-(2**62), 2**62), st.integers(0, 4)), max_size=6),
    each=st.fractions(min_value=-(2**64), max_value=2**64),
)
def test_below(rows: list[tuple[int, int]], each: Fraction) -> None:
    numbers, sizes = array([number for number, _ in rows]), array([size for _, size in rows])
    assert below(numbers, sizes, each).tolist() == [n < size * each for n, size in rows]
    wide = numbers.astype(object)
    assert below(wide, sizes, each).tolist() == [n < size * each for n, size in rows]
