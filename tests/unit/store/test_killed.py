"""A process killed with -9 at any moment leaves all that was kept, whole, and nothing half-written.

So does a PostgreSQL that is killed itself, or that loses the process which serves us.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from schemebuilder.services.workspace import Workspace, open_workspace
from schemebuilder.store.opening import sqlite_url
from tests.stores import Databases
from tests.unit.store.held import held

ROUNDS: Final = 100
PATIENCE: Final = 60
LONGEST: Final = 0.03
"""Seconds after which a child is killed, at most: longer than most changes take."""
pytestmark = [
    pytest.mark.slow,
    # The driver leaves the socket of a connection that PostgreSQL refuses while it starts.
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
]


class Child:
    """A process that writes, what it has said, and what it was about to write."""

    def __init__(self, nursery: subprocess.Popen[str], number: int, url: str) -> None:
        assert nursery.stdin is not None
        assert nursery.stdout is not None
        self._lines = nursery.stdout
        self.pid = 0
        self.kept: list[list[list[Any]]] = []
        self.pending: list[list[Any]] = []
        self.said: list[str] = []
        nursery.stdin.write(json.dumps([number, url]) + "\n")
        nursery.stdin.flush()
        while not self.pid:
            self._hear()

    def begins(self, times: int) -> None:
        """Wait until it has kept so many changes and is about to make another."""
        while (len(self.kept) < times or not self.pending) and "gone" not in self.said:
            self._hear()

    def gone(self, *, may_fail: bool) -> None:
        """Kill it, and hear all that it had said; `may_fail` where its server was killed."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        while "gone" not in self.said:
            self._hear()
        assert may_fail or not {"error", "refused", "lost"} & set(self.said), self.said

    def _hear(self) -> None:
        word, _, told = self._lines.readline().partition(" ")
        assert word, "the nursery ended"
        about: Any = json.loads(told)
        self.said.append(word)
        if word == "child":
            self.pid = about
        elif word == "try":
            self.pending = about
        elif word == "kept":
            self.kept.append(self.pending)
            self.pending = []
        elif word in ("lost", "refused", "error"):
            self.said.append(str(about))


@contextmanager
def _nursery(data: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.unit.store.killed", str(data)]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(["", *sys.path])},
    ) as nursery:
        assert nursery.stdin is not None
        try:
            yield nursery
        finally:
            nursery.stdin.close()
            os.killpg(nursery.pid, signal.SIGKILL)  # a child too, where the test failed
            nursery.wait(timeout=PATIENCE)


def _with(places: dict[str, Any], changes: list[list[Any]]) -> dict[str, Any]:
    changed = {**places, **dict(changes)}
    return {place: value for place, value in changed.items() if value is not None}


def _opened(data: Path, url: str) -> Workspace:
    work, findings = open_workspace(data, url)
    assert work is not None, findings
    return work


def _serving(url: str) -> list[int]:
    """The processes of PostgreSQL that serve somebody else in this database."""
    engine = create_engine(url.replace("postgresql:", "postgresql+pg8000:"))
    others = text(
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    with engine.connect() as connection:
        found = list(connection.execute(others).scalars())
    engine.dispose()
    return found


def _settled(url: str) -> None:
    """Wait until nobody is connected: PostgreSQL may still finish what a dead client asked for."""
    until = time.monotonic() + PATIENCE
    while _serving(url):
        assert time.monotonic() < until
        time.sleep(0.01)


def _kill_what_serves(url: str) -> None:
    """Kill what serves the child; PostgreSQL then ends its processes and starts from its log.

    Until then it still lets people in, and throws them out: a new checkpointer says that it is
    past that. One that has ended by itself meanwhile is killed in vain, and nothing starts anew.
    """
    before = _checkpointer(url)
    hit = False
    for pid in _serving(url):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            hit = True
    until = time.monotonic() + PATIENCE / 3
    while hit and time.monotonic() < until and _checkpointer(url) in (None, before):
        time.sleep(0.01)


def _checkpointer(url: str) -> int | None:
    """The process of PostgreSQL that is made anew with each start from the log; None meanwhile."""
    engine = create_engine(url.replace("postgresql:", "postgresql+pg8000:"))
    asked = text("SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'")
    try:
        with engine.connect() as connection:
            return connection.execute(asked).scalar()
    except (SQLAlchemyError, OSError):
        return None
    finally:
        engine.dispose()
        gc.collect()  # sockets that the driver left are let go of here, not in another test


class Rounds:
    """Kills one child after another, and compares what the store holds with what was said."""

    def __init__(self, data: Path, url: str, databases: Databases | None = None) -> None:
        self._data = data
        self._url = url
        self._server = None if databases is None else databases.server
        self._chance = Random(ROUNDS)  # noqa: S311 - the same moments each time, as near as can be
        self._places: dict[str, Any] = {}
        self._whole: set[str] = set()
        self.kept = 0
        self.in_the_middle = 0

    def run(self, nursery: subprocess.Popen[str], number: int) -> None:
        """Let a child write, kill it or its server some milliseconds later, and look."""
        child = Child(nursery, number, self._url)
        if number % 10:  # else it may be killed while it opens the store
            child.begins(self._chance.randrange(5))
        time.sleep(self._chance.random() ** 2 * LONGEST)
        served = self._server is not None and number % 12 in (5, 11)
        if self._server is not None and number % 12 == 5:
            _kill_what_serves(self._url)
        elif self._server is not None and served:
            self._server.kill()
            self._server.start()
        child.gone(may_fail=served)
        if self._server is not None:
            _settled(self._url)
        work = _opened(self._data, self._url)
        self._look(work, child)
        work.close()

    def _look(self, work: Workspace, child: Child) -> None:
        found = held(work, self._whole)
        for changes in child.kept:
            self._places = _with(self._places, changes)
        after = _with(self._places, child.pending)
        assert found in (self._places, after), _differences(found, self._places, after)
        self.kept += len(child.kept)
        self.in_the_middle += bool(child.pending)
        self._places = found


def _differences(found: dict[str, Any], *expected: dict[str, Any]) -> str:
    lines = [
        f"{place}: found {found.get(place)}, expected {[each.get(place) for each in expected]}"
        for place in sorted({*found, *expected[-1], *expected[0]})
        if any(found.get(place) != each.get(place) for each in expected)
    ]
    return "\n".join(lines)


def _with_amcheck(databases: Databases) -> str:
    """An empty database that can check its indexes."""
    url = databases.database()
    engine = create_engine(url.replace("postgresql:", "postgresql+pg8000:"))
    with engine.begin() as connection:
        connection.execute(text("CREATE EXTENSION amcheck"))
    engine.dispose()
    return url


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_hundred_kills_lose_nothing_that_was_kept(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    databases = request.getfixturevalue("postgresql") if kind == "postgresql" else None
    url = sqlite_url(tmp_path / "work.db") if databases is None else _with_amcheck(databases)
    rounds = Rounds(tmp_path, url, databases)
    with _nursery(tmp_path) as nursery:
        for number in range(ROUNDS):
            rounds.run(nursery, number)
    assert rounds.in_the_middle > ROUNDS // 2
    assert rounds.kept > ROUNDS


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_kill_while_a_database_is_made_leaves_one_that_can_be_used(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    databases = request.getfixturevalue("postgresql") if kind == "postgresql" else None
    chance = Random(ROUNDS)  # noqa: S311 - the same moments each time, as near as can be
    with _nursery(tmp_path) as nursery:
        for number in range(12):
            new = sqlite_url(tmp_path / f"{number}.db")
            url = new if databases is None else _with_amcheck(databases)
            child = Child(nursery, number, url)
            time.sleep(chance.random() * 0.15)
            child.gone(may_fail=False)
            if databases is not None:
                _settled(url)
            work = _opened(tmp_path, url)
            kept: dict[str, Any] = {}
            for changes in child.kept:
                kept = _with(kept, changes)
            assert held(work, set()) in (kept, _with(kept, child.pending))
            work.close()
