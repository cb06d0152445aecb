"""Lists in a population: imported owner by owner, read in blocks, and decided by both engines."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from schemebuilder.diagnostics.finding import has_errors
from schemebuilder.ir.scheme import Scheme
from schemebuilder.population.check import check_folder, check_for_scheme
from schemebuilder.population.importing import Imported, import_population
from schemebuilder.population.read import Population, open_population, wanted_by
from schemebuilder.services.authoring import check_source
from schemebuilder.services.costing import simulate

PERSONS = """hid,line,age,quarters,birth
1,1,60,80,1951-01-10
1,2,55,20,1955-05-05
2,1,61,41,1950-03-01
3,1,30,,1981-01-01
"""
SALARIES = """hid,line,yr,paid
2,1,2009,6000.500
1,1,2010,9000
1,1,2009,8000
1,1,2008,
1,2,2010,5000
"""
MAPPING = """
title = "Insured persons"
reference_date = 2011-06-30
currency = "TND"
[files.persons]
name = "persons.csv"
household = "hid"
id = ["hid", "line"]
[persons.age]
type = "whole number"
column = "age"
[persons.birth_date]
type = "date"
column = "birth"
[persons.quarters]
type = "whole number"
column = "quarters"
[lists.salaries]
of = "person"
others = "unknown"
[lists.salaries.file]
name = "salaries.csv"
id = ["hid", "line"]
[lists.salaries.fields.year]
type = "whole number"
column = "yr"
[lists.salaries.fields.salary]
type = "money per year"
column = "paid"
"""


def imported(folder: Path, salaries: str = SALARIES, mapping: str = MAPPING) -> Imported:
    files = {"persons.csv": PERSONS, "salaries.csv": salaries, "mapping.toml": mapping}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    csv = [folder / "persons.csv", folder / "salaries.csv"]
    return import_population(csv, folder / "mapping.toml", folder / "out")


def opened(folder: Path) -> Population:
    done = imported(folder)
    assert not has_errors(done.findings), done.findings
    population, findings = open_population(folder / "out")
    assert population is not None, findings
    assert findings == ()
    return population


def pension() -> Scheme:
    found = check_source("tn_contributory_pension").scheme
    assert found is not None
    return found


def test_entries_stand_owner_by_owner_in_the_order_of_the_file(tmp_path: Path) -> None:
    population = opened(tmp_path)
    (salaries,) = population.info.lists
    assert (salaries.entity, salaries.rows) == ("person", 5)
    rows = pq.read_table(tmp_path / "out" / "list_salaries.parquet").to_pylist()
    assert [row["owner"] for row in rows] == ["1-1", "1-1", "1-1", "1-2", "2-1"]
    assert [row["year"] for row in rows] == [2010, 2009, 2008, 2010, 2009]
    persons = pq.read_table(tmp_path / "out" / "persons.parquet").to_pylist()
    assert [row["salaries (entries)"] for row in persons] == [3, 1, 1, None]


def test_a_block_has_the_entries_of_its_own_persons(tmp_path: Path) -> None:
    population = opened(tmp_path)
    frames = list(population.frames(wanted_by(pension()), 1))
    lists = [frame.lists["salaries"] for frame in frames]
    assert [each.offsets.tolist() for each in lists] == [[0, 3, 4], [0, 1], [0, 0]]
    assert lists[2].unknown is not None
    assert lists[2].unknown.tolist() == [True]
    salary = lists[0].columns["salary"]
    assert salary.unknown is not None
    assert salary.unknown.tolist() == [False, False, True, False]
    assert [int(n) * salary.unit for n in lists[1].columns["salary"].data] == [6000.5]


def test_who_has_no_row_has_no_entries_unless_it_is_said(tmp_path: Path) -> None:
    done = imported(tmp_path, mapping=MAPPING.replace('others = "unknown"\n', ""))
    assert not has_errors(done.findings), done.findings
    persons = pq.read_table(tmp_path / "out" / "persons.parquet").to_pylist()
    assert [row["salaries (entries)"] for row in persons] == [3, 1, 1, 0]


def test_an_entry_of_nobody_is_a_finding_and_nothing_is_written(tmp_path: Path) -> None:
    done = imported(tmp_path, SALARIES + "9,1,2010,5\n")
    assert [f.code for f in done.findings] == ["SB-W019"]
    assert "9-1" in done.findings[0].message
    assert not (tmp_path / "out").exists()


def test_entries_that_were_moved_are_found(tmp_path: Path) -> None:
    opened(tmp_path)
    file = tmp_path / "out" / "list_salaries.parquet"
    table = pq.read_table(file)
    pq.write_table(table.take(np.array([4, 1, 2, 3, 0])), file)
    assert "SB-W019" in {f.code for f in check_folder(tmp_path / "out")}
    file.unlink()
    assert {f.code for f in check_folder(tmp_path / "out")} == {"SB-W012"}


def test_a_list_that_is_there_is_not_missed(tmp_path: Path) -> None:
    population = opened(tmp_path)
    missed = [f.message for f in check_for_scheme(population, pension()) if f.code == "SB-W011"]
    assert not any("salaries" in message for message in missed)


def test_a_pension_costs_the_same_in_both_engines(tmp_path: Path) -> None:
    population = opened(tmp_path)
    reports: list[dict[str, Any]] = []
    for engine in ("columnar", "exact"):
        report, _ = simulate((pension(),), population, on=date(2011, 6, 30), engine=engine)
        reports.append({key: value for key, value in report.items() if key != "run"})
    assert reports[0] == reports[1]
    assert reports[0]["schemes"][0]["cost_per_year"] == "2430.2025"
