"""Places in a text, as Python counts (characters) and as browsers count (UTF-16 units)."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_LAST_OF_ONE_UNIT = "\uffff"


def to_browser(text: str) -> Callable[[int], int]:
    """Make the function that turns a character offset in `text` into one in UTF-16 units."""
    if text.isascii() or all(character <= _LAST_OF_ONE_UNIT for character in text):
        return lambda offset: min(max(offset, 0), len(text))
    units = [0, *accumulate(1 + (character > _LAST_OF_ONE_UNIT) for character in text)]
    return lambda offset: units[min(max(offset, 0), len(text))]


def from_browser(text: str, units: int) -> int:
    """Turn UTF-16 units into a character offset; a place inside a character is its start."""
    counted = 0
    for offset, character in enumerate(text):
        counted += 1 + (character > _LAST_OF_ONE_UNIT)
        if counted > units:
            return offset
    return len(text)
