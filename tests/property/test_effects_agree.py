"""Effects of a change to a library scheme: both engines give the same digits, and parts add up."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any, Final

import numpy as np
import pytest

from schemebuilder.ir.expressions import Value
from schemebuilder.ir.scheme import Scheme
from schemebuilder.population.frame import Column, Frame
from schemebuilder.population.read import Wanted
from schemebuilder.population.schema import NO_CURRENCY, PopulationInfo, StoredField
from schemebuilder.services.effects import compare_schemes
from schemebuilder.simulation.poverty_line import AskedLine
from schemebuilder.values.types import Period, money
from tests.property.generators.choosing import Seeded
from tests.property.generators.populations import People, frame_of, kinds_of, people
from tests.property.generators.schemes import scheme as made_scheme
from tests.property.test_library_agrees import SCHEMES, scheme_named

ON: Final = date(2024, 6, 1)
CONSUMPTION: Final = StoredField("consumption", "household", money(NO_CURRENCY, Period.MONTH), 2)


@dataclass(frozen=True, slots=True)
class Made:
    """Made-up people as a source; of each household a consumption too, for who asks for that."""

    people: People
    consumption: tuple[int, ...]

    @property
    def info(self) -> PopulationInfo:
        """What is known of them: that there is a consumption."""
        count = len(self.people.sizes)
        fields = (CONSUMPTION,)
        return PopulationInfo("Made up", ON, NO_CURRENCY, 2, fields, households=count)

    @property
    def hash(self) -> str:
        """Nothing: they are in no file."""
        return ""

    def frames(self, wanted: Wanted, block_households: int = 0) -> Iterator[Frame]:
        """Yield all of them at once."""
        assert block_households >= 0
        frame = frame_of(self.people)
        if wanted.fields == (CONSUMPTION,):
            data = np.array(self.consumption, dtype=np.int64)
            column = Column(data, CONSUMPTION.type, Fraction(1, 100), unknown=data % 7 == 0)
            frame = replace(frame, households={"consumption": column})
        yield frame


def changed(scheme: Scheme, chooser: Seeded) -> Scheme:
    """Return a scheme with each figure of its parameters as it is, half more, or half of it."""

    def moved(value: Value) -> Value:
        factor = chooser.pick((Fraction(1), Fraction(3, 2), Fraction(1, 2)))
        return value * factor if isinstance(value, Fraction) else value

    return replace(
        scheme,
        parameters={
            name: replace(
                parameter,
                values=tuple(
                    replace(each, cells={key: moved(cell) for key, cell in each.cells.items()})
                    for each in parameter.values
                ),
            )
            for name, parameter in scheme.parameters.items()
        },
    )


def effects(schemes: list[Scheme], made: Made, engine: str) -> dict[str, Any]:
    report, _ = compare_schemes(schemes, made, line=AskedLine(), on=ON, engine=engine)
    found: dict[str, Any] = report["effects"]
    return found


def with_every_period(scheme: Scheme) -> Scheme:
    """Return a scheme whose calendar has weeks and days, so that every amount has a year."""
    years = replace(scheme.calendar, weeks_in_year=Fraction(52), days_in_year=Fraction(365))
    return replace(scheme, calendar=years)


def agreed(pair: list[Scheme], who: People, chooser: Seeded, place: str) -> dict[str, Any]:
    """Return the effects of a pair of schemes, by both engines the same."""
    made = Made(who, tuple(chooser.number(-500, 400_000) for _ in who.sizes))
    found = effects(pair, made, "columnar")
    assert effects(pair, made, "exact") == found, place
    adds_up(found)
    return found


@pytest.mark.parametrize("name", SCHEMES)
def test_engines_agree_on_who_changes(name: str) -> None:
    before = with_every_period(scheme_named(name))
    kinds = kinds_of(before)
    roles = tuple(role.name for entity in before.entities.values() for role in entity.roles)
    for seed in range(3):
        chooser = Seeded(random.Random(seed))  # noqa: S311 a test, not a secret
        who = people(chooser, complete=seed % 2 == 0, households=15, kinds=kinds, role_names=roles)
        agreed([changed(before, chooser), before], who, chooser, f"seed {seed}")


def test_engines_agree_on_who_changes_between_any_two_schemes() -> None:
    moved = 0
    for seed in range(40):
        chooser = Seeded(random.Random(seed))  # noqa: S311 a test, not a secret
        pair = [with_every_period(made_scheme(chooser, depth=2, arithmetic=True)) for _ in (1, 2)]
        who = people(chooser, complete=seed % 2 == 0, households=12)
        whole = agreed(pair, who, chooser, f"seed {seed}")["winners_and_losers"]["whole"]
        moved += whole["gain"]["rows"] + whole["lose"]["rows"]
    assert moved > 10


def adds_up(found: dict[str, Any]) -> None:
    if not found["winners_and_losers"]["whole"]:
        return
    sums = found["winners_and_losers"]["adds_up"]
    change = Fraction(found["headline"]["net_cost_per_year"]["change"])
    moved = Fraction(sums["gained"]) - Fraction(sums["lost"]) + Fraction(sums["of_undecided"])
    assert moved == change == Fraction(sums["change_of_net_cost"])
    for name in ("by_fifth", "by_tenth"):
        for figure in ("cost_per_year", "persons_reached"):
            whole = Fraction(found["headline"][figure]["after"])
            rows = [Fraction(row[figure]["after"]) for row in found.get(name, ())]
            assert sum(rows) == whole or not rows
