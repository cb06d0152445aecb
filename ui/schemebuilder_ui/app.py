"""The studio as a web application: its pages and what starts and stops with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nicegui import app

from schemebuilder_ui.pages import home, studio

if TYPE_CHECKING:
    from schemebuilder_ui.country_desk import Desk


def build(desk: Desk) -> None:
    """Register the pages; those that show national costs ask `desk`."""
    home.register()
    studio.register(desk)
    app.on_shutdown(desk.stop)
