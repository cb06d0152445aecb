"""Two texts beside each other where they differ, as a table that says in words what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nicegui import ui

from schemebuilder.services.comparing import side_by_side
from schemebuilder_ui.widgets.accessible import named
from schemebuilder_ui.words import count, say

if TYPE_CHECKING:
    from schemebuilder.services.comparing import TextLine


def text_diff(before: str, after: str, names: tuple[str, str]) -> None:
    """Draw the lines that differ, with some around them; `names` are those of the two texts."""
    lines = side_by_side(before, after)
    if not lines:
        ui.label(say("diff.none")).classes("sb-quiet")
        return
    box = ui.element("div").classes("sb-table-scroll sb-diff-box").props("role=group tabindex=0")
    with named(box, say("diff.title")), ui.element("table").classes("sb-diff"):
        with ui.element("caption").classes("sb-unseen"):
            ui.label(say("diff.title"))
        with ui.element("thead"), ui.element("tr"):
            for name in names:
                with ui.element("th").props("scope=col colspan=2"):
                    ui.label(name)
        with ui.element("tbody"):
            for line in lines:
                _row(line)


def _row(line: TextLine) -> None:
    with ui.element("tr"):
        if line.skipped:
            with ui.element("td").props("colspan=4").classes("sb-diff-skipped"):
                ui.label(count("diff.skipped", line.skipped))
            return
        _half(line.before, "" if line.same else "removed")
        _half(line.after, "" if line.same else "added")


def _half(line: tuple[int, str] | None, happened: str) -> None:
    mark = f"sb-diff-{happened}" if line is not None and happened else ""
    with ui.element("td").classes(f"sb-diff-number {mark}"):
        ui.label(str(line[0]) if line else "")
    with ui.element("td").classes(f"sb-diff-line {mark}"):
        if mark:
            ui.label(say(f"diff.{happened}")).classes("sb-unseen")
        ui.label(line[1] if line else "")
