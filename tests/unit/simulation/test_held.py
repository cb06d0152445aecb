"""A population in memory gives what was asked for, its lists too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from schemebuilder.population.read import wanted_by
from schemebuilder.services.authoring import check_source
from schemebuilder.simulation.held import Held
from tests.unit.population.test_listing import opened


def test_two_schemes_that_differ_in_their_lists_alone(tmp_path: Path) -> None:
    scheme = check_source("tn_contributory_pension").scheme
    assert scheme is not None
    held = Held(opened(tmp_path))
    wanted = wanted_by(scheme)
    (without,) = held.frames(replace(wanted, lists=()))
    (whole,) = held.frames(wanted)
    assert (set(without.lists), set(whole.lists)) == (set(), {"salaries"})
    (again,) = held.frames(wanted)
    assert again is whole
