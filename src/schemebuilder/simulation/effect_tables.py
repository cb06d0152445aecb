"""The effects of a scheme as CSV tables; the head of each column says its unit."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any, Final

_SIDES: Final = ("after", "before", "change")
_COUNTED: Final = {
    "persons_reached": "persons, weighted",
    "households_reached": "households, weighted",
    "persons_paid": "persons, weighted",
    "households_paid": "households, weighted",
    "persons_undecided": "persons, weighted",
}
_SHARES: Final = {
    "share_of_cost": "share",
    "coverage": "share of persons",
    "share_of_persons_reached": "share",
}

Row = dict[str, object]


def effect_tables(effects: Mapping[str, Any]) -> dict[str, str]:
    """Return the tables by file name: first figures, groups, moves, bands, extremes, clauses.

    A table of what is not known, such as winners without a version before, is left out.
    """
    currency = effects["currency"]
    tables = {"headline.csv": _headline(effects, currency)}
    for name in ("fifth", "tenth", "region"):
        if f"by_{name}" in effects:
            rows = [_group(name, row, currency) for row in effects[f"by_{name}"]]
            tables[f"effects_by_{name}.csv"] = rows
    moves = effects["winners_and_losers"]
    if moves["whole"] is not None:
        tables["winners_and_losers.csv"] = _moves(moves, currency)
        if moves["bands"]["whole"] is not None:
            tables["bands.csv"] = _bands(moves["bands"])
        tables["extremes.csv"] = [
            {"moves": way, **_household(row, currency)}
            for way in ("lose", "gain")
            for row in effects["extremes"][way]
        ]
    if "clauses" in effects:
        tables["clauses.csv"] = [_clause(row, currency) for row in effects["clauses"]["rows"]]
    return {name: _csv(rows) for name, rows in tables.items()}


def _headline(effects: Mapping[str, Any], currency: str) -> list[Row]:
    first = effects["headline"]
    line = effects["line"]["words"]
    rows: list[Row] = []

    def add(figure: str, unit: str, sides: Mapping[str, object] | None) -> None:
        if sides is not None:
            shown = {side: sides.get(side) for side in ("without", *_SIDES)}
            rows.append({"figure": figure, "unit": unit, **shown})

    for name in ("cost_per_year", "charges_per_year", "net_cost_per_year"):
        add(_plain(name), f"{currency} a year", first[name])
    for name, unit in _COUNTED.items():
        add(_plain(name), unit, first[name])
    add(
        f"coverage of the poor ({line})", "share of persons", first["coverage_of_the_poor"]["share"]
    )
    add(f"poverty head-count ({line})", "share of persons", first["poverty"]["head_count"])
    add(f"poverty gap ({line})", "share of the line", first["poverty"]["gap"])
    return rows


def _group(name: str, row: Mapping[str, Any], currency: str) -> Row:
    found: Row = {
        name: row[name],
        "persons (weighted)": row["persons"],
        "households (weighted)": row["households"],
        "rows": row["rows"],
    }
    for figure in ("cost_per_year", "net_cost_per_year", "mean_award_per_year"):
        found |= _sides(figure, f"{currency} a year", row[figure])
    for figure, unit in (*_COUNTED.items(), *_SHARES.items()):
        if figure in row:
            found |= _sides(figure, unit, row[figure])
    return found


def _sides(name: str, unit: str, figures: Mapping[str, object]) -> Row:
    return {f"{_plain(name)} {side} ({unit})": figures[side] for side in _SIDES}


def _moves(moves: Mapping[str, Any], currency: str) -> list[Row]:
    groups: list[tuple[str, object, Mapping[str, Any]]] = [("all", "", moves["whole"])]
    for name in ("fifth", "region"):
        groups += [(name, row[name], row) for row in moves.get(f"by_{name}", ())]
    rows: list[Row] = []
    for name, label, row in groups:
        found: Row = {"group": name, "label": label}
        for way in ("gain", "lose", "same", "undecided"):
            found |= {
                f"{way} (households, weighted)": row[way]["households"],
                f"{way} (persons, weighted)": row[way]["persons"],
                f"{way} (rows)": row[way]["rows"],
            }
            if "amount_per_year" in row[way]:
                found[f"{way} ({currency} a year)"] = row[way]["amount_per_year"]
        rows.append(found)
    return rows


def _bands(bands: Mapping[str, Any]) -> list[Row]:
    groups: list[tuple[object, Iterable[Mapping[str, Any]]]] = [("all", bands["whole"])]
    groups += [(row["fifth"], row["bands"]) for row in bands["by_fifth"]]
    return [
        {
            "fifth": label,
            f"change in per cent of {bands['of']}": row["band"],
            "households (weighted)": row["households"],
            "persons (weighted)": row["persons"],
            "rows": row["rows"],
        }
        for label, rows in groups
        for row in rows
    ]


def _household(row: Mapping[str, Any], currency: str) -> Row:
    found: Row = {
        "household": row["household"],
        "weight": row["weight"],
        "persons": row["persons"],
        **{f"{side} ({currency} a year)": row[side] for side in ("before", "after", "change")},
    }
    if "welfare_per_year" in row:
        found[f"welfare before transfers ({currency} a year)"] = row["welfare_per_year"]
    return found | {name: row[name] for name in ("fifth", "region") if name in row}


def _clause(row: Mapping[str, Any], currency: str) -> Row:
    found: Row = {
        "change": row["words"],
        "how": row["how"] or "",
        "effect": row["effect"],
        "together with": "; ".join(row.get("together_with", ())),
        "households (weighted)": row.get("households", ""),
        "persons (weighted)": row.get("persons", ""),
        "rows": row.get("rows", ""),
        f"cost ({currency} a year)": row.get("cost_per_year", ""),
        f"net cost ({currency} a year)": row.get("net_cost_per_year", ""),
    }
    example = _household(row["example"], currency) if "example" in row else {}
    return found | {f"example: {name}": value for name, value in example.items()}


def _plain(name: str) -> str:
    return name.removesuffix("_per_year").replace("_", " ")


def _csv(rows: list[Row]) -> str:
    head = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, head, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
