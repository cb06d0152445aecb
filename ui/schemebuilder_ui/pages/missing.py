"""The pages for the address of a scheme or a run that is not there: what to do instead."""

from __future__ import annotations

from nicegui import ui

from schemebuilder_ui.frame import frame
from schemebuilder_ui.widgets.accessible import heading
from schemebuilder_ui.words import say


def missing_run(id_: str) -> None:
    """Draw the page of an id that no run has."""
    with frame(say("missing.run"), here="", called=say("studio")) as around, around.body:
        heading(say("missing.run"), 1)
        ui.label(say("missing.run.words", id=id_))
        ui.link(say("missing.run.all"), "/runs")


def missing_scheme(key: str) -> None:
    """Draw the page of a key that no scheme has."""
    with frame(say("missing.title"), here="", called=say("studio")) as around, around.body:
        heading(say("missing.title"), 1)
        ui.label(say("missing.words", address=key))
        ui.link(say("missing.home"), "/")
