"""The statements of the text beside it: what there is, where it stands, and where errors are."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from nicegui import ui

from schemebuilder.services.outlining import outline
from schemebuilder_ui.widgets.accessible import named
from schemebuilder_ui.widgets.problems import ICONS
from schemebuilder_ui.widgets.window import window
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from schemebuilder.diagnostics.finding import Finding
    from schemebuilder.services.outlining import Entry


class Outline:
    """Draws the list, empty at first; `use` fills it after each check of the text."""

    def __init__(self, go_to: Callable[[int, int], None]) -> None:
        self._go_to = go_to
        self._entries: tuple[Entry, ...] = ()
        with named(ui.element("nav").classes("sb-outline"), say("outline.title")):
            self._list = ui.element("ul")

    def use(self, text: str, findings: Sequence[Finding]) -> None:
        """Show the statements of this text, and the worst that was found in each."""
        entries = outline(text, findings)
        shown = [(e.keyword, e.name, e.worst) for e in entries]
        same = shown == [(e.keyword, e.name, e.worst) for e in self._entries]
        self._entries = entries
        if same:
            return
        self._list.clear()
        with self._list:
            for number, entry in enumerate(entries):
                _line(entry, partial(self._go, number))

    def choose(self) -> None:
        """Open a window in which a statement is found by a part of its name."""
        with window(say("outline.go")) as opened:
            search = ui.input(placeholder=say("outline.filter"))
            search.props("outlined dense clearable autofocus").classes("sb-wide")
            named(search, say("outline.filter"))
            listing = ui.element("ul").classes("sb-outline sb-outline-chosen")

        def go(number: int) -> None:
            opened.close()
            self._go(number)

        def fitting(words: str) -> list[int]:
            wanted = words.lower().split()
            return [
                number
                for number, entry in enumerate(self._entries)
                if all(word in f"{entry.keyword} {entry.name}".lower() for word in wanted)
            ]

        def fill(words: str) -> None:
            listing.clear()
            with listing:
                for number in fitting(words):
                    _line(self._entries[number], partial(go, number))
                if not fitting(words):
                    with ui.element("li"):
                        ui.label(say("outline.nothing")).classes("sb-quiet")

        def first() -> None:
            for number in fitting(search.value or "")[:1]:
                go(number)

        search.on_value_change(lambda event: fill(event.value or ""))
        search.on("keydown.enter", first)
        fill("")

    def _go(self, number: int) -> None:
        if number < len(self._entries):
            entry = self._entries[number]
            self._go_to(entry.start, entry.start + len(entry.keyword))


def _line(entry: Entry, go: Callable[[], None]) -> None:
    with ui.element("li"), ui.element("button").props("type=button") as button:
        if entry.worst is not None:
            icon = ui.icon(ICONS[entry.worst]).props("role=img aria-hidden=false")
            named(icon.classes(f"sb-{entry.worst.value}"), say(f"severity.{entry.worst.value}"))
        ui.label(f"{entry.keyword} ").classes("sb-outline-kind")
        ui.label(entry.name).classes("sb-outline-name")
    button.on("click", go)
