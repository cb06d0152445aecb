"""Opens a population folder and reads it in blocks of whole households, in bounded memory."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from schemebuilder.diagnostics.finding import Finding, Severity, has_errors
from schemebuilder.ir.scheme import Scheme
from schemebuilder.ir.vocabulary import Field, ListField
from schemebuilder.population.binding import Binding, as_stored, bind, bound_column
from schemebuilder.population.blocks import Rows
from schemebuilder.population.buffers import one_piece, whole_numbers
from schemebuilder.population.columns import from_arrow, low_words
from schemebuilder.population.consistency import consistent
from schemebuilder.population.description import read_description
from schemebuilder.population.entries import BoundEntries, entries_of
from schemebuilder.population.folder import ContentHash, content_hash, file_hash
from schemebuilder.population.frame import Array, Column, Frame
from schemebuilder.population.integrity import whole_files
from schemebuilder.population.one import skip
from schemebuilder.population.schema import (
    CLUSTER,
    HOUSEHOLD_ID,
    HOUSEHOLDS,
    MEMBERS,
    PERSON_ID,
    PERSONS,
    ROLE,
    STRATUM,
    WEIGHT,
    PopulationInfo,
    StoredField,
    not_applicable_column,
)
from schemebuilder.values.periods import Calendar
from schemebuilder.values.types import Kind, Type

BLOCK: Final = 8192
"""Households in a block: some tens of thousands of persons, so that a block stays in cache."""

_FILES: Final = {"person": PERSONS, "household": HOUSEHOLDS}


PLAIN: Final = Calendar()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be read: fields of a scheme, or stored ones as they are.

    `roles` are the scheme's role names, in its order (None: as stored); a role that it does not
    have is unknown. `calendar` is the scheme's. `ids` asks for the ids of persons and households.
    `lists` are lists of a scheme.
    """

    fields: tuple[Field | StoredField, ...]
    roles: tuple[str, ...] | None = None
    calendar: Calendar = PLAIN
    ids: bool = False
    lists: tuple[ListField, ...] = ()


def wanted_by(scheme: Scheme, also: Collection[StoredField] = (), *, ids: bool = False) -> Wanted:
    """Return what a scheme reads of a population, and stored fields `also` that it does not."""
    own = [f for f in scheme.fields.values() if f.entity in _FILES]
    names = {(f.entity, f.name) for f in own}
    household = scheme.entities.get("household")
    return Wanted(
        fields=(*own, *(f for f in also if (f.entity, f.name) not in names)),
        roles=tuple(r.name for r in household.roles) if household and household.roles else None,
        calendar=scheme.calendar,
        ids=ids,
        lists=tuple(one for one in scheme.lists.values() if one.entity in _FILES),
    )


@dataclass(frozen=True, slots=True)
class Population:
    """An open folder: nothing of its rows is in memory.

    `hash` is that of its content. `columns` names the columns of each file.
    """

    folder: Path
    info: PopulationInfo
    hash: str
    columns: dict[str, frozenset[str]]

    @property
    def row_counts(self) -> tuple[int, int]:
        """The numbers of persons and of households."""
        return self.info.persons, self.info.households

    def frames(
        self, wanted: Wanted, block_households: int = BLOCK, first: int = 0
    ) -> Iterator[Frame]:
        """Yield the population in blocks of whole households, with the wanted fields only.

        The `first` households are passed over. A field of a scheme comes in the scheme's period and
        choices; what the population lacks, or has of another kind, is left out (see `check`).
        """
        bindings = [
            b for f in wanted.fields if (b := self._binding(f, wanted.calendar)) is not None
        ]
        role = self._role(wanted.roles)
        persons = self._wanted("person", bindings)
        households = [MEMBERS, WEIGHT, *self._wanted("household", bindings)]
        persons += [ROLE] if role is not None else []
        if wanted.ids:
            persons.append(PERSON_ID)
            households.append(HOUSEHOLD_ID)
        lists = self._lists(wanted)
        for one in lists:
            (persons if one.stored.entity == "person" else households).append(one.counts)
        with ExitStack() as open_files:
            household_rows = open_files.enter_context(Rows(self.folder / HOUSEHOLDS, households))
            person_rows = open_files.enter_context(Rows(self.folder / PERSONS, persons))
            of_lists = [
                open_files.enter_context(Rows(self.folder / one.stored.file, one.columns))
                for one in lists
            ]
            left = self.info.households - first
            if first:
                skip(self.folder, first, (household_rows, person_rows, of_lists), lists)
            while left > 0:
                block = household_rows.take(min(block_households, left))
                left -= block.num_rows
                members = whole_numbers(one_piece(block.column(MEMBERS))).astype(np.int64)
                offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(members)])
                of_block = person_rows.take(int(offsets[-1])) if persons else None
                kept = {
                    one.stored.name: entries_of(
                        one, of_block if one.stored.entity == "person" else block, rows
                    )
                    for one, rows in zip(lists, of_lists, strict=True)
                }
                yield replace(_frame(block, of_block, offsets, bindings, role), lists=kept)

    def household(self, wanted: Wanted, row: int) -> Frame:
        """Return the household in a row, from 0, as a frame of its own."""
        return next(self.frames(wanted, 1, row))

    def frame(self, wanted: Wanted) -> Frame:
        """Return the whole population as one frame."""
        return next(self.frames(wanted, max(self.info.households, 1)))

    def bounds(
        self, field: Field | StoredField, calendar: Calendar = PLAIN
    ) -> tuple[int, int] | None:
        """Return the least and greatest value of a number or date in the units of its column.

        From the file's statistics, without reading rows; None where it is of another kind, has no
        value at all, or the file keeps no statistics.
        """
        binding = self._binding(field, calendar)
        if binding is None or binding.stored.type.kind in (Kind.CHOICE, Kind.TEXT, Kind.YES_NO):
            return None
        found: list[int] = []
        entity = binding.stored.entity
        with pq.ParquetFile(self.folder / _FILES.get(entity, f"list_{entity}.parquet")) as file:
            position = file.schema_arrow.names.index(binding.stored.name)
            for group in range(file.num_row_groups):
                column = file.metadata.row_group(group).column(position)
                statistics = column.statistics
                if statistics is None or not statistics.has_min_max:
                    if statistics is not None and statistics.null_count == column.num_values:
                        continue
                    return None
                for end in (statistics.min, statistics.max):
                    whole = _whole(end, binding.stored)
                    found.append(
                        whole if binding.rescale is None else round(whole * binding.rescale)
                    )
        return (min(found), max(found)) if found else None

    def design(self) -> tuple[Column | None, Column | None]:
        """Return stratum and cluster of every household (text columns), None where not given."""
        columns: list[Column | None] = []
        for name in (STRATUM, CLUSTER):
            if name not in self.columns["household"]:
                columns.append(None)
                continue
            table = pq.read_table(self.folder / HOUSEHOLDS, columns=[name])
            texts = table.column(name).cast(pa.string()).combine_chunks().dictionary_encode()
            kept = Type(Kind.TEXT, choices=tuple(texts.dictionary.to_pylist()))
            stored = StoredField(name, "household", Type(Kind.CHOICE, choices=kept.choices))
            data, unknown = from_arrow(stored, pa.chunked_array([texts]))
            columns.append(Column(data, kept, unknown=unknown))
        return columns[0], columns[1]

    def _lists(self, wanted: Wanted) -> list[BoundEntries]:
        """Return the wanted lists that the population has, with the facts that can be read."""
        found: list[BoundEntries] = []
        for one in wanted.lists:
            stored = self.info.a_list(one.name, one.entity)
            if stored is not None:
                read = (self._binding(fact, wanted.calendar) for fact in one.fields)
                bound = tuple(each for each in read if each is not None)
                found.append(BoundEntries(stored, bound, self.columns[one.name]))
        return found

    def _binding(self, field: Field | StoredField, calendar: Calendar) -> Binding | None:
        if isinstance(field, StoredField):
            return as_stored(field)
        return bind(field, self.info, calendar)[0]

    def _wanted(self, entity: str, bindings: list[Binding]) -> list[str]:
        names: list[str] = []
        for name in dict.fromkeys(b.stored.name for b in bindings if b.stored.entity == entity):
            outside = not_applicable_column(name)
            names += [name, outside] if outside in self.columns[entity] else [name]
        return names

    def _role(self, roles: Sequence[str] | None) -> Binding | None:
        if not self.info.roles:
            return None
        stored = StoredField(ROLE, "person", Type(Kind.CHOICE, choices=self.info.roles))
        if roles is None:
            return as_stored(stored)
        place = {name: position for position, name in enumerate(roles)}
        recode = tuple(place.get(name, -1) for name in self.info.roles)
        return Binding(stored, ROLE, Type(Kind.CHOICE, choices=tuple(roles)), recode=recode)


def _whole(end: Any, stored: StoredField) -> int:
    if isinstance(end, Decimal):
        return int(end.scaleb(stored.decimals))
    if stored.type.kind is Kind.DATE:
        return int(np.datetime64(end, "D").astype(np.int64))
    return int(end)


def _frame(
    households: pa.Table,
    persons: pa.Table | None,
    offsets: np.ndarray[tuple[int], np.dtype[np.int64]],
    bindings: list[Binding],
    role: Binding | None,
) -> Frame:
    weights = households.column(WEIGHT).combine_chunks()
    of_persons: dict[str, Column] = {}
    of_households: dict[str, Column] = {}
    for binding in bindings:
        if binding.stored.entity == "household":
            of_households[binding.name] = bound_column(binding, households)
        elif persons is not None:
            of_persons[binding.name] = bound_column(binding, persons)
    return Frame(
        persons=of_persons,
        households=of_households,
        offsets=offsets,
        weights=low_words(weights),
        roles=bound_column(role, persons) if role is not None and persons is not None else None,
        person_ids=_ids(persons, PERSON_ID),
        household_ids=_ids(households, HOUSEHOLD_ID),
    )


def _ids(table: pa.Table | None, name: str) -> Array | None:
    if table is None or name not in table.column_names:
        return None
    ids: Array = table.column(name).to_numpy()
    return ids


def open_population(folder: Path) -> tuple[Population | None, tuple[Finding, ...]]:
    """Open a folder, and look whether it is whole and as it was written.

    A folder that was changed by hand is checked row by row before it is opened, and says so.
    """
    info, findings = read_description(folder)
    if info is None:
        return None, findings
    columns, broken = whole_files(folder, info)
    if broken:
        return None, broken
    actual = tuple((name, file_hash(folder / name)) for name in info.files)
    if dict(actual) == dict(info.file_hashes):
        return Population(folder, info, info.content_hash, columns), ()
    changed = Finding(
        "SB-W012",
        Severity.WARNING,
        f"The population {folder.name} was changed after it was written; its hash is another.",
        hint="Import it again if that was not meant.",
        place=str(folder),
    )
    wrong = consistent(folder, info)
    if has_errors(wrong):
        return None, (changed, *wrong)
    new_hash = content_hash_again(folder, info)
    info = replace(info, content_hash=new_hash, file_hashes=actual)
    return Population(folder, info, new_hash, columns), (changed, *wrong)


def content_hash_again(folder: Path, info: PopulationInfo) -> str:
    """Return the hash of the rows as they are now in the files."""
    hashes: dict[str, ContentHash] = {}
    for name in info.files:
        one = hashes[name] = ContentHash()
        with pq.ParquetFile(folder / name) as file:
            for group in range(file.num_row_groups):
                one.add(file.read_row_group(group))
    return content_hash(info, hashes)
