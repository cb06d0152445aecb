"""The entries of a list as lines of text that one types or pastes: an entry a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

NONE: Final = "none"
UNKNOWN: Final = "-"
_BETWEEN: Final = re.compile(r"\s*[;\t]\s*")
_THOUSANDS: Final = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")


def as_lines(entries: object, names: Sequence[str]) -> str:
    """Return the entries as text: `2013; 12000` a line, `none` where there are none."""
    if not isinstance(entries, list):
        return ""
    lines = ("; ".join(_shown(entry.get(name)) for name in names) for entry in entries)
    return "\n".join(lines) if entries else NONE


def from_lines(text: str, names: Sequence[str]) -> list[dict[str, Any]] | None:
    """Return the entries that are written, or None where nothing is: then they are not known.

    Raises:
        ValueError: a line has more or fewer parts than an entry has facts.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        return None
    if lines == [NONE]:
        return []
    entries = []
    for line in lines:
        parts = _BETWEEN.split(line)
        if len(parts) != len(names):
            raise ValueError(line)
        known = zip(names, parts, strict=True)
        entries.append({name: _typed(part) for name, part in known if part not in {"", UNKNOWN}})
    return entries


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return UNKNOWN if value is None else str(value)


def _typed(part: str) -> str:
    return part.replace(",", "") if _THOUSANDS.fullmatch(part) else part
