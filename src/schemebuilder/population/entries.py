"""Lists as they are read: how many entries each owner of a block has, and their facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from schemebuilder.population.binding import bound_column
from schemebuilder.population.buffers import nulls, one_piece, whole_numbers
from schemebuilder.population.frame import ListColumns
from schemebuilder.population.schema import OWNER, entries_column, not_applicable_column

if TYPE_CHECKING:
    import pyarrow as pa

    from schemebuilder.population.binding import Binding
    from schemebuilder.population.blocks import Rows
    from schemebuilder.population.schema import StoredList


@dataclass(frozen=True, slots=True)
class BoundEntries:
    """A list of the population and the facts of its entries that are read; `held`: its columns."""

    stored: StoredList
    fields: tuple[Binding, ...]
    held: frozenset[str]

    @property
    def counts(self) -> str:
        """The column of the owners that says how many entries each has."""
        return entries_column(self.stored.name)

    @property
    def columns(self) -> list[str]:
        """The columns of the list's file that are read."""
        names: list[str] = []
        for bound in self.fields:
            outside = not_applicable_column(bound.stored.name)
            names += [bound.stored.name, *([outside] if outside in self.held else [])]
        return list(dict.fromkeys(names)) or [OWNER]


def entries_of(bound: BoundEntries, owners: pa.Table | None, rows: Rows) -> ListColumns:
    """Return the entries of the owners of a block, the next ones of the file."""
    if owners is None:
        return ListColumns(bound.stored.entity, np.zeros(1, dtype=np.int64), {})
    counted = one_piece(owners.column(bound.counts))
    unknown = nulls(counted)
    sizes = whole_numbers(counted.fill_null(0)).astype(np.int64)
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
    table = rows.take(int(offsets[-1]))
    columns = {each.name: bound_column(each, table) for each in bound.fields}
    return ListColumns(bound.stored.entity, offsets, columns, unknown)
