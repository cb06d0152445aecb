"""A folder is read in blocks of whole households, as a scheme wants its fields."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from schemebuilder.diagnostics.finding import Severity, has_errors
from schemebuilder.ir.vocabulary import Ask, Field
from schemebuilder.population.cases import household_case
from schemebuilder.population.check import check_folder
from schemebuilder.population.read import Population, Wanted, open_population
from schemebuilder.values.types import Kind, Period, Type, money
from tests.unit.population.survey import import_survey

ASK = Ask()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assert import_survey(tmp_path).info is not None
    return tmp_path / "out"


def opened(folder: Path) -> Population:
    population, findings = open_population(folder)
    assert findings == ()
    assert population is not None
    return population


@pytest.mark.parametrize("block", [1, 2, 3, 100])
def test_blocks_hold_whole_households(folder: Path, block: int) -> None:
    population = opened(folder)
    wanted = Wanted(population.info.fields, ids=True)
    whole = population.frame(wanted)
    assert whole.offsets.tolist() == [0, 2, 3, 6]
    assert whole.weights.tolist() == [350_250_000, 420_500_000, 99_000_000]
    blocks = list(population.frames(wanted, block))
    assert blocks[0].household_count == min(block, 3)
    for name, column in whole.persons.items():
        pieces = np.concatenate([b.persons[name].data for b in blocks])
        assert pieces.tolist() == column.data.tolist()
    ids = np.concatenate([b.person_ids for b in blocks if b.person_ids is not None])
    assert ids.tolist() == ["1-1", "1-2", "2-1", "3-1", "3-2", "3-3"]


def test_a_household_as_a_case(folder: Path) -> None:
    population = opened(folder)
    frame = population.frame(Wanted(population.info.fields, ids=True))
    assert household_case(frame, 1, date(2024, 1, 1)) == {
        "id": "2",
        "date": "2024-01-01",
        "input": {
            "persons": [
                {
                    "id": "2-1",
                    "role": "head",
                    "birth_date": "1951-12-31",
                    "sex": "male",
                    "in_education": {"not_applicable": True},
                }
            ],
            "households": [
                {
                    "id": "2",
                    "members": ["2-1"],
                    "district": "north",
                    "area_type": "rural",
                    "income": "416.71",
                }
            ],
        },
    }


def test_amounts_come_in_the_schemes_period(folder: Path) -> None:
    population = opened(folder)
    yearly = Field("income", "household", money("KES", Period.YEAR), ASK, decimals=2)
    column = population.frame(Wanted((yearly,))).households["income"]
    assert [int(v) * column.unit for v in column.data] == [14400, Fraction("5000.52"), 0]
    assert population.bounds(yearly) == (0, 120_000)
    assert column.unit == Fraction(12, 100)


def test_fewer_decimals_round_half_even_once(folder: Path) -> None:
    population = opened(folder)
    whole = Field("body_weight", "person", Type(Kind.NUMBER), ASK, decimals=0)
    column = population.frame(Wanted((whole,))).persons["body_weight"]
    known = column.data[~column.unknown] if column.unknown is not None else column.data
    assert known.tolist() == [62, 28, 70, 81, 4]
    assert column.unit == 1


def test_choices_come_in_the_schemes_order(folder: Path) -> None:
    population = opened(folder)
    sex = Field("sex", "person", Type(Kind.CHOICE, choices=("male", "other", "female")), ASK)
    column = population.frame(Wanted((sex,))).persons["sex"]
    assert column.data.tolist() == [2, 0, 0, 2, 0, 2]
    narrow = replace(sex, type=Type(Kind.CHOICE, choices=("male",)))
    column = population.frame(Wanted((narrow,))).persons["sex"]
    assert column.unknown is not None
    assert column.unknown.tolist() == [True, False, False, True, False, True]


def test_a_text_field_reads_a_choice(folder: Path) -> None:
    population = opened(folder)
    district = Field("district", "household", Type(Kind.TEXT), ASK)
    column = population.frame(Wanted((district,))).households["district"]
    assert [column.type.choices[int(v)] for v in column.data] == ["north", "north", "south"]


def test_roles_that_a_scheme_does_not_have_are_unknown(folder: Path) -> None:
    frame = opened(folder).frame(Wanted((), roles=("child", "head")))
    roles = frame.roles
    assert roles is not None
    assert roles.unknown is not None
    assert roles.data[~roles.unknown].tolist() == [1, 0, 1, 1]


def test_a_field_of_another_kind_is_left_out(folder: Path) -> None:
    population = opened(folder)
    wrong = Field("sex", "person", Type(Kind.YES_NO), ASK)
    lacking = Field("pregnant", "person", Type(Kind.YES_NO), ASK)
    assert population.frame(Wanted((wrong, lacking))).persons == {}


def test_strata_and_clusters(folder: Path) -> None:
    strata, clusters = opened(folder).design()
    assert strata is not None
    assert clusters is not None
    assert [strata.type.choices[int(v)] for v in strata.data] == ["north 1", "north 2", "south 1"]
    assert clusters.data.tolist() == [0, 0, 1]


def test_a_folder_changed_by_hand_says_so_and_has_another_hash(folder: Path) -> None:
    before = opened(folder).hash
    table = pq.read_table(folder / "households.parquet")
    pq.write_table(table.set_column(1, "members", pa.array([2, 1, 3], pa.int32())), folder / "h")
    (folder / "h").replace(folder / "households.parquet")
    population, findings = open_population(folder)
    assert [f.code for f in findings] == ["SB-W012"]
    assert findings[0].severity is Severity.WARNING
    assert population is not None
    # The same facts, kept otherwise: only the content counts.
    assert population.hash == before
    raised = pa.array([2, 1, 3], pa.int32())
    other = table.set_column(1, "members", raised).set_column(
        2, "household_weight", pa.array([Decimal(1), Decimal(2), Decimal(3)], pa.decimal128(18, 6))
    )
    pq.write_table(other, folder / "households.parquet", store_decimal_as_integer=True)
    population, _ = open_population(folder)
    assert population is not None
    assert population.hash != before


def test_members_that_do_not_add_up_are_refused(folder: Path) -> None:
    table = pq.read_table(folder / "households.parquet")
    pq.write_table(
        table.set_column(1, "members", pa.array([1, 2, 3], pa.int32())),
        folder / "households.parquet",
    )
    population, findings = open_population(folder)
    assert population is None
    assert "1 value is not the household whose turn it is: row 2 (1)" in findings[1].message


@pytest.mark.parametrize(
    ("break_it", "code", "words"),
    [
        (shutil.rmtree, "SB-W012", "is not a population"),
        (lambda f: (f / "persons.parquet").unlink(), "SB-W012", "has no persons.parquet"),
        (lambda f: _cut(f / "persons.parquet"), "SB-W007", "damaged, or cut off"),
        (lambda f: _edit(f, "persons = 6", "persons = 7"), "SB-W012", "has 6 rows"),
        (lambda f: _edit(f, "[persons.sex]", "[persons.gender]"), "SB-W012", "no column gender"),
        (lambda f: _edit(f, '"yes/no"', '"maybe"'), "SB-W012", "which a population cannot hold"),
        (lambda f: _edit(f, '"yes/no"', '"date"'), "SB-W002", "not kept as date"),
        (lambda f: _edit(f, "sb-population/1", "sb-population/2"), "SB-W012", "its format is"),
        (lambda f: _edit(f, "decimals = 2", "decimals = two"), "SB-W012", "cannot be read"),
        (lambda f: _edit(f, 'currency = "KES"', "currency = 3"), "SB-W012", "currency"),
    ],
)
def test_a_broken_folder_is_a_finding(
    folder: Path, break_it: Callable[[Path], object], code: str, words: str
) -> None:
    break_it(folder)
    population, findings = open_population(folder)
    assert population is None
    assert has_errors(findings)
    assert code in [f.code for f in findings]
    assert any(words in f.message for f in findings)
    assert all(f.message and "Traceback" not in f.message for f in check_folder(folder))


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def _edit(folder: Path, old: str, new: str) -> None:
    path = folder / "population.toml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
