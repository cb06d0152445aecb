"""What the made-up country is like; every number can be changed in a TOML file.

    reference_date = 2025-01-01
    currency       = "XXX"            # no country's currency: read as a scheme's own
    median_earnings = 90000           # of an employee with primary school, a month, in cents

    [[districts]]
    name = "coast_1"
    region = "coast"
    households = 120                  # share of the country's households
    sample = 110                      # share of the households in the sample
    urban = 550                       # of a thousand
    level = 1150                      # earnings, of a thousand

Shares are relative weights; "of a thousand" and "of a million" are said where they are meant.
"""

from __future__ import annotations

import hashlib
import tomllib
from datetime import date

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.population.mapping import meant


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class District(_Part):
    """One district: its share of country and sample, how urban and how well off it is."""

    name: str
    region: str
    households: int = Field(ge=1)
    sample: int = Field(ge=1)
    urban: int = Field(ge=0, le=1000)
    level: int = Field(ge=100, le=10_000)


def _districts() -> tuple[District, ...]:
    rows = [
        ("capital_1", "capital", 170, 120, 1000, 1350),
        ("capital_2", "capital", 110, 90, 820, 1200),
        ("coast_1", "coast", 120, 110, 550, 1100),
        ("coast_2", "coast", 90, 90, 340, 1000),
        ("hills_1", "hills", 110, 110, 260, 900),
        ("hills_2", "hills", 90, 100, 180, 840),
        ("hills_3", "hills", 70, 90, 120, 780),
        ("plains_1", "plains", 90, 100, 310, 880),
        ("plains_2", "plains", 80, 90, 210, 800),
        ("north_1", "north", 40, 60, 140, 680),
        ("north_2", "north", 30, 40, 80, 620),
    ]
    return tuple(
        District(name=n, region=r, households=h, sample=s, urban=u, level=v)
        for n, r, h, s, u, v in rows
    )


class Structures(_Part):
    """How often each kind of household occurs, as relative weights (urban, rural)."""

    adult_alone: tuple[int, int] = (70, 30)
    elder_alone: tuple[int, int] = (28, 32)
    couple: tuple[int, int] = (80, 50)
    couple_with_children: tuple[int, int] = (420, 420)
    single_parent: tuple[int, int] = (125, 110)
    three_generations: tuple[int, int] = (110, 165)
    skip_generation: tuple[int, int] = (25, 55)
    extended: tuple[int, int] = (142, 138)


class Parameters(_Part):
    """The country; see the module. Probabilities are of a million where nothing else is said."""

    reference_date: date = date(2025, 1, 1)
    currency: str = Field(default="XXX", pattern=r"^[A-Z]{3}$")
    households_in_country: int = Field(default=2_500_000, ge=1)
    districts: tuple[District, ...] = Field(default_factory=_districts, min_length=1)
    households_in_cluster: int = Field(default=16, ge=1, le=1000)
    structures: Structures = Structures()
    children_urban: tuple[int, ...] = Field(
        default=(20, 36, 25, 12, 5, 2), min_length=1, max_length=7
    )
    children_rural: tuple[int, ...] = Field(
        default=(12, 24, 26, 19, 11, 6, 2), min_length=1, max_length=7
    )
    median_earnings: int = Field(default=90_000, ge=1, le=10**10)
    earnings_spread: int = Field(default=550, ge=0, le=2000)
    household_spread: int = Field(default=420, ge=0, le=2000)
    disability_child: tuple[int, int] = (20_000, 4_000)
    disability_adult: tuple[int, int] = (37_000, 8_000)
    disability_elder: tuple[int, int] = (150_000, 40_000)
    pregnant: int = Field(default=75_000, ge=0, le=1_000_000)


def read_parameters(text: str, place: str) -> tuple[Parameters | None, tuple[Finding, ...]]:
    """Read parameters from TOML; what is wrong comes as findings, all at once."""
    try:
        return Parameters.model_validate(tomllib.loads(text)), ()
    except tomllib.TOMLDecodeError as error:
        message = f"The parameters are not TOML: {error}."
        return None, (Finding("SB-W017", Severity.ERROR, message, place=place),)
    except ValidationError as error:
        return None, tuple(
            Finding(
                "SB-W001" if item["type"] == "extra_forbidden" else "SB-W017",
                Severity.ERROR,
                f"{'.'.join(map(str, item['loc']))}: {item['msg']}.",
                hint=meant(str(item["loc"][-1]), Parameters.model_fields),
                place=place,
            )
            for item in error.errors()
        )


def parameters_hash(parameters: Parameters) -> str:
    """Return the SHA-256 of all parameters."""
    return hashlib.sha256(parameters.model_dump_json().encode()).hexdigest()
