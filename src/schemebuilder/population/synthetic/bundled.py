"""The population that every installation has: made on first use, kept in the data folder."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

from schemebuilder.population.read import Population, open_population
from schemebuilder.population.synthetic.make import VERSION, make_population, quiet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HOUSEHOLDS: Final = 20_000
SEED: Final = 2025


class BundledPopulationError(RuntimeError):
    """The population that was just made cannot be opened: the disk is full, or broken."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"the made-up population in {folder} cannot be opened; remove it and try again"
        )


def bundled_population(data: Path, progress: Callable[[str, float], None] = quiet) -> Population:
    """Return the made-up population, from the data folder or made now (about a second)."""
    folder = data / f"made_up_{VERSION}_{HOUSEHOLDS}_{SEED}"
    population, _ = open_population(folder)
    if population is None:
        shutil.rmtree(folder, ignore_errors=True)
        make_population(HOUSEHOLDS, SEED, folder, progress=progress)
        population, _ = open_population(folder)
    if population is None:
        raise BundledPopulationError(folder)
    return population
