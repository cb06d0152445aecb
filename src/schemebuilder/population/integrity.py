"""Whether the two files of a population are there, whole, and have the columns that they should."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.population.schema import (
    HOUSEHOLD_ID,
    HOUSEHOLDS,
    MEMBERS,
    OWNER,
    PERSON_ID,
    PERSONS,
    ROLE,
    WEIGHT,
    WEIGHT_DECIMALS,
    PopulationInfo,
    StoredField,
    entries_column,
    type_words,
)
from schemebuilder.values.types import Kind

if TYPE_CHECKING:
    from pathlib import Path

_FILES = (("person", PERSONS), ("household", HOUSEHOLDS))
_AGAIN = "Import the population again, or restore the folder."


def whole_files(
    folder: Path, info: PopulationInfo
) -> tuple[dict[str, frozenset[str]], tuple[Finding, ...]]:
    """Return the names of the columns by entity; every lack of either file comes as a finding."""
    columns: dict[str, frozenset[str]] = {}
    findings: list[Finding] = []
    files = [*_FILES, *((one.name, one.file) for one in info.lists)]
    for entity, name in files:
        path = folder / name
        if not path.is_file():
            findings.append(
                _finding("SB-W012", f"The population {folder.name} has no {name}.", path)
            )
            continue
        try:
            with pq.ParquetFile(path) as file:
                schema, rows = file.schema_arrow, file.metadata.num_rows
        except (pa.ArrowException, OSError, ValueError):
            message = f"{name} is not a whole Parquet file: it is damaged, or cut off."
            findings.append(_finding("SB-W007", message, path))
            continue
        columns[entity] = frozenset(schema.names)
        findings += _columns_wrong(info, entity, path, schema)
        told = {"person": info.persons, "household": info.households}
        told |= {one.name: one.rows for one in info.lists}
        if rows != told[entity]:
            message = f"{name} has {rows:,} rows; the description says {told[entity]:,}."
            findings.append(_finding("SB-W012", message, path))
    return columns, tuple(findings)


def _columns_wrong(
    info: PopulationInfo, entity: str, path: Path, schema: pa.Schema
) -> list[Finding]:
    findings: list[Finding] = []
    structure = {"person": [PERSON_ID, HOUSEHOLD_ID], "household": [HOUSEHOLD_ID, MEMBERS, WEIGHT]}
    structure |= {one.name: [OWNER] for one in info.lists}
    needed = structure[entity] + ([ROLE] if entity == "person" and info.roles else [])
    needed += [entries_column(one.name) for one in info.lists if one.entity == entity]
    listed = (each for one in info.lists for each in one.fields)
    fields = [f for f in (*info.fields, *listed) if f.entity == entity]
    for name in [*needed, *(f.name for f in fields)]:
        if schema.names.count(name) != 1:
            message = f"{path.name} has no column {name}, which the description lists."
            findings.append(_finding("SB-W012", message, path))
    for stored in fields:
        if stored.name in schema.names and not _fits(stored, schema.field(stored.name).type):
            message = (
                f"Column {stored.name} of {path.name} is not kept as {type_words(stored.type)}"
                f"{f' with {stored.decimals} decimals' if stored.decimals else ''}."
            )
            findings.append(_finding("SB-W002", message, path))
    weight_type = schema.field(WEIGHT).type if WEIGHT in schema.names else None
    if weight_type is not None and not _decimal(weight_type, WEIGHT_DECIMALS):
        message = f"Column {WEIGHT} of {path.name} is not kept with {WEIGHT_DECIMALS} decimals."
        findings.append(_finding("SB-W002", message, path))
    return findings


def _decimal(kept: pa.DataType, decimals: int) -> bool:
    return bool(pa.types.is_decimal128(kept)) and kept.scale == decimals and kept.precision <= 18


def _fits(  # noqa: PLR0911 one a kind
    stored: StoredField, kept: pa.DataType
) -> bool:
    match stored.type.kind:
        case Kind.NUMBER | Kind.MONEY | Kind.DURATION:
            if stored.decimals:
                return _decimal(kept, stored.decimals)
            return bool(pa.types.is_signed_integer(kept))
        case Kind.YES_NO:
            return bool(pa.types.is_boolean(kept))
        case Kind.DATE:
            return bool(pa.types.is_date32(kept))
        case Kind.CHOICE:
            return bool(pa.types.is_dictionary(kept)) and bool(pa.types.is_string(kept.value_type))
        case Kind.TEXT:
            return bool(pa.types.is_string(kept))
        case Kind.PERSON:
            return bool(pa.types.is_signed_integer(kept))


def _finding(code: str, message: str, path: Path) -> Finding:
    return Finding(code, Severity.ERROR, message, hint=_AGAIN, place=str(path))
