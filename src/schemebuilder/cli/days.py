"""A day as an option of a command: `--on 2024-03-01`."""

from __future__ import annotations

from datetime import date

import click

from schemebuilder.values.dates import day


def given_day(text: str) -> date:
    """Return the day that an option gives.

    Raises:
        click.BadParameter: there is no such day; the command ends with 2.
    """
    found = day(text)
    if found is None:
        message = f"{text} is no date that exists. Write it as in 2024-03-01."
        raise click.BadParameter(message)
    return found
