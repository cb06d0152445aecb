"""What one does with populations: make one up, import a survey or registry, check a folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from schemebuilder.diagnostics.finding import Finding, has_errors
from schemebuilder.population.check import check_folder, check_for_scheme
from schemebuilder.population.importing import import_population
from schemebuilder.population.read import open_population
from schemebuilder.population.schema import PopulationInfo, imputations
from schemebuilder.population.synthetic.make import make_population
from schemebuilder.services import authoring

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
    """Import Parquet or CSV files by a mapping into a new folder, whole or not at all."""
    done = import_population(
        [Path(file) for file in files],
        Path(mapping),
        Path(out),
        progress=lambda words, share: progress(share, words),
    )
    return Populated(_summary(done.info, out), done.findings)


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
