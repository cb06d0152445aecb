"""One household of a folder: found by its id and read without the rest of the population."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from schemebuilder.population.schema import HOUSEHOLD_ID, HOUSEHOLDS, MEMBERS, PERSONS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from schemebuilder.population.blocks import Rows
    from schemebuilder.population.entries import BoundEntries


def row_of(folder: Path, household: str) -> int | None:
    """Return the row of a household by its id, from 0; only ids are read, up to where it stands."""
    done = 0
    with pq.ParquetFile(folder / HOUSEHOLDS) as file:
        for group in range(file.num_row_groups):
            ids = file.read_row_group(group, columns=[HOUSEHOLD_ID]).column(0)
            place = pc.index(ids.cast(pa.string()), household).as_py()
            if place >= 0:
                return done + int(place)
            done += len(ids)
    return None


def skip(
    folder: Path,
    households: int,
    rows: tuple[Rows, Rows, Sequence[Rows]],
    lists: Sequence[BoundEntries],
) -> None:
    """Pass over the first households, their persons, and the entries of their lists.

    Of what is passed over, only the counts of persons and entries are read.
    """
    of_households, of_persons, of_lists = rows
    persons = _counted(folder, HOUSEHOLDS, MEMBERS, households)
    of_households.skip(households)
    of_persons.skip(persons)
    for one, entries in zip(lists, of_lists, strict=True):
        by_person = one.stored.entity == "person"
        file, owners = (PERSONS, persons) if by_person else (HOUSEHOLDS, households)
        entries.skip(_counted(folder, file, one.counts, owners))


def _counted(folder: Path, name: str, column: str, rows: int) -> int:
    """Return the sum of a column of counts over the first rows; what is not given counts 0."""
    total = 0
    with pq.ParquetFile(folder / name) as file:
        for group in range(file.num_row_groups):
            if rows <= 0:
                break
            counts = file.read_row_group(group, columns=[column]).column(0).slice(0, rows)
            total += pc.sum(counts).as_py() or 0
            rows -= len(counts)
    return total
