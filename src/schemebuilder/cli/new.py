"""`schemebuilder new`: a first scheme to start from."""

from __future__ import annotations

from pathlib import Path

import click

from schemebuilder.cli.output import json_option, leave, print_json, stop_with
from schemebuilder.services import authoring


@click.command(name="new")
@click.argument("name")
@json_option
def new_command(name: str, *, as_json: bool) -> None:
    """Write NAME.scheme here: a small scheme that runs, to change into your own."""
    path = Path(f"{name}.scheme")
    findings = authoring.write_new(name, path)
    if findings:
        stop_with(findings, as_json=as_json)
    if as_json:
        print_json({"path": str(path), "findings": []})
    else:
        click.echo(f"Wrote {path}. Next: schemebuilder check {path}")
    leave(())
