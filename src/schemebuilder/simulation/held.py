"""A population held in memory between runs, so that a changed scheme is costed at once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from typing import Final

from schemebuilder.population.frame import Frame
from schemebuilder.population.read import Population, Wanted
from schemebuilder.population.schema import PopulationInfo
from schemebuilder.simulation.source import BLOCK

_KEPT: Final = 4


class Held:
    """Reads each set of fields once; a scheme whose facts are the same finds them in memory."""

    def __init__(self, population: Population) -> None:
        """Hold a population whose columns fit in memory several times over."""
        self._population = population
        self._frames: OrderedDict[object, list[Frame]] = OrderedDict()

    @property
    def info(self) -> PopulationInfo:
        """What is known of the population besides its rows."""
        return self._population.info

    @property
    def hash(self) -> str:
        """The hash of its content."""
        return self._population.hash

    def frames(self, wanted: Wanted, block_households: int = BLOCK) -> Iterator[Frame]:
        """Yield the population in blocks, read only the first time that these fields are wanted."""
        fields = tuple((each.entity, each.name, each.type, each.decimals) for each in wanted.fields)
        lists = tuple((one.entity, one.name, str(one.fields)) for one in wanted.lists)
        key = (fields, lists, wanted.roles, wanted.calendar, wanted.ids, block_households)
        if key not in self._frames:
            self._frames[key] = list(self._population.frames(wanted, block_households))
            while len(self._frames) > _KEPT:
                self._frames.popitem(last=False)
        self._frames.move_to_end(key)
        return iter(self._frames[key])
