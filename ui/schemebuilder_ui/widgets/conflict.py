"""The banner over a text that was changed in another window too: which of the two goes on?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nicegui import ui

from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from collections.abc import Callable


class Conflict:
    """Hidden until `show`; each of its two answers hides it again."""

    def __init__(self, *, take_over: Callable[[], None], show_other: Callable[[], None]) -> None:
        with ui.element("div").classes("sb-banner sb-conflict").props("role=alert") as self._banner:
            ui.icon("warning").props("aria-hidden=true")
            self._words = ui.label()
            self._choices = ui.row(align_items="center").classes("sb-conflict-choices")
            with self._choices:
                self._button("conflict.take", take_over)
                self._button("conflict.show", show_other)
        self._banner.set_visibility(False)

    def show(self) -> None:
        """Say that another window saved meanwhile, and ask."""
        self._words.text = say("conflict.words")
        self._choices.set_visibility(True)
        self._banner.set_visibility(True)

    def failed(self, reason: str) -> None:
        """Say that the draft could not be kept, and why."""
        self._words.text = say("conflict.failed", reason=reason)
        self._choices.set_visibility(False)
        self._banner.set_visibility(True)

    def hide(self) -> None:
        """It is settled."""
        self._banner.set_visibility(False)

    def _button(self, words: str, answer: Callable[[], None]) -> None:
        def act() -> None:
            self.hide()
            answer()

        ui.button(say(words), on_click=act).props("outline dense no-caps color=warning")
