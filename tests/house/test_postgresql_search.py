"""The PostgreSQL of the tests is the one that was named, or one that is there, or advice."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import postgresql
from tests.stores import Databases


def test_the_named_one_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("initdb", "postgres"):
        (tmp_path / name).write_text("#!/bin/sh\n")
    monkeypatch.setenv(postgresql.VARIABLE, str(tmp_path))
    assert postgresql.programs() == tmp_path


def test_a_named_one_that_is_not_there_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(postgresql.VARIABLE, str(tmp_path / "nothing"))
    assert postgresql.programs() is None
    assert "apt-get install postgresql" in (postgresql.obstacle() or "")
    assert postgresql.VARIABLE in (postgresql.obstacle() or "")


def test_each_database_is_its_own(postgresql: Databases) -> None:
    one, other = postgresql.database(), postgresql.database()
    assert one != other
    for url in (one, other):
        postgresql.remove(url)


def test_a_server_ends_with_the_process_that_started_it() -> None:
    script = (
        "from tests.postgresql import Server\n"
        "server = Server(); server.start()\n"
        "print(server._process.pid, server._folder, flush=True)\n"
        "import os; os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    pid, _, folder = done.stdout.strip().partition(" ")
    until = time.monotonic() + 20
    while Path(f"/proc/{pid}").exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not Path(f"/proc/{pid}").exists()
    assert folder.startswith(str(Path(folder).parent / "schemebuilder-postgresql-"))
    subprocess.run(["rm", "-r", folder], check=True)
