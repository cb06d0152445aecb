"""The population that every installation has: made on first use, kept among all populations."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from schemebuilder.population.keeping import building, settle
from schemebuilder.population.read import Population, open_population
from schemebuilder.population.synthetic.make import make_population, quiet
from schemebuilder.population.synthetic.parameters import Parameters

HOUSEHOLDS: Final = 20_000
SEED: Final = 2025
HASH: Final = "f5135584deaf5b615eb0edcbdd790f0bc7b0115666fba6ac9b4e777f7cc5bc44"
"""Of its content, which names its folder; a test holds it to what the generator makes."""

DAY: Final = Parameters().reference_date
"""Of what day it is."""


class BundledPopulationError(RuntimeError):
    """The population that was just made cannot be opened: the disk is full, or broken."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"the made-up population in {folder} cannot be opened; remove it and try again"
        )


def bundled_population(root: Path, progress: Callable[[str, float], None] = quiet) -> Population:
    """Return the made-up population, from the folder of populations or made now (a second)."""
    population, findings = open_population(root / HASH)
    if population is None or findings:
        with building(root) as folder:
            info, _ = make_population(HOUSEHOLDS, SEED, folder, progress=progress)
            place = root if info is None else settle(folder, root, info.content_hash)
        population, _ = open_population(place)
    if population is None:
        raise BundledPopulationError(place)
    return population
