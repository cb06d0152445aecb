"""A database of an older program is brought up to date with all its rows, or left as it was."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, DateTime, Integer, MetaData, String, Table, insert, select, text
from sqlalchemy.exc import DBAPIError

from schemebuilder.store import opening
from schemebuilder.store.opening import Store, open_store, upgrade

Rows = dict[str, list[dict[str, Any]]]

STEP = '''"""A step that alters a table to which others refer."""

import sqlalchemy as sa
from alembic import op

revision = "9000"
down_revision = "{before}"


def upgrade() -> None:
    with op.batch_alter_table("schemes", recreate="{recreate}") as schemes:
        schemes.add_column(sa.Column("colour", sa.Text(), nullable=False, server_default="red"))
    {more}
'''


@pytest.fixture
def old(database: str, monkeypatch: pytest.MonkeyPatch) -> Rows:
    """A database at the first step, with a row in each of its tables."""
    with monkeypatch.context() as first:
        first.setattr(opening, "HEAD", "0000")
        first.setattr(opening, "_brought_up_to_date", lambda store: upgrade(store, "0001"))
        store, findings = open_store(database)
    assert store is not None, findings
    rows: Rows = {}
    with store.writing() as connection:
        for table in _tables(connection):
            row = _row(table, rows)
            connection.execute(insert(table).values(**row))
            rows[table.name] = [row]
    store.close()
    assert len(rows) > 10
    return rows


def _tables(connection: Connection) -> list[Table]:
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != "alembic_version"]


def _row(table: Table, rows: Rows) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for column in table.columns:
        key = next(iter(column.foreign_keys), None)
        if key is not None:
            row[column.name] = rows[key.column.table.name][0][key.column.name]
        elif isinstance(column.type, Integer):
            row[column.name] = 1
        elif isinstance(column.type, DateTime):
            row[column.name] = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
        elif isinstance(column.type, String):
            row[column.name] = table.name[:8]
        else:
            row[column.name] = False
    return row


def _kept(store: Store, rows: Rows) -> Rows:
    """The rows as they are now, in the columns that they had; moments without their zone."""
    with store.reading() as connection:
        tables = {table.name: table for table in _tables(connection)}
        return {
            name: [
                {column: _plain(getattr(row, column)) for column in old[0]}
                for row in connection.execute(select(tables[name]))
            ]
            for name, old in rows.items()
        }


def _plain(value: Any) -> Any:
    return value.replace(tzinfo=None) if isinstance(value, datetime) else value


def _expected(rows: Rows) -> Rows:
    return {
        name: [{column: _plain(value) for column, value in row.items()} for row in of]
        for name, of in rows.items()
    }


def test_the_rows_of_the_first_step_are_kept(database: str, old: Rows) -> None:
    store, findings = open_store(database)
    assert store is not None, findings
    assert _kept(store, old) == _expected(old)
    store.close()


def _with_a_step(folder: Path, monkeypatch: pytest.MonkeyPatch, **words: str) -> None:
    shutil.copytree(opening.STEPS, folder / "steps")
    step = STEP.format(before=opening.HEAD, **words)
    (folder / "steps" / "versions" / "9000_colour.py").write_text(step)
    monkeypatch.setattr(opening, "STEPS", folder / "steps")
    monkeypatch.setattr(opening, "HEAD", "9000")


def test_a_step_that_makes_a_table_anew_keeps_what_refers_to_it(
    database: str, old: Rows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recreate = "always" if database.startswith("sqlite") else "never"
    _with_a_step(tmp_path, monkeypatch, recreate=recreate, more="")
    store, findings = open_store(database)
    assert store is not None, findings
    assert _kept(store, old) == _expected(old)
    with store.reading() as connection:
        assert connection.execute(text("SELECT colour FROM schemes")).scalars().all() == ["red"]
    with pytest.raises(DBAPIError), store.writing() as connection:
        connection.execute(text("UPDATE drafts SET scheme = 'nowhere'"))
    store.close()


@pytest.mark.parametrize(
    "trouble", ["raise ValueError('a step that fails')", "op.execute('DELETE FROM schemes')"]
)
def test_a_step_that_fails_leaves_all_as_it_was(
    database: str, old: Rows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    with monkeypatch.context() as newer:
        _with_a_step(tmp_path, newer, recreate="auto", more=trouble)
        if trouble.startswith("raise"):
            with pytest.raises(ValueError, match="a step that fails"):
                open_store(database)
        elif database.startswith("sqlite"):
            with pytest.raises(opening.BrokenStepError):
                open_store(database)
        else:
            store, findings = open_store(database)
            assert store is None
            assert [finding.code for finding in findings] == ["SB-U007"]
    store, findings = open_store(database)
    assert store is not None, findings
    assert _kept(store, old) == _expected(old)
    store.close()
