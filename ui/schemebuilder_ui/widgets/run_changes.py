"""What changes between the two texts of a run, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nicegui import ui

from schemebuilder.services import comparing
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from schemebuilder_ui.widgets.run_figures import Results


def run_changes(results: Results) -> None:
    """Draw the changes in the order of the text, or that there are none."""
    before, after = results.texts.get("before"), results.texts.get("after")
    if before is None or after is None:
        ui.label(say("run.changes.alone")).classes("sb-quiet")
        return
    lines = comparing.compare_texts(before, after).lines
    if not lines:
        ui.label(say("run.changes.none")).classes("sb-quiet")
        return
    with ui.element("ul").classes("sb-list"):
        for line in lines:
            with ui.element("li"):
                ui.label(line)
