"""The option that gives later figures of a series."""

from __future__ import annotations

import click

series_option = click.option(
    "--series",
    multiple=True,
    metavar="NAME=FILE.csv",
    help="Figures of a series of the scheme: area, month, value.",
)
