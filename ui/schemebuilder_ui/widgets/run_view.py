"""A run's results from the first numbers to what they leave open, with a way to each part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nicegui import ui

from schemebuilder_ui.widgets.accessible import heading, named
from schemebuilder_ui.widgets.run_changes import run_changes
from schemebuilder_ui.widgets.run_extremes import run_extremes
from schemebuilder_ui.widgets.run_gaps import run_gaps
from schemebuilder_ui.widgets.run_groups import run_groups
from schemebuilder_ui.widgets.run_headline import nothing_is_known, run_headline
from schemebuilder_ui.widgets.run_moves import run_moves
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from schemebuilder_ui.widgets.run_figures import Results


def run_view(results: Results) -> None:
    """Draw all parts of a run; those about a change where there is one."""
    parts = {name: draw for name, draw in _PARTS.items() if _fits(results, name)}
    run_headline(results)
    with named(ui.element("nav").classes("sb-parts"), say("run.parts")), ui.element("ul"):
        for name in parts:
            with ui.element("li"):
                ui.link(say(f"run.part.{name}"), f"#{name}")
    for name, draw in parts.items():
        with named(ui.element("section"), say(f"run.part.{name}")):
            ui.link_target(name).classes("sb-anchor")
            heading(say(f"run.part.{name}"), 2)
            draw(results)


def _fits(results: Results, part: str) -> bool:
    if part in ("moves", "changes", "extremes"):
        return bool(results.before)
    return part == "gaps" or bool(results.effects.get(f"by_{part}"))


def _fifths(results: Results) -> None:
    run_groups(results, "fifth")
    if nothing_is_known(results):
        return
    with ui.expansion(say("run.by.tenth.more")).classes("sb-more"):
        run_groups(results, "tenth", charts=False)


def _regions(results: Results) -> None:
    run_groups(results, "region")


_PARTS: Final[Mapping[str, Callable[[Results], None]]] = {
    "changes": run_changes,
    "moves": run_moves,
    "extremes": run_extremes,
    "fifth": _fifths,
    "region": _regions,
    "gaps": run_gaps,
}
