"""What one does with populations: make one up, import a survey or registry, check a folder."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from schemebuilder.diagnostics.finding import Finding, Severity, has_errors
from schemebuilder.population.check import check_folder, check_for_scheme
from schemebuilder.population.importing import import_population
from schemebuilder.population.mapping import read_mapping
from schemebuilder.population.read import open_population
from schemebuilder.population.schema import PopulationInfo, imputations
from schemebuilder.population.synthetic.make import make_population
from schemebuilder.services import authoring
from schemebuilder.services.files import read_bytes

Progressed = Callable[[float, str], None]


@dataclass(frozen=True, slots=True)
class Populated:
    """What came of it: a summary by what it says, empty where nothing was made, and findings."""

    summary: Mapping[str, object]
    findings: tuple[Finding, ...]


def make(households: int, seed: int, out: str, progress: Progressed) -> Populated:
    """Make up a population of so many households; the same seed gives the same people."""
    info, findings = make_population(
        households, seed, Path(out), progress=lambda words, share: progress(share, words)
    )
    return Populated(_summary(info, out), findings)


def import_files(files: Sequence[str], mapping: str, out: str, progress: Progressed) -> Populated:
    """Import Parquet or CSV files by a mapping into a new folder, whole or not at all.

    A fact that the core vocabulary does not have is an error, unless the mapping says `own = true`:
    it would be taken for one that no scheme reads, and the meant one for unknown.
    """
    unknown = _unknown_facts(Path(mapping))
    if unknown:
        return Populated({}, unknown)
    done = import_population(
        [Path(file) for file in files],
        Path(mapping),
        Path(out),
        progress=lambda words, share: progress(share, words),
    )
    return Populated(_summary(done.info, out), done.findings)


def _unknown_facts(path: Path) -> tuple[Finding, ...]:
    """Return a finding for each fact of a readable mapping that schemes do not share."""
    content, _ = read_bytes(path, "the mapping")
    if content is None:
        return ()
    mapping, _ = read_mapping(content.decode("utf-8-sig", "replace"), path.name)
    if mapping is None:
        return ()
    shared = authoring.core_facts()
    return tuple(
        _unknown_fact(entity, name, shared.get(entity, ()), path.name)
        for entity in ("person", "household")
        for name, field in mapping.of(entity).items()
        if not field.own and name not in shared.get(entity, ())
    )


def _unknown_fact(entity: str, name: str, known: Sequence[str], place: str) -> Finding:
    near = difflib.get_close_matches(name, known, 1)
    table = f"[{entity}s.{name}]"
    message = f"{table}: the core vocabulary has no fact {name} of a {entity}."
    hint = (
        f"{f'Did you mean {near[0]}? ' if near else ''}"
        f"For a fact of your own, which a scheme declares with `input`, add own = true."
    )
    return Finding("SB-W001", Severity.ERROR, message, hint=hint, place=place)


def check(folder: str, scheme_name: str | None = None) -> Populated:
    """Check a folder row by row, and against what a scheme needs if one is named."""
    findings = list(check_folder(Path(folder)))
    population, _ = open_population(Path(folder))
    if scheme_name is not None and population is not None:
        checked = authoring.check_source(scheme_name)
        findings += [finding for finding in checked.findings if has_errors((finding,))]
        if checked.scheme is not None:
            findings += check_for_scheme(population, checked.scheme)
    info = None if population is None else population.info
    return Populated(_summary(info, folder), tuple(findings))


def _summary(info: PopulationInfo | None, folder: str) -> dict[str, object]:
    if info is None:
        return {}
    return {
        "population": info.title,
        "folder": folder,
        "reference_date": info.reference_date.isoformat(),
        "persons": info.persons,
        "households": info.households,
        "hash": info.content_hash,
        "imputed": list(imputations(info)),
        "not_in_the_data": list(info.unknown),
    }
