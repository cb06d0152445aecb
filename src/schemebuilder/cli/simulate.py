"""`schemebuilder simulate`: what schemes cost on a population, and whom they reach."""

from __future__ import annotations

from datetime import date

import click

from schemebuilder.cli.days import given_day
from schemebuilder.cli.figures import series_option
from schemebuilder.cli.output import (
    findings_json,
    json_option,
    leave,
    print_findings,
    print_json,
)
from schemebuilder.cli.progress import progress_bar
from schemebuilder.services import simulating


@click.command(name="simulate")
@click.argument("schemes", nargs=-1, required=True, metavar="SCHEME…")
@click.option("--population", required=True, metavar="P", help="A population folder.")
@click.option(
    "--on", type=given_day, metavar="DATE", help="As of this date instead of the population's own."
)
@click.option("--engine", type=click.Choice(["columnar", "exact"]), default="columnar")
@click.option("--out", metavar="DIR", help="Write the report and its tables (CSV) to this folder.")
@series_option
@json_option
def simulate_command(
    schemes: tuple[str, ...],
    *,
    population: str,
    on: date | None,
    engine: str,
    out: str | None,
    series: tuple[str, ...],
    as_json: bool,
) -> None:
    """Cost, beneficiaries, coverage, by quantile and region, on a population."""
    with progress_bar("Simulating", hidden=as_json) as progress:
        done = simulating.simulate_sources(
            schemes,
            population,
            on=on,
            engine=engine,
            out=out,
            series=series,
            progress=progress,
        )
    if as_json:
        print_json({**(done.report or {}), "findings": findings_json(done.findings)})
    else:
        print_findings((*done.findings, *done.notes), done.texts)
        if done.words:
            click.echo(done.words)
    leave(done.findings)
