"""Weighted totals equal Python's own whole-number sums, whatever the sizes and signs."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from schemebuilder.analytics.totals import grouped_weighted_totals
from schemebuilder.engines.columnar.totals import weighted_total

WEIGHTS = st.integers(0, 2**63 - 1)
AMOUNTS = st.integers(-(2**63), 2**63 - 1)


@given(st.lists(st.tuples(WEIGHTS, AMOUNTS), max_size=50))
def test_a_total_never_loses_a_digit(rows: list[tuple[int, int]]) -> None:
    weights = np.array([weight for weight, _ in rows], dtype=np.int64)
    amounts = np.array([amount for _, amount in rows], dtype=np.int64)
    assert weighted_total(amounts, weights) == sum(w * a for w, a in rows)


@given(st.lists(st.tuples(WEIGHTS, AMOUNTS, st.integers(-1, 3)), max_size=50))
def test_groups_add_up_to_the_whole(rows: list[tuple[int, int, int]]) -> None:
    weights = np.array([weight for weight, _, _ in rows], dtype=np.int64)
    amounts = np.array([amount for _, amount, _ in rows], dtype=np.int64)
    groups = np.array([group for _, _, group in rows], dtype=np.int64)
    totals = grouped_weighted_totals(weights, amounts, groups, 4)
    expected = [sum(w * a for w, a, g in rows if g == group) for group in range(4)]
    assert totals == expected


def test_amounts_of_any_size_in_python_integers() -> None:
    weights = np.array([3_000_000, 5], dtype=np.int64)
    amounts = np.array([10**30, -(10**25)], dtype=object)
    assert weighted_total(amounts, weights) == 3_000_000 * 10**30 - 5 * 10**25
