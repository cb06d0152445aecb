"""`population keep` and `list` use the work of a folder or of a database, and say what is wrong."""

from __future__ import annotations

from pathlib import Path

from tests.unit.cli.commands import run


def test_a_population_is_kept_and_listed_with_the_one_of_the_program(
    tmp_path: Path, database: str
) -> None:
    where = ("--data", tmp_path / "work", "--database", database)
    run("population", "make", "--households", "20", "--seed", "1", "--out", tmp_path / "made")
    kept = run("population", "keep", tmp_path / "made", "--title", "Twenty", *where, "--json")
    assert kept.status == 0, kept.err
    assert Path(kept.document["folder"]).is_dir()
    listed = run("population", "list", *where, "--json").document["populations"]
    assert [(each["population"], each["is_there"]) for each in listed] == [
        ("Made-up population of 20,000 households", True),
        ("Twenty", True),
    ]
    shown = run("population", "list", *where)
    assert shown.status == 0
    assert f"{kept.document['hash']}  Twenty, on " in shown.out


def test_a_database_that_is_not_there_is_a_finding_without_its_password(tmp_path: Path) -> None:
    url = "postgresql://ana:hidden-word@127.0.0.1:9/work"
    ran = run("population", "list", "--data", tmp_path, "--database", url, "--json")
    assert ran.status == 1
    assert ran.codes == ["SB-U007"]
    assert "hidden-word" not in ran.out + ran.err
