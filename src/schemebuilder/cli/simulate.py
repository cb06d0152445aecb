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
@click.option(
    "--baseline", metavar="SCHEME", help="Say who gains and loses beside this scheme or version."
)
@click.option(
    "--line",
    metavar="LINE",
    help="The poverty line beside a baseline: '60% of median', 'USD 65 per month per person'.",
)
@series_option
@json_option
def simulate_command(
    schemes: tuple[str, ...],
    *,
    population: str,
    on: date | None,
    engine: str,
    out: str | None,
    baseline: str | None,
    line: str | None,
    series: tuple[str, ...],
    as_json: bool,
) -> None:
    """Cost, beneficiaries, coverage, by quantile and region, on a population.

    With a baseline: who gains and loses, poverty, and what each changed clause does.
    """
    if (baseline or line) and (len(schemes) > 1 or series):
        raise click.UsageError("--baseline and --line go with one SCHEME, and without --series.")
    with progress_bar("Simulating", hidden=as_json) as progress:
        if baseline or line:
            done = simulating.simulate_against(
                schemes[0],
                baseline,
                population,
                on=on,
                line=line,
                engine=engine,
                out=out,
                progress=progress,
            )
        else:
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
