"""Small fields of a form: a label that is read aloud, the field, and a hint below it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from nicegui import ui

from schemebuilder_ui.widgets.accessible import named

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@contextmanager
def field(label: str, hint: str = "") -> Iterator[ui.label]:
    """Draw a label, what is put inside, and a hint, which can be changed later."""
    with ui.element("div").classes("sb-field"):
        ui.label(label).classes("sb-field-label").props("aria-hidden=true")
        with ui.row(align_items="center").classes("sb-field-row"):
            below = ui.label(hint).classes("sb-quiet sb-field-hint")
            yield below
        below.move(target_index=-1)


def choice(label: str, options: Mapping[str, str], value: str) -> ui.select:
    """Draw a list to choose from."""
    drawn = ui.select(dict(options), value=value).props("outlined dense options-dense")
    return named(drawn.classes("sb-choice"), label)


def number(label: str, value: str, unit: str = "") -> ui.input:
    """Draw a field for a number; its unit stands behind it."""
    drawn = ui.input(value=value).props("outlined dense inputmode=decimal").classes("sb-short")
    if unit:
        drawn.props(f'suffix="{unit}"')
    return named(drawn, label)
