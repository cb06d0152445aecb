"""The studio as a web application: its pages and what starts and stops with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nicegui import app, ui

from schemebuilder_ui.pages.studio import studio

if TYPE_CHECKING:
    from schemebuilder_ui.country_desk import Desk

LANGUAGE: Final = "en-US"


def build(desk: Desk) -> None:
    """Register the pages; all of them ask `desk` for national costs."""

    @ui.page("/", language=LANGUAGE)
    def _studio(draft: str = "") -> None:
        studio(desk, draft)

    app.on_shutdown(desk.stop)
