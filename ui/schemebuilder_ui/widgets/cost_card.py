"""A national cost drawn: four big numbers, groups as chart and table, and what was filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nicegui import ui

from schemebuilder_ui.colours import COLOURS
from schemebuilder_ui.figures import grouped, height, short, size_of
from schemebuilder_ui.widgets.accessible import heading
from schemebuilder_ui.widgets.bar_chart import Bars, Chart, bar_chart
from schemebuilder_ui.widgets.big_numbers import Big, big_numbers
from schemebuilder_ui.widgets.case_form import spoken
from schemebuilder_ui.widgets.data_table import Cell, Column, Table, data_table, file_name
from schemebuilder_ui.words import say, whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def show_cost(card: Mapping[str, Any]) -> None:
    """Draw a cost card into the current place."""
    if not card:
        ui.label(say("country.none")).classes("sb-quiet")
        return
    currency, cost = card["currency"], card["cost"]
    dear, exactly = say("country.cost.none"), say("country.cost.none.hint")
    if cost is not None:
        dear, exactly = f"{currency} {short(cost)}", f"{currency} {grouped(cost)}"
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
    big_numbers(
        (
            Big(say("country.cost"), dear, exactly),
            Big(say("country.reached"), whole(card["beneficiaries"]), paid),
            Big(say("country.coverage"), f"{card['coverage']}%", everybody),
            Big(say("country.open"), whole(card["undecided"]), open_hint),
        )
    )
    for title, groups in (("country.quantile", "by_quantile"), ("country.region", "by_region")):
        if card[groups] and reached:
            _groups(say(title), card[groups], currency)
    _about_the_sample(card)


def cost_in_short(card: Mapping[str, Any]) -> str:
    """The cost of a card as a tab shows it; nothing where it is not known."""
    if not card or card["cost"] is None or (card["undecided"] and not card["beneficiaries"]):
        return ""
    cost = f"{card['currency']} {short(card['cost'])}"
    return say("tab.country.least", cost=cost) if card["undecided"] else cost


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


def _groups(title: str, groups: Sequence[Mapping[str, Any]], currency: str) -> None:
    heading(title, 2)
    names = [spoken(group["label"]) for group in groups]
    costs = [group["cost"] or "0" for group in groups]
    size, word = size_of(tuple(costs))
    heights = [height(cost, size) for cost in costs]
    bars = Bars(say("country.cost"), heights, COLOURS["primary"])
    bar_chart(
        Chart(
            say("country.chart", title=title),
            names,
            f"{currency} {word}".strip(),
            (bars,),
            file_name(title),
        )
    )
    data_table(
        Table(
            say("country.table", title=title),
            (
                Column(say("country.group")),
                Column(say("country.cost"), currency),
                Column(say("country.reached")),
                Column(say("country.coverage"), say("unit.percent")),
            ),
            [
                (
                    Cell(name),
                    Cell(grouped(cost), cost),
                    Cell(whole(group["beneficiaries"]), str(group["beneficiaries"])),
                    Cell(f"{group['coverage']}%", group["coverage"]),
                )
                for name, cost, group in zip(names, costs, groups, strict=True)
            ],
            file_name(title),
        )
    )
