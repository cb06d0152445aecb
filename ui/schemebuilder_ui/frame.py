"""What every page has around it: colours, style sheet, skip link, header, way around, main part."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from nicegui import ui

from schemebuilder_ui.colours import COLOURS
from schemebuilder_ui.widgets.accessible import named
from schemebuilder_ui.widgets.bar_chart import pictures_can_be_saved
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGE: Final = "en-US"
STYLE: Final = Path(__file__).resolve().parent / "static" / "studio.css"

EVERYWHERE: Final = (("home", "/"), ("runs", "/runs"))
"""The pages that every page leads to, by name: their words are `nav.NAME`."""

OF_A_SCHEME: Final = (
    ("rules", ""),
    ("cases", "/cases"),
    ("simulate", "/simulate"),
    ("history", "/history"),
)
"""The pages of one scheme, by name, and what their address has behind that of the scheme."""

THE_DRAFT: Final = "?version=draft"
"""What is simulated from the page where one writes: the text as it is there."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a page puts its own parts: actions and title in the header, the rest in the body."""

    header: ui.row
    body: ui.element


def scheme_address(key: str, behind: str = "") -> str:
    """The address of a scheme's page: its rules, or what `behind` names (`/cases`)."""
    return f"/scheme/{quote(key, safe='')}{behind}"


def page(path: str) -> ui.page:
    """Decorate a function that draws the page at a path."""
    return ui.page(path, language=LANGUAGE)


@contextmanager
def frame(
    title: str, *, here: str, scheme: str = "", called: str = "", full: bool = False
) -> Iterator[Frame]:
    """Draw the frame of a page; inside the `with`, its header and body can be filled.

    `title` is the page's, in the browser's tab; `here` is its name among those that pages lead to.
    A page of a scheme gives the scheme's key; where the header holds no title of the page's own,
    it shows what the scheme is `called`. A `full` page fills the window; others scroll.
    """
    ui.page_title(page_title(title))
    ui.colors(**COLOURS)
    ui.add_css(STYLE.read_text(encoding="utf-8"))
    pictures_can_be_saved()
    with ui.header(elevated=False).classes("sb-header"):
        header = ui.row(wrap=False, align_items="center").classes("sb-header-row")
        with header:
            _mark()
            if called:
                ui.label(called).classes("sb-title")
        _way_around(here, scheme)
    body = ui.element("div").classes("sb-full" if full else "sb-page")
    ui.skip_link(say("frame.skip.rules" if here == "rules" else "frame.skip"), target=body)
    yield Frame(header, body)


def page_title(title: str) -> str:
    """What the browser's tab says."""
    return f"{title} · {say('studio')}" if title else say("studio")


def _mark() -> None:
    with named(ui.element("a").classes("sb-mark").props('href="/"'), say("studio")):
        for _ in range(3):
            ui.element("span")


def _way_around(here: str, scheme: str) -> None:
    links = [(name, address) for name, address in EVERYWHERE]
    for name, behind in OF_A_SCHEME if scheme else ():
        chosen = THE_DRAFT if (here, name) == ("rules", "simulate") else ""
        links.append((name, scheme_address(scheme, behind + chosen)))
    with named(ui.element("nav").classes("sb-nav"), say("nav.title")), ui.element("ul"):
        for name, address in links:
            with ui.element("li"):
                link = ui.link(say(f"nav.{name}"), address)
                if name == here:
                    link.props("aria-current=page")
