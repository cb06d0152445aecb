"""`population`: made up, imported by a mapping, checked; what is wrong with a mapping."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.commands import run

PERSONS = """hid,pid,age,sex
1,1,34,2
1,2,9,1
2,1,70,1
"""
HOUSEHOLDS = """hid,spent,w
1,120.50,2.5
2,80,1
"""
MAPPING = """
title = "Two households"
reference_date = 2024-01-01
currency = "USD"
[files.persons]
name = "persons.csv"
household = "hid"
id = ["hid", "pid"]
[files.households]
name = "households.csv"
id = "hid"
[design]
weight = "w"
[persons.age]
column = "age"
type = "whole number"
[persons.sex]
column = "sex"
recode = { "1" = "male", "2" = "female" }
[households.consumption]
column = "spent"
type = "money per month"
per = "month"
"""


def survey(folder: Path, mapping: str = MAPPING) -> tuple[Path, ...]:
    files = {"persons.csv": PERSONS, "households.csv": HOUSEHOLDS, "mapping.toml": mapping}
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    return tuple(folder / name for name in files)


def imported(folder: Path, mapping: str = MAPPING) -> list[str | Path]:
    persons, households, path = survey(folder, mapping)
    return ["population", "import", persons, households, "--mapping", path, "--out", folder / "out"]


def test_the_same_seed_gives_the_same_people(tmp_path: Path) -> None:
    hashes = []
    for name, seed in (("a", 4), ("b", 4), ("c", 5)):
        made = run("population", "make", "--households", "30", "--seed", str(seed), "--out",
                   tmp_path / name, "--json")  # fmt: skip
        assert made.status == 0
        assert made.document["households"] == 30
        hashes.append(made.document["hash"])
    assert hashes[0] == hashes[1] != hashes[2]


def test_a_survey_is_imported_and_checked(tmp_path: Path) -> None:
    done = run(*imported(tmp_path), "--json")
    assert done.status == 0, done.document
    assert (done.document["persons"], done.document["households"]) == (3, 2)
    assert done.err == ""
    checked = run("population", "check", tmp_path / "out", "--json")
    assert checked.status == 0
    assert checked.document["hash"] == done.document["hash"]
    shown = run("population", "check", tmp_path / "out")
    assert "persons: 3" in shown.out
    assert "reference date: 2024-01-01" in shown.out


def test_what_a_scheme_needs_of_it(tmp_path: Path) -> None:
    assert run(*imported(tmp_path)).status == 0
    done = run("population", "check", tmp_path / "out", "--scheme", "uk_pension_credit", "--json")
    assert done.status == 0
    places = {one["place"] for one in done.document["findings"] if one["code"] == "SB-W011"}
    assert "capital of household" in places
    absent = run("population", "check", tmp_path / "out", "--scheme", "uk_pension", "--json")
    assert absent.status == 1
    assert "SB-U003" in absent.codes


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("[persons.age]", "[persons.aeg]", "aeg"),
        ('column = "sex"', 'column = "sexo"', "sexo"),
        ('"2" = "female"', '"2" = ["female"]', "sex"),
        ("reference_date = 2024-01-01", "reference_date = 2024-02-30", "mapping.toml"),
        ('weight = "w"', 'wieght = "w"', "wieght"),
        ('name = "persons.csv"', 'name = "people.csv"', "people.csv"),
        ("[design]", "[design", "mapping.toml"),
        ('type = "money per month"', 'type = "money per moon"', "moon"),
    ],
)
def test_a_wrong_mapping(tmp_path: Path, old: str, new: str, shown: str) -> None:
    assert old in MAPPING
    done = run(*imported(tmp_path, MAPPING.replace(old, new)), "--json")
    assert done.status == 1
    assert done.codes
    assert shown in done.out
    assert not (tmp_path / "out").exists()


def test_a_fact_of_ones_own_is_said_to_be_one(tmp_path: Path) -> None:
    own = MAPPING + '[persons.shoe_size]\ncolumn = "age"\ntype = "number"\n'
    done = run(*imported(tmp_path, own), "--json")
    assert (done.status, done.codes) == (1, ["SB-W001"])
    assert "own = true" in done.document["findings"][0]["hint"]
    assert run(*imported(tmp_path, own + "own = true\n")).status == 0


def test_files_that_are_not_there(tmp_path: Path) -> None:
    arguments = imported(tmp_path)
    (tmp_path / "persons.csv").unlink()
    done = run(*arguments, "--json")
    assert done.status == 1
    assert "persons.csv" in done.out
    (tmp_path / "mapping.toml").unlink()
    assert run(*arguments).status == 1
    assert not (tmp_path / "out").exists()
