"""Each row of Python does what the step means, whatever stands around it."""

from __future__ import annotations

from bisect import bisect_right

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemebuilder.engines.generated import across, kernels, steps
from schemebuilder.engines.generated.kernels import KERNELS
from schemebuilder.engines.generated.sections import GATHERED, LEAVES
from schemebuilder.lowering.integers import EVALUATE
from schemebuilder.lowering.program import Prim, Rounding
from tests.unit.lowering.test_bounds import operands


@pytest.mark.parametrize("prim", EVALUATE)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_row_does_what_the_step_means(prim: Prim, data: st.DataObject) -> None:
    _, values, const = data.draw(operands(prim))
    names = tuple(f"x{place}" for place in range(len(values)))
    written = [KERNELS[prim](names, const), KERNELS[prim](tuple(map(repr, values)), const)]
    if prim is Prim.ROUND and values[0] >= 0:
        written.append(kernels.rounded(names[0], names[1], const, (0, 10**30)))
    expected = EVALUATE[prim](*values, const)
    for text in written:
        around = dict(zip(names, values, strict=True)) | steps.CALLED
        assert eval(f"({text})", around) == expected, text  # noqa: S307 our own text


@given(
    st.integers(-(10**30), 10**30),
    st.integers(1, 10**6),
    st.integers(1, 50),
    st.integers(1, 50),
    st.sampled_from(["up", "down", "half up", "half even"]),
)
@settings(max_examples=300, deadline=None)
def test_rounding_of_either_sign(n: int, d: int, p: int, q: int, direction: str) -> None:
    to = Rounding(p, q, direction)
    expected = EVALUATE[Prim.ROUND](n, d, to)
    for size, by in (("n", "d"), (f"({n})", str(d))):
        texts = [kernels.rounded(size, by, to, None)]
        texts += [kernels.rounded(size, by, to, (0, n))] if n >= 0 else []
        for text in texts:
            assert eval(text, {"n": n, "d": d, **steps.CALLED}) == expected  # noqa: S307 our own text


def test_every_step_is_written_somewhere() -> None:
    assert set(EVALUATE) <= set(KERNELS)
    assert set(Prim) == {*KERNELS, *across._ROWS, *LEAVES, Prim.CONST}
    assert set(across._BEGIN) == GATHERED


def test_halves_go_to_the_even_neighbour_of_either_sign() -> None:
    found = [steps.round_half_even(n, 2) for n in (-5, -3, -1, 1, 3, 5)]
    assert found == [-2, -2, 0, 0, 2, 2]
    assert [steps.round_half_up(n, 2) for n in (-3, -1, 1, 3)] == [-2, -1, 1, 2]
    assert [steps.round_up(n, 2) for n in (-3, -2, 3)] == [-2, -1, 2]
    assert [steps.round_down(n, 2) for n in (-3, -2, 3)] == [-1, -1, 1]


def test_days_beyond_the_calendar_stay_at_its_ends() -> None:
    assert steps.yyyymmdd(10**9) == 99991231
    assert steps.yyyymmdd(-(10**9)) == 10101
    assert steps.add_months(10**9, 1) == steps.add_months(10**9, 0)
    assert steps.CALLED["bisect_right"] is bisect_right
