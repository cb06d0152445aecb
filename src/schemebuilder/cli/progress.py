"""A bar on the terminal while something long is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

Progressed = Callable[[float, str], None]
"""Called with the share done (0 to 1) and what is being done."""


@contextmanager
def progress_bar(title: str, *, hidden: bool = False) -> Iterator[Progressed]:
    """Show a bar on standard error while the body works; hidden off a terminal."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeRemainingColumn(),
    )
    quiet = hidden or not console.is_terminal
    with Progress(*columns, console=console, disable=quiet, transient=True) as progress:
        task = progress.add_task(title, total=1.0)

        def move(share: float, doing: str) -> None:
            progress.update(task, completed=share, description=doing or title)

        yield move
