"""Which person belongs to which household, and in what order they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from schemebuilder.diagnostics.finding import Finding
from schemebuilder.population.rows import Place, rows_finding, softened

if TYPE_CHECKING:
    from schemebuilder.population.frame import Mask
    from schemebuilder.population.mapping import SourceFile


@dataclass(frozen=True, slots=True)
class Source:
    """One of the analyst's files, read: its table, how the mapping describes it, its name."""

    table: pa.Table
    spec: SourceFile
    file: str


@dataclass(frozen=True, slots=True)
class Grouping:
    """Persons by household.

    `person_order` lists the rows of the persons' file household by household; `household_rows` the
    rows of the households' file (of the persons' file where there is one file: each household's
    first row). `members` is how many persons each household has. `household_of_row` is the position
    of each row's household, in the file's own order.
    """

    household_ids: pa.Array
    person_ids: pa.Array
    household_rows: npt.NDArray[np.int64]
    person_order: npt.NDArray[np.int64]
    members: npt.NDArray[np.int64]
    household_of_row: npt.NDArray[np.int64]


def text_of(table: pa.Table, columns: tuple[str, ...], separator: str = "-") -> pa.Array:
    """Return the columns as one text a row; empty where any of them is."""
    parts = [_as_text(table.column(name).combine_chunks()) for name in columns]
    if len(parts) == 1:
        return parts[0]
    return pc.binary_join_element_wise(*parts, separator)


def _as_text(array: pa.Array) -> pa.Array:
    if isinstance(array, pa.ChunkedArray):
        array = pa.concat_arrays(array.chunks) if array.num_chunks else pa.array([], array.type)
    if pa.types.is_dictionary(array.type):
        array = array.cast(array.type.value_type)
    if pa.types.is_floating(array.type) and pc.all(pc.is_finite(array)).as_py() is not False:
        whole = pc.equal(pc.floor(array), array)
        if pc.all(whole).as_py() is not False:
            array = array.cast(pa.int64())
    return array.cast(pa.string())


def group_persons(
    persons: Source, households: Source | None
) -> tuple[Grouping, tuple[Finding, ...]]:
    """Join persons to households; `households` is None where one file holds both.

    With errors among the findings the grouping is still whole enough to check every column with.
    """
    key = persons.spec.household or ""
    of_person = text_of(persons.table, (key,))
    place = Place("household of person", key, persons.file, of_person)
    findings = list(
        rows_finding(
            "SB-W006",
            place,
            _mask(pc.is_null(of_person)),
            ("is empty", "are empty"),
            hint="Give every person the id of a household.",
        )
    )
    if households is None:
        ids = pc.unique(of_person.drop_null())
        position = _positions(of_person, ids)
        first = np.full(len(ids), len(of_person), dtype=np.int64)
        known = np.flatnonzero(position >= 0)
        np.minimum.at(first, position[known], known)
        rows = first
    else:
        ids, rows, position = _apart(of_person, households, place, findings)
    members = np.bincount(position[position >= 0], minlength=len(ids)).astype(np.int64)
    if households is not None:
        kept = _kept(ids, members, households, findings)
        # The rows of a household that is left out hold nobody, so nobody's position is lost.
        moved = np.cumsum(kept) - 1
        position = np.where(position >= 0, moved[np.maximum(position, 0)], -1)
        ids, rows, members = ids.filter(pa.array(kept)), rows[kept], members[kept]
    joined = np.flatnonzero(position >= 0)
    order = joined[np.argsort(position[joined], kind="stable")]
    if persons.spec.id_columns:
        person_ids = _given_ids(persons, findings).take(pa.array(order))
    else:
        person_ids = _numbered(of_person.take(pa.array(order)), members)
    return Grouping(ids, person_ids, rows, order, members, position), tuple(findings)


def _apart(
    of_person: pa.Array, households: Source, place: Place, findings: list[Finding]
) -> tuple[pa.Array, npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    file = households.file
    column = " and ".join(households.spec.id_columns)
    ids = text_of(households.table, households.spec.id_columns)
    own = Place("id of household", column, file, ids)
    findings += rows_finding(
        "SB-W005",
        own,
        _mask(pc.is_null(ids)),
        ("is empty", "are empty"),
        hint="Give every household an id.",
    )
    findings += rows_finding(
        "SB-W005",
        own,
        repeated(ids),
        ("stands there already", "stand there already"),
        hint="Each household has one row; remove the others.",
    )
    position = _positions(of_person, ids)
    orphan = (position < 0) & _mask(pc.is_valid(of_person))
    findings += rows_finding(
        "SB-W006",
        place,
        orphan,
        (f"is in no row of {file}", f"are in no row of {file}"),
        hint="Add the household, or remove the person.",
    )
    return ids, np.arange(len(ids), dtype=np.int64), position


def _kept(
    ids: pa.Array, members: npt.NDArray[np.int64], households: Source, findings: list[Finding]
) -> Mask:
    """Report households without persons; they are left out if the mapping says so."""
    empty = (members == 0) & ~repeated(ids)
    leave_out = households.spec.without_persons == "leave out"
    found = rows_finding(
        "SB-W014",
        Place("household", " and ".join(households.spec.id_columns), households.file, ids),
        empty,
        ("has no persons", "have no persons"),
        hint="" if leave_out else 'Add their persons, or write without_persons = "leave out".',
    )
    findings += softened(found) if leave_out else found
    kept: Mask = ~empty
    return kept


def _given_ids(persons: Source, findings: list[Finding]) -> pa.Array:
    ids = text_of(persons.table, persons.spec.id_columns)
    place = Place("id of person", " and ".join(persons.spec.id_columns), persons.file, ids)
    findings += rows_finding(
        "SB-W005",
        place,
        _mask(pc.is_null(ids)),
        ("is empty", "are empty"),
        hint="Give every person an id, or leave `id` out of the mapping.",
    )
    findings += rows_finding(
        "SB-W005",
        place,
        repeated(ids),
        ("stands there already", "stand there already"),
        hint="Add the household's column to `id`, or remove the row.",
    )
    return ids


def _numbered(of_person: pa.Array, members: npt.NDArray[np.int64]) -> pa.Array:
    """Persons numbered from 1 within their household."""
    starts = np.cumsum(members) - members
    number = np.arange(len(of_person)) - np.repeat(starts, members) + 1
    return pc.binary_join_element_wise(of_person, pa.array(number).cast(pa.string()), "-")


def repeated(ids: pa.Array) -> Mask:
    """Return where an id stands that stood in an earlier row."""
    encoded = ids.dictionary_encode().indices.fill_null(-1).to_numpy(zero_copy_only=False)
    _, first = np.unique(encoded, return_index=True)
    mask: Mask = np.ones(len(ids), np.bool_)
    mask[first] = False
    again: Mask = mask & (encoded >= 0)
    return again


def _positions(of_person: pa.Array, ids: pa.Array) -> npt.NDArray[np.int64]:
    found = pc.index_in(of_person, value_set=ids, skip_nulls=True).fill_null(-1)
    positions: npt.NDArray[np.int64] = found.to_numpy(zero_copy_only=False).astype(np.int64)
    return positions


def _mask(array: pa.Array) -> Mask:
    mask: Mask = np.asarray(array.to_numpy(zero_copy_only=False), dtype=np.bool_)
    return mask
