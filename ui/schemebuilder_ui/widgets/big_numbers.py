"""The few figures that are read first, each with what it means and how it changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nicegui import ui

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Big:
    """A figure in words; `change` is against an earlier version, where there is one."""

    title: str
    value: str
    hint: str
    change: str = ""


def big_numbers(figures: Sequence[Big]) -> None:
    """Draw the figures side by side, or below each other where there is no room."""
    with ui.element("dl").classes("sb-four"):
        for figure in figures:
            with ui.element("div").classes("sb-big"):
                with ui.element("dt"):
                    ui.label(figure.title)
                with ui.element("dd"):
                    ui.label(figure.value).classes("sb-big-value")
                    if figure.change:
                        ui.label(figure.change).classes("sb-big-change")
                    if figure.hint:
                        ui.label(figure.hint).classes("sb-quiet")
