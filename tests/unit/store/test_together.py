"""Several processes use one store at once, and none overwrites or loses what another kept."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from multiprocessing import get_context
from typing import Any, Final

import pytest
from sqlalchemy import select, text

from schemebuilder.store.examples import examples
from schemebuilder.store.opening import HEAD, Store, open_store
from schemebuilder.store.records import kept_records
from schemebuilder.store.schemes import draft, schemes, version_text, versions
from schemebuilder.store.tables import TEXTS
from tests.unit.store import together

PROCESSES: Final = 4
Together = Callable[..., list[Any]]


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPoolExecutor]:
    """Processes of their own, which start once for all tests."""
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as made:
        for each in [made.submit(time.sleep, 0.5) for _ in range(PROCESSES)]:
            each.result()
        yield made


@pytest.fixture
def at_once(pool: ProcessPoolExecutor) -> Together:
    """Have a function done by all processes at one moment; `names` says who is who."""

    def done(function: Callable[..., Any], url: str, *, names: bool = True) -> list[Any]:
        at = time.time() + 0.2
        who = [(f"person {number}",) if names else () for number in range(PROCESSES)]
        asked = [pool.submit(function, url, at, *each) for each in who]
        return [each.result() for each in asked]

    return done


def test_a_new_database_is_made_once_by_processes_that_open_it_together(
    database: str, at_once: Together
) -> None:
    assert at_once(together.open_only, database, names=False) == [True] * PROCESSES
    store, _ = open_store(database)
    assert store is not None
    with store.reading() as connection:
        steps = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    assert steps == [HEAD]
    assert schemes(store) == ()
    store.close()


def test_versions_of_one_scheme_have_different_numbers(
    store: Store, database: str, at_once: Together
) -> None:
    numbers = at_once(together.save_versions, database)
    assert sorted(chain(*numbers)) == list(range(1, 10 * PROCESSES + 1))
    for who, mine in enumerate(numbers):
        assert mine == sorted(mine)
        for count, number in enumerate(mine):
            assert version_text(store, "grant", number) == f"person {who} {count}\n"
    assert len(versions(store, "grant")) == 10 * PROCESSES


def test_no_window_overwrites_the_draft_of_another(
    store: Store, database: str, at_once: Together
) -> None:
    revisions = at_once(together.save_drafts, database)
    assert sorted(chain(*revisions)) == list(range(1, 10 * PROCESSES + 1))
    last = draft(store, "grant")
    assert last is not None
    assert last.revision == 10 * PROCESSES
    assert last.revision in revisions[int(last.text.split()[1])]


def test_what_several_keep_is_there_once(store: Store, database: str, at_once: Together) -> None:
    together.save_versions(database, 0, "person 0")
    assert len(at_once(together.keep_the_same, database)) == PROCESSES
    assert [one.name for one in examples(store, "grant")] == [f"case {n}" for n in range(10)]
    assert len(kept_records(store, "grant", 100)) == 10
    with store.reading() as connection:
        kept = connection.execute(select(TEXTS.c.text)).scalars().all()
    assert sorted(one for one in kept if one.startswith("text")) == [f"text {n}" for n in range(10)]


def test_a_reader_keeps_no_writer_waiting_and_sees_one_state(store: Store, database: str) -> None:
    other, _ = open_store(database)
    assert other is not None
    together.save_versions(database, 0, "person 0")
    count = text("SELECT count(*) FROM versions")
    with store.reading() as connection:
        connection.execute(count)
        began = time.monotonic()
        together.save_versions(database, 0, "person 1")
        assert time.monotonic() - began < 10  # a writer that waits for a lock gives up after 15 s
    assert len(versions(other, "grant")) == 20
    other.close()
