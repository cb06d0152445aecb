"""Somebody's files and a mapping become a population folder, whole or not at all.

Everything that is wrong in any column is found in one go. The files are held in memory, the columns
that the mapping uses only; the folder that comes out is read in blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemebuilder.diagnostics.finding import Finding, Severity, has_errors
from schemebuilder.population.assembling import Plans, Read, assemble
from schemebuilder.population.converting import plan_field
from schemebuilder.population.folder import FolderWriter, may_write
from schemebuilder.population.households import Source, group_persons
from schemebuilder.population.listing import (
    Listed,
    ListPlan,
    listed,
    plan_lists,
    read_list_file,
)
from schemebuilder.population.mapping import (
    PopulationMapping,
    SourceFile,
    mapping_hash,
    read_mapping,
)
from schemebuilder.population.schema import PopulationInfo, entries_column, minor_unit
from schemebuilder.population.sources import find_file, read_table

if TYPE_CHECKING:
    from pathlib import Path

    from schemebuilder.population.converting import Plan

Progress = Callable[[str, float], None]
"""Called with what is being done and the share that is done, from 0 to 1."""

_PLACE = "place_in_household"


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import: the population's info, or None where errors stood in the way."""

    info: PopulationInfo | None
    findings: tuple[Finding, ...]


def quiet(_what: str, _share: float) -> None:
    """Report no progress."""


def import_population(
    files: Sequence[Path],
    mapping_path: Path,
    out: Path,
    *,
    replace_it: bool = False,
    progress: Progress = quiet,
) -> Imported:
    """Import the files into the folder `out`; nothing is written unless all of it is right."""
    text, unread = _text(mapping_path)
    if text is None:
        return Imported(None, unread)
    mapping, findings = read_mapping(text, mapping_path.name)
    if mapping is None:
        return Imported(None, findings)
    plans, planned = _plan(mapping)
    found = [*may_write(out, replace_it=replace_it), *planned]
    progress("reading", 0.0)
    read, unread = _read(mapping, files)
    found += unread
    list_plans, wrong = plan_lists(mapping)
    found += wrong
    read_lists: list[tuple[ListPlan, Source]] = []
    for list_plan in list_plans:
        list_source, wrong = read_list_file(list_plan, files)
        found += wrong
        if list_source is not None:
            read_lists.append((list_plan, list_source))
    if read is None or plans is None:
        return Imported(None, tuple(found))
    progress("joining persons and households", 0.2)
    grouping, ungrouped = group_persons(read.persons, None if read.flat else read.households)
    found += ungrouped
    assembled = assemble(
        mapping, plans, read, grouping, lambda what, share: progress(what, 0.3 + 0.6 * share)
    )
    found += assembled.findings
    lists: list[Listed] = []
    for plan, source in read_lists:
        one, wrong = listed(plan, source, grouping)
        lists.append(one)
        found += wrong
    if has_errors(found) or assembled.persons is None or assembled.households is None:
        return Imported(None, tuple(found))
    persons, households = assembled.persons, assembled.households
    for one in lists:
        column = entries_column(one.stored.name)
        if one.stored.entity == "person":
            persons = persons.append_column(column, one.counts)
        else:
            households = households.append_column(column, one.counts)
    progress("writing", 0.9)
    with FolderWriter(out, text) as writer:
        writer.append(persons, households, {one.stored.file: one.entries for one in lists})
        info = PopulationInfo(
            title=mapping.title,
            reference_date=mapping.reference_date,
            currency=mapping.currency,
            decimals=_decimals(mapping),
            fields=assembled.fields,
            roles=assembled.roles,
            design=assembled.design,
            sources=tuple(mapping.sources),
            licence=mapping.licence,
            imputed=tuple(mapping.imputed),
            unknown=tuple(mapping.unknown),
            mapping_hash=mapping_hash(text),
            lists=tuple(one.stored for one in lists),
        )
        written = writer.finish(info)
    progress("done", 1.0)
    return Imported(written, tuple(found))


def _decimals(mapping: PopulationMapping) -> int:
    return minor_unit(mapping.currency) if mapping.decimals is None else mapping.decimals


def _text(path: Path) -> tuple[str | None, tuple[Finding, ...]]:
    try:
        return path.read_text(encoding="utf-8"), ()
    except UnicodeDecodeError:
        message, hint = f"{path.name} is not UTF-8 text.", "Save it as UTF-8."
        return None, (Finding("SB-W017", Severity.ERROR, message, hint=hint, place=str(path)),)
    except OSError:
        message, hint = f"There is no mapping {path}.", "Check the path."
        return None, (Finding("SB-U002", Severity.ERROR, message, hint=hint, place=str(path)),)


def _plan(mapping: PopulationMapping) -> tuple[Plans | None, tuple[Finding, ...]]:
    findings: list[Finding] = []
    plans: dict[str, list[Plan]] = {"person": [], "household": []}
    for entity, of_entity in plans.items():
        for name, spec in mapping.of(entity).items():
            plan, wrong = plan_field(name, entity, spec, mapping.currency, mapping.decimals)
            findings += wrong
            if plan is not None:
                of_entity.append(plan)
    role = None
    if mapping.roles is not None:
        role, wrong = plan_field(
            _PLACE, "person", mapping.roles, mapping.currency, mapping.decimals
        )
        findings += wrong
    if findings:
        return None, tuple(findings)
    return Plans(tuple(plans["person"]), tuple(plans["household"]), role), ()


def _read(
    mapping: PopulationMapping, files: Sequence[Path]
) -> tuple[Read | None, tuple[Finding, ...]]:
    """Read both tables with the columns that the mapping names, all that is lacking at once."""
    persons_spec, households_spec = mapping.files.persons, mapping.files.households
    findings = [*_keys_missing(persons_spec, households_spec)]
    person_columns = {persons_spec.household or "", *persons_spec.id_columns}
    person_columns |= {spec.column for spec in mapping.persons.values() if spec.column}
    if mapping.roles is not None and mapping.roles.column:
        person_columns.add(mapping.roles.column)
    household_columns = {spec.column for spec in mapping.households.values() if spec.column}
    household_columns |= {*mapping.design.strata_columns}
    household_columns |= {c for c in (mapping.design.weight, mapping.design.cluster) if c}
    if households_spec is None:
        person_columns |= household_columns
    else:
        household_columns |= {*households_spec.id_columns}
    persons = _source(persons_spec, files, "persons", person_columns, findings)
    households = persons
    if households_spec is not None:
        households = _source(households_spec, files, "households", household_columns, findings)
    if persons is None or households is None or has_errors(findings):
        return None, tuple(findings)
    return Read(persons, households, flat=households_spec is None), ()


def _keys_missing(persons: SourceFile, households: SourceFile | None) -> list[Finding]:
    wrong: list[str] = []
    if persons.household is None:
        wrong.append(
            "[files.persons] does not say which column holds the household: household = ..."
        )
    if households is not None and not households.id_columns:
        wrong.append("[files.households] does not say which column holds its id: id = ...")
    return [Finding("SB-W017", Severity.ERROR, f"{words}.", place="mapping") for words in wrong]


def _source(
    spec: SourceFile,
    files: Sequence[Path],
    role: str,
    columns: set[str],
    findings: list[Finding],
) -> Source | None:
    path, missing = find_file(spec, files, role)
    findings += missing
    if path is None:
        return None
    table, unread = read_table(path, spec, columns - {""})
    findings += unread
    if table is None:
        return None
    if not table.num_rows:
        message = f"{path.name} has no rows."
        findings.append(Finding("SB-W007", Severity.ERROR, message, place=path.name))
        return None
    return Source(table, spec, path.name)
