"""How households live: income, consumption, dwelling and belongings; one entry a household."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from schemebuilder.population.synthetic.draws import ONE, Draws, Truth, Whole, doubled, spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schemebuilder.population.synthetic.parameters import Parameters

TENURE: Final = ("owned", "rented", "rent_free", "other")
MATERIAL: Final = ("finished", "rudimentary", "natural", "other")
WATER: Final = ("piped", "protected", "unprotected", "surface", "tanker", "other")
TOILET: Final = ("flush", "improved_pit", "pit", "none", "other")
FUEL: Final = ("electricity", "gas", "kerosene", "charcoal", "wood", "other")

_BELONGINGS: Final = {
    "landline": 120_000,
    "mobile_phone": -60_000,
    "car": 90_000,
    "bicycle": 30_000,
    "motorcycle": 52_000,
    "refrigerator": 18_000,
    "television": -8_000,
    "radio": -15_000,
    "bank_account": 25_000,
}


def usual_income(parameters: Parameters, standing: Whole, level: Whole) -> Whole:
    """Return what an adult of the household's standing and district is used to, a month."""
    typical = parameters.median_earnings * level // 1000
    return doubled(typical, spread(standing, parameters.household_spread))


def make_consumption(
    draws: Draws, income: Whole, size: Whole, standing: Whole, used_to: Whole
) -> tuple[Whole, Whole]:
    """Return consumption and its food part, a month in the smallest coin.

    A household spends part of what came in this month and part of what it is used to having, which
    its standing gives; so consumption is spread less than income and is never nothing.
    """
    count = len(income)
    # One more person adds less than one more share: 100, 155, 205, 250, ... hundredths.
    shares = 55 + 50 * size - np.minimum(size, 10) * (size - 1) // 2
    total = (income * 55 + used_to * shares * 38 // 100) // 100
    total = doubled(np.maximum(total, size * 800), spread(draws.normal(count), 180))
    total = total // 25 * 25
    part = np.clip(
        520_000 - standing * 90_000 // ONE + draws.between(count, -60_000, 60_000), 150_000, 800_000
    )
    return total, total * part // 1_000_000 // 25 * 25


def make_dwellings(
    draws: Draws, standing: Whole, urban: Truth, size: Whole, consumption: Whole
) -> dict[str, Whole | Truth]:
    """Return housing and belongings by the name of their field."""
    count = len(standing)
    means = standing + np.where(urban, 34_000, -14_000)
    area = urban.astype(np.int64)

    def level(cuts: Sequence[int]) -> Whole:
        """Position among worse and worse as means fall below the cuts."""
        own = means + draws.normal(count) * 6 // 10
        worse: Whole = np.sum([own < cut for cut in cuts], axis=0).astype(np.int64)
        return worse

    tenure = draws.pick_by(area, [[840, 50, 95, 15], [520, 360, 100, 20]])
    rooms = np.clip(1 + size // 2 + (standing + draws.normal(count)) // (2 * ONE), 1, 12)
    rent_share = draws.between(count, 140, 300)
    electricity = means + draws.normal(count) * 6 // 10 > np.where(urban, -70_000, 5_000)
    fuel = level((150_000, 45_000, 20_000, 0))
    rural_land = ~urban & draws.chance(count, 780_000)
    facts: dict[str, Whole | Truth] = {
        "tenure": tenure,
        "rent": np.where(tenure == 1, consumption * rent_share // 1000 // 100 * 100, 0),
        "rooms": rooms,
        "bedrooms": np.maximum(rooms - draws.between(count, 0, 2), 1),
        "floor": level((2_000, -34_000, -190_000)),
        "walls": level((4_000, -40_000, -190_000)),
        "roof": level((-30_000, -62_000, -190_000)),
        "water": level((16_000, -30_000, -72_000, -125_000, -200_000)),
        "toilet": level((30_000, -8_000, -60_000, -190_000)),
        "electricity": electricity,
        "cooking_fuel": np.where((fuel == 0) & ~electricity, 1, fuel),
        "land_hectares": np.where(
            rural_land, draws.between(count, 5, 220) * draws.between(count, 5, 220) // 100, 0
        ),
        "livestock_units": np.where(
            rural_land, draws.between(count, 0, 150) * draws.between(count, 0, 150) // 100, 0
        ),
        "on_registry": draws.chance(
            count, np.clip(430_000 - standing * 250_000 // ONE, 20_000, 950_000)
        ),
        "affected_by_shock": draws.chance(count, np.where(urban, 60_000, 140_000)),
    }
    for name, cut in _BELONGINGS.items():
        facts[name] = means + draws.normal(count) * 7 // 10 > cut
    return facts
