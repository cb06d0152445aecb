"""Options of commands that use kept work: which folder, and which database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from schemebuilder.cli.output import stop_with
from schemebuilder.services.places import VARIABLE, default_data
from schemebuilder.services.workspace import Workspace, open_workspace, refusal


def workspace_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--data` and `--database`, as `serve` has them."""
    database = click.option(
        "--database",
        metavar="URL",
        help=f"The database of kept work; else {VARIABLE}, else a file in the folder.",
    )
    data = click.option(
        "--data",
        type=click.Path(file_okay=False, path_type=Path),
        default=default_data,
        show_default="this person's data folder",
        help="The folder where work is kept.",
    )
    return data(database(command))


@contextmanager
def opened(data: Path, database: str | None, *, as_json: bool) -> Iterator[Workspace]:
    """Yield the kept work; a command that cannot open or use it says why and ends."""
    work, findings = open_workspace(data, database)
    if work is None:
        stop_with(findings, as_json=as_json)
    try:
        yield work
    except Exception as error:
        found = refusal(error)
        if found is None:
            raise
        stop_with((found,), as_json=as_json)
    finally:
        work.close()
