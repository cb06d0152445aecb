"""The columnar engine says what the exact evaluator says: outcome, amount, status, branch taken.

`SB_HYPOTHESIS_EXAMPLES=2000` runs longer than the default.
"""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemebuilder.lowering import quantities
from tests.property.generators.choosing import Drawn, Seeded
from tests.property.generators.comparing import differences
from tests.property.generators.populations import people
from tests.property.generators.schemes import scheme

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

    from schemebuilder.ir.scheme import Scheme
    from schemebuilder.lowering.graph import Graph
    from schemebuilder.lowering.quantities import Quantity
    from tests.property.generators.populations import People

EXAMPLES: Final = int(os.environ.get("SB_HYPOTHESIS_EXAMPLES", "40"))
LONG_ENOUGH: Final = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="SB_HYPOTHESIS_EXAMPLES" not in os.environ,
    suppress_health_check=list(HealthCheck),
)


@st.composite
def odd_schemes(draw: DrawFn) -> tuple[Scheme, People]:
    chooser = Drawn(draw)
    return scheme(chooser, depth=2, rules=2), people(chooser, households=3)


@st.composite
def arithmetic_schemes(draw: DrawFn) -> tuple[Scheme, People]:
    chooser = Drawn(draw)
    complete = chooser.number(0, 2) > 0
    found = scheme(chooser, depth=2, rules=2, arithmetic=True)
    return found, people(chooser, households=3, complete=complete)


@given(odd_schemes())
@LONG_ENOUGH
def test_every_kind_of_node_and_status_comes_out_the_same(drawn: tuple[Scheme, People]) -> None:
    assert differences(*drawn) == []


@given(arithmetic_schemes())
@LONG_ENOUGH
def test_carried_denominators_come_out_the_same(drawn: tuple[Scheme, People]) -> None:
    assert differences(*drawn) == []


def of_seed(seed: int, *, arithmetic: bool) -> tuple[Scheme, People]:
    chooser = Seeded(random.Random(seed))  # noqa: S311 a test, not a secret
    found = scheme(chooser, depth=2, arithmetic=arithmetic)
    return found, people(chooser, complete=arithmetic and seed % 3 > 0)


@pytest.mark.parametrize("first", range(0, EXAMPLES * 4, 40))
@pytest.mark.parametrize("arithmetic", [False, True])
def test_larger_schemes_and_populations_come_out_the_same(first: int, *, arithmetic: bool) -> None:
    for seed in range(first, first + 40):
        assert differences(*of_seed(seed, arithmetic=arithmetic)) == [], f"seed {seed}"


def found_wrong(seeds: range) -> int:
    return sum(bool(differences(*of_seed(seed, arithmetic=True))) for seed in seeds)


def test_no_scheme_of_the_mutation_tests_is_wrong_by_itself() -> None:
    assert found_wrong(range(30)) == 0


def test_dropping_the_sign_of_a_divisor_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rule L2: a negative divisor must turn the sign of the numerator."""

    def unsigned(graph: Graph, _: Quantity) -> int:
        return graph.one

    monkeypatch.setattr(quantities, "divisor_sign", unsigned)
    assert found_wrong(range(60)) >= 3


def test_dropping_the_denominator_of_a_choice_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rule L5: the denominator must be selected along with the numerator."""

    def unpaired(_: Graph, __: int, a: Quantity, ___: Quantity) -> int | None:
        return a.d

    monkeypatch.setattr(quantities, "selected_denominator", unpaired)
    assert found_wrong(range(60)) >= 3
