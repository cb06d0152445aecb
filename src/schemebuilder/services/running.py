"""Runs asked for and looked at: a request becomes a job, a job a run, and both are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from schemebuilder.diagnostics.finding import Finding, Severity, has_errors
from schemebuilder.ir.scheme import Scheme
from schemebuilder.services import authoring, keeping
from schemebuilder.services.costing import ENGINES
from schemebuilder.services.sources import library_paths, read_text
from schemebuilder.services.working import (
    POPULATION,
    SIMULATION,
    population_is_kept,
)
from schemebuilder.services.workspace import Workspace
from schemebuilder.simulation.poverty_line import read_line
from schemebuilder.simulation.tables import report_tables
from schemebuilder.store import jobs as kept_jobs
from schemebuilder.store import runs as kept_runs
from schemebuilder.store.jobs import WHOLE, Job, State
from schemebuilder.store.refusals import attempt
from schemebuilder.store.runs import Run, RunHead
from schemebuilder.store.schemes import keep_text
from schemebuilder.store.tables import LONGEST_KEY
from schemebuilder.values.numbers import loads

__all__ = [
    "LARGEST_SEED",
    "MOST_HOUSEHOLDS",
    "WHOLE",
    "Asked",
    "Job",
    "Run",
    "RunHead",
    "State",
    "TextRef",
    "cancel",
    "job",
    "jobs",
    "run",
    "runs",
    "submit_population",
    "submit_simulation",
    "tables",
]

MOST_HOUSEHOLDS: Final = 10_000_000
"""The largest population that is made on request."""
LARGEST_SEED: Final = 2**53 - 1
"""Larger whole numbers are no numbers in JSON."""


@dataclass(frozen=True, slots=True)
class TextRef:
    """A text to run: a version of a scheme, or its draft (None), or `text` that is not kept.

    The draft of a scheme that has none is its newest version, and of one that is not kept here the
    library's text. With `text`, `scheme` and `version` only say what it is of, if anything.
    """

    scheme: str
    version: int | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A simulation to make: `before` is what it is compared with.

    `population` is a hash, or nothing for the sample that comes with the program. `on` is the day
    of the law, the population's own where None; `line` a poverty line such as "60% of median".
    """

    after: TextRef
    before: TextRef | None = None
    population: str = ""
    on: date | None = None
    line: str | None = None
    engine: str = "columnar"


def submit_simulation(work: Workspace, asked: Asked) -> tuple[str | None, tuple[Finding, ...]]:
    """Ask for a simulation; return the job's id, or None and what is wrong with the request.

    The texts are kept as they are now: what is changed in them later changes nothing in the run.
    """
    findings: list[Finding] = []
    after = _frozen(work, asked.after, findings)
    before = None if asked.before is None else _frozen(work, asked.before, findings)
    if before is None and after is not None and after.base is not None:
        before = _checked(TextRef("", text=after.base), after.base, findings)
    if not population_is_kept(work, asked.population):
        findings.append(_no_population(asked.population))
    if asked.engine not in ENGINES:
        findings.append(_no_engine(asked.engine))
    if after is not None:
        findings += read_line(asked.line, after.scheme)[1]
    if has_errors(findings) or after is None:
        return None, tuple(findings)
    made, refused = attempt(lambda: _submit(work, asked, after, before))
    return made, (*findings, *refused)


def _submit(work: Workspace, asked: Asked, after: _Frozen, before: _Frozen | None) -> str:
    with work.store.writing() as connection:
        request = {
            "after": after.plain(keep_text(connection, after.text)),
            "before": before and before.plain(keep_text(connection, before.text)),
            "population": asked.population,
            "on": None if asked.on is None else asked.on.isoformat(),
            "line": asked.line,
            "engine": asked.engine,
        }
        return kept_jobs.submit(connection, SIMULATION, _title(after, before), request)


def submit_population(
    work: Workspace, households: int, seed: int, title: str = ""
) -> tuple[str | None, tuple[Finding, ...]]:
    """Ask for a made-up population; the job's `made` is its hash when it is done."""
    if not 1 <= households <= MOST_HOUSEHOLDS or not 0 <= seed <= LARGEST_SEED:
        message = (
            f"A population has 1 to {MOST_HOUSEHOLDS:,} households and a seed from 0 to "
            f"{LARGEST_SEED:,}."
        )
        hint = "Give other numbers; 50000 households are enough for most questions."
        return None, (Finding("SB-U001", Severity.ERROR, message, hint=hint),)
    named = title.strip() or f"Made-up population of {households:,} households"
    request = {"households": households, "seed": seed, "title": named}

    def submit() -> str:
        with work.store.writing() as connection:
            return kept_jobs.submit(connection, POPULATION, named, request)

    return attempt(submit)


def job(work: Workspace, id_: str) -> Job | None:
    """Return a job, or None where there is none of that id."""
    return kept_jobs.job(work.store, id_)


def jobs(work: Workspace, limit: int = 20, scheme: str | None = None) -> tuple[Job, ...]:
    """Return jobs, the one submitted last first; `scheme`: those that run a text of one."""
    return kept_jobs.jobs(work.store, limit, scheme)


def cancel(work: Workspace, id_: str) -> Job | None:
    """Cancel a job and return it: one that waits is cancelled, one that has ended stays so.

    One that runs is returned as running: its server ends it within a second.
    """
    return kept_jobs.cancel(work.store, id_)


def run(work: Workspace, id_: str) -> Run | None:
    """Return a run, or None where there is none of that id."""
    return kept_runs.run(work.store, id_)


def runs(work: Workspace, limit: int = 20, scheme: str | None = None) -> tuple[RunHead, ...]:
    """Return runs, the newest first; `scheme`: those that read a text of one."""
    return kept_runs.runs(work.store, limit, scheme)


def tables(run: Run) -> dict[str, str]:
    """Return the tables of a run's report as CSV, by file name."""
    report: Any = loads(run.report)
    return report_tables(report)


@dataclass(frozen=True, slots=True)
class _Frozen:
    """A text without errors as it is now."""

    ref: TextRef
    text: str
    meaning: str
    scheme: Scheme
    base: str | None

    def plain(self, text: str) -> Mapping[str, Any]:
        """Return what a request says of the text that is kept under a hash."""
        about = {"scheme": self.ref.scheme, "version": self.ref.version}
        return {"text": text, "meaning": self.meaning, **about}


def _frozen(work: Workspace, ref: TextRef, findings: list[Finding]) -> _Frozen | None:
    text = _text(work, ref) if ref.text is None else ref.text
    if text is None:
        findings.append(_no_text(ref))
        return None
    return _checked(ref, text, findings)


def _checked(ref: TextRef, text: str, findings: list[Finding]) -> _Frozen | None:
    named = ref.scheme or "scheme"
    if len(named) > LONGEST_KEY:
        message = f"A scheme has a name of 1 to {LONGEST_KEY} letters, not {len(named)}."
        findings.append(Finding("SB-U001", Severity.ERROR, message, hint="Give another name."))
        return None
    checked = authoring.check_text(text, named)
    if checked.portfolio is not None:
        message = f"{named} is a portfolio; here one scheme is taken."
        hint = "Name one of its schemes, or run `simulate` on the command line."
        findings.append(Finding("SB-U001", Severity.ERROR, message, hint=hint, place=named))
        return None
    findings += checked.findings
    if checked.scheme is None:
        return None
    return _Frozen(ref, text, checked.meaning_hash, checked.scheme, checked.base)


def _text(work: Workspace, ref: TextRef) -> str | None:
    if ref.version is not None:
        return keeping.version_text(work, ref.scheme, ref.version)
    kept = keeping.draft(work, ref.scheme)
    if kept is not None:
        return kept.text
    newest = next(iter(keeping.versions(work, ref.scheme)), None)
    if newest is not None:
        return keeping.version_text(work, ref.scheme, newest.number)
    path = library_paths().get(ref.scheme)
    return None if path is None else read_text(path, ref.scheme).text


def _title(after: _Frozen, before: _Frozen | None) -> str:
    return _named(after) if before is None else f"{_named(after)}, compared with {_named(before)}"


def _named(one: _Frozen) -> str:
    title = one.scheme.title or one.scheme.id
    return title if one.ref.version is None else f"{title}, version {one.ref.version}"


def _no_text(ref: TextRef) -> Finding:
    what = "scheme " if ref.version is None else f"version {ref.version} of "
    message = f"There is no {what}{ref.scheme or 'a scheme without a name'} here."
    hint = "Choose a scheme and a version that are kept here, or one of the library."
    return Finding("SB-U009", Severity.ERROR, message, hint=hint, place=ref.scheme)


def _no_population(hashed: str) -> Finding:
    message = f"The population {hashed[:12]} is not kept here."
    hint = "Choose one that is kept, or the sample that comes with the program."
    return Finding("SB-U009", Severity.ERROR, message, hint=hint, place=hashed)


def _no_engine(name: str) -> Finding:
    message = f"There is no engine {name}."
    hint = f"Name one of: {', '.join(ENGINES)}."
    return Finding("SB-U001", Severity.ERROR, message, hint=hint, place=name)
