"""`schemebuilder play`: decide cases by a rule pack, as any system that holds the pack would."""

from __future__ import annotations

import click

from schemebuilder.cli.output import findings_json, json_option, leave, print_findings, print_json
from schemebuilder.services import publishing


@click.command(name="play")
@click.argument("pack")
@click.argument("cases", metavar="CASES.json")
@click.option("--explain", is_flag=True, help="Add the trace of each decision.")
@json_option
def play_command(pack: str, cases: str, *, explain: bool, as_json: bool) -> None:
    """Check PACK (hashes and its own cases), then decide the cases of a JSON file by it."""
    done = publishing.play_pack(pack, cases, explain=explain)
    if as_json:
        print_json(
            {"checked": done.checked, "results": list(done.results)}
            | {"findings": findings_json(done.findings)}
        )
    else:
        print_findings(done.findings)
        if done.checked:
            click.echo(done.checked)
        for result in done.results:
            click.echo(publishing.result_text(result))
    leave(done.findings)
