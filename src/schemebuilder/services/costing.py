"""Checked schemes run over people by an engine: the report, and why a failed decision failed."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import date
from importlib.metadata import version
from typing import Any, Final

from schemebuilder.diagnostics.finding import Finding
from schemebuilder.diagnostics.render import finding_json
from schemebuilder.engines.columnar.cut_off import cut_off
from schemebuilder.engines.exact.decide import decide
from schemebuilder.ir.scheme import Scheme
from schemebuilder.population.frame import Frame
from schemebuilder.population.read import wanted_by
from schemebuilder.simulation.answers import EngineMaker, Walker
from schemebuilder.simulation.by_blocks import columnar_engine
from schemebuilder.simulation.by_cases import exact_engine
from schemebuilder.simulation.forecasts import not_enacted
from schemebuilder.simulation.grouping import Grouping, grouping
from schemebuilder.simulation.lists_by_cases import cut_off_by_case
from schemebuilder.simulation.priced import without_cost
from schemebuilder.simulation.report import FORMAT, failure_part, population_part, scheme_part
from schemebuilder.simulation.run import Keep, Progressed, Simulation, run
from schemebuilder.simulation.source import BLOCK, Source
from schemebuilder.simulation.to_case import household_as_case

WALKERS: Final[dict[str, Walker]] = {"columnar": cut_off, "exact": cut_off_by_case}
ENGINES: Final[dict[str, EngineMaker]] = {"columnar": columnar_engine, "exact": exact_engine}


def simulate(
    schemes: Sequence[Scheme],
    source: Source,
    *,
    on: date | None = None,
    engine: str = "columnar",
    progress: Progressed | None = None,
    groups: Grouping | None = None,
    keep: Sequence[Keep] = (),
) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """Return the report of checked schemes on a population, and what the engine notes.

    `keep` takes, for each scheme, the blocks as they are answered.
    """
    started = time.perf_counter()
    day = on or source.info.reference_date
    groups = groups or grouping(source)
    parts = []
    notes: list[Finding] = []
    for number, scheme in enumerate(schemes):
        move = None if progress is None else share_of(progress, number, len(schemes))
        done = run(
            scheme,
            source,
            ENGINES[engine](scheme, day),
            groups,
            move,
            walker=WALKERS[engine],
            keep=keep[number] if keep else None,
        )
        notes += (*done.findings, *without_cost(scheme, day))
        failures = list(_explained(scheme, source, day, done))
        part = scheme_part(scheme, done, source, groups, failures, day)
        parts.append(part | {"not_enacted": list(not_enacted(scheme, day))})
    report: dict[str, Any] = {
        "format": FORMAT,
        "on": day.isoformat(),
        "population": population_part(source, groups),
        "schemes": parts,
        "run": {
            "engine": engine,
            "version": version("schemebuilder"),
            "seconds": f"{time.perf_counter() - started:.3f}",
            "notes": [finding_json(note) for note in notes],
        },
    }
    return report, tuple(notes)


def share_of(progress: Progressed, number: int, count: int) -> Progressed:
    """Return what is told of one of so many parts of a run."""

    def move(share: float, words: str) -> None:
        progress((number + share) / count, words)

    return move


def _explained(
    scheme: Scheme, source: Source, on: date, done: Simulation
) -> Iterator[dict[str, object]]:
    """Yield each failed example with the exact evaluator's reasons, whichever engine ran."""
    wanted = {failure.household for failure in done.failures}
    if not wanted:
        return
    reasons: dict[tuple[str, str, str], list[str]] = {}
    for frame in source.frames(wanted_by(scheme, ids=True), BLOCK):
        ids = [] if frame.household_ids is None else [str(each) for each in frame.household_ids]
        for place in (place for place, household in enumerate(ids) if household in wanted):
            reasons |= _reasons(scheme, frame, place, on)
            wanted.remove(ids[place])
        if not wanted:
            break
    for failure in done.failures:
        key = (failure.household, failure.person, failure.name)
        yield failure_part(failure, reasons.get(key, []))


def _reasons(
    scheme: Scheme, frame: Frame, place: int, on: date
) -> dict[tuple[str, str, str], list[str]]:
    case = household_as_case(frame, place, on)
    return {
        (
            case.id,
            "" if verdict.subject.entity == "household" else verdict.subject.id,
            verdict.name,
        ): [finding.message for finding in verdict.findings]
        for verdict in decide(scheme, case).verdicts
        if verdict.findings
    }
