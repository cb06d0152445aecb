"""Home: the person's own schemes, the library, and how to begin one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nicegui import ui
from starlette.responses import RedirectResponse

from schemebuilder.services import authoring, keeping
from schemebuilder_ui import drafts
from schemebuilder_ui.frame import frame, page, scheme_address
from schemebuilder_ui.widgets import dialogs
from schemebuilder_ui.widgets.accessible import heading, named
from schemebuilder_ui.widgets.case_form import spoken
from schemebuilder_ui.widgets.upload import text_upload
from schemebuilder_ui.words import count, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schemebuilder.services.authoring import LibraryEntry
    from schemebuilder.services.workspace import Workspace


def register(work: Workspace) -> None:
    """Add the page, which also takes the links of before, that name a draft."""

    @page("/")
    def _home(draft: str = "") -> RedirectResponse | None:
        if draft:
            return RedirectResponse(scheme_address(draft))
        drafts.move_over(work)
        _draw(work)
        return None


def _draw(work: Workspace) -> None:
    def begin(name: str, text: str | None = None) -> None:
        ui.navigate.to(scheme_address(drafts.begin(work, name, text)))

    with frame("", here="home", called=say("studio")) as around:
        with around.header:
            ui.space()
        with around.body:
            with ui.row(align_items="center").classes("sb-page-head"):
                heading(say("home.title"), 1)
                ui.space()
                new = ui.button(say("home.new"), icon="add")
                new.on_click(lambda: dialogs.new_scheme(begin)).props("unelevated no-caps")
                upload = ui.button(say("home.upload"), icon="upload", on_click=text_upload(begin))
                upload.props("outline no-caps")
            library = authoring.library()
            _mine(keeping.schemes(work))
            _library(library)


def _mine(kept: Sequence[keeping.Scheme]) -> None:
    with named(ui.element("section"), say("home.mine")):
        heading(say("home.mine"), 2)
        if not kept:
            ui.label(say("home.mine.none")).classes("sb-quiet")
            return
        with ui.element("ul").classes("sb-rows"):
            for one in kept:
                changed = say("home.changed", when=f"{one.changed_at.astimezone():%Y-%m-%d %H:%M}")
                about = [count("home.versions", one.versions)] if one.versions else []
                _row(one.key, one.heading.title, " · ".join([*about, changed]))


def _library(entries: Sequence[LibraryEntry]) -> None:
    with named(ui.element("section"), say("home.library")):
        heading(say("home.library"), 2)
        search = ui.input(placeholder=say("open.filter")).props("outlined dense clearable")
        named(search.props("debounce=150"), say("open.filter")).classes("sb-wide")
        listing = ui.element("ul").classes("sb-rows")

    def fill(words: str) -> None:
        wanted = words.lower().split()
        listing.clear()
        with listing:
            for entry in entries:
                about = f"{entry.country} · {spoken(entry.branch)}"
                if all(word in f"{entry.id} {entry.title} {about}".lower() for word in wanted):
                    _row(entry.id, entry.title, about)
            if not listing.default_slot.children:
                with ui.element("li"):
                    ui.label(say("open.nothing")).classes("sb-quiet")

    search.on_value_change(lambda event: fill(event.value or ""))
    fill("")


def _row(key: str, title: str, about: str) -> None:
    with ui.element("li"):
        ui.link(title, scheme_address(key))
        ui.label(about).classes("sb-quiet")
