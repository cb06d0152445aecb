"""The banner over something that was worked out from an earlier text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nicegui import ui

if TYPE_CHECKING:
    from collections.abc import Callable


def stale_banner() -> Callable[[str | None], None]:
    """Draw the banner, hidden; returns what shows words in it, or hides it for None."""
    with (
        ui.row(wrap=False, align_items="center").classes("sb-banner").props("role=status") as banner
    ):
        ui.icon("history").props("aria-hidden=true")
        label = ui.label()
    banner.set_visibility(False)

    def show(words: str | None) -> None:
        label.text = words or ""
        banner.set_visibility(words is not None)

    return show
