"""Options of a server that keeps work and makes runs, light to load: for `api` and `serve`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from schemebuilder.services.limits import MEGABYTE, Limits
from schemebuilder.services.places import VARIABLE, default_data


def serving_options(port: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add where to listen (on `port` unless told), where work is kept, and what a run may take."""
    options = (
        click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen."),
        click.option("--port", default=port, show_default=True, help="0 takes any free one."),
        click.option(
            "--data",
            type=click.Path(file_okay=False, path_type=Path),
            default=default_data,
            show_default="this person's data folder",
            help="The folder for schemes, drafts and populations.",
        ),
        click.option(
            "--database", metavar="URL", help=f"The database, instead of {VARIABLE} or a file."
        ),
        click.option(
            "--workers",
            type=click.IntRange(1),
            default=1,
            show_default=True,
            help="Runs at a time.",
        ),
        click.option(
            "--memory-limit",
            type=click.IntRange(100),
            default=Limits().memory_bytes // MEGABYTE,
            show_default=True,
            help="Megabytes that one run may take.",
        ),
        click.option(
            "--time-limit",
            type=click.IntRange(1),
            default=Limits().seconds,
            show_default=True,
            help="Seconds that one run may take.",
        ),
    )

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            command = option(command)
        return command

    return add
