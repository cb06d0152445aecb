"""Exact weighted totals, whatever the size."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from schemebuilder.engines.columnar.totals import weighted_total

anything = st.integers(-(2**63) + 1, 2**63 - 1)


@given(st.lists(st.tuples(anything, st.integers(0, 2**62)), max_size=8))
def test_totals_are_those_of_python_integers(pairs: list[tuple[int, int]]) -> None:
    values = np.array([value for value, _ in pairs], dtype=np.int64)
    weights = np.array([weight for _, weight in pairs], dtype=np.int64)
    expected = sum(value * weight for value, weight in pairs)
    assert weighted_total(values, weights) == expected
    assert weighted_total(values.astype(object), weights) == expected
