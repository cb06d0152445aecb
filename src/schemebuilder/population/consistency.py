"""Whether the rows of a population agree: ids, members, weights, choices; read in blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from schemebuilder.population.blocks import Rows
from schemebuilder.population.buffers import whole_numbers
from schemebuilder.population.columns import low_words
from schemebuilder.population.households import repeated
from schemebuilder.population.linking import outside_household
from schemebuilder.population.rows import Place, rows_finding
from schemebuilder.population.schema import (
    HOUSEHOLD_ID,
    HOUSEHOLDS,
    MEMBERS,
    OWNER,
    PERSON_ID,
    PERSONS,
    ROLE,
    WEIGHT,
    PopulationInfo,
    entries_column,
)
from schemebuilder.values.types import Kind

if TYPE_CHECKING:
    from pathlib import Path

    from schemebuilder.diagnostics.finding import Finding
    from schemebuilder.population.frame import Mask

_ROWS: Final = 1 << 17
_FILES: Final = (("person", PERSONS), ("household", HOUSEHOLDS))
_AGAIN: Final = "Import the population again."


def consistent(folder: Path, info: PopulationInfo) -> tuple[Finding, ...]:
    """Return what does not agree, every column with its count and first rows."""
    findings: list[Finding] = []
    ids = {file: _all(folder / file, _id_of(file)) for _, file in _FILES}
    for entity, file in _FILES:
        column = _id_of(file)
        place = Place(f"id of {entity}", column, file, ids[file])
        findings += rows_finding(
            "SB-W005", place, _mask(pc.is_null(ids[file])), ("is empty", "are empty"), hint=_AGAIN
        )
        findings += rows_finding(
            "SB-W005",
            place,
            repeated(ids[file]),
            ("stands there already", "stand there already"),
            hint=_AGAIN,
        )
        findings += _choices(folder, info, entity, file)
    findings += _members(folder, ids[HOUSEHOLDS])
    findings += _links(folder, info)
    findings += _lists(folder, info, ids)
    weights = _all(folder / HOUSEHOLDS, WEIGHT)
    unfit = _mask(pc.is_null(weights)) | (low_words(weights.fill_null(0)) <= 0)
    findings += rows_finding(
        "SB-W010",
        Place("weight of household", WEIGHT, HOUSEHOLDS, weights),
        unfit,
        ("is missing or not positive", "are missing or not positive"),
        hint=_AGAIN,
    )
    return tuple(findings)


def _id_of(file: str) -> str:
    return PERSON_ID if file == PERSONS else HOUSEHOLD_ID


def _members(folder: Path, ids: pa.Array) -> list[Finding]:
    """Each person's household must be the one whose turn it is."""
    members = _all(folder / HOUSEHOLDS, MEMBERS).fill_null(0).to_numpy().astype(np.int64)
    own = _all(folder / PERSONS, HOUSEHOLD_ID)
    place = Place("number of members", MEMBERS, HOUSEHOLDS)
    findings = list(
        rows_finding(
            "SB-W014", place, members <= 0, ("is not above 0", "are not above 0"), hint=_AGAIN
        )
    )
    person_place = Place("household of person", HOUSEHOLD_ID, PERSONS, own)
    turn = np.repeat(np.arange(len(members)), np.maximum(members, 0))
    if len(turn) != len(own):
        wrong = np.zeros(len(own), np.bool_)
        wrong[min(len(turn), len(own)) - 1 :] = True
    else:
        wrong = ~_mask(
            pc.is_in(pc.equal(own, ids.take(pa.array(turn))), value_set=pa.array([True]))
        )
    findings += rows_finding(
        "SB-W006",
        person_place,
        wrong,
        ("is not the household whose turn it is", "are not the household whose turn it is"),
        hint=_AGAIN,
    )
    return findings


def _lists(folder: Path, info: PopulationInfo, ids: dict[str, pa.Array]) -> list[Finding]:
    """Each entry's owner must be the one whose turn it is."""
    findings: list[Finding] = []
    for one in info.lists:
        file = dict(_FILES)[one.entity]
        counts = _all(folder / file, entries_column(one.name)).fill_null(0).to_numpy()
        own = _all(folder / one.file, OWNER)
        turn = np.repeat(np.arange(len(counts)), np.maximum(counts, 0))
        wrong = np.ones(len(own), np.bool_)
        if len(turn) == len(own):
            same = pc.equal(own, ids[file].take(pa.array(turn)))
            wrong = ~_mask(pc.is_in(same, value_set=pa.array([True])))
        elif not len(own):
            wrong = np.ones(1, np.bool_)
        findings += rows_finding(
            "SB-W019",
            Place(f"owner of {one.name}", OWNER, one.file),
            wrong,
            ("is not the one whose turn it is", "are not those whose turn it is"),
            hint=_AGAIN,
        )
        findings += _choices(folder, info, one.name, one.file)
    return findings


def _links(folder: Path, info: PopulationInfo) -> list[Finding]:
    """Whoever is named must be of the same household."""
    members = _all(folder / HOUSEHOLDS, MEMBERS).fill_null(0).to_numpy().astype(np.int64)
    members = np.maximum(members, 0)
    findings: list[Finding] = []
    for stored in info.fields:
        if stored.type.kind is not Kind.PERSON:
            continue
        column = _all(folder / PERSONS, stored.name)
        steps = whole_numbers(column.fill_null(0)).astype(np.int64)
        if len(steps) == int(members.sum()):
            findings += rows_finding(
                "SB-W018",
                Place(f"{stored.name} of person", stored.name, PERSONS, column),
                outside_household(steps, members),
                ("names nobody of the household", "name nobody of the household"),
                hint=_AGAIN,
            )
    return findings


def _choices(folder: Path, info: PopulationInfo, entity: str, file: str) -> list[Finding]:
    wanted = {
        f.name: f.type.choices
        for f in (*info.fields, *(each for one in info.lists for each in one.fields))
        if f.entity == entity and f.type.kind is Kind.CHOICE
    }
    if entity == "person" and info.roles:
        wanted[ROLE] = info.roles
    findings: list[Finding] = []
    for name, choices in wanted.items():
        values = _all(folder / file, name).cast(pa.string())
        known = pc.is_in(values, value_set=pa.array(choices, pa.string()))
        findings += rows_finding(
            "SB-W004",
            Place(f"{name} of {entity}", name, file, values),
            ~_mask(known) & _mask(pc.is_valid(values)),
            ("is not one of its choices", "are not among its choices"),
            hint=_AGAIN,
        )
    return findings


def _all(path: Path, column: str) -> pa.Array:
    """One whole column."""
    pieces: list[pa.Array] = []
    with Rows(path, [column]) as rows:
        while (piece := rows.take(_ROWS)).num_rows:
            pieces += piece.column(column).chunks
        schema_type = piece.schema.field(column).type
    return pa.concat_arrays(pieces) if pieces else pa.array([], schema_type)


def _mask(array: pa.Array) -> Mask:
    mask: Mask = np.asarray(array.to_numpy(zero_copy_only=False), dtype=np.bool_)
    return mask
