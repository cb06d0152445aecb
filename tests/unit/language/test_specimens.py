"""The specimens of the design, where they are at hand: only what is not yet supported is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemebuilder.diagnostics.finding import Severity
from schemebuilder.language.formatter import format_text
from schemebuilder.language.parser import parse
from schemebuilder.language.place import bare
from schemebuilder.services import testing
from schemebuilder.services.authoring import check_source

DESIGN = Path(__file__).parents[4] / "shared" / "design"
SPECIMENS = ["child_grant", "emergency_cash", "unemployment_insurance"]


@pytest.mark.parametrize("name", SPECIMENS)
def test_a_specimen_is_read_and_set(name: str) -> None:
    path = DESIGN / "specimens" / f"{name}.scheme"
    if not path.exists():
        pytest.skip(f"the design's specimen {name} is not beside this repository")
    text = path.read_text(encoding="utf-8")
    tree = parse(text)
    assert {finding.code for finding in tree.findings} <= {"SB-P004"}
    once = format_text(text)
    assert format_text(once) == once
    assert bare(parse(once).statements) == bare(tree.statements)


def specimen(name: str) -> str:
    path = DESIGN / "specimens" / f"{name}.scheme"
    if not path.exists():
        pytest.skip(f"the design's specimen {name} is not beside this repository")
    return path.read_text(encoding="utf-8")


def test_the_unemployment_specimen_runs_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "uif_unemployment.scheme"
    path.write_text(specimen("unemployment_insurance"), encoding="utf-8")
    run = testing.run(str(path), None, match={})
    assert (run.passed, run.failed) == (3, 0)


LEFT_OUT = """use population core

index cpi monthly "Consumer prices"
    | month   | value |
    | 2024-12 | 100   |
    | 2025-12 | 105   |
    source "made up"
parameter district_quota : whole number by district
                    | north | south |
    from 2025-01-01 | 10    | 10    |
parameter yearly_budget : money per year
    from 2025-01-01 : KES 1,000,000
input district of household : north, south   missing ask
"""


def test_the_child_grant_specimen_runs_with_what_it_leaves_out(tmp_path: Path) -> None:
    """It declares no index and no limits of its list, and says nothing of ties and one award."""
    text = specimen("child_grant").replace("use population core", LEFT_OUT, 1)
    for left, whole in (
        ("money per month per person", "money per month"),
        ("youngest first    ", "youngest first, ties together   "),
        ("disability none ", "disability none, holds_foster_allowance no "),
        ("disability severe ", "disability severe, holds_foster_allowance no "),
    ):
        assert left in text
        text = text.replace(left, whole)
    path = tmp_path / "child_grant.scheme"
    path.write_text(text, encoding="utf-8")
    run = testing.run(str(path), None, match={})
    assert (run.passed, run.failed) == (1, 0)


def test_the_emergency_specimen_is_checked_with_what_it_leaves_out(tmp_path: Path) -> None:
    """It names a scheme and a list of districts, and does not say who crosses its budget."""
    text = specimen("emergency_cash")
    crossing = ", the first that does not fit stops the list\n    ties none of the tied"
    districts = """list affected_districts of district is kharkiv, kherson
input district of household : kharkiv, kherson, lviv   missing ask
"""
    budget = "reaches UAH 250,000,000"
    for left, whole in ((budget, budget + crossing), ("use scheme", f"{districts}use scheme")):
        assert left in text
        text = text.replace(left, whole, 1)
    (tmp_path / "flood_cash.scheme").write_text(text, encoding="utf-8")
    (tmp_path / "guaranteed_minimum_income.scheme").write_text(NATIONAL, encoding="utf-8")
    found = check_source(str(tmp_path / "flood_cash.scheme"))
    assert [each.message for each in found.findings if each.severity is Severity.ERROR] == []
    assert found.scheme is not None
    assert set(found.scheme.selections) != set()


NATIONAL = """scheme guaranteed_minimum_income "Guaranteed minimum income"
    country     UA
    currency    UAH
    branch      social_assistance
    in force    from 2020-01-01
    assesses    household
    governed by assessment_date

use population core

benefit of household : money per month
    base  = UAH 3,000 * number of members - income
    floor UAH 0
    round none
"""
