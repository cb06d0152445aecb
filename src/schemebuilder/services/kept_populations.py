"""Populations that are kept: each once, in a folder named by its content, and listed when whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from schemebuilder.diagnostics.finding import Finding, Severity, has_errors
from schemebuilder.population.keeping import (
    FOLDER,
    building,
    copy_population,
    is_whole,
    settle,
)
from schemebuilder.population.read import open_population
from schemebuilder.population.schema import PopulationInfo, imputations
from schemebuilder.population.synthetic import bundled
from schemebuilder.population.synthetic.make import make_population
from schemebuilder.services.files import reason
from schemebuilder.services.populating import Progressed
from schemebuilder.services.workspace import Workspace
from schemebuilder.store import populations as kept_populations
from schemebuilder.store.populations import Kept
from schemebuilder.store.refusals import attempt

__all__ = [
    "SAMPLE",
    "SAMPLE_DAY",
    "Kept",
    "keep_population",
    "keep_sample",
    "make_up",
    "population",
    "population_folder",
    "populations",
]

SAMPLE = bundled.HASH
"""The population of 20,000 made-up households that every installation has."""
SAMPLE_DAY = bundled.DAY
"""The day that the sample is of: it is known before the sample is made."""


def _quiet(_share: float, _words: str) -> None:
    """Report no progress."""


def populations(work: Workspace) -> tuple[Kept, ...]:
    """Return the populations that are kept, the one added last first."""
    return kept_populations.populations(work.store)


def population(work: Workspace, content: str) -> Kept | None:
    """Return what is known of a population that is kept."""
    return kept_populations.population(work.store, content)


def population_folder(work: Workspace, content: str, *, fully: bool = False) -> Path | None:
    """Return the folder of a population that is kept; None where it is not there, or damaged.

    Without `fully` its files are there and whole; with it, all its rows are those of its hash.
    """
    if population(work, content) is None:
        return None
    folder = work.data / FOLDER / content
    return folder if is_whole(folder, content, fully=fully) else None


def keep_population(
    work: Workspace, folder: str | Path, *, title: str = ""
) -> tuple[Kept | None, tuple[Finding, ...]]:
    """Keep a copy of a population folder; one of the same content is kept once.

    A folder that was changed by hand is checked row by row, and kept if that finds no error.
    """
    opened, findings = open_population(Path(folder))
    if opened is None:
        return None, findings
    there = population(work, opened.hash)
    if there is not None and population_folder(work, opened.hash, fully=True) is not None:
        message = f"This population is kept already, as {there.title}."
        return there, (*findings, Finding("SB-U004", Severity.NOTE, message))

    def build(built: Path) -> tuple[PopulationInfo, tuple[Finding, ...]]:
        copy_population(opened, built)
        return opened.info, findings

    return _keep(work, title, build)


def make_up(
    work: Workspace, households: int, seed: int, progress: Progressed = _quiet, *, title: str = ""
) -> tuple[Kept | None, tuple[Finding, ...]]:
    """Make up a population of so many households and keep it; a seed gives the same people."""

    def build(built: Path) -> tuple[PopulationInfo | None, tuple[Finding, ...]]:
        return make_population(
            households, seed, built, progress=lambda words, share: progress(share, words)
        )

    return _keep(work, title, build)


def keep_sample(
    work: Workspace, progress: Progressed = _quiet
) -> tuple[Kept | None, tuple[Finding, ...]]:
    """Keep the sample that comes with the program, so that it is in the list with the others."""
    there = population(work, SAMPLE)
    if there is not None and population_folder(work, SAMPLE) is not None:
        return there, ()
    return make_up(work, bundled.HOUSEHOLDS, bundled.SEED, progress)


def _keep(
    work: Workspace,
    title: str,
    build: Callable[[Path], tuple[PopulationInfo | None, tuple[Finding, ...]]],
) -> tuple[Kept | None, tuple[Finding, ...]]:
    """Build a population, put it in its place, and only then enter it."""
    root = work.data / FOLDER
    try:
        with building(root) as built:
            info, findings = build(built)
            if info is None or has_errors(findings):
                return None, findings
            settle(built, root, info.content_hash)
    except OSError as error:
        message = f"The population cannot be kept in {root}: {reason(error)}."
        hint = "Make room there, see to it that you may write to it, or name another with --data."
        return None, (Finding("SB-U002", Severity.ERROR, message, hint=hint, place=str(root)),)
    kept, refused = attempt(lambda: _entered(work, title, info))
    return kept, (*findings, *refused)


def _entered(work: Workspace, title: str, info: PopulationInfo) -> Kept:
    return kept_populations.enter_population(
        work.store,
        info.content_hash,
        title or info.title,
        reference_date=info.reference_date,
        persons=info.persons,
        households=info.households,
        source={
            "made_from": info.made_from,
            "sources": list(info.sources),
            "licence": info.licence,
            "imputed": list(imputations(info)),
            "unknown": list(info.unknown),
        },
    )
