"""A chart of bars, which the table beside it says in figures, and its button for a picture."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from nicegui import ui

from schemebuilder_ui.widgets.accessible import named
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

INK: Final = "#2b3442"
LINE: Final = "#d5dae2"
PICTURE: Final = Path(__file__).resolve().parents[1] / "static" / "picture.js"


@dataclass(frozen=True, slots=True)
class Bars:
    """One row of bars, a height for each group; those with the same `stack` lie on each other."""

    name: str
    heights: Sequence[float | None]
    colour: str
    stack: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: what it shows in words, its groups, the unit of its heights, and its bars."""

    title: str
    groups: Sequence[str]
    unit: str
    bars: Sequence[Bars]
    file: str


def bar_chart(chart: Chart) -> None:
    """Draw a chart from left to right, and its button for PNG: made here, sent nowhere."""
    with ui.element("div").props("dir=ltr").classes("sb-chart-box"):
        ui.label(chart.title).classes("sb-chart-title").props("aria-hidden=true")
        drawn = ui.echart(options(chart), renderer="svg").classes("sb-chart")
        named(drawn.props("role=img"), say("chart.shows", title=chart.title))
        save = ui.button(say("chart.png"), icon="image").props("flat dense no-caps")
        named(save, say("chart.png.of", title=chart.title))
        said = ", ".join(json.dumps(words) for words in (f"{chart.file}.png", chart.title))
        save.on("click", js_handler=f"() => saveChartAsPicture({drawn.id}, {said})")


def pictures_can_be_saved() -> None:
    """Give the page what its charts save pictures with; once for each page."""
    ui.add_head_html(f"<script>{PICTURE.read_text(encoding='utf-8')}</script>")


def options(chart: Chart) -> dict[str, Any]:
    """What ECharts draws."""
    ink = {"color": INK}
    several = len(chart.bars) > 1
    return {
        "animation": False,
        "grid": {
            "left": 8,
            "right": 8,
            "top": 56 if several else 32,
            "bottom": 8,
            "containLabel": True,
        },
        "tooltip": {"trigger": "axis", "axisPointer": {"type": "shadow"}},
        "legend": {"show": several, "type": "scroll", "top": 0, "left": 0, "textStyle": ink},
        "textStyle": ink,
        "xAxis": {
            "type": "category",
            "data": list(chart.groups),
            "axisLabel": ink | {"interval": 0, "hideOverlap": True},
            "axisLine": {"lineStyle": ink},
        },
        "yAxis": {
            "type": "value",
            "name": chart.unit,
            "nameTextStyle": ink | {"align": "left"},
            "axisLabel": ink,
            "splitLine": {"lineStyle": {"color": LINE}},
        },
        "series": [
            {
                "type": "bar",
                "name": bars.name,
                "data": list(bars.heights),
                "itemStyle": {"color": bars.colour},
                "barMaxWidth": 48,
                **({"stack": bars.stack} if bars.stack else {}),
            }
            for bars in chart.bars
        ],
    }
