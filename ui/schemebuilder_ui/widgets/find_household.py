"""The way to any household of a run: its id is what one knows of it."""

from __future__ import annotations

from nicegui import ui

from schemebuilder_ui.widgets.accessible import named
from schemebuilder_ui.widgets.run_extremes import household_address
from schemebuilder_ui.words import say


def find_household(run: str) -> None:
    """Draw the field for an id, and the button that leads to its page."""

    def look() -> None:
        wanted = (box.value or "").strip()
        if wanted:
            ui.navigate.to(household_address(run, wanted))

    with ui.row(align_items="center").classes("sb-field-row"):
        box = ui.input().props("outlined dense").classes("sb-short").on("keydown.enter", look)
        named(box, say("find.id"))
        ui.button(say("find.look"), icon="person_search", on_click=look).props("outline no-caps")
    ui.label(say("find.hint")).classes("sb-quiet")
