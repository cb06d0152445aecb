"""A database is opened and brought up to date, or the refusal says what to do."""

from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from schemebuilder.store import opening
from schemebuilder.store.opening import HEAD, Store, open_store, sqlite_url
from schemebuilder.store.tables import METADATA


def test_the_newest_step_is_the_one_that_the_program_expects() -> None:
    folder = Path(opening.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_current_head() == HEAD


def test_the_steps_make_the_tables_of_the_program(store: Store) -> None:
    with store.reading() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, METADATA) == []


def test_a_database_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "work.db")
    store, _ = open_store(url)
    assert store is not None
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    again, findings = open_store(url)
    assert again is None
    assert "newer version" in findings[0].message


def test_what_is_no_database_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "work.db").write_text("this is a letter, not a database" * 40)
    for url in (sqlite_url(tmp_path / "work.db"), "no url", "martian://here/there"):
        store, findings = open_store(url)
        assert store is None
        assert [finding.code for finding in findings] == ["SB-U007"]
