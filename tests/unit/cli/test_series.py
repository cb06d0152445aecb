"""`--series`: later figures for the same rules, and files that do not fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.commands import case_file, run

TEXT = """
scheme drought "Drought"
    country     KE
    currency    KES
    law         plan "Plan"
    in force    from 2024-01-01
    assesses    household
    governed by assessment_date
use population core
input zone of household : turkana, marsabit
    missing ask
series vegetation by zone "Vegetation"
    | month   | turkana |
    | 2025-01 | 0.10    |
trigger drought of household when vegetation < 0.35 for 1 of 1 months
    activates top_up
    financed by "Fund"
benefit top_up of household : money per month
    base = KES 500
    pay  monthly to head
"""
CASE = {
    "id": "c",
    "on": "2025-02-10",
    "persons": [{"id": "a"}],
    "households": [{"id": "h", "members": ["a"], "zone": "turkana"}],
}


def paths(folder: Path, figures: str) -> tuple[Path, Path, str]:
    scheme, file = folder / "drought.scheme", folder / "figures.csv"
    scheme.write_text(TEXT, encoding="utf-8")
    file.write_text(figures, encoding="utf-8")
    return scheme, case_file(folder, CASE), f"vegetation={file}"


def outcome(folder: Path, figures: str | None) -> str:
    scheme, cases, series = paths(folder, figures or "")
    options = () if figures is None else ("--series", series)
    document = run("decide", scheme, cases, "--json", *options).document
    found: str = document["results"][0]["decisions"]["households"]["h"]["top_up"]["outcome"]
    return found


def test_figures_of_a_file_take_the_place_of_those_of_the_text(tmp_path: Path) -> None:
    assert outcome(tmp_path, None) == "eligible"
    assert outcome(tmp_path, "zone,month,value\nturkana,2025-01,0.36\n") == "not_eligible"
    assert outcome(tmp_path, "month,zone,value\n2025-01,turkana,0.34\n") == "eligible"
    assert outcome(tmp_path, "zone,month,value\nturkana,2025-01,\n") == "undecided"
    assert outcome(tmp_path, "zone,month,value\nturkana,2025-02,0.1\n") == "undecided"


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ("zone,month\nturkana,2025-01\n", "no column value"),
        ("zone,month,value\nturkna,2025-01,1\n", '"turkna" is no zone'),
        ("zone,month,value\nturkana,2025-13,1\n", "cannot be read"),
        ("zone,month,value\nturkana,2025-01,dry\n", "cannot be read"),
        ("zone,month,value\nturkana,2025-01,1\nturkana,2025-01,2\n", "two values"),
    ],
)
def test_a_file_that_does_not_fit_is_refused(tmp_path: Path, figures: str, words: str) -> None:
    scheme, cases, series = paths(tmp_path, figures)
    done = run("decide", scheme, cases, "--series", series)
    assert done.status == 1
    assert words in done.err + done.out


@pytest.mark.parametrize("series", ["rain=x.csv", "vegetation", "vegetation=not_there.csv"])
def test_a_series_or_a_file_that_is_not_there(tmp_path: Path, series: str) -> None:
    scheme, cases, _ = paths(tmp_path, "")
    assert run("decide", scheme, cases, "--series", series).status == 1


def test_a_record_keeps_the_figures(tmp_path: Path) -> None:
    scheme, cases, series = paths(tmp_path, "zone,month,value\nturkana,2025-01,0.36\n")
    record = tmp_path / "record.json"
    done = run("decide", scheme, cases, "--series", series, "--record", record)
    assert done.status == 0
    assert run("replay", record).status == 0
