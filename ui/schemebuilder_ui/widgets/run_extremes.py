"""The households that lose and gain most between two versions, each a way to read why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from nicegui import ui

from schemebuilder_ui.figures import grouped, signed
from schemebuilder_ui.widgets.data_table import Cell, Column, Table, data_table, file_name
from schemebuilder_ui.widgets.run_figures import group_label
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from schemebuilder_ui.widgets.run_figures import Results


CUTS: Final = {"fifth": "run.household.fifth", "region": "run.household.region"}


def household_address(run: str, household: str) -> str:
    """The address of one household of a run."""
    return f"/runs/{quote(run, safe='')}/household/{quote(household, safe='')}"


def run_extremes(results: Results) -> None:
    """Draw both tables, or why there are none."""
    extremes = results.effects.get("extremes") or {"lose": None, "gain": None}
    if extremes["lose"] is None:
        because = extremes.get("because", "")
        ui.label(say("run.moves.none", because=because)).classes("sb-quiet")
        return
    for key in ("lose", "gain"):
        lost = key == "lose"
        if not extremes[key]:
            nobody = say("run.extremes.none.lose" if lost else "run.extremes.none.gain")
            ui.label(nobody).classes("sb-quiet")
            continue
        title = say("run.extremes.lose" if lost else "run.extremes.gain")
        _table(results, key, title, extremes[key])


def _table(results: Results, key: str, title: str, rows: Sequence[Mapping[str, Any]]) -> None:
    money = say("unit.money.year", currency=results.currency)
    cuts = [cut for cut in CUTS if cut in rows[0]]
    columns = [
        Column(say("run.household")),
        Column(results.before, money),
        Column(results.after, money),
        Column(say("run.change"), money),
        Column(say("run.household.persons")),
        *(Column(say(CUTS[cut]), words=True) for cut in cuts),
    ]
    cells = [
        [
            Cell(row["household"], link=household_address(results.run, row["household"])),
            Cell(grouped(row["before"], 2), row["before"]),
            Cell(grouped(row["after"], 2), row["after"]),
            Cell(signed(row["change"], 2), row["change"]),
            Cell(str(row["persons"])),
            *(Cell(group_label(cut, row[cut])) for cut in cuts),
        ]
        for row in rows
    ]
    file = file_name(str(results.effects["scheme"]), "most", key)
    data_table(Table(title, columns, cells, file))
