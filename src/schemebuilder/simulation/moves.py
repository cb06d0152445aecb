"""Winners and losers of a change in a report: who, how much, in which bands, and the extremes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, Final

import numpy as np

from schemebuilder.analytics.totals import grouped
from schemebuilder.analytics.whole import plus
from schemebuilder.analytics.winners import (
    BANDS,
    Counted,
    Moved,
    bands_of,
    counted,
    extremes,
    moved,
)
from schemebuilder.population.read import Wanted
from schemebuilder.simulation.breakdown import Cut
from schemebuilder.simulation.compared import Comparison, count, money
from schemebuilder.simulation.source import BLOCK, Source
from schemebuilder.values.numbers import as_text

SHOWN: Final = 10
"""How many households that lose most, and that gain most, are shown."""
ALONE: Final = "there is no version to compare with"


def moves_part(compared: Comparison, by: Mapping[str, Cut]) -> dict[str, Any]:
    """Return who gains and loses: all, by fifth, by region, and in bands of per cent.

    A household's change is its net amount a year, benefits less charges to it and its members, by
    the scheme less that by the one before. What is gained and lost adds up to the change of the
    net cost of those decided by both; `of_undecided` is that of the others.
    """
    because = ALONE if len(compared.schemes) < 2 else compared.because
    if because:
        return {"whole": None, "because": because}
    change, decided = compared.change, compared.decided
    people = compared.people
    (whole,) = moved(change, decided, people.sizes, people.weights)
    total = whole.gain.amount + whole.lose.amount + whole.undecided.amount

    def rows(cut: Cut) -> list[dict[str, Any]]:
        found = moved(change, decided, people.sizes, people.weights, cut.group, cut.count)
        return [
            {cut.name: label, **_shown(each, compared.parts)}
            for label, each in zip(cut.labels, found, strict=True)
        ]

    return {
        "whole": _shown(whole, compared.parts),
        "adds_up": {
            "gained": money(whole.gain.amount, compared.parts),
            "lost": money(-whole.lose.amount, compared.parts),
            "of_undecided": money(whole.undecided.amount, compared.parts),
            "change_of_net_cost": money(total, compared.parts),
        },
        **{f"by_{name}": rows(by[name]) for name in ("fifth", "region") if name in by},
        "bands": _bands(compared, by.get("fifth")),
    }


def _shown(each: Moved, parts: int) -> dict[str, Any]:
    return {
        "gain": {**_counted(each.gain), "amount_per_year": money(each.gain.amount, parts)},
        "lose": {**_counted(each.lose), "amount_per_year": money(-each.lose.amount, parts)},
        "same": _counted(each.same),
        "undecided": _counted(each.undecided),
    }


def _counted(each: Counted) -> dict[str, object]:
    return {
        "households": count(each.households),
        "persons": count(each.persons),
        "rows": each.rows,
    }


def _bands(compared: Comparison, cut: Cut | None) -> dict[str, Any]:
    """Return how many are in each band of change in per cent of what they have by the one before.

    That is welfare before transfers with the net amount of the one before. Who is undecided, or
    whose welfare is unknown, or not above zero with it, stands under `without`.
    """
    people = compared.people
    if cut is None:
        return {"whole": None, "because": people.because or f"nobody's {people.field} is known"}
    base = plus(compared.welfare, compared.amounts[1].net)
    band = bands_of(compared.change, base)
    band[~(people.known & compared.decided)] = -1

    def rows(each: Cut) -> list[list[dict[str, object]]]:
        by_group = grouped(each.group, each.count, len(band))
        found = [
            counted(band == place, compared.change, people.sizes, people.weights, by_group)
            for place in (*range(len(BANDS)), -1)
        ]
        names = (*BANDS, "without")
        return [
            [{"band": name, **_counted(of)} for name, of in zip(names, group, strict=True)]
            for group in zip(*found, strict=True)
        ]

    everyone = Cut("whole", np.zeros(len(band), dtype=np.int64), ("whole",))
    return {
        "of": f"{people.field} with the amounts of the version before",
        "whole": rows(everyone)[0],
        "by_fifth": [
            {"fifth": label, "bands": row} for label, row in zip(cut.labels, rows(cut), strict=True)
        ],
    }


def extremes_part(compared: Comparison, by: Mapping[str, Cut], source: Source) -> dict[str, Any]:
    """Return the ten households that lose most and that gain most a year, first rows first."""
    because = ALONE if len(compared.schemes) < 2 else compared.because
    if because:
        return {"lose": None, "gain": None, "because": because}
    lose, gain = extremes(compared.change, compared.decided, SHOWN)
    ids = household_ids(source, (*lose, *gain))
    return {
        "lose": [household_part(compared, by, row, ids[row]) for row in lose],
        "gain": [household_part(compared, by, row, ids[row]) for row in gain],
    }


def household_part(
    compared: Comparison, by: Mapping[str, Cut], row: int, id_: str
) -> dict[str, Any]:
    """Return one household: who it is, and its net amounts a year by both versions."""
    people = compared.people
    after, before = (Fraction(each.net_of(row), compared.parts) for each in compared.amounts)
    known = bool(people.known[row])
    return {
        "household": id_,
        "row": row + 1,
        "weight": count(int(people.weights[row])),
        "persons": int(people.sizes[row]),
        "before": as_text(before),
        "after": as_text(after),
        "change": as_text(after - before),
        "welfare_per_year": as_text(int(people.welfare[row]) * people.unit) if known else None,
        **{name: cut.labels[int(cut.group[row])] for name, cut in by.items() if name != "tenth"},
    }


def household_ids(source: Source, rows: Iterable[int]) -> dict[int, str]:
    """Return the ids of households by row; one pass over the ids alone."""
    wanted = sorted(set(rows))
    found: dict[int, str] = {}
    done = 0
    for frame in source.frames(Wanted((), ids=True), BLOCK) if wanted else ():
        for row in (row for row in wanted if done <= row < done + frame.household_count):
            ids = frame.household_ids
            found[row] = str(row + 1) if ids is None else str(ids[row - done])
        done += frame.household_count
        if len(found) == len(wanted):
            break
    return found
