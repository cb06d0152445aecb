"""A scheme's text to its national cost on 50,000 households, as the page asks after each key."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest

from schemebuilder.population.read import open_population
from schemebuilder.services.simulating import Sample, national_cost
from schemebuilder.services.sources import load_scheme
from schemebuilder.simulation.grouping import grouping
from schemebuilder.simulation.held import Held
from tests.bench.spread import timed_each

pytestmark = pytest.mark.bench

EDITS: Final = 20
SCHEME: Final = Path(__file__).with_name("household_grant.scheme")


def test_from_text_to_national_cost(survey: Path, measured: dict[str, Any]) -> None:
    population, _ = open_population(survey)
    assert population is not None
    held = Held(population)
    sample = Sample(held, grouping(held))
    schemes = {
        "household_grant": (SCHEME.read_text(encoding="utf-8"), "XXX 60 "),
        "bolsa_familia": (load_scheme("bolsa_familia").text or "", "BRL 150 "),
    }
    measured["national cost"] = {
        "persons": population.info.persons,
        "households": population.info.households,
        "schemes": {name: _edits(text, at, sample) for name, (text, at) in schemes.items()},
    }


def _edits(text: str, amount: str, sample: Sample) -> dict[str, float]:
    currency = amount.split(maxsplit=1)[0]
    changed = [text.replace(amount, f"{currency} {500 + n} ", 1) for n in range(EDITS + 1)]
    assert text not in changed
    first, *later = changed
    before = national_cost(first, sample)
    seconds = timed_each([partial(national_cost, one, sample) for one in later])
    after = national_cost(later[-1], sample)
    assert int(after["cost"]) > int(before["cost"]) > 0
    return seconds
