"""The window that asks for a note before a text becomes a version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nicegui import app, ui

from schemebuilder_ui.widgets.window import window
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

NAME: Final = "name"
"""Where this browser remembers who saves versions."""


def ask_for_note(save: Callable[[str, str], Awaitable[None]]) -> None:
    """Ask for a note and a name; `save` gets both."""
    with window(say("version.title")) as opened:
        ui.label(say("version.hint")).classes("sb-quiet")
        note = ui.input(say("version.note")).props("outlined dense autofocus maxlength=500")
        who = ui.input(say("version.by"), value=app.storage.user.get(NAME, ""))
        who.props("outlined dense maxlength=100")

        async def finish() -> None:
            said, by = (note.value or "").strip(), (who.value or "").strip()
            app.storage.user[NAME] = by
            opened.close()
            await save(said, by)

        for box in (note, who):
            box.classes("sb-wide").on("keydown.enter", finish)
        ui.button(say("version.save"), on_click=finish).props("unelevated no-caps")
