"""What screen readers are told: names of elements, and headings with their level."""

from __future__ import annotations

from typing import TypeVar

from nicegui import ui

Some = TypeVar("Some", bound=ui.element)


def named(element: Some, words: str) -> Some:
    """Give an element the name that a screen reader says."""
    element.props["aria-label"] = words
    return element


def heading(words: str, level: int) -> ui.label:
    """Write a heading; `level` is its depth on the page."""
    return ui.label(words).classes(f"sb-h{level}").props(f"role=heading aria-level={level}")
