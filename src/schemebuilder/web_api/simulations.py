"""`/simulations`: what a scheme costs a population and whom it reaches, worked out in time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Path
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from schemebuilder.services import kept_populations, naming, running
from schemebuilder.services.running import WHOLE, Asked, Job, State, TextRef
from schemebuilder.services.workspace import Workspace
from schemebuilder.web_api import shapes
from schemebuilder.web_api.answers import JSON, answer, moment, unchanging
from schemebuilder.web_api.bodies import Body, Day, Line, Whole, fits
from schemebuilder.web_api.callers import Caller, Work
from schemebuilder.web_api.describing import answers, asks
from schemebuilder.web_api.once import CarriedOutOnce
from schemebuilder.web_api.pages import After, Limit, part
from schemebuilder.web_api.problems import PREFIX, Problem

router: Final = APIRouter(tags=["simulations"])
LISTED: Final = 1000
TABLES: Final = ("benefits", "by_quantile", "by_region", "missing")
CSV: Final = "text/csv; charset=utf-8"
_KIND: Final = "simulation"
Id = Annotated[str, Path(alias="id", description="The id of a simulation.")]
Table = Annotated[
    Literal["benefits", "by_quantile", "by_region", "missing"],
    Path(description="Which table of the report."),
]


class Version(Body):
    """A scheme in a version; the newest, unless one is named."""

    scheme: Annotated[Line, Field(min_length=1, description="Its key, or its id in the library.")]
    version: Annotated[Whole | None, Field(ge=1, le=2**31 - 1)] = None


class NewSimulation(Version):
    """A scheme to run over a population."""

    compare_with: Annotated[
        Version | None, Field(description="The scheme or version that it is compared with.")
    ] = None
    population: Annotated[
        str,
        Field(
            pattern="^([0-9a-f]{64})?$",
            description="The hash of a population that is kept; the sample, unless it is given.",
        ),
    ] = ""
    on: Annotated[
        Day | None, Field(description="The day of the law; the population's own, if not given.")
    ] = None
    poverty_line: Annotated[
        Line | None, Field(description='Such as "60% of median" or "USD 65 per month per person".')
    ] = None
    engine: Annotated[
        Literal["columnar", "exact"], Field(description="Both give the same; one is fast.")
    ] = "columnar"


class Simulation(shapes.Shape):
    """A simulation: how far it is, and where its report is once it is done."""

    id: str
    title: str
    state: Literal["queued", "running", "done", "failed", "cancelled"]
    percent: int = Field(ge=0, le=100)
    doing: str = Field(description="What it is at, in words.")
    submitted_at: str
    started_at: str | None
    ended_at: str | None
    problem: shapes.Finding | None = Field(description="Why it failed.")
    report: str | None = Field(description="The place of the report, once it is done.")
    tables: list[str] = Field(description="The places of its tables as CSV.")


class SimulationList(shapes.Shape):
    """A part of the last 1000 simulations, the newest first."""

    items: list[Simulation]
    next: str | None


class Report(shapes.Shape):
    """The report, `sb-simulation/1`: figures as exact decimal text."""


class Population(shapes.Shape):
    """People that schemes can be simulated on."""

    hash: str
    title: str
    reference_date: str
    persons: int
    households: int
    added_at: str


class PopulationList(shapes.Shape):
    """A part of the populations that are kept, in order of their hashes."""

    items: list[Population]
    next: str | None


class _Csv(Response):
    media_type = "text/csv"


_NEW: Final = asks(
    NewSimulation,
    {
        "on the sample": {"scheme": "gh_leap", "on": "2025-01-01"},
        "two versions compared": {
            "scheme": "child_grant",
            "version": 2,
            "compare_with": {"scheme": "child_grant", "version": 1},
            "poverty_line": "60% of median",
        },
    },
)


@router.post(
    "/simulations",
    summary="Ask for a simulation",
    status_code=202,
    responses=answers(
        {202: Simulation},
        "unknown-scheme",
        "invalid-scheme",
        "invalid-simulation",
        body=True,
        once=True,
        headers={202: ("Location", "Idempotency-Replayed")},
        links=dict.fromkeys(("one_simulation", "cancel", "report"), ("id", "id")),
    ),
    openapi_extra=_NEW,
)
def simulate(
    work: Work,
    _caller: Caller,
    asked: Annotated[NewSimulation, Depends(fits(NewSimulation))],
    once: CarriedOutOnce,
) -> Response:
    """Put a simulation into the queue, with the texts as they are now; `Location` says how far."""

    def carried_out() -> Response:
        after = _text(work, asked)
        before = None if asked.compare_with is None else _text(work, asked.compare_with)
        if isinstance(after, Problem):
            return after.answer()
        if isinstance(before, Problem):
            return before.answer()
        made, found = running.submit_simulation(
            work, Asked(after, before, asked.population, asked.on, asked.poverty_line, asked.engine)
        )
        job = None if made is None else running.job(work, made)
        if job is None:
            about = next((one.message for one in found), "It cannot be made.")
            return Problem("invalid-simulation", about, found).answer()
        return answer(_plain(job), 202)

    return once.answer(carried_out, lambda made: f"/simulations/{made['id']}")


@router.get(
    "/simulations",
    summary="List the simulations",
    responses=answers({200: SimulationList}, "invalid-request"),
)
def list_simulations(work: Work, _caller: Caller, limit: Limit = 50, after: After = "") -> Response:
    """The last simulations, the newest first, whoever asked for them."""
    jobs = [one for one in running.jobs(work, LISTED) if one.kind == _KIND]
    jobs.sort(key=_when, reverse=True)
    return part(jobs, limit, after, place=_when, shown=_plain, descending=True)


@router.get(
    "/simulations/{id}",
    summary="How far a simulation is",
    responses=answers({200: Simulation}, "not-found"),
)
def one_simulation(work: Work, _caller: Caller, id_: Id) -> Response:
    """Its state, and where its report and tables are once it is done."""
    found = _job(work, id_)
    return _no_job(id_) if found is None else answer(_plain(found))


@router.post(
    "/simulations/{id}/cancel",
    summary="Cancel a simulation",
    responses=answers({200: Simulation}, "not-found"),
)
def cancel(work: Work, _caller: Caller, id_: Id) -> Response:
    """End it: one that waits at once, one that runs within a second; one that ended stays so."""
    found = None if _job(work, id_) is None else running.cancel(work, id_)
    return _no_job(id_) if found is None else answer(_plain(found))


@router.get(
    "/simulations/{id}/report",
    summary="The report of a simulation",
    responses=answers(
        {200: Report, 304: None}, "not-found", "not-done", headers={200: ("ETag",), 304: ("ETag",)}
    ),
)
def report(work: Work, request: Request, _caller: Caller, id_: Id) -> Response:
    """All figures of a simulation that is done, `sb-simulation/1`. It never changes."""
    found = _run(work, id_)
    if isinstance(found, Problem):
        return found.answer()
    return unchanging(request, found.report, found.id, JSON)


@router.get(
    "/simulations/{id}/tables/{table}.csv",
    summary="A table of a simulation as CSV",
    response_class=_Csv,
    responses=answers(
        {304: None}, "not-found", "not-done", "invalid-request", headers={304: ("ETag",)}
    )
    | {
        200: {
            "description": "The table, with its exact figures.",
            "content": {"text/csv": {"schema": {"type": "string"}}},
        }
    },
)
def table(work: Work, request: Request, _caller: Caller, id_: Id, table: Table) -> Response:
    """A table of the report: by benefit, by quantile, by region, or the facts that are missing."""
    found = _run(work, id_)
    if isinstance(found, Problem):
        return found.answer()
    content = running.tables(found)[f"{table}.csv"]
    return unchanging(request, content, f"{found.id}-{table}", CSV)


@router.get(
    "/populations",
    summary="List the populations",
    responses=answers({200: PopulationList}, "invalid-request"),
)
def list_populations(work: Work, _caller: Caller, limit: Limit = 50, after: After = "") -> Response:
    """Populations that are kept here. The sample is made when it is first asked for."""
    found = sorted(kept_populations.populations(work), key=lambda one: one.hash)
    return part(found, limit, after, place=lambda one: one.hash, shown=_population)


def _text(work: Workspace, asked: Version) -> TextRef | Problem:
    """Return the text that is asked for as it is now; a draft is never meant."""
    found = naming.named(work, asked.scheme, asked.version)
    if found is None:
        return Problem("unknown-scheme", f"{asked.scheme} is no scheme, or has no such version.")
    if found.checked.scheme is None:
        return Problem("invalid-scheme", f"{found.key} cannot run.", found.checked.findings)
    return TextRef(found.key, found.version, found.text)


def _job(work: Workspace, id_: str) -> Job | None:
    found = None if "\x00" in id_ else running.job(work, id_)
    return found if found is not None and found.kind == _KIND else None


def _run(work: Workspace, id_: str) -> running.Run | Problem:
    job = _job(work, id_)
    if job is None:
        return Problem("not-found", f"No simulation has the id {id_}.")
    found = None if job.run is None else running.run(work, job.run)
    if found is None:
        return Problem("not-done", f"It is {job.state.value}.")
    return found


def _when(job: Job) -> str:
    return f"{job.submitted_at.isoformat(timespec='microseconds')} {job.id}"


def _plain(job: Job) -> dict[str, Any]:
    place = f"{PREFIX}/simulations/{job.id}"
    done = job.state is State.DONE
    return {
        "id": job.id,
        "title": job.title,
        "state": job.state.value,
        "percent": job.progress * 100 // WHOLE,
        "doing": job.words,
        "submitted_at": moment(job.submitted_at),
        "started_at": moment(job.started_at),
        "ended_at": moment(job.ended_at),
        "problem": _finding(job.problem),
        "report": f"{place}/report" if done else None,
        "tables": [f"{place}/tables/{name}.csv" for name in TABLES] if done else [],
    }


def _finding(problem: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if problem is None else dict(problem)


def _population(one: kept_populations.Kept) -> dict[str, Any]:
    return {
        "hash": one.hash,
        "title": one.title,
        "reference_date": one.reference_date.isoformat(),
        "persons": one.persons,
        "households": one.households,
        "added_at": moment(one.added_at),
    }


def _no_job(id_: str) -> Response:
    return Problem("not-found", f"No simulation has the id {id_}.").answer()
