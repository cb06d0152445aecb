"""What the scheme costs in a year on the sample population: four numbers, then groups as chart and table."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from nicegui import background_tasks, ui

from schemebuilder_ui.country_desk import WorkerStoppedError
from schemebuilder_ui.frame import COLOURS
from schemebuilder_ui.widgets.stale import stale_banner
from schemebuilder_ui.words import say, whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from schemebuilder_ui.country_desk import Desk

PAUSE_SECONDS: Final = 0.6
INK: Final = "#2b3442"
SIZES: Final = (
    (10**12, say("size.trillion")),
    (10**9, say("size.billion")),
    (10**6, say("size.million")),
)


class CountryPanel:
    """Shows the national cost of the last good text; an answer for an older text is dropped."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._page = uuid4().hex
        self._asked = 0
        self._text: str | None = None
        self._banner = stale_banner()
        with ui.column().classes("sb-progress") as self._progress:
            self._doing = ui.label(say("country.waiting")).props("role=status")
            self._bar = ui.linear_progress(value=0, show_value=False, color="primary")
            self._bar.props(f'aria-label="{say("country.preparing")}"')
        self._card = ui.element("section").classes("sb-country").props(f'aria-label="{say("tab.country")}"')
        desk.watch(self._page, self._population_progress)
        ui.context.client.on_delete(lambda: desk.leave(self._page))

    def use(self, text: str) -> None:
        """Work out the cost of this text, it has no errors."""
        if text == self._text:
            self._banner(None)
            self._card.classes(remove="sb-stale")
            return
        self._text = text
        self._asked += 1
        self._card.classes(add="sb-renewing")
        background_tasks.create(self._ask(self._asked, text), name="ask for the national cost")

    def text_has_errors(self) -> None:
        """Keep the last figures, greyed, and say so."""
        self._banner(say("stale.country" if self._text is not None else "stale.country.none"))
        self._card.classes(add="sb-stale")

    def forget(self) -> None:
        """Another scheme is opened."""
        self._text = None
        self._asked += 1
        self._card.clear()

    async def _ask(self, asked: int, text: str) -> None:
        await asyncio.sleep(PAUSE_SECONDS)
        if asked != self._asked or self._card.is_deleted:
            return
        try:
            answer = await self._desk.cost(self._page, text)
        except WorkerStoppedError as error:
            answer = {"failed": str(error)}
        if answer is None or asked != self._asked or self._card.is_deleted:
            return
        self._banner(None)
        self._card.classes(remove="sb-stale sb-renewing")
        self._progress.set_visibility(False)
        self._card.clear()
        with self._card:
            if "card" in answer:
                show_cost(answer["card"])
            else:
                ui.label(say("country.failed", reason=answer["failed"])).classes("sb-failed")

    def _population_progress(self, share: float | None, words: str) -> None:
        preparing = say("country.preparing")
        self._doing.text = say("country.waiting") if share is None else f"{preparing} {words}"
        self._bar.value = share or 0.0
        self._bar.set_visibility(share is not None)


def show_cost(card: Mapping[str, Any]) -> None:
    """Draw a cost card: four big numbers, fifths, regions, and what was filled in."""
    currency = card["currency"]
    receivers = f"country.beneficiaries.{card['entity']}"
    with ui.element("dl").classes("sb-four"):
        _big(say("country.cost"), f"{currency} {short(card['cost'])}", f"{currency} {whole_amount(card['cost'])}")
        _big(say(receivers), whole(card["beneficiaries"]), "")
        _big(say("country.coverage"), f"{card['coverage']}%", say("country.coverage.hint", all=whole(card["population"])))
        _big(say("country.open"), whole(card["undecided"]), say("country.open.hint", assumed=whole(card["assumed"])))
    for title, groups in (("country.quantile", "by_quantile"), ("country.region", "by_region")):
        if card[groups]:
            _groups(say(title), card[groups], currency, say(receivers))
    ui.label(say("country.imputed")).classes("sb-h3").props("role=heading aria-level=2")
    if card["imputed"]:
        with ui.element("ul").classes("sb-list"):
            for sentence in card["imputed"]:
                with ui.element("li"):
                    ui.label(sentence)
    else:
        ui.label(say("country.imputed.none")).classes("sb-quiet")
    ui.label(
        say(
            "country.sample",
            persons=whole(card["persons"]),
            households=whole(card["households"]),
            weighted=whole(card["weighted"]),
        )
    ).classes("sb-quiet")


def whole_amount(amount: str) -> str:
    """An amount without its cents: `1,234,567`."""
    return f"{Decimal(amount):,.0f}"


def short(amount: str) -> str:
    """An amount in three or four figures: `1.23 billion`."""
    value = Decimal(amount)
    for size, word in SIZES:
        if abs(value) >= size:
            return f"{value / size:.2f} {word}"
    return f"{value:,.0f}"


def _big(title: str, value: str, hint: str) -> None:
    with ui.element("div").classes("sb-big"):
        with ui.element("dt"):
            ui.label(title)
        with ui.element("dd"):
            ui.label(value).classes("sb-big-value")
            ui.label(hint).classes("sb-quiet")


def _groups(title: str, groups: Sequence[Mapping[str, Any]], currency: str, receivers: str) -> None:
    ui.label(title).classes("sb-h3").props("role=heading aria-level=2")
    with ui.element("div").props("dir=ltr").classes("sb-chart-box"):
        ui.echart(_bars(groups, currency), renderer="svg").classes("sb-chart").props(
            f'role=img aria-label="{say("country.chart", title=title)}"'
        )
    with ui.element("table").classes("sb-table"):
        with ui.element("thead"), ui.element("tr"):
            for head in (say("country.group"), f"{say('country.cost')}, {currency}", receivers, say("country.coverage")):
                with ui.element("th").props("scope=col"):
                    ui.label(head)
        with ui.element("tbody"):
            for group in groups:
                with ui.element("tr"):
                    with ui.element("th").props("scope=row"):
                        ui.label(group["label"])
                    for cell in (
                        whole_amount(group["cost"]),
                        whole(group["beneficiaries"]),
                        f"{group['coverage']}%",
                    ):
                        with ui.element("td"):
                            ui.label(cell)


def _bars(groups: Sequence[Mapping[str, Any]], currency: str) -> dict[str, Any]:
    costs = [Decimal(group["cost"]) for group in groups]
    size, word = next((pair for pair in SIZES if max(costs) >= pair[0]), (1, ""))
    ink = {"color": INK}
    return {
        "animation": False,
        "grid": {"left": 8, "right": 8, "top": 32, "bottom": 8, "containLabel": True},
        "tooltip": {"trigger": "axis"},
        "textStyle": ink,
        "xAxis": {
            "type": "category",
            "data": [group["label"] for group in groups],
            "axisLabel": ink | {"interval": 0, "hideOverlap": True},
        },
        "yAxis": {
            "type": "value",
            "name": f"{currency} {word}".strip(),
            "nameTextStyle": ink | {"align": "left"},
            "axisLabel": ink,
        },
        "series": [
            {
                "type": "bar",
                "name": say("country.cost"),
                "data": [float(round(cost / size, 3)) for cost in costs],
                "itemStyle": {"color": COLOURS["primary"]},
                "barMaxWidth": 48,
            }
        ],
    }
