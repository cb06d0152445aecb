"""Numbers in results written from whole numbers are as the exact evaluator writes them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemebuilder.lowering.program import OUTCOMES
from schemebuilder.services.authoring import check_text, new_scheme
from schemebuilder.simulation import at_once
from schemebuilder.simulation.at_once import decided_at_once, decimal_text, ratio_text
from schemebuilder.simulation.law import stretch_of
from schemebuilder.simulation.one_case import EnginesDifferError
from schemebuilder.values.numbers import as_text
from tests.unit.cli.commands import CASE


@given(st.integers(-(10**20), 10**20), st.integers(1, 10**9))
def test_a_ratio_is_written_as_the_exact_number_is(n: int, d: int) -> None:
    assert ratio_text(n, d) == as_text(Fraction(n, d))


@given(st.integers(-(10**12), 10**12), st.integers(0, 6))
def test_decimals_are_as_many_as_are_needed(number: int, places: int) -> None:
    assert decimal_text(number, places) == as_text(Fraction(number, 10**places))


def test_a_difference_between_the_engines_is_raised_and_not_hidden(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scheme = check_text(new_scheme("child_grant"), "child_grant").scheme
    assert scheme is not None
    case = {**CASE, "households": [{**CASE["households"][0], "income": 10**6}]}
    assert decided_at_once(scheme, case, None) is not None
    monkeypatch.setattr(at_once, "OUTCOMES", ("eligible", "not_payable", *OUTCOMES[2:]))
    with pytest.raises(EnginesDifferError, match="generated engine says not_payable"):
        decided_at_once(scheme, case, None)


def test_days_with_one_law_share_a_program() -> None:
    scheme = check_text(new_scheme("child_grant"), "child_grant").scheme
    assert scheme is not None
    start = scheme.in_force.start
    assert start is not None
    later = [stretch_of(scheme, start.replace(year=start.year + years)) for years in (1, 2)]
    assert later[0] == later[1]
    assert stretch_of(scheme, start.replace(year=start.year - 1)) != later[0]
