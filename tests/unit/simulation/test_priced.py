"""Goods and services in a simulation: units times their price, or counted without a cost."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from schemebuilder.ir.json import from_json, to_json
from schemebuilder.services.costing import simulate
from schemebuilder.simulation.words import report_words
from tests.unit.simulation.people import HOUSEHOLDS, InBlocks, made, scheme

TEXT = """
scheme goods "Goods"
    country     KE
    currency    KES
    in force    from 2024-01-01
    assesses    person, household
    governed by claim_date

use population core

parameter rice_price : money
    from 2024-01-01 : KES 50
    from 2026-01-01 : KES 60.50

benefit rice of household : number per month
    base = 5
    given in kind "kg of rice" by "fair price shops"
    valued at rice_price * 2

benefit meals of person : whole number
    base = 20
    given in kind "meals"
"""


def run(on: date, engine: str = "columnar") -> tuple[dict[str, Any], list[str]]:
    found, notes = simulate([scheme(TEXT)], InBlocks(made(), HOUSEHOLDS), engine=engine, on=on)
    del found["run"]
    return found, [note.code for note in notes]


@pytest.mark.parametrize(
    ("on", "price"), [(date(2025, 6, 1), Fraction(100)), (date(2026, 6, 1), Fraction(121))]
)
def test_units_cost_their_price_on_the_day_by_both_engines(on: date, price: Fraction) -> None:
    found, notes = run(on)
    assert run(on, "exact")[0] == found
    only = found["schemes"][0]
    rice, meals = only["benefits"]
    units = 5 * Fraction(rice["paid"]["weighted"])
    assert Fraction(rice["units"]["per_period"]) == units > 0
    assert Fraction(rice["cost"]["per_period"]) == units * price
    assert Fraction(only["cost_per_year"]) == 12 * units * price
    assert Fraction(meals["units"]["per_period"]) == 20 * Fraction(meals["paid"]["weighted"])
    assert meals["cost"] == {"per_period": None, "per_year": None}
    assert notes.count("SB-W020") == 1
    assert rice["given"] == {"how": "in kind", "what": "kg of rice", "by": "fair price shops"}
    said = report_words(found)
    assert "kg of rice a month, KES" in said
    assert "meals, no cost, paid to" in said


def test_the_meaning_as_json_keeps_how_it_is_given() -> None:
    trial = scheme(TEXT)
    assert from_json(to_json(trial)) == trial
