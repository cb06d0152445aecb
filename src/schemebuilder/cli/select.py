"""`schemebuilder select`: make the lists of a scheme over many cases."""

from __future__ import annotations

from datetime import date

import click

from schemebuilder.cli.days import given_day
from schemebuilder.cli.figures import series_option
from schemebuilder.cli.output import findings_json, json_option, leave, print_findings, print_json
from schemebuilder.services import rationing


@click.command(name="select")
@click.argument("scheme")
@click.argument("cases", metavar="CASES.json")
@click.option(
    "--on",
    type=given_day,
    metavar="DATE",
    help="The day of the list, for its budget and quotas; else the last date among the cases.",
)
@click.option("--explain", is_flag=True, help="Explain to each in plain words how they stand.")
@series_option
@json_option
def select_command(
    scheme: str,
    cases: str,
    *,
    on: date | None,
    explain: bool,
    series: tuple[str, ...],
    as_json: bool,
) -> None:
    """Rank all cases of a JSON file together: who enters, who waits, and on what record."""
    done = rationing.select_file(scheme, cases, on=on, explain=explain, series=series)
    if as_json:
        told = zip(done.results, done.letters, done.traces, strict=explain)
        results = [
            {**result, "explanation": dict(letters), "trace": trace}
            for result, letters, trace in told
        ]
        print_json(
            {
                "lists": list(done.lists),
                "results": results if explain else list(done.results),
                "findings": findings_json(done.findings),
            }
        )
    else:
        print_findings(done.findings, done.texts)
        for record in done.lists:
            click.echo(rationing.list_words(record))
            click.echo("")
        for letters in done.letters:
            click.echo(letters["applicant"])
    leave(done.findings)
