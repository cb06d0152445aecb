"""All that a store holds, by place, with every hash in it looked at."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select, text

from schemebuilder.services import kept_populations
from schemebuilder.services.workspace import Workspace
from schemebuilder.store.tables import (
    DRAFTS,
    EXAMPLES,
    JOBS,
    MEANINGS,
    METADATA,
    POPULATIONS,
    RECORDS,
    RUN_TEXTS,
    RUNS,
    SCHEMES,
    TEXTS,
    VERSIONS,
)
from schemebuilder.values.canonical import sha256


def held(work: Workspace, whole: set[str]) -> dict[str, Any]:
    """Return what a store holds as `killed` tells it.

    `whole` are the populations that were looked at before; those found whole now are added.
    """
    with work.store.reading() as connection:
        _sound(connection)
        texts = {row.hash: row.text for row in connection.execute(select(TEXTS))}
        meanings = {row.hash: row.ir for row in connection.execute(select(MEANINGS))}
        for hashed, written in (*texts.items(), *meanings.items()):
            assert sha256(written) == hashed
        places = {**_schemes(connection), **_runs(connection)}
        for row in connection.execute(select(RECORDS)):
            assert sha256(row.record) == row.id
            places[f"record {row.id}"] = [row.decided_by, row.meaning]
        populations = connection.execute(select(POPULATIONS)).all()
    for row in populations:
        places[f"population {row.title}"] = row.households
        if row.hash not in whole:
            assert kept_populations.population_folder(work, row.hash, fully=True) is not None
            whole.add(row.hash)
    return places


def _schemes(connection: Connection) -> dict[str, Any]:
    places: dict[str, Any] = {}
    for row in connection.execute(select(SCHEMES)):
        places[f"scheme {row.key}"] = row.title
    for row in connection.execute(select(DRAFTS)):
        hashed, _, body = row.text.partition("\n")
        assert sha256(body) == hashed
        assert row.case == {"text": sha256(row.text)}
        places[f"draft {row.scheme}"] = [row.revision, sha256(row.text), row.base]
    for row in connection.execute(select(VERSIONS)):
        assert row.text == row.text_hash == row.meaning_hash
        places[f"version {row.scheme} {row.number}"] = row.text
    for row in connection.execute(select(EXAMPLES)):
        places[f"example {row.scheme} {row.name}"] = row.case
    return places


def _runs(connection: Connection) -> dict[str, Any]:
    places: dict[str, Any] = {}
    titles: dict[str, str] = {}
    read: dict[str, dict[str, list[str]]] = {}
    for row in connection.execute(select(RUN_TEXTS)):
        read.setdefault(row.run, {})[row.role] = [row.text, row.scheme]
    for row in connection.execute(select(RUNS)):
        titles[row.id] = row.inputs["title"]
        places[f"run {row.inputs['title']}"] = [sha256(row.report), read.pop(row.id, {})]
    assert not read
    for row in connection.execute(select(JOBS)):
        assert row.request == {"title": row.title}
        places[f"job {row.title}"] = [row.state, titles[row.run] if row.run else None]
    return places


def _sound(connection: Connection) -> None:
    """Have the database look at its pages and indexes, and that every key leads somewhere."""
    if connection.dialect.name == "sqlite":
        assert connection.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        return
    for table in METADATA.sorted_tables:
        for key in table.foreign_key_constraints:
            there = [one.parent == one.column for one in key.elements]
            given = [one.parent.is_not(None) for one in key.elements]
            lost = select(table).where(*given, ~select(1).where(*there).correlate(table).exists())
            assert connection.execute(lost).all() == []
    connection.execute(
        text(
            "SELECT bt_index_check(i.indexrelid, true) FROM pg_index i"
            " JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam"
            " JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE a.amname = 'btree' AND n.nspname = 'public'"
        )
    ).all()
