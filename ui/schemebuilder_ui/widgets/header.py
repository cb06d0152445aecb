"""The header of the studio: which scheme is open, how it stands, and what one can do with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nicegui import ui

from schemebuilder_ui.widgets.accessible import named
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Actions:
    """What the buttons do."""

    open: Callable[[], None]
    download: Callable[[], None]
    tidy: Callable[[], None]
    outline: Callable[[], None]
    back_to_library: Callable[[], None]
    help: Callable[[], None]


class Header:
    """Draws the header; its setters keep it true."""

    def __init__(self, actions: Actions) -> None:
        with ui.column().classes("sb-title-box"):
            self._title = ui.label().classes("sb-title").props("role=heading aria-level=1")
            with ui.row(wrap=False, align_items="center").classes("sb-status"):
                self._dot = ui.element("span").classes("sb-dot").props("aria-hidden=true")
                self._status = ui.label(say("check.running"))
                self._origin = ui.label()
                self._saved = ui.label()
        ui.space()
        for words, icon, action in (
            ("head.open", "folder_open", actions.open),
            ("head.download", "download", actions.download),
            ("head.format", "format_align_left", actions.tidy),
        ):
            button = ui.button(say(words), icon=icon, on_click=action)
            named(button.props("flat no-caps").classes("sb-action"), say(words))
            if words == "head.format":
                button.tooltip(say("head.format.hint"))
        with named(ui.button(icon="more_vert").props("flat round"), say("head.more")), ui.menu():
            self._back = ui.menu_item(say("head.back"), actions.back_to_library)
            self._back.props("role=menuitem")
            ui.menu_item(say("outline.go"), actions.outline).props("role=menuitem")
            ui.menu_item(say("help.title"), actions.help).props("role=menuitem")

    def set_title(self, title: str) -> None:
        """Name the open scheme."""
        self._title.text = title

    def set_status(self, words: str, worst: str) -> None:
        """Say how the text stands; `worst` is `error`, `warning`, `fine` or `running`."""
        self._status.text = words
        self._dot.classes(replace=f"sb-dot sb-dot-{worst}")

    def set_origin(self, *, in_library: bool, changed: bool) -> None:
        """Say whether the text is the library's, or was changed since."""
        words = "head.changed" if changed else "head.library"
        self._origin.text = say(words) if in_library else ""
        self._back.set_visibility(in_library and changed)

    def set_saved(self, when: datetime | None) -> None:
        """Say when the draft was kept; None while it is not."""
        self._saved.text = say("head.saved", time=f"{when:%H:%M}") if when else say("head.saving")
