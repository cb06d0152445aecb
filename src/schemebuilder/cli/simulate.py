"""`schemebuilder simulate`: what schemes cost on a population, and whom they reach."""

from __future__ import annotations

from datetime import datetime

import click

from schemebuilder.cli.decide import DATE
from schemebuilder.cli.output import (
    findings_json,
    json_option,
    leave,
    print_findings,
    print_json,
    progress_bar,
)
from schemebuilder.services import simulating


@click.command()
@click.argument("schemes", nargs=-1, required=True, metavar="SCHEME…")
@click.option("--population", required=True, metavar="P", help="A population folder.")
@click.option("--on", type=DATE, help="As of this date instead of the population's own.")
@click.option("--engine", type=click.Choice(["columnar", "exact"]), default="columnar")
@click.option("--out", metavar="DIR", help="Write the report and its tables (CSV) to this folder.")
@json_option
def simulate(
    schemes: tuple[str, ...],
    *,
    population: str,
    on: datetime | None,
    engine: str,
    out: str | None,
    as_json: bool,
) -> None:
    """Cost, beneficiaries, coverage, by quantile and region, on a population."""
    with progress_bar("Simulating", hidden=as_json) as progress:
        done = simulating.simulate_sources(
            schemes,
            population,
            on=on.date() if on else None,
            engine=engine,
            out=out,
            progress=progress,
        )
    if as_json:
        print_json({**(done.report or {}), "findings": findings_json(done.findings)})
    else:
        print_findings(done.findings, done.texts)
        click.echo(done.words)
    leave(done.findings)
