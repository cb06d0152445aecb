"""`schemebuilder diff`: what a reform changes, in words, and on a population who changes."""

from __future__ import annotations

from datetime import date

import click

from schemebuilder.cli.days import given_day
from schemebuilder.cli.output import findings_json, json_option, leave, print_findings, print_json
from schemebuilder.cli.progress import progress_bar
from schemebuilder.services import comparing, simulating


@click.command(name="diff")
@click.argument("base")
@click.argument("reform")
@click.option("--population", metavar="P", help="Say who changes, on this population folder.")
@click.option(
    "--on", type=given_day, metavar="DATE", help="As of this date instead of the population's own."
)
@json_option
def diff_command(
    base: str, reform: str, *, population: str | None, on: date | None, as_json: bool
) -> None:
    """Say what differs between BASE and REFORM (or any other scheme)."""
    done = comparing.compare_sources(base, reform)
    effects: dict[str, object] = {}
    findings, words = done.findings, ""
    if population is not None and done.title:
        with progress_bar("Simulating", hidden=as_json) as progress:
            seen = simulating.simulate_against(reform, base, population, on=on, progress=progress)
        findings, words = seen.findings, simulating.who_changes(seen)
        effects = {} if seen.report is None else {"effects": seen.report["effects"]}
    if as_json:
        print_json({"changes": list(done.changes), **effects, "findings": findings_json(findings)})
    else:
        print_findings(findings, done.texts)
        if done.title:
            click.echo(done.title if done.lines else f"{done.title}: nothing differs.")
        for line in done.lines:
            click.echo(f"- {line}")
        if words:
            click.echo(f"\n{words}")
    leave(findings)
