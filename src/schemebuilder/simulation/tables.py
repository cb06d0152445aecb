"""A simulation's tables as CSV, each with its unit in the head of the column."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any, Final

from schemebuilder.simulation.effect_tables import effect_tables

_OF_ALL: Final = ("scheme", "currency", "benefit")
_HEADS: Final = {
    "benefits.csv": _OF_ALL,
    "by_quantile.csv": (*_OF_ALL, "quantile", "share_of_cost"),
    "by_region.csv": (*_OF_ALL, "region", "share_of_cost"),
    "missing.csv": ("scheme", "field", "entity", "policy", "rows", "weighted", "because"),
}
"""The columns that each table begins with, those of an empty table too."""


def report_tables(report: Mapping[str, Any]) -> dict[str, str]:
    """Return the tables by file name: benefits, by quantile, by region, missing facts.

    Of a report with effects theirs too: see `effect_tables`.
    """
    tables: dict[str, list[dict[str, object]]] = {name: [] for name in _HEADS}
    for scheme in report["schemes"]:
        start = {"scheme": scheme["id"], "currency": scheme["currency"]}
        for benefit in scheme["benefits"]:
            named = {**start, "benefit": benefit["name"]}
            tables["benefits.csv"].append(named | _figures(benefit))
            for group in ("quantile", "region"):
                tables[f"by_{group}.csv"].extend(
                    {**named, group: part[group], "share_of_cost": part["share_of_cost"]}
                    | _figures(part)
                    for part in benefit[f"by_{group}"]
                )
        tables["missing.csv"].extend({"scheme": scheme["id"], **fact} for fact in scheme["missing"])
    own = {name: _csv(_HEADS[name], rows) for name, rows in tables.items()}
    return own | (effect_tables(report["effects"]) if report.get("effects") else {})


def _figures(part: Mapping[str, Any]) -> dict[str, object]:
    figures = {
        "cost_per_period": part["cost"]["per_period"],
        "cost_per_year": part["cost"]["per_year"],
        "paid_weighted": part["paid"]["weighted"],
        "paid_rows": part["paid"]["rows"],
        "persons_reached": part["reached"]["persons"],
        "households_reached": part["reached"]["households"],
        "share_of_persons_reached": part["reached"]["share_of_persons"],
    }
    if "units" in part:
        figures |= {f"units_{name}": number for name, number in part["units"].items()}
    outcomes = {f"{name}_weighted": count["weighted"] for name, count in part["outcomes"].items()}
    return figures | outcomes


def _csv(start: tuple[str, ...], rows: list[dict[str, object]]) -> str:
    head = list(dict.fromkeys((*start, *(name for row in rows for name in row))))
    text = io.StringIO()
    writer = csv.DictWriter(text, head, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
