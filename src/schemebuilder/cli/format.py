"""`schemebuilder format`: set a scheme's text in its canonical layout."""

from __future__ import annotations

import click

from schemebuilder.cli.output import findings_json, json_option, leave, print_findings, print_json
from schemebuilder.services import authoring


@click.command(name="format")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--check", "only_check", is_flag=True, help="Change nothing; 1 if a file would.")
@click.option(
    "--words",
    metavar="LANGUAGE",
    help="Print one scheme with the words of another language, such as fr; change no file.",
)
@json_option
def format_command(
    paths: tuple[str, ...], *, only_check: bool, words: str | None, as_json: bool
) -> None:
    """Set schemes in their canonical layout; comments stay."""
    if words is not None:
        _in_words(paths, words, as_json=as_json)
        return
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


def _in_words(paths: tuple[str, ...], language: str, *, as_json: bool) -> None:
    if len(paths) > 1:
        raise click.UsageError("--words prints one scheme at a time.")
    text, findings = authoring.in_words_of(paths[0], language)
    if as_json:
        print_json({"text": text, "findings": findings_json(findings)})
    else:
        print_findings(findings)
        click.echo(text, nl=False)
    leave(findings)
