"""Links between persons of a household: the ids that a file has, kept as places to step to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from schemebuilder.population.columns import narrowest, to_arrow
from schemebuilder.population.rows import Place, rows_finding

if TYPE_CHECKING:
    import numpy.typing as npt

    from schemebuilder.diagnostics.finding import Finding
    from schemebuilder.population.frame import Mask
    from schemebuilder.population.schema import StoredField


def steps_to(
    stored: StoredField,
    named: pa.Array,
    ids: tuple[pa.Array, pa.Array],
    household: npt.NDArray[np.int64],
    place: Place,
) -> tuple[pa.Array, tuple[Finding, ...]]:
    """Return, for each person, how many rows further on the one stands who is named.

    `named` are texts in the order of the persons: an id of a person, or what stands in it behind
    the household's (the number of a line). `ids` are those of the persons, and of each one's
    household; `household` numbers the households.
    """
    persons, homes = ids
    whole = pc.index_in(named, value_set=persons, skip_nulls=True)
    within = pc.index_in(
        pc.binary_join_element_wise(homes, named, "-"), value_set=persons, skip_nulls=True
    )
    found = pc.coalesce(within, whole).fill_null(-1).to_numpy(zero_copy_only=False)
    there = found.astype(np.int64)
    given: Mask = np.asarray(pc.is_valid(named).to_numpy(zero_copy_only=False), dtype=np.bool_)
    at_home = (there >= 0) & (household[np.maximum(there, 0)] == household)
    findings = rows_finding(
        "SB-W018",
        Place(place.what, place.column, place.file, named),
        given & ~at_home,
        ("names nobody of the household", "name nobody of the household"),
        hint="Correct them, or list the codes that mean nobody: not_applicable = [...].",
    )
    usable = given & at_home
    steps = np.where(usable, there - np.arange(len(there)), 0)
    width = narrowest(int(steps.min()), int(steps.max())) if len(steps) else np.dtype(np.int8)
    return to_arrow(stored, steps.astype(width), ~given), findings


def outside_household(steps: npt.NDArray[np.int64], members: npt.NDArray[np.int64]) -> Mask:
    """Return where a step leads out of the household; households have so many `members`."""
    ends = np.cumsum(members)
    first, end = np.repeat(ends - members, members), np.repeat(ends, members)
    there = np.arange(len(steps)) + steps
    outside: Mask = (there < first) | (there >= end)
    return outside
