"""`schemebuilder diff`: what a reform changes, or how two schemes differ, in words."""

from __future__ import annotations

import click

from schemebuilder.cli.output import findings_json, json_option, leave, print_findings, print_json
from schemebuilder.services import comparing


@click.command(name="diff")
@click.argument("base")
@click.argument("reform")
@json_option
def diff_command(base: str, reform: str, *, as_json: bool) -> None:
    """Say what differs between BASE and REFORM (or any other scheme)."""
    done = comparing.compare_sources(base, reform)
    if as_json:
        print_json({"changes": list(done.changes), "findings": findings_json(done.findings)})
    else:
        print_findings(done.findings, done.texts)
        if done.title:
            click.echo(done.title if done.lines else f"{done.title}: nothing differs.")
        for line in done.lines:
            click.echo(f"- {line}")
    leave(done.findings)
