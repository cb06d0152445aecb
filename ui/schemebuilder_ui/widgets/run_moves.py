"""Who gains and who loses between two versions: how many, how much, and in which bands."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from nicegui import ui

from schemebuilder_ui.colours import GAIN, LOSE
from schemebuilder_ui.figures import grouped, height, hundredfold, signed_money
from schemebuilder_ui.widgets.bar_chart import Bars, Chart, bar_chart
from schemebuilder_ui.widgets.data_table import Cell, Column, Table, data_table, file_name
from schemebuilder_ui.widgets.run_figures import group_label
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from schemebuilder_ui.widgets.run_figures import Results

SAME: Final = 2
"""The place of the band in which hardly anything changes: it has no bar."""
COLOURS_OF_BANDS: Final = (LOSE[0], LOSE[1], "", GAIN[1], GAIN[0])


def run_moves(results: Results) -> None:
    """Draw who gains and loses, or why that cannot be said."""
    moves = results.effects.get("winners_and_losers") or {"whole": None}
    if moves["whole"] is None:
        because = moves.get("because", "")
        ui.label(say("run.moves.none", because=because)).classes("sb-quiet")
        return
    _sentences(results, moves)
    bands = moves["bands"]
    if bands["whole"] is not None:
        bar_chart(_bands_chart(results, bands["by_fifth"]))
        _bands_table(results, bands)
    for cut, title in (("fifth", "run.moves.by.fifth"), ("region", "run.moves.by.region")):
        if moves.get(f"by_{cut}"):
            _table(results, cut, say(title), moves[f"by_{cut}"])


def _sentences(results: Results, moves: Mapping[str, Any]) -> None:
    money, whole, sums = results.currency, moves["whole"], moves["adds_up"]
    with ui.element("ul").classes("sb-list"):
        for key in ("gain", "lose"):
            with ui.element("li"):
                words = say(
                    "run.moves.gain" if key == "gain" else "run.moves.lose",
                    households=grouped(whole[key]["households"]),
                    persons=grouped(whole[key]["persons"]),
                    amount=f"{money} {grouped(whole[key]['amount_per_year'])}",
                )
                ui.label(words)
        with ui.element("li"):
            ui.label(say("run.moves.same", households=grouped(whole["same"]["households"])))
        if Fraction(whole["undecided"]["households"]) > 0:
            n = grouped(whole["undecided"]["households"])
            with ui.element("li"):
                ui.label(say("run.moves.undecided", households=n))
    total = signed_money(money, sums["change_of_net_cost"])
    ui.label(say("run.moves.adds_up", total=total)).classes("sb-quiet")


def _table(results: Results, cut: str, title: str, rows: Sequence[Mapping[str, Any]]) -> None:
    money = say("unit.money.year", currency=results.currency)
    households, people = say("unit.households"), say("unit.people")
    columns = [Column(say("run.group"))]
    for key in ("gain", "lose"):
        group = say("run.moves.gaining" if key == "gain" else "run.moves.losing")
        columns += [
            Column(say("run.moves.households"), households, group),
            Column(say("run.moves.persons"), people, group),
            Column(say("run.moves.amount"), money, group),
        ]
    columns.append(Column(say("run.moves.unchanged"), households))
    columns.append(Column(say("run.moves.open"), households))
    cells = [
        [
            Cell(group_label(cut, row[cut])),
            *(
                Cell(grouped(row[key][part]), row[key][part])
                for key in ("gain", "lose")
                for part in ("households", "persons", "amount_per_year")
            ),
            *(
                Cell(grouped(row[key]["households"]), row[key]["households"])
                for key in ("same", "undecided")
            ),
        ]
        for row in rows
    ]
    file = file_name(str(results.effects["scheme"]), "winners_losers", cut)
    data_table(Table(title, columns, cells, file))


def _bands_table(results: Results, bands: Mapping[str, Any]) -> None:
    names = [band["band"] for band in bands["whole"][:-1]]
    heads = [*names, say("run.moves.without")]
    people = say("unit.people")
    columns = [Column(say("run.group")), *(Column(head, people) for head in heads)]
    groups = [(group_label("fifth", row["fifth"]), row["bands"]) for row in bands["by_fifth"]]
    groups.append((say("run.group.all"), bands["whole"]))
    cells = [
        [Cell(label), *(Cell(grouped(band["persons"]), band["persons"]) for band in row)]
        for label, row in groups
    ]
    title = say("run.moves.bands", of=bands["of"])
    file = file_name(str(results.effects["scheme"]), "bands_of_change")
    data_table(Table(title, columns, cells, file))


def _bands_chart(results: Results, rows: Sequence[Mapping[str, Any]]) -> Chart:
    """Bars upward for who gains, downward for who loses, in per cent of the fifth's people."""
    bars = []
    for place, band in enumerate(rows[0]["bands"][:-1]):
        if place == SAME:
            continue
        sign = -1 if place < SAME else 1
        heights = [_share(row["bands"], place, sign) for row in rows]
        bars.append(Bars(band["band"], heights, COLOURS_OF_BANDS[place], "all"))
    inner_first = [bars[1], bars[0], bars[2], bars[3]]
    return Chart(
        say("run.moves.chart"),
        [group_label("fifth", row["fifth"]) for row in rows],
        say("run.moves.chart.unit"),
        inner_first,
        file_name(str(results.effects["scheme"]), "winners_losers"),
    )


def _share(bands: Sequence[Mapping[str, Any]], place: int, sign: int) -> float | None:
    everybody = sum((Fraction(band["persons"]) for band in bands), Fraction(0))
    if everybody == 0:
        return None
    share = sign * Fraction(bands[place]["persons"]) / everybody
    return height(hundredfold(str(share)))
