"""A made-up population to simulate on, in blocks of any size, and schemes that try what can be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from schemebuilder.ir.scheme import Scheme
from schemebuilder.population.frame import Frame
from schemebuilder.population.read import Population, Wanted, open_population
from schemebuilder.population.schema import PopulationInfo
from schemebuilder.population.synthetic.make import make_population
from schemebuilder.services.authoring import check_text, new_scheme

HOUSEHOLDS = 240

HEAD = """\
scheme trial "Trial"
    country     ZZ
    currency    USD
    law         act "An act"
    in force    from 2020-01-01
    assesses    person, household
    governed by assessment_date
use population core
"""

GRANT_AND_LEVY = (
    HEAD
    + """
eligibility of child
    require age < 18
benefit grant of child : money per month
    base = USD 20
benefit bonus of household : money
    base = USD 100
charge levy of household : money per month
    base = 2% * income
"""
)
"""A benefit of members in a role, one without a period, and a charge."""

FAILING = (
    HEAD
    + """
let share of household : number = income in USD / (number of members - 3)
benefit one of household : money
    base = USD 1 * share
    round down to USD 1
benefit two of household : money
    base = USD 2 * share
    round down to USD 1
"""
)
"""Two benefits that divide by zero in every household of three."""

WHO = (
    HEAD
    + """
eligibility grown of person
    require age >= 18
eligibility poor of household
    require income < USD 100
"""
)
"""A scheme that pays nothing."""


@cache
def made() -> Population:
    """Return a population of some hundreds of households."""
    folder = Path(mkdtemp()) / "people"
    info, findings = make_population(HOUSEHOLDS, 11, folder)
    assert info is not None, findings
    population, findings = open_population(folder)
    assert population is not None, findings
    return population


def scheme(text: str) -> Scheme:
    """Return a scheme that has no errors."""
    checked = check_text(text, "trial")
    assert checked.scheme is not None, [finding.message for finding in checked.findings]
    return checked.scheme


def child_grant() -> Scheme:
    """Return the scheme that a new one starts from."""
    return scheme(new_scheme("child_grant"))


@dataclass(frozen=True, slots=True)
class InBlocks:
    """The population in blocks of so many households, whatever was asked."""

    population: Population
    size: int

    @property
    def info(self) -> PopulationInfo:
        """What is known of it besides its rows."""
        return self.population.info

    @property
    def hash(self) -> str:
        """The hash of its content."""
        return self.population.hash

    def frames(self, wanted: Wanted, block_households: int = 0) -> Iterator[Frame]:
        """Yield blocks of the one size."""
        assert block_households >= 0
        return self.population.frames(wanted, self.size)
