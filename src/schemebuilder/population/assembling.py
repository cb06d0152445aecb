"""The columns of a mapping, converted and put in the order of a population folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from schemebuilder.diagnostics.finding import Finding, Severity, has_errors
from schemebuilder.population.columns import from_arrow, to_arrow
from schemebuilder.population.converting import (
    Converted,
    Plan,
    constant_column,
    convert,
    stored_columns,
)
from schemebuilder.population.households import Source, text_of
from schemebuilder.population.linking import steps_to
from schemebuilder.population.rows import Place, rows_finding
from schemebuilder.population.schema import (
    CLUSTER,
    HOUSEHOLD_ID,
    MEMBERS,
    PERSON_ID,
    ROLE,
    STRATUM,
    WEIGHT,
    WEIGHT_DECIMALS,
    Design,
    StoredField,
)
from schemebuilder.population.weights import equal_weights, read_weights
from schemebuilder.values.types import NUMBER, Kind

if TYPE_CHECKING:
    from schemebuilder.population.households import Grouping
    from schemebuilder.population.mapping import PopulationMapping

WEIGHT_FIELD = StoredField(WEIGHT, "household", NUMBER, WEIGHT_DECIMALS)


@dataclass(frozen=True, slots=True)
class Plans:
    """The fields of a mapping, understood; `role` is the place in the household."""

    persons: tuple[Plan, ...]
    households: tuple[Plan, ...]
    role: Plan | None


@dataclass(frozen=True, slots=True)
class Read:
    """The tables of the two files; with one flat file they are the same table."""

    persons: Source
    households: Source
    flat: bool


@dataclass(frozen=True, slots=True)
class Assembled:
    """The tables as they are written, or None where errors stand in the way."""

    persons: pa.Table | None
    households: pa.Table | None
    fields: tuple[StoredField, ...]
    roles: tuple[str, ...]
    design: Design
    findings: tuple[Finding, ...]


def assemble(
    mapping: PopulationMapping,
    plans: Plans,
    read: Read,
    grouping: Grouping,
    progress: Callable[[str, float], None],
) -> Assembled:
    """Convert every column, whatever is wrong with the others."""
    findings: list[Finding] = []
    fields: list[StoredField] = []
    roles: tuple[str, ...] = ()
    persons: dict[str, pa.Array] = {PERSON_ID: grouping.person_ids}
    order = pa.array(grouping.person_order)
    households: dict[str, pa.Array] = {HOUSEHOLD_ID: grouping.household_ids}
    of_household = pa.array(np.repeat(np.arange(len(grouping.members)), grouping.members))
    if len(of_household) == len(order):
        persons[HOUSEHOLD_ID] = grouping.household_ids.take(of_household)
    households[MEMBERS] = pa.array(grouping.members.astype(np.int32))
    households |= _design(mapping, read, grouping, findings)
    steps = len(plans.persons) + len(plans.households) + 1
    if plans.role is not None:
        role = _column(plans.role, read.persons)
        findings += role.findings
        roles = role.stored.type.choices
        persons[ROLE] = role.array.take(order)
    for step, plan in enumerate(plans.persons):
        progress(f"{plan.stored.name} of person", step / steps)
        converted = _column(plan, read.persons)
        findings += converted.findings
        fields.append(converted.stored)
        own = {n: a.take(order) for n, a in stored_columns(converted).items()}
        if converted.stored.type.kind is Kind.PERSON and HOUSEHOLD_ID in persons:
            name = converted.stored.name
            place = Place(f"{name} of person", plan.spec.column or "", read.persons.file)
            ids = (grouping.person_ids, persons[HOUSEHOLD_ID])
            home = np.repeat(np.arange(len(grouping.members)), grouping.members)
            own[name], wrong = steps_to(converted.stored, own[name], ids, home, place)
            findings += wrong
        persons |= own
    for step, plan in enumerate(plans.households, len(plans.persons)):
        progress(f"{plan.stored.name} of household", step / steps)
        converted = _column(plan, read.households)
        findings += converted.findings
        fields.append(converted.stored)
        if read.flat:
            place = Place(
                f"{plan.stored.name} of household", plan.spec.column or "", read.persons.file
            )
            findings += _differing(converted.stored, converted.array, grouping, place)
        households |= {n: _of_households(a, grouping) for n, a in stored_columns(converted).items()}
    usable = not has_errors(findings)
    whole_persons = usable and len({len(a) for a in persons.values()}) == 1
    return Assembled(
        pa.table(persons) if whole_persons else None,
        pa.table(households) if usable else None,
        tuple(fields),
        roles,
        Design(
            mapping.design.weight or "",
            " by ".join(mapping.design.strata_columns),
            mapping.design.cluster or "",
        ),
        tuple(findings),
    )


def _column(plan: Plan, source: Source) -> Converted:
    if plan.spec.column is None:
        value = plan.spec.constant
        column = constant_column("" if value is None else value, source.table.num_rows)
        return convert(plan, column, "the mapping")
    return convert(
        plan,
        _whole(source.table, plan.spec.column),
        source.file,
        decimal_comma=source.spec.decimal_comma,
    )


def _whole(table: pa.Table, name: str) -> pa.Array:
    column = table.column(name)
    if pa.types.is_dictionary(column.type):
        column = column.unify_dictionaries()
    return column.combine_chunks() if column.num_chunks else pa.array([], column.type)


def _of_households(array: pa.Array, grouping: Grouping) -> pa.Array:
    return array.take(pa.array(grouping.household_rows))


def _differing(
    stored: StoredField, array: pa.Array, grouping: Grouping, place: Place
) -> tuple[Finding, ...]:
    """Where a household's fact in a persons' row is not that of the household's first row."""
    data, unknown = from_arrow(stored, pa.chunked_array([array]))
    joined = grouping.household_of_row >= 0
    first = np.zeros(len(array), dtype=np.int64)
    first[joined] = grouping.household_rows[grouping.household_of_row[joined]]
    differs = joined & (data != data[first])
    if unknown is not None:
        differs = joined & np.where(unknown | unknown[first], unknown != unknown[first], differs)
    return rows_finding(
        "SB-W015",
        replace(place, values=array),
        differs,
        ("differs from that of the household's first person",) * 2,
        hint="A fact of a household is the same for all members; correct it, or map it to persons.",
    )


def _design(
    mapping: PopulationMapping, read: Read, grouping: Grouping, findings: list[Finding]
) -> dict[str, pa.Array]:
    """The weight, stratum and cluster of each household."""
    design = mapping.design
    columns: dict[str, pa.Array] = {}
    if design.weight is None:
        weights = equal_weights(read.households.table.num_rows)
    else:
        column = _whole(read.households.table, design.weight)
        place = Place("weight of household", design.weight, read.households.file, column)
        weights = read_weights(column, decimal_comma=read.households.spec.decimal_comma)
        findings += rows_finding(
            "SB-W010",
            place,
            weights.unfit,
            ("is missing or not positive", "are missing or not positive"),
            hint="Every household needs a weight above 0; correct it or remove the household.",
        )
        if weights.rounded:
            message = (
                f"{place.words()}: {weights.rounded:,} weights were rounded half even to "
                f"{WEIGHT_DECIMALS} decimals."
            )
            findings.append(Finding("SB-W008", Severity.NOTE, message, place=read.households.file))
    kept = to_arrow(WEIGHT_FIELD, weights.values)
    if read.flat and design.weight is not None:
        place = Place("weight of household", design.weight, read.households.file)
        findings += _differing(WEIGHT_FIELD, kept, grouping, place)
    columns[WEIGHT] = _of_households(kept, grouping)
    for name, source in ((STRATUM, design.strata_columns), (CLUSTER, (design.cluster,))):
        present = tuple(column for column in source if column)
        if present:
            text = text_of(read.households.table, present, " ").dictionary_encode()
            columns[name] = _of_households(text, grouping)
    return columns
