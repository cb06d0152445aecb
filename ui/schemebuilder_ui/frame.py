"""What every page has around it: colours, style sheet, skip link, header and main part."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from nicegui import ui

from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

STYLE: Final = Path(__file__).resolve().parent / "static" / "studio.css"

COLOURS: Final = {
    "primary": "#1d4f91",
    "secondary": "#44546a",
    "accent": "#6b3fa0",
    "positive": "#1b6e3c",
    "negative": "#b3261e",
    "info": "#1d4f91",
    "warning": "#8a5300",
}
"""Each has a contrast of at least 4.5 to 1 with white."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a page puts its own parts."""

    header: ui.row
    body: ui.element


@contextmanager
def frame(title: str) -> Iterator[Frame]:
    """Draw the frame of a page; inside the `with`, its header and body can be filled."""
    ui.page_title(page_title(title))
    ui.colors(**COLOURS)
    ui.add_css(STYLE.read_text(encoding="utf-8"))
    with ui.header(elevated=False).classes("sb-header"):
        header = ui.row(wrap=False, align_items="center").classes("sb-header-row")
        with (
            header,
            ui.element("a").classes("sb-mark").props(f'href="." aria-label="{say("studio")}"'),
        ):
            for _ in range(3):
                ui.element("span")
    body = ui.element("div").classes("sb-body")
    ui.skip_link(say("frame.skip"), target=body)
    yield Frame(header, body)


def page_title(title: str) -> str:
    """What the browser's tab says."""
    return f"{title} · {say('studio')}" if title else say("studio")
