"""The words of tables, charts, and the pages of simulations and their runs."""

from __future__ import annotations

from typing import Final

RUNS: Final[dict[str, str]] = {
    # tables and charts
    "table.csv": "CSV",
    "table.csv.of": "Download as CSV: {title}",
    "chart.png": "PNG",
    "chart.png.of": "Download as PNG: {title}",
    "chart.shows": "Chart: {title}. The table below holds the same figures.",
    "unit.percent": "per cent",
}
