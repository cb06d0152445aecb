"""`schemebuilder review`: past periods decided again on what is known now."""

from __future__ import annotations

from datetime import date

import click

from schemebuilder.cli.days import given_day
from schemebuilder.cli.output import findings_json, json_option, leave, print_findings, print_json
from schemebuilder.services import reviewing


@click.command(name="review")
@click.argument("scheme")
@click.argument("cases", metavar="CASES.json")
@click.option("--from", "first", type=given_day, metavar="DATE", help="First day that was paid.")
@click.option("--to", "last", type=given_day, metavar="DATE", help="Last day that was paid.")
@click.option(
    "--paid-as-known-on",
    type=given_day,
    metavar="DATE",
    help="The day whose knowledge the periods were paid on.",
)
@click.option(
    "--known-on",
    type=given_day,
    metavar="DATE",
    help="The day whose knowledge counts now; without it, all that is known.",
)
@json_option
def review_command(
    scheme: str,
    cases: str,
    *,
    first: date | None,
    last: date | None,
    paid_as_known_on: date | None,
    known_on: date | None,
    as_json: bool,
) -> None:
    """Decide past periods again: the difference of each, arrears or overpayment."""
    past = reviewing.Past(first, last, paid_as_known_on, known_on)
    done = reviewing.review_file(scheme, cases, past)
    if as_json:
        print_json({"reviews": list(done.reviews), "findings": findings_json(done.findings)})
    else:
        print_findings(done.findings, done.texts)
        for text in done.shown:
            click.echo(text)
            click.echo("")
    leave(done.findings)
