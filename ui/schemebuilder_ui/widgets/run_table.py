"""Runs that were made, the newest first, each a way to its results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nicegui import ui

from schemebuilder_ui.kept_runs import at, version_name
from schemebuilder_ui.widgets.accessible import named
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schemebuilder.services.running import RunHead


def run_table(runs: Sequence[RunHead], none: str) -> None:
    """Draw the runs in rows, or that there are none."""
    if not runs:
        ui.label(none).classes("sb-quiet")
        return
    scroll = (
        ui.element("div").classes("sb-table-box sb-table-scroll").props("role=group tabindex=0")
    )
    with named(scroll, say("runs.caption")), ui.element("table").classes("sb-table"):
        with ui.element("caption").classes("sb-unseen"):
            ui.label(say("runs.caption"))
        with ui.element("thead"), ui.element("tr"):
            for head in ("runs.run", "runs.versions", "runs.law", "runs.made"):
                with ui.element("th").props("scope=col").classes("sb-words"):
                    ui.label(say(head))
        with ui.element("tbody"):
            for run in runs:
                _row(run)


def _row(run: RunHead) -> None:
    after, before = run.inputs["after"], run.inputs.get("before")
    versions = version_name(after)
    if before is not None:
        versions = say("runs.against", after=versions, before=version_name(before))
    with ui.element("tr"):
        with ui.element("th").props("scope=row"):
            ui.link(run.title or after["scheme"], f"/runs/{run.id}")
        for words in (versions, str(run.inputs["on"]), at(run.made_at)):
            with ui.element("td").classes("sb-words"):
                ui.label(words)
