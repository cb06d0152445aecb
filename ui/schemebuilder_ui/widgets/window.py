"""A small window over the page: its title is its name, and it is gone when it is closed."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from nicegui import ui

from schemebuilder_ui.widgets.accessible import heading, named
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def window(title: str) -> Iterator[ui.dialog]:
    """Open a window; what is drawn inside the `with` stands in it."""
    with named(ui.dialog(), title) as opened, ui.card().classes("sb-window"):
        with ui.row(wrap=False, align_items="center").classes("sb-window-head"):
            heading(title, 2)
            ui.space()
            close = ui.button(icon="close", on_click=opened.close).props("flat round dense")
            named(close, say("help.close"))
        yield opened
    opened.on("hide", opened.delete)
    opened.open()
