"""The header of the studio: which scheme is open, how it stands, and what one can do with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from nicegui import ui

from schemebuilder_ui.widgets.accessible import named
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


HINTS: Final = {"head.format": "head.format.hint", "head.save": "head.save.hint"}


@dataclass(frozen=True, slots=True)
class Actions:
    """What the buttons do."""

    save: Callable[[], None]
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
            ("head.save", "save", actions.save),
            ("head.open", "folder_open", actions.open),
            ("head.download", "download", actions.download),
            ("head.format", "format_align_left", actions.tidy),
        ):
            button = ui.button(say(words), icon=icon, on_click=action)
            named(button.props("flat no-caps").classes("sb-action"), say(words))
            if words in HINTS:
                button.tooltip(say(HINTS[words]))
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

    def set_origin(self, words: str, *, can_go_back: bool) -> None:
        """Say which version or library text the text is, or was before it was changed."""
        self._origin.text = words
        self._back.set_visibility(can_go_back)

    def set_saved(self, when: datetime | None, *, failed: bool = False) -> None:
        """Say when the draft was kept; None: not yet, or (`failed`) no more."""
        if failed:
            self._saved.text = say("head.not_saved")
        else:
            time = f"{when.astimezone():%H:%M}" if when else ""
            self._saved.text = say("head.saved", time=time) if when else ""

    def set_saving(self) -> None:
        """Say that the draft is being kept."""
        self._saved.text = say("head.saving")
