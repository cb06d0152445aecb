"""Lists over a population: both engines, blocks of any size, and what the report says."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from schemebuilder.services.costing import simulate
from schemebuilder.simulation.words import report_words
from tests.unit.simulation.people import HEAD, InBlocks, made, scheme

ON = date(2026, 6, 1)

TEXT = (
    HEAD
    + """
let each of household = income / number of members
benefit grant of child : money per month
    base = USD 10
    round down to USD 1
selection of household
    rank by each lowest first, then number of children highest first
    within urban up to (if urban then 100 otherwise 50000)
    until yearly cost reaches USD 9,000,000, whoever does not fit is passed over
    places 40000
    ties none of the tied
    waiting list 6 months
"""
)


def text() -> str:
    quota = "parameter quota : whole number by area_type\n"
    quota += "                    | urban | rural |\n    from 2020-01-01 | 9000  | 70000 |\n"
    return TEXT.replace(
        "within urban up to (if urban then 100 otherwise 50000)", "within area_type up to quota"
    ).replace("let each", f"{quota}let each")


def report(engine: str, block: int = 1000) -> dict[str, Any]:
    source = InBlocks(made(), block)
    found, _ = simulate([scheme(text())], source, on=ON, engine=engine)
    part: dict[str, Any] = found["schemes"][0]
    return part


def test_the_engines_give_one_report() -> None:
    assert report("columnar") == report("exact")


@pytest.mark.parametrize("engine", ["columnar", "exact"])
def test_the_size_of_blocks_does_not_matter(engine: str) -> None:
    assert report(engine, 7) == report(engine)


def test_the_report_says_who_enters_and_where_the_list_is_cut_off() -> None:
    part = report("columnar")
    (made_list,) = part["lists"]
    standings = made_list["standings"]
    assert standings["selected"]["rows"] > 0
    assert standings["waiting"]["rows"] > 0
    assert Fraction(made_list["budget"]["used"]) <= Fraction(made_list["budget"]["limit"])
    assert Fraction(made_list["places"]["used"]) <= Fraction(made_list["places"]["limit"])
    assert made_list["cut_off"]["place"] > 0
    (grant,) = part["benefits"]
    assert Fraction(grant["cost"]["per_year"]) == Fraction(made_list["budget"]["used"])
    assert grant["outcomes"]["not_selected"]["rows"] > 0
    words = report_words(
        {
            "population": {**_population(), "welfare": "", "region": ""},
            "on": "2026-06-01",
            "schemes": [part],
        }
    )
    assert "list selection: selected" in words
    assert "cut off at place" in words


def _population() -> dict[str, Any]:
    return {"title": "people", "households": 1, "persons": 1}
