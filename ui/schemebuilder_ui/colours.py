"""The colours of the studio that widgets and charts share; the style sheet holds the rest."""

from __future__ import annotations

from typing import Final

COLOURS: Final = {
    "primary": "#1d4f91",
    "secondary": "#44546a",
    "accent": "#6b3fa0",
    "positive": "#1b6e3c",
    "negative": "#b3261e",
    "info": "#1d4f91",
    "warning": "#8a5300",
}
"""Each has a contrast of at least 4.5 to 1 with white."""

BEFORE: Final = "#7d8896"
"""What was before, in charts. Every bar has a contrast of at least 3 to 1 with white."""
LOSE: Final = ("#b3261e", "#c9642f")
GAIN: Final = ("#1b6e3c", "#3d8b5f")
"""Who loses and gains much, and a little."""
