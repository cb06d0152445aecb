"""Files and a mapping become a folder; what is broken is found, and then nothing is written."""

from __future__ import annotations

import os
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest

from schemebuilder.diagnostics.finding import Severity, has_errors
from schemebuilder.population.importing import import_population
from schemebuilder.population.read import open_population
from schemebuilder.population.schema import imputations
from tests.unit.population.survey import (
    HOUSEHOLDS,
    MAPPING,
    PERSONS,
    codes,
    import_survey,
    messages,
)


def test_the_survey_is_imported(tmp_path: Path) -> None:
    imported = import_survey(tmp_path)
    assert not has_errors(imported.findings)
    info = imported.info
    assert info is not None
    assert (info.persons, info.households, info.currency) == (6, 3, "KES")
    assert info.roles == ("head", "spouse", "child", "other")
    assert imputations(info) == (
        "the day of the interview is not known",
        "income of household: spending stands in for income",
    )
    rows = pq.read_table(tmp_path / "out" / "households.parquet").to_pylist()
    assert [str(row["income"]) for row in rows] == ["1200.00", "416.71", "0.00"]
    assert [row["members"] for row in rows] == [2, 1, 3]
    assert rows[0]["stratum"] == "north 1"
    persons = pq.read_table(tmp_path / "out" / "persons.parquet").to_pylist()
    assert [p["role"] for p in persons] == ["head", "child", "head", "head", "spouse", "other"]
    assert [p["in_education"] for p in persons] == [False, True, None, False, False, None]
    assert [p["in_education (not applicable)"] for p in persons] == [False] * 2 + [True] + [
        False
    ] * 3


def test_what_is_rounded_is_counted(tmp_path: Path) -> None:
    imported = import_survey(tmp_path)
    said = messages(imported)
    assert "1 weights were rounded half even to 6 decimals" in said
    assert "1 of 3 values were rounded half even to 2 decimals" in said
    assert "1 of 5 values were rounded half even to 1 decimals" in said
    weights = pq.read_table(tmp_path / "out" / "households.parquet").column("household_weight")
    # 99.0000005 lies between two millionths: half even.
    assert [str(w) for w in weights] == ["350.250000", "420.500000", "99.000000"]


def test_parquet_and_csv_give_the_same_population(tmp_path: Path) -> None:
    from_csv = import_survey(tmp_path)
    there = tmp_path / "parquet"
    there.mkdir()
    files = []
    for name in ("persons", "households"):
        options = pa_csv.ParseOptions(delimiter=";")
        table = pa_csv.read_csv(tmp_path / f"{name}.csv", parse_options=options)
        pq.write_table(table, there / f"{name}.parquet")
        files.append(there / f"{name}.parquet")
    mapping = there / "mapping.toml"
    mapping.write_text(MAPPING.replace(".csv", ".parquet"))
    from_parquet = import_population(files, mapping, there / "out")
    assert from_csv.info is not None
    assert from_parquet.info is not None
    assert from_parquet.info.content_hash == from_csv.info.content_hash


def test_one_flat_file_holds_both(tmp_path: Path) -> None:
    flat = "hid;age;region;w\n7;30;north;2\n9;8;south;1\n7;5;north;2\n"
    mapping = """
title = "Flat"
reference_date = 2020-01-01
currency = "XXX"
[files.persons]
name = "persons.csv"
household = "hid"
delimiter = ";"
[design]
weight = "w"
[persons.age]
type = "whole number"
column = "age"
[households.region]
column = "region"
"""
    imported = import_survey(tmp_path, persons=flat, households=None, mapping=mapping)
    assert imported.findings == ()
    persons = pq.read_table(tmp_path / "out" / "persons.parquet").to_pylist()
    assert [(p["person_id"], p["age"]) for p in persons] == [("7-1", 30), ("7-2", 5), ("9-1", 8)]
    torn = flat.replace("7;5;north", "7;5;south")
    again = tmp_path / "again"
    again.mkdir()
    imported = import_survey(again, persons=torn, households=None, mapping=mapping)
    assert codes(imported) == ["SB-W015"]
    assert "row 3 (south)" in messages(imported)


def test_all_columns_are_reported_at_once(tmp_path: Path) -> None:
    persons = PERSONS.replace("1980-05-17", "1980-02-30").replace(";F;9;", ";X;maybe;")
    persons = persons.replace("28.25", "heavy") + "8;1;Head;2000-01-01;F;No;50\n1;1;Head;;F;No;1\n"
    households = (
        HOUSEHOLDS.replace("14400", "-5").replace("420.5", "0").replace("north;2", "north;3")
    )
    households += "4;north;1;100;;c\n1;north;1;0;1;c\n"
    imported = import_survey(tmp_path, persons=persons, households=households)
    said = messages(imported)
    assert imported.info is None
    assert not (tmp_path / "out").exists()
    unknown_code = "1 value is a code that the mapping does not know"
    expected = {
        "birth_date of person (column 'born' of persons.csv)": "is not a date: row 1 (1980-02-30).",
        "sex of person (column 'sex' of persons.csv)": f"{unknown_code}: row 6 (X).",
        "in_education of person (column 'school' of persons.csv)": "row 6 (maybe).",
        "body_weight of person (column 'kg' of persons.csv)": "is not a number: row 2 (heavy).",
        "household of person (column 'hid' of persons.csv)": (
            "1 value is in no row of households.csv: row 7 (8)."
        ),
        "id of person (column 'hid and line' of persons.csv)": "stands there already: row 8 (1-1).",
        "income of household (column 'spent' of households.csv)": (
            "1 value is outside 0 to 1000000: row 1 (-5)."
        ),
        "area_type of household (column 'urban' of households.csv)": unknown_code,
        "weight of household (column 'weight' of households.csv)": (
            "2 values are missing or not positive: row 2 (0), row 4 (empty)."
        ),
        "household (column 'hid' of households.csv)": "1 value has no persons: row 4 (4).",
        "id of household (column 'hid' of households.csv)": "stands there already: row 5 (1).",
    }
    for place, words in expected.items():
        assert any(place.strip() in line and words in line for line in said.splitlines()), place


def test_many_wrong_rows_show_three(tmp_path: Path) -> None:
    imported = import_survey(tmp_path, persons=PERSONS.replace("-", "/x"))
    assert "6 values are not dates; the first are row 1" in messages(imported)
    assert "row 3" in messages(imported)
    assert "row 4" not in messages(imported)


def test_households_without_persons_may_be_left_out(tmp_path: Path) -> None:
    mapping = MAPPING.replace('id = "hid"', 'id = "hid"\nwithout_persons = "leave out"')
    households = HOUSEHOLDS.replace("1;north", "0;south;1;1;5;z\n1;north", 1)
    imported = import_survey(tmp_path, households=households, mapping=mapping)
    found = [f for f in imported.findings if f.code == "SB-W014"]
    assert [f.severity for f in found] == [Severity.WARNING]
    assert imported.info is not None
    assert imported.info.households == 3
    population, _ = open_population(tmp_path / "out")
    assert population is not None


@pytest.mark.parametrize(
    ("persons", "code", "words"),
    [
        (None, "SB-U002", "needs the persons' file 'persons.csv'"),
        (b"", "SB-W007", "has no header line"),
        (b"hid;line\n", "SB-W001", "has no column 'born'"),
        (PERSONS.replace(";", ","), "SB-W007", 'Write delimiter = ","'),
        (PERSONS.replace(";", "\t"), "SB-W007", 'Write delimiter = "\\t"'),
        (PERSONS.replace("Spouse", "Épouse").encode("cp1252"), "SB-W007", "line 6 has a character"),
        (PERSONS.replace(";No;70", ";No;70;;"), "SB-W007", "line 5 (9)"),
        (PERSONS.splitlines()[0] + "\n", "SB-W007", "has no rows"),
        (PERSONS.replace("hid;line;", "hid;hid;"), "SB-W007", "two columns called hid"),
        (b"\x00\x01\x02PAR1" * 20, "SB-W007", "is neither Parquet nor text"),
        (b"PAR1" + bytes(200), "SB-W007", "not a whole Parquet file"),
    ],
)
def test_a_file_that_cannot_be_read(
    tmp_path: Path, persons: str | bytes | None, code: str, words: str
) -> None:
    imported = import_survey(tmp_path, persons=persons)
    assert imported.info is None
    assert code in codes(imported)
    assert words in messages(imported)
    assert "Traceback" not in messages(imported)
    assert not (tmp_path / "out").exists()


def test_a_parquet_file_that_is_cut_off(tmp_path: Path) -> None:
    whole = tmp_path / "whole.parquet"
    pq.write_table(pa.table({"hid": list(range(1000))}), whole)
    imported = import_survey(tmp_path, persons=whole.read_bytes()[:-30])
    assert "damaged, or cut off" in messages(imported)


def test_a_lacking_column_offers_the_nearest(tmp_path: Path) -> None:
    imported = import_survey(tmp_path, mapping=MAPPING.replace('"born"', '"borm"'))
    (finding,) = imported.findings
    assert finding.message == "persons.csv has no column 'borm', which the mapping uses."
    assert finding.hint == "Did you mean born?"


def test_wrong_types_in_the_mapping(tmp_path: Path) -> None:
    mapping = MAPPING.replace('"money per month"', '"money per moon"').replace(
        'type = "date"', 'type = "date"\nconstant = "x"'
    )
    imported = import_survey(tmp_path, mapping=mapping)
    assert "[households.income] has the type 'money per moon'" in messages(imported)
    assert "[persons.birth_date] needs either a column or a constant" in messages(imported)


def test_a_year_does_not_become_weeks_by_itself(tmp_path: Path) -> None:
    imported = import_survey(tmp_path, mapping=MAPPING.replace("per month", "per week"))
    assert "no calendar turns into each other" in messages(imported)


def test_a_folder_that_is_there_is_not_lost(tmp_path: Path) -> None:
    assert import_survey(tmp_path).info is not None
    before = (tmp_path / "out" / "population.toml").read_bytes()
    imported = import_survey(tmp_path)
    assert codes(imported)[0] == "SB-U004"
    assert (tmp_path / "out" / "population.toml").read_bytes() == before
    replaced = import_population(
        [tmp_path / "persons.csv", tmp_path / "households.csv"],
        tmp_path / "mapping.toml",
        tmp_path / "out",
        replace_it=True,
    )
    assert replaced.info is not None


def test_a_folder_that_is_no_population_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.docx").write_text("years of work")
    import_survey(tmp_path)
    imported = import_population(
        [tmp_path / "persons.csv", tmp_path / "households.csv"],
        tmp_path / "mapping.toml",
        tmp_path / "out",
        replace_it=True,
    )
    assert "SB-U004" in codes(imported)
    assert (tmp_path / "out" / "thesis.docx").exists()


class _StoppedError(Exception):
    """Somebody pressed Ctrl-C."""


def test_nothing_is_left_when_it_is_stopped(tmp_path: Path) -> None:
    import_survey(tmp_path, mapping="")

    def stop(what: str, _share: float) -> None:
        if what == "done":
            return
        if what == "writing":
            raise _StoppedError

    (tmp_path / "mapping.toml").write_text(MAPPING)
    files = [tmp_path / "persons.csv", tmp_path / "households.csv"]
    with pytest.raises(_StoppedError):
        import_population(files, tmp_path / "mapping.toml", tmp_path / "out", progress=stop)
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "households.csv",
        "mapping.toml",
        "persons.csv",
    ]


def test_what_a_killed_import_left_is_cleared_away(tmp_path: Path) -> None:
    dead = _a_dead_process()
    left = tmp_path / f".out.{dead}.part"
    left.mkdir()
    (left / "persons.parquet").write_bytes(b"half")
    old = tmp_path / f".out.{dead}.old"
    old.mkdir()
    assert import_survey(tmp_path).info is not None
    assert not left.exists()
    assert not old.exists()


def _a_dead_process() -> int:
    child = os.posix_spawn("/bin/true", ["true"], {})
    os.waitpid(child, 0)
    return child


def test_progress_goes_from_nothing_to_done(tmp_path: Path) -> None:
    import_survey(tmp_path, mapping="")
    (tmp_path / "mapping.toml").write_text(MAPPING)
    seen: list[tuple[str, float]] = []
    import_population(
        [tmp_path / "persons.csv", tmp_path / "households.csv"],
        tmp_path / "mapping.toml",
        tmp_path / "out",
        progress=lambda what, share: seen.append((what, share)),
    )
    shares = [share for _, share in seen]
    assert shares == sorted(shares)
    assert seen[0] == ("reading", 0.0)
    assert seen[-1] == ("done", 1.0)


def test_units_and_constants_are_exact_decimals(tmp_path: Path) -> None:
    mapping = MAPPING.replace('per = "year"', "multiply_by = 0.1\nrange = [0, 1440.5]").replace(
        "range = [0, 1000000]", ""
    )
    mapping += '[households.share]\ntype = "number"\ndecimals = 3\nconstant = 0.125\n'
    imported = import_survey(tmp_path, mapping=mapping)
    assert imported.info is not None
    rows = pq.read_table(tmp_path / "out" / "households.parquet").to_pylist()
    assert [str(row["income"]) for row in rows] == ["1440.00", "500.05", "0.00"]
    assert {str(row["share"]) for row in rows} == {"0.125"}
