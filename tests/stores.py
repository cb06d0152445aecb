"""Fixtures of what is kept, each on SQLite and on PostgreSQL; every test may ask for them.

`database` is the URL of a database of the test's own, empty and not yet opened; `store` is it
opened; `work` is it as a workspace whose files are in the test's folder. A test that asks for one
runs twice, once on each database. `postgresql` is the server, where only that is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import create_engine, text

from schemebuilder.services.workspace import Workspace
from schemebuilder.store.opening import Store, open_store, sqlite_url
from tests.postgresql import Server, obstacle

BOTH: Final = ("sqlite", "postgresql")


class Databases:
    """A PostgreSQL that runs, and as many empty databases of it as are asked for."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._numbers = count(1)

    def database(self) -> str:
        """Make an empty database and return its URL."""
        name = f"test_{next(self._numbers)}"
        self._do(f'CREATE DATABASE "{name}"')
        return self.server.url(name)

    def remove(self, url: str) -> None:
        """Remove a database, whoever is connected with it."""
        self._do(f'DROP DATABASE "{url.rpartition("/")[2]}" WITH (FORCE)')

    def _do(self, command: str) -> None:
        address = self.server.url().replace("postgresql:", "postgresql+pg8000:")
        engine = create_engine(address, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(command))
        engine.dispose()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Databases]:
    """A server for the tests of this process; a machine without PostgreSQL fails them plainly."""
    advice = obstacle()
    if advice is not None:
        pytest.fail(advice, pytrace=False)
    server = Server()
    try:
        server.start()
        yield Databases(server)
    finally:
        server.remove()


@pytest.fixture(params=BOTH)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database, on SQLite and then on PostgreSQL."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path / "work.db")
        return
    databases: Databases = request.getfixturevalue("postgresql")
    url = databases.database()
    yield url
    databases.remove(url)


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """An empty store, on SQLite and then on PostgreSQL."""
    made, findings = open_store(database)
    assert made is not None, findings
    yield made
    made.close()


@pytest.fixture
def work(store: Store, database: str, tmp_path: Path) -> Workspace:
    """An empty workspace, on SQLite and then on PostgreSQL."""
    return Workspace(store, database, tmp_path)
