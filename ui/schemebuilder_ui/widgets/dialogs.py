"""The small windows of the studio: open a scheme, begin a new one, confirm, and the keyboard."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from nicegui import ui

from schemebuilder.services import authoring, keeping
from schemebuilder_ui import drafts
from schemebuilder_ui.widgets.case_form import spoken
from schemebuilder_ui.widgets.window import window
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from schemebuilder.services.workspace import Workspace

KEYS: Final = (
    ("Ctrl+Space", "help.complete"),
    ("Ctrl+S", "help.save"),
    ("F8", "help.next"),
    ("Shift+F8", "help.previous"),
    ("Ctrl+.", "help.fix"),
    ("Ctrl+Shift+F", "help.format"),
    ("Ctrl+F", "help.find"),
    ("Ctrl+G", "help.find_next"),
    ("Ctrl+Alt+G", "help.line"),
    ("Ctrl+Shift+O", "help.outline"),
    ("Ctrl+Z", "help.undo"),
    ("Ctrl+Y", "help.redo"),
    ("Ctrl+/", "help.comment"),
    ("Ctrl+Shift+[", "help.fold"),
    ("Esc, Tab", "help.leave"),
)


def open_scheme(work: Workspace, chosen: Callable[[str], None]) -> None:
    """Offer the person's own schemes and those of the library."""
    mine = keeping.schemes(work)
    kept = {one.key for one in mine}
    entries = [(one.key, one.heading.title, say("open.own")) for one in mine]
    entries += [
        (entry.id, entry.title, f"{entry.country} · {spoken(entry.branch)}")
        for entry in authoring.library()
        if entry.id not in kept
    ]
    with window(say("open.title")) as opened:
        ui.label(say("open.which")).classes("sb-quiet")
        search = ui.input(placeholder=say("open.filter")).props(
            f'outlined dense clearable autofocus debounce=150 aria-label="{say("open.filter")}"'
        )
        search.classes("sb-wide")
        listing = ui.element("ul").classes("sb-open-list")

        def choose(key: str) -> None:
            opened.close()
            chosen(key)

        def fill(words: str) -> None:
            listing.clear()
            wanted = words.lower().split()
            fitting = [
                entry
                for entry in entries
                if all(word in " ".join(entry).lower() for word in wanted)
            ]
            with listing:
                for key, title, about in fitting:
                    with ui.element("li"), ui.element("button").props("type=button") as button:
                        ui.label(title).classes("sb-open-title")
                        ui.label(about).classes("sb-quiet")
                    button.on("click", lambda key=key: choose(key))
                if not fitting:
                    with ui.element("li"):
                        ui.label(say("open.nothing")).classes("sb-quiet")

        search.on_value_change(lambda event: fill(event.value or ""))
        fill("")


def new_scheme(create: Callable[[str], None]) -> None:
    """Ask for a name and begin a scheme with it."""
    with window(say("new.title")) as opened:
        name = (
            ui.input(say("new.name"))
            .props("outlined dense autofocus hide-bottom-space")
            .classes("sb-wide")
        )
        ui.label(say("new.name.hint")).classes("sb-quiet")

        def finish() -> None:
            key = drafts.key_of(name.value or "")
            if not key:
                name.error = say("new.name.bad")
                return
            opened.close()
            create(key)

        name.on("keydown.enter", finish)
        ui.button(say("new.create"), on_click=finish).props("unelevated no-caps")


def confirm(question: str, yes: str, action: Callable[[], None], *, lost: bool = True) -> None:
    """Ask before something is done; in red where something is `lost` by it."""
    with window(question) as opened:

        def act() -> None:
            opened.close()
            action()

        ui.button(yes, on_click=act).props(
            f"unelevated no-caps color={'negative' if lost else 'primary'}"
        )


def ask_for_name(
    title: str, label: str, name: str, chosen: Callable[[str], str], yes: str = ""
) -> None:
    """Ask for a name; `chosen` answers with what is wrong with it, or with nothing."""
    with window(title) as opened:
        box = ui.input(label, value=name).props("outlined dense autofocus maxlength=200")
        box.classes("sb-wide")

        def finish() -> None:
            said = (box.value or "").strip()
            wrong = chosen(said) if said else say("name.empty")
            if wrong:
                box.error = wrong
            else:
                opened.close()

        box.on("keydown.enter", finish)
        ui.button(yes or title, on_click=finish).props("unelevated no-caps")


def keyboard() -> None:
    """List what the keyboard does in the text."""
    with window(say("help.title")):
        _keys()
        ui.label(say("help.hover")).classes("sb-quiet")


def _keys() -> None:
    with ui.element("dl").classes("sb-keys"):
        for keys, words in KEYS:
            with ui.element("dt"):
                for number, key in enumerate(re.split(r"(?<=.)[+](?=.)|, ", keys)):
                    if number:
                        ui.label("+" if "+" in keys else say("help.then")).classes("sb-key-plus")
                    ui.label(key).classes("sb-key")
            with ui.element("dd"):
                ui.label(say(words))
