"""What a worker does for each kind of job; what it makes is kept together with the job's end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.diagnostics.render import finding_json
from schemebuilder.services import authoring, kept_populations, stopped
from schemebuilder.services.simulating import simulate_texts
from schemebuilder.services.workspace import Workspace
from schemebuilder.simulation.run import Progressed
from schemebuilder.store.ends import done_with_population, done_with_run
from schemebuilder.store.jobs import Holding
from schemebuilder.store.runs import NewRun, RunText
from schemebuilder.store.schemes import kept_text
from schemebuilder.values.canonical import canonical

SIMULATION: Final = "simulation"
POPULATION: Final = "population"


@dataclass(frozen=True, slots=True)
class Task:
    """One attempt at a job: what was asked, and whom to tell how far it is."""

    work: Workspace
    holding: Holding
    request: Mapping[str, Any]
    tell: Progressed


Kind = Callable[[Task], tuple[Finding, ...]]
"""Does a job and keeps what it makes with the job's end; returns the errors that prevent that."""


def population_is_kept(work: Workspace, hashed: str) -> bool:
    """Say whether a population can be asked for: the sample always can."""
    known = hashed in ("", kept_populations.SAMPLE)
    return known or kept_populations.population(work, hashed) is not None


def _simulate(task: Task) -> tuple[Finding, ...]:
    """Run the texts of a request as they were when it was made."""
    request = task.request
    texts = {role: request[role] for role in ("after", "before") if request[role] is not None}
    read = {role: kept_text(task.work.store, one["text"]) or "" for role, one in texts.items()}
    task.tell(0.0, "Reading the texts and the people")
    for role, one in texts.items():
        if authoring.check_text(read[role], role).meaning_hash != one["meaning"]:
            return (stopped.changed(role),)
    folder, unread = _folder(task, request["population"])
    if folder is None:
        return unread
    done = simulate_texts(
        read["after"],
        folder,
        before=read.get("before"),
        on=None if request["on"] is None else date.fromisoformat(request["on"]),
        line=request["line"],
        engine=request["engine"],
        progress=task.tell,
    )
    if done.report is None:
        return _errors(done.findings)
    inputs = {
        **{role: texts.get(role) for role in ("after", "before")},
        "population": done.report["population"]["hash"],
        "on": done.report["on"],
        "line": request["line"],
        "engine": request["engine"],
        "program": done.report["run"]["version"],
    }
    kept = {
        role: RunText(one["text"], one["scheme"], one["version"]) for role, one in texts.items()
    }
    report = {**done.report, "warnings": _about_people(done.findings)}
    new = NewRun(SIMULATION, inputs, canonical(report), kept)
    done_with_run(task.work.store, task.holding, new)
    return ()


def _about_people(findings: Iterable[Finding]) -> list[dict[str, object]]:
    """Return what one must know of the people before one relies on a figure."""
    warnings = (each for each in findings if each.severity is Severity.WARNING)
    return [finding_json(each) for each in warnings if each.code.startswith("SB-W")]


def _populate(task: Task) -> tuple[Finding, ...]:
    """Make up a population and keep it: it is in its place before the job says so."""
    households, seed = task.request["households"], task.request["seed"]
    kept, findings = kept_populations.make_up(
        task.work, households, seed, task.tell, title=task.request["title"]
    )
    if kept is None:
        return _errors(findings)
    done_with_population(task.work.store, task.holding, kept.hash)
    return ()


def _folder(task: Task, population: str) -> tuple[Path | None, tuple[Finding, ...]]:
    """Return the folder of a population: the sample's where none is named, made on first use."""
    if population in ("", kept_populations.SAMPLE):
        sample, findings = kept_populations.keep_sample(
            task.work, lambda _share, words: task.tell(0.0, words)
        )
        if sample is None:
            return None, _errors(findings)
        population = sample.hash
    folder = kept_populations.population_folder(task.work, population)
    return folder, () if folder else (stopped.unreadable(population),)


def _errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(each for each in findings if each.severity is Severity.ERROR)


KINDS: Final[dict[str, Kind]] = {SIMULATION: _simulate, POPULATION: _populate}
