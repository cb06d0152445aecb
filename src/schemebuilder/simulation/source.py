"""Where a simulation's people come from: an open population folder, or frames held in memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Protocol

from schemebuilder.population.frame import Frame
from schemebuilder.population.read import Wanted
from schemebuilder.population.schema import PopulationInfo

BLOCK: Final = 1 << 18
"""Households read at a time: about a million persons, so that memory is bounded."""


class Source(Protocol):
    """A population that can be read from the start as often as needed, in the same order."""

    @property
    def info(self) -> PopulationInfo:
        """What is known of it besides its rows."""

    @property
    def hash(self) -> str:
        """The hash of its content."""

    def frames(self, wanted: Wanted, block_households: int = BLOCK) -> Iterator[Frame]:
        """Yield the population in blocks of whole households, with the wanted fields."""
