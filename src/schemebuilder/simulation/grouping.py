"""How households are grouped in every table: by quantile of welfare per head, and by region."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from schemebuilder.analytics.quantiles import quantiles
from schemebuilder.population.frame import Column
from schemebuilder.population.read import Wanted
from schemebuilder.population.schema import PopulationInfo, StoredField
from schemebuilder.simulation.source import BLOCK, Source

QUANTILES: Final = 5
WELFARE: Final = ("consumption", "income")
REGION: Final = ("region", "district", "area_type")


@dataclass(frozen=True, slots=True)
class Grouping:
    """Each household's quantile (0 poorest; -1 unknown) and region (position in `regions`, or -1).

    `welfare` and `region` name the fields they were made from, empty where the population has none.
    """

    quantile: npt.NDArray[np.int8]
    region: npt.NDArray[np.int32]
    regions: tuple[str, ...] = ()
    welfare: str = ""
    region_field: str = ""


def grouping(source: Source) -> Grouping:
    """Read the fields that group households, in one pass, and group them."""
    welfare, region = _first(source.info, WELFARE), _first(source.info, REGION)
    wanted = tuple(stored for stored in (welfare, region) if stored is not None)
    values, unknown, sizes, weights, places = [], [], [], [], []
    for frame in source.frames(Wanted(wanted), BLOCK):
        sizes.append(np.diff(frame.offsets))
        weights.append(frame.weights)
        if welfare is not None:
            column = frame.households[welfare.name]
            values.append(column.data.astype(np.int64))
            unknown.append(absent(column))
        if region is not None:
            places.append(_place(frame.households[region.name]))
    count = sum(len(block) for block in sizes)
    quantile = np.full(count, -1, dtype=np.int8)
    if welfare is not None and count:
        heads, open_, size = np.concatenate(values), np.concatenate(unknown), np.concatenate(sizes)
        found = quantiles(heads, open_, size, np.concatenate(weights), QUANTILES)
        if found is not None:
            quantile = found.of_households(heads, open_, size).astype(np.int8)
    return Grouping(
        quantile,
        np.concatenate(places) if places else np.full(count, -1, dtype=np.int32),
        region.type.choices if region is not None else (),
        "" if welfare is None else welfare.name,
        "" if region is None else region.name,
    )


def _place(column: Column) -> npt.NDArray[np.int32]:
    return np.where(absent(column), -1, column.data).astype(np.int32)


def absent(column: Column) -> npt.NDArray[np.bool_]:
    """Say where a fact is not known, or does not apply."""
    found = np.zeros(len(column.data), dtype=np.bool_)
    for mask in (column.unknown, column.not_applicable):
        if mask is not None:
            found |= mask
    return found


def _first(info: PopulationInfo, names: tuple[str, ...]) -> StoredField | None:
    found = (info.field("household", name) for name in names)
    return next((stored for stored in found if stored is not None), None)
