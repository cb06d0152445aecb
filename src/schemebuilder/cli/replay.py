"""`schemebuilder replay`: run a decision record again and compare it to the byte."""

from __future__ import annotations

import click

from schemebuilder.cli.output import findings_json, json_option, leave, print_findings, print_json
from schemebuilder.services import deciding


@click.command(name="replay")
@click.argument("record")
@json_option
def replay_command(record: str, *, as_json: bool) -> None:
    """Decide the cases of RECORD again by the text it carries; say whether the bytes are equal."""
    done = deciding.replay_file(record)
    if as_json:
        print_json({"records": list(done.lines), "findings": findings_json(done.findings)})
    else:
        print_findings(done.findings)
        for line in done.lines:
            word = "the same" if line["same"] else f"DIFFERENT. {line['difference']}"
            click.echo(f"{line['id']}: {word}")
    leave(done.findings, failed=not all(line["same"] for line in done.lines))
