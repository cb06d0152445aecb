"""Who lives together: structures, ages, sexes and places in the household.

A household has sixteen seats (head, spouse, seven children, two elders, two other adults, three
grandchildren); which are taken depends on its structure. Arrays here have a row a household and a
column a seat; persons are the taken seats, row by row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from schemebuilder.population.synthetic.draws import Draws, Truth, Whole

if TYPE_CHECKING:
    from schemebuilder.population.synthetic.parameters import Parameters

HEAD, SPOUSE = 0, 1
CHILDREN: Final = slice(2, 9)
ELDERS: Final = slice(9, 11)
OTHERS: Final = slice(11, 13)
GRANDCHILDREN: Final = slice(13, 16)
SEATS: Final = 16

ROLES: Final = ("head", "spouse", "child", "other")
ROLE_OF_SEAT: Final = np.array([0, 1, *[2] * 7, *[3] * 7], dtype=np.int8)
RELATIONSHIPS: Final = (
    "head", "spouse", "child", "grandchild", "parent", "sibling", "other_relative", "not_related",
)  # fmt: skip

YEAR: Final = 36525
"""Hundredths of a day in a year."""

ALONE, ELDER_ALONE, COUPLE, COUPLE_CHILDREN, SINGLE_PARENT, THREE, SKIP, EXTENDED = range(8)


@dataclass(frozen=True, slots=True)
class Seats:
    """Households by seats: who is there, age in days, whether female; filled in seat by seat."""

    present: Truth
    days: Whole
    female: Truth


@dataclass(frozen=True, slots=True)
class Families:
    """The seats of households, each one's structure, and the seat of the children's mother."""

    seats: Seats
    structure: Whole
    mother: Whole


def _years(years: Whole | int) -> Whole:
    return np.asarray(years, np.int64) * YEAR // 100


def make_families(draws: Draws, parameters: Parameters, urban: Truth) -> Families:
    """Return the families of as many households as `urban` has entries."""
    count = len(urban)
    areas = [
        [pair[area] for pair in parameters.structures.model_dump().values()] for area in (1, 0)
    ]
    structure = draws.pick_by(urban.astype(np.int64), areas)
    seats = Seats(
        np.zeros((count, SEATS), np.bool_),
        np.zeros((count, SEATS), np.int64),
        np.zeros((count, SEATS), np.bool_),
    )
    _heads(draws, structure, seats)
    couple = seats.present[:, SPOUSE]
    mother = np.where(seats.female[:, HEAD] | ~couple, HEAD, SPOUSE)
    wanted = _children_wanted(draws, parameters, urban, structure)
    _children(draws, wanted, mother, seats)
    _elders(draws, structure, seats)
    _others(draws, structure, seats)
    _grandchildren(draws, structure, seats)
    return Families(seats, structure, mother)


def _heads(draws: Draws, structure: Whole, seats: Seats) -> None:
    """Heads by structure; the younger ages are likelier. Spouses are some years apart from them."""
    count = len(structure)
    youngest = np.array([20, 60, 22, 23, 22, 27, 55, 23])[structure]
    oldest = np.array([59, 92, 78, 58, 54, 58, 80, 62])[structure]
    low, high = _years(youngest), _years(oldest)
    first, second = draws.between(count, low, high), draws.between(count, low, high)
    seats.present[:, HEAD] = True
    # The lesser of two even draws falls off towards the old as population pyramids do.
    fall = np.isin(structure, (ALONE, ELDER_ALONE, COUPLE_CHILDREN, SKIP, SINGLE_PARENT))
    seats.days[:, HEAD] = np.where(fall, np.minimum(first, second), (first + second) // 2)
    paired = np.isin(structure, (COUPLE, COUPLE_CHILDREN, THREE))
    paired |= (structure == SKIP) & draws.chance(count, 550_000)
    paired |= (structure == EXTENDED) & draws.chance(count, 600_000)
    of_women = np.array([380, 650, 0, 0, 840, 0, 780, 420])[structure] * 1000
    seats.female[:, HEAD] = draws.chance(count, np.where(paired, 180_000, of_women))
    gap = draws.between(count, -3, 10) * np.where(seats.female[:, HEAD], -1, 1)
    age = seats.days[:, HEAD] - _years(gap) + draws.between(count, -180, 180)
    seats.present[:, SPOUSE] = paired
    seats.days[:, SPOUSE] = np.maximum(age, _years(18))
    seats.female[:, SPOUSE] = ~seats.female[:, HEAD]


def _children_wanted(draws: Draws, parameters: Parameters, urban: Truth, structure: Whole) -> Whole:
    """How many children the mother has had, by area; none in the structures without them."""
    width = CHILDREN.stop - CHILDREN.start
    tables = [
        [*weights, *[0] * (width - len(weights))]
        for weights in (parameters.children_rural, parameters.children_urban)
    ]
    wanted = draws.pick_by(urban.astype(np.int64), tables) + 1
    none = np.isin(structure, (ALONE, ELDER_ALONE, COUPLE, SKIP))
    none |= (structure == EXTENDED) & draws.chance(len(structure), 350_000)
    wanted[none] = 0
    return wanted


def _children(draws: Draws, wanted: Whole, mother: Whole, seats: Seats) -> None:
    """Children born from the mother's first birth on, 15 to 50 months apart; the grown leave."""
    count = len(wanted)
    mothers = seats.days[np.arange(count), mother]
    first_birth = _years(17) + draws.between(count, 0, 2400) + draws.between(count, 0, 2400)
    age = np.minimum(mothers - first_birth, _years(30))
    # A young mother who is listed with children has had one already.
    early = (wanted > 0) & (age < 0)
    age = np.where(early, draws.between(count, 0, 2600), age)
    for number, seat in enumerate(range(CHILDREN.start, CHILDREN.stop)):
        grown = age >= _years(18)
        stays = ~grown | draws.chance(count, np.where(age >= _years(24), 160_000, 520_000))
        possible = (age >= 0) & (mothers - age >= _years(15)) & (mothers - age < _years(46))
        seats.present[:, seat] = (number < wanted) & possible & stays
        seats.days[:, seat] = np.maximum(age, 0)
        seats.female[:, seat] = draws.chance(count, 488_000)
        age = age - draws.between(count, 456, 1520)


def _elders(draws: Draws, structure: Whole, seats: Seats) -> None:
    count = len(structure)
    first, second = range(ELDERS.start, ELDERS.stop)
    three = structure == THREE
    age = seats.days[:, HEAD] + _years(draws.between(count, 19, 34)) + draws.between(count, 0, 364)
    seats.present[:, first] = three
    seats.present[:, second] = three & draws.chance(count, 330_000)
    seats.female[:, first] = draws.chance(count, 760_000) | seats.present[:, second]
    seats.days[:, first] = np.minimum(age, _years(96))
    seats.days[:, second] = np.minimum(age + _years(draws.between(count, 0, 8)), _years(97))


def _others(draws: Draws, structure: Whole, seats: Seats) -> None:
    count = len(structure)
    extended = structure == EXTENDED
    for seat, chance in zip(range(OTHERS.start, OTHERS.stop), (1_000_000, 450_000), strict=True):
        seats.present[:, seat] = extended & draws.chance(count, chance)
        seats.days[:, seat] = np.minimum(
            draws.between(count, _years(15), _years(68)),
            draws.between(count, _years(15), _years(68)),
        )
        seats.female[:, seat] = draws.chance(count, 540_000)


def _grandchildren(draws: Draws, structure: Whole, seats: Seats) -> None:
    count = len(structure)
    skip = structure == SKIP
    wanted = draws.pick(count, (45, 35, 20)) + 1
    age = draws.between(count, _years(2), _years(17))
    for number, seat in enumerate(range(GRANDCHILDREN.start, GRANDCHILDREN.stop)):
        seats.present[:, seat] = skip & (number < wanted) & (age >= 0)
        seats.days[:, seat] = np.maximum(age, 0)
        seats.female[:, seat] = draws.chance(count, 490_000)
        age = age - draws.between(count, 456, 1800)


def relationships(draws: Draws, families: Families) -> Whole:
    """Return each seat's relationship to the head."""
    count = len(families.structure)
    seats = np.zeros((count, SEATS), np.int64)
    seats[:, SPOUSE] = 1
    seats[:, CHILDREN] = 2
    seats[:, GRANDCHILDREN] = 3
    seats[:, ELDERS] = 4
    for seat in range(OTHERS.start, OTHERS.stop):
        seats[:, seat] = draws.pick(count, (45, 40, 15)) + 5
    return seats
