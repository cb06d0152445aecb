"""Each NumPy row does what the step means, on 64-bit lanes and on Python integers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemebuilder.engines.columnar.kernels import KERNELS
from schemebuilder.lowering.integers import EVALUATE
from schemebuilder.lowering.program import Prim
from tests.unit.lowering.test_bounds import operands

MASKS = (Prim.AND, Prim.OR, Prim.NOT)


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("prim", EVALUATE)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_a_row_does_what_the_step_means(prim: Prim, wide: bool, data: st.DataObject) -> None:
    limits, values, const = data.draw(operands(prim))
    rows = [(low, value, high) for (low, high), value in zip(limits, values, strict=True)]
    lanes = []
    for place, row in enumerate(rows):
        mask = prim in MASKS or (prim is Prim.SELECT and place == 0)
        lanes.append(np.array(row, dtype=np.bool_ if mask else object if wide else np.int64))
    found = KERNELS[prim](tuple(lanes), tuple(limits), const)
    expected = [EVALUATE[prim](*(row[place] for row in rows), const) for place in range(3)]
    assert [int(each) for each in found] == [int(each) for each in expected]


def test_every_entrywise_step_has_a_row() -> None:
    assert set(EVALUATE) <= set(KERNELS)
