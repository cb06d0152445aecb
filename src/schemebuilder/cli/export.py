"""`schemebuilder export`: the checked meaning of a scheme as one file for other systems."""

from __future__ import annotations

import click

from schemebuilder.cli.output import findings_json, json_option, leave, print_findings, print_json
from schemebuilder.services import publishing


@click.command(name="export")
@click.argument("scheme", required=False)
@click.option("--to", "target", type=click.Choice(["pack", "player"]), required=True)
@click.option("--out", required=True, metavar="FILE", help="The file to write.")
@json_option
def export_command(scheme: str | None, *, target: str, out: str, as_json: bool) -> None:
    """Write a rule pack: text, meaning, and cases with their results, all hashed.

    `--to player` writes runtime.py, which plays packs with a bare Python; it needs no SCHEME.
    """
    if target == "player":
        findings = publishing.export_player(out)
        if as_json:
            print_json({"path": out, "to": target, "findings": findings_json(findings)})
        else:
            print_findings(findings)
            if not findings:
                click.echo(f"Wrote {out}. Use: python3 {out} PACK CASES.json")
        leave(findings)
    if scheme is None:
        message = "Name the scheme to export: a path or a library name."
        raise click.UsageError(message)
    done = publishing.export_pack(scheme, out)
    if as_json:
        print_json(
            {"path": done.path, "to": target, "hash": done.hash, "cases": done.cases}
            | {"findings": findings_json(done.findings)}
        )
    else:
        print_findings(done.findings, done.texts)
        if done.path:
            click.echo(f"Wrote {done.path}: {done.cases} cases, SHA-256 {done.hash}")
            click.echo(f"Play it here with: schemebuilder play {done.path} CASES.json")
            click.echo("Play it elsewhere with: schemebuilder export --to player --out runtime.py")
    leave(done.findings)
