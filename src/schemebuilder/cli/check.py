"""`schemebuilder check`: everything that is wrong with a scheme, at once."""

from __future__ import annotations

import click

from schemebuilder.cli.output import findings_json, json_option, leave, print_findings, print_json
from schemebuilder.diagnostics.render import summary
from schemebuilder.services import authoring


@click.command(name="check")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@json_option
def check_command(paths: tuple[str, ...], *, strict: bool, as_json: bool) -> None:
    """Check schemes and report every finding."""
    checked = [authoring.check_source(path, portfolio=True) for path in paths]
    findings = [finding for one in checked for finding in one.findings]
    if as_json:
        print_json(
            {
                "schemes": [
                    {
                        "source": one.source,
                        "id": one.scheme_id,
                        "text_hash": one.text_hash,
                        "meaning_hash": one.meaning_hash,
                        "findings": findings_json(one.findings),
                    }
                    for one in checked
                ],
                "findings": findings_json(findings),
            }
        )
    else:
        for one in checked:
            print_findings(one.findings, one.texts, to_error=False)
            click.echo(f"{one.source}: {summary(one.findings)}")
    leave(findings, strict=strict)
