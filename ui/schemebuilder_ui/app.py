"""The studio as a web application: its pages and what starts and stops with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nicegui import app, ui

from schemebuilder_ui.country_desk import Desk
from schemebuilder_ui.pages.studio import studio

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGE: Final = "en-US"


def build(data: Path) -> Desk:
    """Register the pages; `data` is the folder for what the studio keeps."""
    desk = Desk(data)

    @ui.page("/", language=LANGUAGE)
    def _studio(draft: str = "") -> None:
        studio(desk, draft)

    app.on_shutdown(desk.stop)
    return desk
