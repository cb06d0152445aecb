"""One household is read as it stands among all the others, its lists too, and found by its id."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from schemebuilder.population.blocks import Rows
from schemebuilder.population.cases import household_case
from schemebuilder.population.one import row_of
from schemebuilder.population.read import Wanted, wanted_by
from schemebuilder.services.authoring import check_source
from tests.unit.population.test_listing import opened
from tests.unit.simulation.people import HOUSEHOLDS, made

ON = date(2026, 1, 1)


@pytest.mark.parametrize("row", [0, 1, 2, 100, HOUSEHOLDS - 1])
def test_a_household_as_among_all(row: int) -> None:
    population = made()
    wanted = Wanted(population.info.fields, ids=True)
    whole = household_case(population.frame(wanted), row, ON)
    assert household_case(population.household(wanted, row), 0, ON) == whole
    assert row_of(population.folder, str(whole["id"])) == row


def test_an_id_that_nobody_has() -> None:
    assert row_of(made().folder, "nobody") is None


def test_with_its_lists(tmp_path: Path) -> None:
    population = opened(tmp_path)
    scheme = check_source("tn_contributory_pension").scheme
    assert scheme is not None
    wanted = wanted_by(scheme, ids=True)
    whole = population.frame(wanted)
    cases = [household_case(whole, row, ON) for row in range(whole.household_count)]
    assert [household_case(population.household(wanted, row), 0, ON) for row in range(3)] == cases
    first = cases[0]["input"]
    assert isinstance(first, dict)
    salaries = [person.get("salaries") for person in first["persons"]]
    assert salaries == [
        [{"year": 2010, "salary": 9000}, {"year": 2009, "salary": 8000}, {"year": 2008}],
        [{"year": 2010, "salary": 5000}],
    ]


@pytest.mark.parametrize("passed", range(10))
def test_rows_passed_over(passed: int, tmp_path: Path) -> None:
    table = pa.table({"n": list(range(10))})
    pq.write_table(table, tmp_path / "n.parquet", row_group_size=3)
    with Rows(tmp_path / "n.parquet", ["n"]) as rows:
        rows.skip(passed)
        assert rows.take(2).column("n").to_pylist() == list(range(10))[passed : passed + 2]
        rows.skip(2)
        assert rows.take(9).column("n").to_pylist() == list(range(10))[passed + 4 :]
