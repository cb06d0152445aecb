"""`schemebuilder population`: make, import and check populations."""

from __future__ import annotations

from collections.abc import Mapping

import click

from schemebuilder.cli.output import (
    findings_json,
    json_option,
    leave,
    print_findings,
    print_json,
)
from schemebuilder.cli.progress import progress_bar
from schemebuilder.services import populating


@click.group(name="population")
def population_command() -> None:
    """Make a synthetic population, import a survey or registry, check a folder."""


@population_command.command()
@click.option("--households", type=click.IntRange(1), required=True)
@click.option("--seed", type=click.IntRange(0), required=True)
@click.option("--out", required=True, metavar="DIR", help="The folder to write; must not exist.")
@json_option
def make(*, households: int, seed: int, out: str, as_json: bool) -> None:
    """Generate a population: the same seed gives the same people."""
    with progress_bar("Making households", hidden=as_json) as progress:
        done = populating.make(households, seed, out, progress)
    _report(done, as_json=as_json)


@population_command.command(name="import")
@click.argument("files", nargs=-1, required=True, metavar="FILES…")
@click.option("--mapping", required=True, metavar="M", help="Which column is which field (TOML).")
@click.option("--out", required=True, metavar="DIR", help="The folder to write; must not exist.")
@json_option
def import_(files: tuple[str, ...], *, mapping: str, out: str, as_json: bool) -> None:
    """Turn Parquet or CSV files into a population folder by a mapping."""
    with progress_bar("Importing", hidden=as_json) as progress:
        done = populating.import_files(files, mapping, out, progress)
    _report(done, as_json=as_json)


@population_command.command()
@click.argument("folder", metavar="DIR")
@click.option("--scheme", help="Check also that it has what this scheme needs.")
@json_option
def check(folder: str, *, scheme: str | None, as_json: bool) -> None:
    """Check every column of a population folder and report all at once."""
    _report(populating.check(folder, scheme), as_json=as_json)


def _report(done: populating.Populated, *, as_json: bool) -> None:
    summary: Mapping[str, object] = done.summary
    if as_json:
        print_json({**summary, "findings": findings_json(done.findings)})
    else:
        print_findings(done.findings)
        for name, value in summary.items():
            click.echo(f"{name.replace('_', ' ')}: {_shown(value)}")
    leave(done.findings)


def _shown(value: object) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(str(item) for item in value)
    return str(value)
