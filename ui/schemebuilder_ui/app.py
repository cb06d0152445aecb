"""The studio as a web application: its pages and what starts and stops with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nicegui import app

from schemebuilder_ui.pages import cases, history, home, household, run, runs, simulate, studio

if TYPE_CHECKING:
    from schemebuilder.services.workspace import Workspace
    from schemebuilder_ui.country_desk import Desk


def build(desk: Desk, work: Workspace) -> None:
    """Register the pages; what they keep is in `work`, and national costs are asked of `desk`."""
    home.register(work)
    studio.register(desk, work)
    cases.register(work)
    history.register(work)
    simulate.register(work)
    runs.register(work)
    run.register(work)
    household.register(work)
    app.on_shutdown(desk.stop)
    app.on_shutdown(work.close)
