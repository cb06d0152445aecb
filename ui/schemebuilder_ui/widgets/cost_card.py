"""A national cost drawn: four big numbers, groups as chart and table, and what was filled in."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from nicegui import ui

from schemebuilder_ui.colours import COLOURS
from schemebuilder_ui.widgets.accessible import heading, named
from schemebuilder_ui.widgets.case_form import spoken
from schemebuilder_ui.words import say, whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

INK: Final = "#2b3442"
SIZES: Final = (
    (10**12, say("size.trillion")),
    (10**9, say("size.billion")),
    (10**6, say("size.million")),
)


def show_cost(card: Mapping[str, Any]) -> None:
    """Draw a cost card into the current place."""
    if not card:
        ui.label(say("country.none")).classes("sb-quiet")
        return
    currency, cost = card["currency"], card["cost"]
    dear, exactly = say("country.cost.none"), say("country.cost.none.hint")
    if cost is not None:
        dear, exactly = f"{currency} {short(cost)}", f"{currency} {whole_amount(cost)}"
    reached = bool(card["beneficiaries"]) or not card["undecided"]
    if not reached:
        dear = say("country.cost.none")
    if card["undecided"]:
        least = "country.cost.least" if reached else "country.cost.open"
        exactly = say(least, n=whole(card["undecided"]))
        _undecided(card)
    paid = say(f"country.paid.{card['entity']}", n=whole(card["receivers"]))
    everybody = say("country.coverage.hint", all=whole(card["population"]))
    open_hint = say(
        "country.open.hint", assumed=whole(card["assumed"]), failed=whole(card["failed"])
    )
    with ui.element("dl").classes("sb-four"):
        _big(say("country.cost"), dear, exactly)
        _big(say("country.reached"), whole(card["beneficiaries"]), paid)
        _big(say("country.coverage"), f"{card['coverage']}%", everybody)
        _big(say("country.open"), whole(card["undecided"]), open_hint)
    for title, groups in (("country.quantile", "by_quantile"), ("country.region", "by_region")):
        if card[groups] and reached:
            _groups(say(title), card[groups], currency)
    _about_the_sample(card)


def _about_the_sample(card: Mapping[str, Any]) -> None:
    heading(say("country.imputed"), 2)
    if card["imputed"]:
        with ui.element("ul").classes("sb-list"):
            for sentence in card["imputed"]:
                with ui.element("li"):
                    ui.label(sentence)
    else:
        ui.label(say("country.imputed.none")).classes("sb-quiet")
    persons, households = whole(card["persons"]), whole(card["households"])
    weighted, day = whole(card["weighted"]), card["on"]
    sample = say(
        "country.sample", persons=persons, households=households, weighted=weighted, day=day
    )
    ui.label(sample).classes("sb-quiet")


def _undecided(card: Mapping[str, Any]) -> None:
    """Say first that the figures leave people out, and which facts the sample lacks."""
    facts = ", ".join(fact.replace("_", " ") for fact in card["missing"])
    with ui.element("div").classes("sb-banner").props("role=note"):
        ui.label(say("country.lacking", facts=facts) if facts else say("country.lacking.none"))


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


def _groups(title: str, groups: Sequence[Mapping[str, Any]], currency: str) -> None:
    heading(title, 2)
    with ui.element("div").props("dir=ltr").classes("sb-chart-box"):
        chart = ui.echart(_bars(groups, currency), renderer="svg").classes("sb-chart")
        named(chart.props("role=img"), say("country.chart", title=title))
    heads = (say("country.group"), f"{say('country.cost')}, {currency}", say("country.reached"))
    with ui.element("table").classes("sb-table"):
        with ui.element("thead"), ui.element("tr"):
            for head in (*heads, say("country.coverage")):
                with ui.element("th").props("scope=col"):
                    ui.label(head)
        with ui.element("tbody"):
            for group in groups:
                _row(group)


def _row(group: Mapping[str, Any]) -> None:
    cells = (
        whole_amount(group["cost"] or "0"),
        whole(group["beneficiaries"]),
        f"{group['coverage']}%",
    )
    with ui.element("tr"):
        with ui.element("th").props("scope=row"):
            ui.label(spoken(group["label"]))
        for cell in cells:
            with ui.element("td"):
                ui.label(cell)


def _bars(groups: Sequence[Mapping[str, Any]], currency: str) -> dict[str, Any]:
    costs = [Decimal(group["cost"] or 0) for group in groups]
    size, word = next((pair for pair in SIZES if max(costs, default=0) >= pair[0]), (1, ""))
    ink = {"color": INK}
    return {
        "animation": False,
        "grid": {"left": 8, "right": 8, "top": 32, "bottom": 8, "containLabel": True},
        "tooltip": {"trigger": "axis"},
        "textStyle": ink,
        "xAxis": {
            "type": "category",
            "data": [spoken(group["label"]) for group in groups],
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
