"""`schemebuilder population`: make, import, check and keep populations."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from schemebuilder.cli.kept import opened, workspace_options
from schemebuilder.cli.output import (
    findings_json,
    json_option,
    leave,
    print_findings,
    print_json,
)
from schemebuilder.cli.progress import progress_bar
from schemebuilder.services import kept_populations, populating


@click.group(name="population")
def population_command() -> None:
    """Make a synthetic population, import a survey or registry, check a folder, keep it."""


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


@population_command.command()
@click.argument("folder", metavar="DIR")
@click.option("--title", default="", help="What lists call it; else its own title.")
@workspace_options
@json_option
def keep(*, folder: str, title: str, data: Path, database: str | None, as_json: bool) -> None:
    """Keep a copy of a population folder, named by its content, for the studio and for runs."""
    with opened(data, database, as_json=as_json) as work:
        kept, findings = kept_populations.keep_population(work, folder, title=title)
        place = None if kept is None else kept_populations.population_folder(work, kept.hash)
    summary = {} if kept is None else {**_kept(kept), "folder": str(place)}
    _report(populating.Populated(summary, findings), as_json=as_json)


@population_command.command(name="list")
@workspace_options
@json_option
def list_(*, data: Path, database: str | None, as_json: bool) -> None:
    """List the populations that are kept, the one that comes with the program too."""
    with opened(data, database, as_json=as_json) as work:
        _, findings = kept_populations.keep_sample(work)
        listed = [
            (each, kept_populations.population_folder(work, each.hash) is not None)
            for each in kept_populations.populations(work)
        ]
    if as_json:
        rows = [{**_kept(each), "is_there": there} for each, there in listed]
        print_json({"populations": rows, "findings": findings_json(findings)})
    else:
        print_findings(findings)
        for each, there in listed:
            lacking = "" if there else "; its folder is not there, or damaged"
            click.echo(
                f"{each.hash}  {each.title}, on {each.reference_date}: {each.persons} persons "
                f"in {each.households} households{lacking}"
            )
    leave(findings)


def _kept(kept: kept_populations.Kept) -> dict[str, object]:
    return {
        "population": kept.title,
        "reference_date": kept.reference_date.isoformat(),
        "persons": kept.persons,
        "households": kept.households,
        "hash": kept.hash,
        **kept.source,
    }


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
