"""What changes between the two texts of a run, in words, and what each change does by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nicegui import ui

from schemebuilder.services import comparing
from schemebuilder_ui.figures import grouped, signed
from schemebuilder_ui.widgets.data_table import Cell, Column, Table, data_table, file_name
from schemebuilder_ui.widgets.run_extremes import household_address
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from schemebuilder_ui.widgets.run_figures import Results


def run_changes(results: Results) -> None:
    """Draw the changes in the order of the text, or that there are none."""
    before, after = results.texts.get("before"), results.texts.get("after")
    if before is None or after is None:
        ui.label(say("run.changes.alone")).classes("sb-quiet")
        return
    clauses = results.effects.get("clauses") or {}
    if clauses.get("rows"):
        _table(results, clauses["rows"])
        return
    lines = comparing.compare_texts(before, after).lines
    if not lines:
        ui.label(say("run.changes.none")).classes("sb-quiet")
        return
    with ui.element("ul").classes("sb-list"):
        for line in lines:
            with ui.element("li"):
                ui.label(line)


def _table(results: Results, rows: Sequence[Mapping[str, Any]]) -> None:
    """A row for each changed clause, with the household that it changes most as an example."""
    columns = [
        Column(say("run.changes.clause")),
        Column(say("run.changes.changed"), say("unit.households")),
        Column(say("run.changes.persons"), say("unit.people")),
        Column(say("run.changes.cost"), say("unit.money.year", currency=results.currency)),
        Column(say("run.changes.how"), words=True),
        Column(say("run.changes.example"), words=True),
    ]
    cells = [
        [
            Cell(row["words"]),
            Cell(grouped(row.get("households")), row.get("households")),
            Cell(grouped(row.get("persons")), row.get("persons")),
            Cell(signed(row.get("cost_per_year")), row.get("cost_per_year")),
            Cell(_how(row)),
            _example(results, row.get("example")),
        ]
        for row in rows
    ]
    file = file_name(str(results.effects["scheme"]), "changed_clauses")
    data_table(Table(say("run.changes.table"), columns, cells, file))


def _how(row: Mapping[str, Any]) -> str:
    match row["how"]:
        case "alone":
            return say("run.changes.alone.how")
        case "without":
            return say("run.changes.last.how")
        case "together":
            return say("run.changes.together.how", others="; ".join(row["together_with"]))
        case _:
            words = str(row["effect"])
            return words[:1].upper() + words[1:]


def _example(results: Results, example: Mapping[str, Any] | None) -> Cell:
    if example is None:
        return Cell("")
    words = say(
        "run.changes.household",
        id=example["household"],
        before=_amount(example["before"]),
        after=_amount(example["after"]),
    )
    return Cell(words, link=household_address(results.run, example["household"]))


def _amount(text: str | None) -> str:
    return say("run.changes.open") if text is None else grouped(text, 2)
