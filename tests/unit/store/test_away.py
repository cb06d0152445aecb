"""What must be written waits for a database that is away, and comes back from its log."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from schemebuilder.store.away import if_there, patiently
from schemebuilder.store.opening import Store, open_store
from schemebuilder.store.schemes import Heading, save_draft, schemes
from tests.stores import Databases


@pytest.fixture
def on_postgresql(postgresql: Databases) -> Iterator[Store]:
    """A store on PostgreSQL, with a connection that is open."""
    url = postgresql.database()
    store, findings = open_store(url)
    assert store is not None, findings
    assert schemes(store) == ()
    yield store
    store.close()
    postgresql.remove(url)


def _save(store: Store) -> bool:
    kept = save_draft(
        store, "grant", Heading("Grant"), text="", good=None, case=None, base=None, revision=0
    )
    return kept is not None


@pytest.mark.parametrize("how", ["stop", "kill"])
def test_a_write_waits_until_the_server_is_back(
    postgresql: Databases, on_postgresql: Store, how: str
) -> None:
    getattr(postgresql.server, how)()
    assert if_there(lambda: _save(on_postgresql), otherwise=False) is False
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(patiently, lambda: _save(on_postgresql))
        time.sleep(0.5)
        assert not waiting.done()
        postgresql.server.start()
        assert waiting.result(timeout=60)
    assert [one.key for one in schemes(on_postgresql)] == ["grant"]


def test_a_fault_of_ours_is_not_tried_again(store: Store) -> None:
    tried = []

    def wrong() -> None:
        tried.append(1)
        with store.writing() as connection:
            connection.execute(text("SELECT nothing FROM nowhere"))

    for act in (patiently, lambda act: if_there(act, otherwise=None)):
        with pytest.raises(DBAPIError):
            act(wrong)
    assert len(tried) == 2
