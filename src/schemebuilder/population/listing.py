"""Lists in a population: the entries of a file, put owner by owner and counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from schemebuilder.population.converting import convert, plan_field, stored_columns
from schemebuilder.population.households import Grouping, Source, text_of
from schemebuilder.population.rows import Place, rows_finding
from schemebuilder.population.schema import OWNER, StoredList
from schemebuilder.population.sources import find_file, read_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from schemebuilder.diagnostics.finding import Finding
    from schemebuilder.population.converting import Plan
    from schemebuilder.population.frame import Mask
    from schemebuilder.population.mapping import ListMapping, PopulationMapping


@dataclass(frozen=True, slots=True)
class ListPlan:
    """A list of the mapping, understood: its facts, and its file."""

    name: str
    spec: ListMapping
    fields: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as it is written: its entries in the order of the owners, and how many each has.

    A null among the counts says that the owner's list is not given.
    """

    stored: StoredList
    entries: pa.Table
    counts: pa.Array


def plan_lists(mapping: PopulationMapping) -> tuple[tuple[ListPlan, ...], tuple[Finding, ...]]:
    """Understand the lists of the mapping before any file is read."""
    plans: list[ListPlan] = []
    findings: list[Finding] = []
    for name, spec in mapping.lists.items():
        fields: list[Plan] = []
        for fact, said in spec.fields.items():
            plan, wrong = plan_field(fact, name, said, mapping.currency, mapping.decimals)
            findings += wrong
            if plan is not None:
                fields.append(plan)
        plans.append(ListPlan(name, spec, tuple(fields)))
    return tuple(plans), tuple(findings)


def read_list_file(
    plan: ListPlan, files: Sequence[Path]
) -> tuple[Source | None, tuple[Finding, ...]]:
    """Read the columns of a list's file that the mapping names."""
    path, missing = find_file(plan.spec.file, files, plan.name)
    if path is None:
        return None, missing
    columns = {field.spec.column or "" for field in plan.fields} | {*plan.spec.file.id_columns}
    table, unread = read_table(path, plan.spec.file, columns - {""})
    source = None if table is None else Source(table, plan.spec.file, path.name)
    return source, (*missing, *unread)


def listed(
    plan: ListPlan, source: Source, grouping: Grouping
) -> tuple[Listed, tuple[Finding, ...]]:
    """Return the entries owner by owner; those of one owner stay in the order of the file."""
    findings: list[Finding] = []
    of_person = plan.spec.of == "person"
    owners = grouping.person_ids if of_person else grouping.household_ids
    ids = text_of(source.table, plan.spec.file.id_columns)
    found = pc.index_in(ids, value_set=owners, skip_nulls=True).fill_null(-1)
    position = found.to_numpy(zero_copy_only=False).astype(np.int64)
    column = " and ".join(plan.spec.file.id_columns)
    findings += rows_finding(
        "SB-W019",
        Place(f"{plan.spec.of} of {plan.name}", column, source.file, ids),
        position < 0,
        (f"is no {plan.spec.of} of the population",) * 2,
        hint="Correct the id, or leave these rows out of the file.",
    )
    joined = np.flatnonzero(position >= 0)
    order = pa.array(joined[np.argsort(position[joined], kind="stable")])
    columns: dict[str, pa.Array] = {OWNER: ids.take(order)}
    stored = []
    for field in plan.fields:
        if field.spec.column is None:
            raw = pa.array([field.spec.constant] * source.table.num_rows)
        else:
            raw = pa.concat_arrays(
                source.table.column(field.spec.column).unify_dictionaries().chunks
            )
        converted = convert(field, raw, source.file, decimal_comma=plan.spec.file.decimal_comma)
        findings += converted.findings
        stored.append(converted.stored)
        columns |= {name: kept.take(order) for name, kept in stored_columns(converted).items()}
    counts = np.bincount(position[joined], minlength=len(owners)).astype(np.int32)
    unknown: Mask | None = counts == 0 if plan.spec.others == "unknown" else None
    kept = StoredList(plan.name, plan.spec.of, tuple(stored), source.file, len(order))
    return Listed(kept, pa.table(columns), pa.array(counts, mask=unknown)), tuple(findings)
