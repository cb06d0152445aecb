"""Quantiles of welfare per head: persons weighted, ties exact, unknown left out."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st

from schemebuilder.analytics.quantiles import quantiles

ROWS = st.lists(
    st.tuples(st.integers(-10, 10**6), st.integers(1, 12), st.integers(1, 10**9)), min_size=1
)


def whole(values: list[int]) -> npt.NDArray[np.int64]:
    return np.array(values, dtype=np.int64)


@given(ROWS, st.integers(2, 10))
def test_a_boundary_is_the_inverse_of_the_weighted_distribution(
    rows: list[tuple[int, int, int]], count: int
) -> None:
    welfare, sizes, weights = (whole(list(column)) for column in zip(*rows, strict=True))
    found = quantiles(welfare, None, sizes, weights, count)
    assert found is not None
    assigned = found.of_households(welfare, None, sizes)
    total = sum(size * weight for _, size, weight in rows)
    heads = [Fraction(w, s) for w, s, _ in rows]
    for head, quantile in zip(heads, assigned, strict=True):
        below = sum(s * w for (_, s, w), other in zip(rows, heads, strict=True) if other < head)
        expected = sum(below * count >= total * q for q in range(1, count))
        assert quantile == expected


def test_who_has_no_known_welfare_is_in_no_quantile() -> None:
    unknown = np.array([False, True, False])
    found = quantiles(whole([10, 0, 20]), unknown, whole([1, 1, 1]), whole([1, 1, 1]), 2)
    assert found is not None
    assert list(found.of_households(whole([10, 0, 20]), unknown, whole([1, 1, 1]))) == [0, -1, 1]


def test_nobody_known_gives_no_quantiles() -> None:
    assert quantiles(whole([0]), np.array([True]), whole([1]), whole([1]), 5) is None
