"""The steps of two versions beside each other: where they part is marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nicegui import ui

from schemebuilder.services.beside import steps_beside
from schemebuilder_ui.widgets.accessible import named
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from schemebuilder.services.beside import Pair


def show_steps(before: tuple[str, str], after: tuple[str, str]) -> None:
    """Draw the steps; of each version its name and the officer's explanation are given."""
    pairs = steps_beside(before[1], after[1])
    box = named(ui.element("div").classes("sb-table-box sb-table-scroll"), say("steps.caption"))
    with (
        box.props("role=group tabindex=0"),
        ui.element("table").classes("sb-table sb-beside sb-steps-beside"),
    ):
        with ui.element("caption"):
            ui.label(say("steps.caption"))
        with ui.element("thead"), ui.element("tr"):
            for head in (say("steps.number"), before[0], after[0]):
                with ui.element("th").props("scope=col"):
                    ui.label(head)
        with ui.element("tbody"):
            for number, pair in enumerate(pairs, 1):
                _row(number, pair)


def _row(number: int, pair: Pair) -> None:
    with ui.element("tr").classes("sb-differs" if pair.differs else ""):
        with ui.element("th").props("scope=row"):
            ui.label(str(number))
            if pair.differs:
                ui.label(say("beside.differs")).classes("sb-mark-differs")
        for step in (pair.before, pair.after):
            with ui.element("td"):
                ui.label(step or say("steps.none")).classes("" if step else "sb-quiet")
