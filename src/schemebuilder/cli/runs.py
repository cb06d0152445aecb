"""`schemebuilder runs`: simulations that are kept: made, listed, shown, cancelled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from schemebuilder.cli.days import given_day
from schemebuilder.cli.kept import opened, workspace_options
from schemebuilder.cli.output import (
    findings_json,
    json_option,
    leave,
    print_findings,
    print_json,
    stop_with,
)
from schemebuilder.cli.progress import progress_bar
from schemebuilder.services import kept_runs, running
from schemebuilder.services.limits import MEGABYTE, Limits
from schemebuilder.services.running import Asked, Job, Run, State
from schemebuilder.services.supervising import done_here


@click.group(name="runs")
def runs_command() -> None:
    """Make simulations that are kept with all that they depend on; list, show, cancel them."""


@runs_command.command()
@click.argument("after", metavar="SCHEME")
@click.option("--before", metavar="SCHEME", help="What it is compared with.")
@click.option("--population", default="", metavar="P", help="A kept one's hash, or a folder.")
@click.option("--on", type=given_day, metavar="DATE", help="The day of the law.")
@click.option("--line", metavar="LINE", help='A poverty line, as in "60% of median".')
@click.option("--engine", type=click.Choice(["columnar", "exact"]), default="columnar")
@click.option("--memory-limit", type=click.IntRange(100), default=4000, metavar="MB")
@click.option("--time-limit", type=click.IntRange(1), default=3600, metavar="SECONDS")
@workspace_options
@json_option
def make(
    after: str,
    *,
    before: str | None,
    population: str,
    on: date | None,
    line: str | None,
    engine: str,
    memory_limit: int,
    time_limit: int,
    data: Path,
    database: str | None,
    as_json: bool,
) -> None:
    """Make a run and keep it; Ctrl+C cancels it.

    SCHEME is a path, the key of a scheme that is kept (KEY@2 for its version 2), or a name of the
    library. Without --population it runs on the sample that comes with the program.
    """
    with opened(data, database, as_json=as_json) as work:
        texts, findings = kept_runs.texts_of(work, (after, before) if before else (after,))
        hashed, about = kept_runs.population_of(work, population)
        findings = (*findings, *about)
        if hashed is None or texts is None:
            stop_with(findings, as_json=as_json)
        asked = Asked(texts[0], next(iter(texts[1:]), None), hashed, on, line, engine)
        id_, wrong = running.submit_simulation(work, asked)
        if id_ is None:
            stop_with((*findings, *wrong), as_json=as_json)
        limits = Limits(memory_limit * MEGABYTE, time_limit)
        with progress_bar("Simulating", hidden=as_json) as progress:
            job = done_here(work, id_, limits, progress)
        made = None if job is None else running.run(work, job.run or "")
    if as_json:
        told = {
            "job": None if job is None else _job_json(job),
            "run": None if made is None else _run_json(made),
        }
        print_json({**told, "findings": findings_json((*findings, *wrong))})
    else:
        print_findings((*findings, *wrong))
        _print(job, made)
    leave((), failed=made is None)


@runs_command.command(name="list")
@click.option("--scheme", metavar="KEY", help="Only those of one scheme that is kept.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True)
@workspace_options
@json_option
def list_(
    *, scheme: str | None, limit: int, data: Path, database: str | None, as_json: bool
) -> None:
    """List what was asked for and what came of it, the newest first."""
    with opened(data, database, as_json=as_json) as work:
        jobs = running.jobs(work, limit, scheme)
    if as_json:
        print_json({"jobs": [_job_json(job) for job in jobs], "findings": []})
        return
    for job in jobs:
        click.echo(f"{job.run or job.id}  {job.submitted_at:%Y-%m-%d %H:%M}  {_state(job)}")
        click.echo(f"    {job.title}")


@runs_command.command()
@click.argument("id_", metavar="ID")
@click.option("--tables", metavar="DIR", help="Write the report and its tables (CSV) there.")
@workspace_options
@json_option
def show(id_: str, *, tables: str | None, data: Path, database: str | None, as_json: bool) -> None:
    """Show a run, by its own id or that of the job that made it."""
    with opened(data, database, as_json=as_json) as work:
        job = running.job(work, id_)
        run = running.run(work, job.run or "" if job else id_)
    if run is None and job is None:
        stop_with((kept_runs.no_run(id_),), as_json=as_json)
    findings = () if tables is None or run is None else kept_runs.write(run, Path(tables))
    if as_json:
        shown = {"job": None if job is None else _job_json(job)} if run is None else _run_json(run)
        print_json({**shown, "findings": findings_json(findings)})
    else:
        print_findings(findings)
        _print(job, run)
    leave(findings, failed=run is None)


@runs_command.command()
@click.argument("id_", metavar="ID")
@workspace_options
@json_option
def cancel(id_: str, *, data: Path, database: str | None, as_json: bool) -> None:
    """Cancel a run that waits or is under way; one that has ended stays as it is."""
    with opened(data, database, as_json=as_json) as work:
        job = running.cancel(work, id_)
    if job is None:
        stop_with((kept_runs.no_run(id_),), as_json=as_json)
    if as_json:
        print_json({"job": _job_json(job), "findings": []})
    elif job.state is State.RUNNING:
        click.echo("It is being stopped.")
    else:
        click.echo(_state(job))


def _print(job: Job | None, run: Run | None) -> None:
    if run is not None:
        click.echo(kept_runs.words(run))
        click.echo(f"\nKept as run {run.id}")
    elif job is not None:
        click.echo(f"{job.title}: {_state(job)}")
        if job.problem is not None and job.problem.get("hint"):
            click.echo(f"  what to do: {job.problem['hint']}")


def _state(job: Job) -> str:
    match job.state:
        case State.QUEUED:
            return "waits for a server that makes runs"
        case State.RUNNING:
            return f"under way, {job.progress * 100 // running.WHOLE}% done"
        case State.DONE:
            return "done" if job.made is None else f"done: population {job.made}"
        case State.CANCELLED:
            return "cancelled"
        case State.FAILED:
            return "failed" if job.problem is None else f"failed: {job.problem['message']}"


def _run_json(run: Run) -> dict[str, Any]:
    return {
        "id": run.id,
        "kind": run.kind,
        "title": run.title,
        "made_at": run.made_at.isoformat(),
        "inputs": run.inputs,
        "report": kept_runs.report(run),
        "texts": dict(run.texts),
    }


def _job_json(job: Job) -> Mapping[str, Any]:
    return {
        "id": job.id,
        "kind": job.kind,
        "title": job.title,
        "state": job.state.value,
        "progress": job.progress,
        "submitted_at": job.submitted_at.isoformat(),
        "ended_at": None if job.ended_at is None else job.ended_at.isoformat(),
        "problem": job.problem,
        "run": job.run,
        "made": job.made,
    }
