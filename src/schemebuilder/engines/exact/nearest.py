"""The known name that a person most likely meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return `Did you mean "earnings"?`, or the names there are, or nothing if there are none."""
    names = sorted(set(known))
    near = difflib.get_close_matches(name, names, 1)
    if near:
        return f'Did you mean "{near[0]}"?'
    if not names:
        return ""
    shown = ", ".join(names[:12])
    return f"There are: {shown}{', …' if len(names) > 12 else ''}."
