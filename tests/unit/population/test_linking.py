"""Links in a population: ids of a file to places to step to, and back to ids in a case."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

from schemebuilder.diagnostics.finding import has_errors
from schemebuilder.engines.exact.people import Subject
from schemebuilder.population.cases import household_case
from schemebuilder.population.frame import Column, Frame
from schemebuilder.population.importing import import_population
from schemebuilder.population.linking import outside_household, steps_to
from schemebuilder.population.read import Wanted, open_population
from schemebuilder.population.rows import Place
from schemebuilder.population.schema import StoredField
from schemebuilder.simulation.to_case import household_as_case
from schemebuilder.values.evidence import Known
from schemebuilder.values.types import PERSON

STORED = StoredField("mother", "person", PERSON)
HOMES = np.array([0, 0, 1, 1])
IDS = (pa.array(["h-1", "h-2", "k-1", "k-2"]), pa.array(["h", "h", "k", "k"]))


def steps(named: list[str | None]) -> tuple[list[int | None], list[str]]:
    array, findings = steps_to(STORED, pa.array(named, pa.string()), IDS, HOMES, Place("m", "", ""))
    return array.to_pylist(), [finding.code for finding in findings]


def test_an_id_or_the_number_of_a_line_becomes_rows_to_step() -> None:
    assert steps(["h-2", "1", None, "k-1"]) == ([1, -1, None, -1], [])


def test_who_is_of_another_household_or_of_none_is_a_finding() -> None:
    assert steps(["k-1", None, "9", "1"])[1] == ["SB-W018"]


def test_a_step_out_of_the_household_is_noticed() -> None:
    found = outside_household(np.array([1, -1, -1, 0]), np.array([2, 2]))
    assert found.tolist() == [False, False, True, False]


MAPPING = """
title = "Two households"
reference_date = 2024-06-01
currency = "KES"
[files.persons]
name = "people.csv"
household = "home"
id = ["home", "line"]
[persons.age]
column = "age"
type = "whole number"
[persons.mother]
column = "mother"
type = "person"
not_applicable = ["0"]
"""
ROWS = "home,line,age,mother\nh,1,40,0\nh,2,4,1\nk,1,30,0\nk,2,7,1\n"


def test_a_column_of_line_numbers_is_imported_and_read_again(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "mapping.toml").write_text(MAPPING, encoding="utf-8")
    out = tmp_path / "population"
    files = [tmp_path / "people.csv"]
    imported = import_population(files, tmp_path / "mapping.toml", out)
    assert not has_errors(imported.findings), imported.findings
    population, findings = open_population(out)
    assert population is not None, findings
    frame: Frame = population.frame(Wanted(population.info.fields, ids=True))
    assert frame.persons["mother"].data.tolist() == [0, -1, 0, -1]
    case = household_case(frame, 1, date(2024, 6, 1))
    persons = case["input"]["persons"]  # type: ignore[index]  # a record of JSON
    assert [person["mother"] for person in persons] == [{"not_applicable": True}, "k-1"]


def test_the_exact_evaluator_is_handed_the_id_of_the_one_who_is_named() -> None:
    steps_there = Column(np.array([0, -1]), PERSON, not_applicable=np.array([True, False]))
    ids = np.array(["a", "c"], dtype=object)
    frame = Frame({"mother": steps_there}, {}, np.array([0, 2]), np.array([1]), None, ids)
    case = household_as_case(frame, 0, date(2024, 6, 1))
    assert case.facts[Subject("person", "c")]["mother"].evidence == Known("a")
