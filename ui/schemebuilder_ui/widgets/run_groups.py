"""A run by fifth, by tenth or by region: cost and coverage as charts, all figures in tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from nicegui import ui

from schemebuilder_ui.colours import BEFORE, COLOURS
from schemebuilder_ui.figures import height, hundredfold, size_of
from schemebuilder_ui.widgets.bar_chart import Bars, Chart, bar_chart
from schemebuilder_ui.widgets.data_table import Cell, Column, Table, data_table, file_name
from schemebuilder_ui.widgets.run_figures import group_label, told
from schemebuilder_ui.widgets.run_headline import nothing_is_known
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from schemebuilder_ui.widgets.run_figures import Results

    Rows = Sequence[Mapping[str, Any]]

BY_CUT: Final = {"fifth": "run.by.fifth", "tenth": "run.by.tenth", "region": "run.by.region"}


def run_groups(results: Results, cut: str, *, charts: bool = True) -> None:
    """Draw one cut of the population; nothing where the population cannot be cut so."""
    rows: Rows = results.effects.get(f"by_{cut}") or ()
    if not rows:
        return
    if nothing_is_known(results):
        ui.label(say("run.groups.open")).classes("sb-quiet")
        return
    title = say(BY_CUT[cut])
    if charts:
        with ui.element("div").classes("sb-pair"):
            bar_chart(_costs(results, cut, rows))
            bar_chart(_coverage(results, cut, rows))
    money, people = say("unit.money.year", currency=results.currency), say("unit.people")
    percent, points = say("unit.percent"), say("unit.points")
    columns = [
        *results.columns(say("run.cost"), money),
        *results.columns(say("run.reach"), people),
        *results.columns(say("run.group.coverage"), percent, points),
    ]
    cells = [
        [
            *results.numbers(row["cost_per_year"]),
            *results.numbers(row["persons_reached"]),
            *results.shares(row["coverage"]),
        ]
        for row in rows
    ]
    _table(results, cut, say("run.groups.table", by=title), columns, cells)
    columns = [
        *results.columns(say("run.group.share"), percent, points),
        *results.columns(say("run.group.mean"), money),
    ]
    cells = [
        [*results.shares(row["share_of_cost"]), *results.numbers(row["mean_award_per_year"])]
        for row in rows
    ]
    _table(results, cut, say("run.groups.shares", by=title), columns, cells)


def _table(
    results: Results,
    cut: str,
    caption: str,
    columns: Sequence[Column],
    cells: Sequence[Sequence[Cell]],
) -> None:
    """Draw a table of the groups, each row under the name of its group."""
    labels = [Cell(group_label(cut, row[cut])) for row in results.effects[f"by_{cut}"]]
    rows = [[label, *row] for label, row in zip(labels, cells, strict=True)]
    file = file_name(str(results.effects["scheme"]), caption)
    data_table(Table(caption, [Column(say("run.group")), *columns], rows, file))


def _costs(results: Results, cut: str, rows: Rows) -> Chart:
    versions = _versions(results)
    costs = [told(rows, "cost_per_year", version) for version, _, _ in versions]
    size, word = size_of(tuple(cost for each in costs for cost in each))
    return Chart(
        say("run.chart.cost", by=say(BY_CUT[cut])),
        [group_label(cut, row[cut]) for row in rows],
        f"{results.currency} {word}".strip(),
        [
            Bars(name, [height(cost, size) for cost in each], colour)
            for each, (_, name, colour) in zip(costs, versions, strict=True)
        ],
        file_name(str(results.effects["scheme"]), cut, "cost"),
    )


def _coverage(results: Results, cut: str, rows: Rows) -> Chart:
    return Chart(
        say("run.chart.coverage", by=say(BY_CUT[cut])),
        [group_label(cut, row[cut]) for row in rows],
        say("unit.percent"),
        [
            Bars(name, [height(hundredfold(each)) for each in told(rows, "coverage", key)], colour)
            for key, name, colour in _versions(results)
        ],
        file_name(str(results.effects["scheme"]), cut, "coverage"),
    )


def _versions(results: Results) -> list[tuple[str, str, str]]:
    """The versions with their place in the report, their name and their colour."""
    earlier = [("before", results.before, BEFORE)] if results.before else []
    return [*earlier, ("after", results.after, COLOURS["primary"])]
