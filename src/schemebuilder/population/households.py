"""Which person belongs to which household, and in what order they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.population.rows import Place, rows_finding

if TYPE_CHECKING:
    from schemebuilder.population.frame import Mask
    from schemebuilder.population.mapping import SourceFile


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
    persons: pa.Table,
    persons_spec: SourceFile,
    persons_file: str,
    households: pa.Table | None,
    households_spec: SourceFile,
    households_file: str,
) -> tuple[Grouping, tuple[Finding, ...]]:
    """Join persons to households; `households` is None where one file holds both.

    With errors among the findings the grouping is still whole enough to check every column with.
    """
    key = persons_spec.household or ""
    of_person = text_of(persons, (key,))
    place = Place("household of person", key, persons_file)
    findings = list(
        rows_finding(
            "SB-W006", place, _mask(pc.is_null(of_person)), ("is empty", "are empty"),
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
        ids, rows, position = _apart(
            of_person, households, households_spec, households_file, place, findings
        )
    members = np.bincount(position[position >= 0], minlength=len(ids)).astype(np.int64)
    if households is not None:
        ids, rows, position, members = _without_empty(
            ids, rows, position, members, households_spec, households_file, findings
        )
    joined = np.flatnonzero(position >= 0)
    order = joined[np.argsort(position[joined], kind="stable")]
    person_ids = _person_ids(
        persons, persons_spec, persons_file, of_person, order, members, findings
    )
    return Grouping(ids, person_ids, rows, order, members, position), tuple(findings)


def _apart(
    of_person: pa.Array,
    households: pa.Table,
    spec: SourceFile,
    file: str,
    place: Place,
    findings: list[Finding],
) -> tuple[pa.Array, npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    column = " and ".join(spec.id_columns)
    ids = text_of(households, spec.id_columns)
    own = Place("id of household", column, file)
    findings += rows_finding(
        "SB-W005", own, _mask(pc.is_null(ids)), ("is empty", "are empty"),
        hint="Give every household an id.",
    )
    findings += rows_finding(
        "SB-W005", own, repeated(ids), ("stands there already", "stand there already"), values=ids,
        hint="Each household has one row; remove the others.",
    )
    position = _positions(of_person, ids)
    orphan = (position < 0) & _mask(pc.is_valid(of_person))
    findings += rows_finding(
        "SB-W006", place, orphan,
        (f"is in no row of {file}", f"are in no row of {file}"), values=of_person,
        hint="Add the household, or remove the person.",
    )
    return ids, np.arange(len(ids), dtype=np.int64), position


def _without_empty(
    ids: pa.Array,
    rows: npt.NDArray[np.int64],
    position: npt.NDArray[np.int64],
    members: npt.NDArray[np.int64],
    spec: SourceFile,
    file: str,
    findings: list[Finding],
) -> tuple[pa.Array, npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Report households without persons, and leave them out if the mapping says so."""
    empty = (members == 0) & ~repeated(ids)
    if not empty.any():
        return ids, rows, position, members
    leave_out = spec.without_persons == "leave out"
    findings += rows_finding(
        "SB-W014", Place("household", " and ".join(spec.id_columns), file), empty,
        ("has no persons", "have no persons"), values=ids,
        hint="" if leave_out else 'Add their persons, or write without_persons = "leave out".',
        severity=Severity.WARNING if leave_out else Severity.ERROR,
    )
    kept = ~empty
    new_position = np.cumsum(kept) - 1
    moved = np.where(position >= 0, new_position[np.maximum(position, 0)], -1)
    return ids.filter(pa.array(kept)), rows[kept], moved, members[kept]


def _person_ids(
    persons: pa.Table,
    spec: SourceFile,
    file: str,
    of_person: pa.Array,
    order: npt.NDArray[np.int64],
    members: npt.NDArray[np.int64],
    findings: list[Finding],
) -> pa.Array:
    """The persons' ids in order; numbered within the household where the mapping names none."""
    if spec.id_columns:
        ids = text_of(persons, spec.id_columns)
        place = Place("id of person", " and ".join(spec.id_columns), file)
        findings += rows_finding(
            "SB-W005", place, _mask(pc.is_null(ids)), ("is empty", "are empty"),
            hint="Give every person an id, or leave `id` out of the mapping.",
        )
        findings += rows_finding(
            "SB-W005", place, repeated(ids), ("stands there already", "stand there already"),
            values=ids, hint="Add the household's column to `id`, or remove the row.",
        )
        return ids.take(pa.array(order))
    starts = np.cumsum(members) - members
    number = np.arange(len(order)) - np.repeat(starts, members) + 1
    return pc.binary_join_element_wise(
        of_person.take(pa.array(order)), pa.array(number).cast(pa.string()), "-"
    )


def repeated(ids: pa.Array) -> Mask:
    """Return where an id stands that stood in an earlier row."""
    encoded = ids.dictionary_encode().indices.fill_null(-1).to_numpy(zero_copy_only=False)
    _, first = np.unique(encoded, return_index=True)
    mask: Mask = np.ones(len(ids), np.bool_)
    mask[first] = False
    return mask & (encoded >= 0)


def _positions(of_person: pa.Array, ids: pa.Array) -> npt.NDArray[np.int64]:
    found = pc.index_in(of_person, value_set=ids, skip_nulls=True).fill_null(-1)
    positions: npt.NDArray[np.int64] = found.to_numpy(zero_copy_only=False).astype(np.int64)
    return positions


def _mask(array: pa.Array) -> Mask:
    mask: Mask = np.asarray(array.to_numpy(zero_copy_only=False), dtype=np.bool_)
    return mask
