"""`schemebuilder format`: set a scheme's text in its canonical layout."""

from __future__ import annotations

import click

from schemebuilder.cli.output import findings_json, json_option, leave, print_findings, print_json
from schemebuilder.services import authoring


@click.command(name="format")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--check", "only_check", is_flag=True, help="Change nothing; 1 if a file would.")
@json_option
def format_command(paths: tuple[str, ...], *, only_check: bool, as_json: bool) -> None:
    """Set schemes in their canonical layout; comments stay."""
    done = [authoring.format_file(path, write=not only_check) for path in paths]
    findings = [finding for one in done for finding in one.findings]
    changed = [one.source for one in done if one.changed]
    if as_json:
        print_json({"changed": changed, "findings": findings_json(findings)})
    else:
        print_findings(findings)
        for source in changed:
            click.echo(f"{source}: {'would be changed' if only_check else 'formatted'}")
    leave(findings, failed=only_check and bool(changed))
