"""How a benefit is given, as the command line says it: decisions, explanations, layout."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from schemebuilder.cli.main import main
from schemebuilder.language.formatter import format_text

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """\
scheme goods "Goods"
    country     KE
    currency    KES
    in force    from 2024-01-01
    assesses    person
    governed by claim_date

use population core

"""
CASE = {"id": "c", "on": "2025-01-01", "persons": [{"id": "ann"}]}

RICE = """\
benefit rice of person : number per month
    base = 25
    given in kind "kg of rice" by "fair price shops"   # since the drought
    pay  monthly to self
"""
FOOD = """\
benefit food of person : money per month
    base = KES 500
    given as voucher "food"
"""
FEES = """\
benefit fees of person : money per year
    base = KES 1,200
    given as fee waiver "school fees"
"""
CARE = """\
benefit care of person : money per year
    base = KES 100,000
    given as service "hospital care" by "public hospitals"
"""
PENSION = """\
benefit pension of person : money per month
    base = KES 200
    given as contribution subsidy
"""


def said(tmp_path: Path, text: str, *options: str) -> str:
    scheme, cases = tmp_path / "goods.scheme", tmp_path / "cases.json"
    scheme.write_text(HEAD + text, encoding="utf-8")
    cases.write_text(json.dumps(CASE), encoding="utf-8")
    found = CliRunner().invoke(main, ["decide", str(scheme), str(cases), *options])
    assert found.exit_code == 0, found.output
    return found.output


@pytest.mark.parametrize(
    ("text", "short", "sentence"),
    [
        (RICE, "25 kg of rice a month, from fair price shops",
         "ann will receive 25 kg of rice per month, from fair price shops."),
        (FOOD, "KES 500 a month as voucher, food",
         "ann will receive a voucher of KES 500 per month for food."),
        (FEES, "KES 1,200 a year as fee waiver, school fees",
         "ann will receive a waiver of school fees of KES 1,200 per year."),
        (CARE, "KES 100,000 a year as service, hospital care, from public hospitals",
         "ann will receive hospital care up to KES 100,000 per year, from public hospitals."),
        (PENSION, "KES 200 a month as contribution subsidy",
         "ann will receive a contribution of KES 200 per month."),
    ],
)  # fmt: skip
def test_it_is_said_in_short_and_in_a_sentence(
    tmp_path: Path, text: str, short: str, sentence: str
) -> None:
    assert f"eligible, {short}\n" in said(tmp_path, text)
    assert sentence in said(tmp_path, text, "--explain")


def test_payments_of_goods_have_their_unit(tmp_path: Path) -> None:
    assert "2025-02-01  25 kg of rice" in said(tmp_path, RICE, "--payments")
    assert "25 kg of rice each, 12 times" in said(tmp_path, RICE, "--explain")


def test_cash_is_not_said(tmp_path: Path) -> None:
    cash = FOOD.replace('voucher "food"', "cash")
    assert "food: eligible, KES 500 a month\n" in said(tmp_path, cash)
    assert '"given"' not in said(tmp_path, cash, "--json")


@pytest.mark.parametrize("text", [RICE, FOOD, FEES, CARE, PENSION])
def test_the_layout_keeps_the_lines(text: str) -> None:
    assert format_text(HEAD + text) == HEAD + text
