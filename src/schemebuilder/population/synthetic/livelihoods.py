"""What persons do and earn: schooling, work, disability, earnings; one entry a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from schemebuilder.population.synthetic.draws import (
    MILLION,
    ONE,
    Draws,
    Truth,
    Whole,
    doubled,
    spread,
)

if TYPE_CHECKING:
    from schemebuilder.population.synthetic.parameters import Parameters

EDUCATION: Final = ("none", "primary", "secondary", "tertiary")
EMPLOYMENT: Final = ("employed", "self_employed", "unemployed", "inactive", "retired", "student")
EMPLOYED, SELF_EMPLOYED, UNEMPLOYED, INACTIVE, RETIRED, STUDENT = range(6)
DISABILITY: Final = ("none", "mild", "severe")
WORKING_AGE: Final = 15

_AT_SCHOOL: Final = (
    (3, 250_000), (5, 450_000), (6, 930_000), (12, 880_000), (15, 660_000), (18, 300_000),
    (22, 120_000), (26, 15_000), (35, 0),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Of each person: the household's standing (in `ONE`s), whether urban, the district's level."""

    standing: Whole
    urban: Truth
    level: Whole


@dataclass(frozen=True, slots=True)
class Livelihoods:
    """Positions in the lists above, amounts a month in the smallest coin."""

    disability: Whole
    in_education: Truth
    attendance: Whole
    education: Whole
    years: Whole
    employment: Whole
    earnings: Whole
    self_employment: Whole
    pension: Whole


def make_livelihoods(
    draws: Draws, parameters: Parameters, age: Whole, female: Truth, around: Surroundings
) -> Livelihoods:
    """Return what each person does and earns."""
    count = len(age)
    disability = _disability(draws, parameters, age)
    severe = disability == 2
    in_education = _at_school(draws, age, around, severe)
    education, years = _schooling(draws, age, around, in_education)
    employment = _work(draws, age, female, education)
    employment = np.where(in_education & (age < 30), STUDENT, employment)
    leaves = severe & (age < 60) & draws.chance(count, 700_000)
    employment = np.where(leaves, INACTIVE, employment)
    employed, own = employment == EMPLOYED, employment == SELF_EMPLOYED
    growth = (
        spread(around.standing, parameters.household_spread)
        + spread(draws.normal(count), parameters.earnings_spread)
        + np.array([-22_000, 0, 30_000, 74_000])[education]
        + np.where(female, -11_000, 0)
        + np.where(around.urban, 14_000, 0)
        - np.abs(age - 44) * 520
    )
    typical = parameters.median_earnings * around.level // 1000
    pay = _to_whole_units(doubled(typical, growth))
    own_spread = spread(draws.normal(count), 450) - 36_000
    own_pay = _to_whole_units(doubled(typical, growth + own_spread))
    had_formal_work = draws.chance(count, np.array([60, 180, 480, 800])[education] * 1000)
    pension = _to_whole_units(doubled(typical, growth - 60_000))
    attendance = np.minimum(draws.between(count, 60, 130), 100)
    return Livelihoods(
        disability=disability,
        in_education=in_education,
        attendance=attendance,
        education=education,
        years=years,
        employment=employment,
        earnings=np.where(employed, pay, 0),
        self_employment=np.where(own, own_pay, 0),
        pension=np.where((employment == RETIRED) & had_formal_work, pension, 0),
    )


def _to_whole_units(amount: Whole) -> Whole:
    """People report round figures: whole units, tens above a thousand of them."""
    units = amount // 100
    result: Whole = np.where(units >= 1000, units // 10 * 10, units) * 100
    return result


def _disability(draws: Draws, parameters: Parameters, age: Whole) -> Whole:
    weights = [
        [MILLION - sum(some), *some]
        for some in (
            parameters.disability_child,
            parameters.disability_adult,
            parameters.disability_elder,
        )
    ]
    return draws.pick_by((age >= 18).astype(np.int64) + (age >= 60), weights)


def _at_school(draws: Draws, age: Whole, around: Surroundings, severe: Truth) -> Truth:
    chances = np.zeros(len(age), np.int64)
    for youngest, chance in _AT_SCHOOL:
        chances = np.where(age >= youngest, chance, chances)
    # Where nobody is at school by age, standing changes nothing.
    shift = around.standing * 60_000 // ONE + np.where(around.urban, 25_000, -20_000)
    chances = np.where(chances > 0, np.clip(chances + shift, 5_000, 995_000), 0)
    chances = np.where(severe, chances * 45 // 100, chances)
    return draws.chance(len(age), chances)


def _schooling(
    draws: Draws, age: Whole, around: Surroundings, in_education: Truth
) -> tuple[Whole, Whole]:
    """Completed level, and years; the younger, the urban and the better off have more of it."""
    count = len(age)
    score = (
        (around.standing * 45 + draws.normal(count) * 80) // 100
        + np.where(around.urban, 26_000, -12_000)
        + (40 - age) * 900
    )
    level = (score > -36_000).astype(np.int64) + (score > 30_000) + (score > 112_000)
    may_have = (age >= 12).astype(np.int64) + (age >= 18) + (age >= 22)
    level = np.minimum(level, may_have)
    # Who is at secondary school has finished primary school.
    level = np.where(in_education & (age >= 13), np.maximum(level, 1), level)
    level = np.where(in_education & (age >= 19), np.maximum(level, 2), level)
    base = np.array([0, 6, 12, 16])[level]
    more = draws.between(count, 0, 3)
    years = np.minimum(base + more, np.clip(age - 5, 0, 18))
    return level, np.where((age < 6) | ((level == 0) & (age >= 20)), np.minimum(years, 2), years)


def _work(draws: Draws, age: Whole, female: Truth, education: Whole) -> Whole:
    """Employment status of everyone; below working age it does not apply (the caller says so)."""
    men = [[320, 430, 70, 180], [370, 430, 70, 130], [480, 330, 80, 110], [700, 180, 60, 60]]
    women = [[150, 310, 50, 490], [190, 320, 60, 430], [330, 240, 80, 350], [620, 140, 70, 170]]
    picked = draws.pick_by(education + np.where(female, 4, 0), [*men, *women])
    old = draws.pick_by(
        (age >= 70).astype(np.int64), [[90, 260, 0, 150, 500], [20, 120, 0, 160, 700]]
    )
    return np.where(age >= 60, old, picked)
