"""`schemebuilder decide`: decide cases, and say why."""

from __future__ import annotations

from datetime import date

import click

from schemebuilder.cli.days import given_day
from schemebuilder.cli.figures import series_option
from schemebuilder.cli.output import findings_json, json_option, leave, print_findings, print_json
from schemebuilder.services import deciding


@click.command(name="decide")
@click.argument("scheme")
@click.argument("cases", metavar="CASES.json")
@click.option(
    "--on",
    type=given_day,
    metavar="DATE",
    help="Decide as of this date instead of each case's own.",
)
@click.option(
    "--known-on",
    type=given_day,
    metavar="DATE",
    help="Decide on what was known of law and facts on this day.",
)
@click.option("--values", default="", help="Names of rules to report, separated by commas.")
@click.option("--explain", is_flag=True, help="Explain each decision in plain words.")
@click.option("--payments", is_flag=True, help="List the days and amounts of each award.")
@click.option(
    "--language",
    type=click.Choice(deciding.LANGUAGES),
    default="en",
    help="The language of explanations.",
)
@click.option(
    "--voice",
    type=click.Choice(deciding.VOICES),
    default="officer",
    help="For whom explanations are written.",
)
@click.option("--record", help="Write decision records to this file, for `replay`.")
@click.option(
    "--engine",
    type=click.Choice(deciding.ENGINES),
    default=deciding.EXACT,
    help="Which engine decides; the results are the same.",
)
@series_option
@json_option
def decide_command(
    scheme: str,
    cases: str,
    *,
    on: date | None,
    known_on: date | None,
    values: str,
    explain: bool,
    payments: bool,
    language: str,
    voice: str,
    record: str | None,
    engine: str,
    series: tuple[str, ...],
    as_json: bool,
) -> None:
    """Decide the cases of a JSON file by a scheme."""
    wanted = tuple(name.strip() for name in values.split(",") if name.strip())
    done = deciding.decide_file(
        scheme,
        cases,
        on=on,
        known_on=known_on,
        values=wanted,
        explain=deciding.Telling(language, voice) if explain else None,
        record_to=record,
        series=series,
        engine=engine,
    )
    if as_json:
        print_json({"results": list(done.results), "findings": findings_json(done.findings)})
    else:
        print_findings(done.findings, done.texts)
        listed = [deciding.result_words(each, payments=True) for each in done.results]
        for text in listed if payments and not explain else done.shown:
            click.echo(text)
            click.echo("")
    leave(done.findings)
