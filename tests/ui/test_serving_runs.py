"""A studio that is served makes runs, within the limits it was given, and takes them with it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psutil
import pytest

from schemebuilder.services import authoring, running
from schemebuilder.services.running import Asked, Job, State, TextRef
from schemebuilder.services.workspace import Workspace, open_workspace

SERVE: Final = "from schemebuilder_ui.serve import main; main()"
TESTING: Final = ("NICEGUI_", "PYTEST_")
"""Variables by which NiceGUI would take the server for a part of the test."""
PATIENCE: Final = 60
SOON: Final = 3


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Workspace]:
    """The work that the server keeps, seen by somebody else."""
    opened, findings = open_workspace(tmp_path)
    assert opened is not None, findings
    yield opened
    opened.close()


@contextmanager
def served(work: Workspace, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    place = ("--port", "0", "--data", str(work.data))
    clean = {name: value for name, value in os.environ.items() if not name.startswith(TESTING)}
    server = subprocess.Popen([sys.executable, "-c", SERVE, *place, *options], env=clean)
    try:
        yield server
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)


def until(true: Callable[[], object], seconds: float = PATIENCE) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.02)


def job(work: Workspace, id_: str) -> Job:
    found = running.job(work, id_)
    assert found is not None
    return found


def test_the_limits_of_the_command_hold(kept: Workspace) -> None:
    text = TextRef("", text=authoring.new_scheme("child_grant"))
    mine, _ = running.submit_simulation(kept, Asked(text))
    assert mine is not None
    with served(kept, "--memory-limit", "100", "--workers", "2", "--time-limit", "100"):
        until(lambda: job(kept, mine).state.ended)
    problem = job(kept, mine).problem
    assert problem is not None
    assert "needed more than 100 MB" in problem["message"]


def test_a_killed_studio_leaves_no_process_behind(kept: Workspace) -> None:
    mine, _ = running.submit_population(kept, running.MOST_HOUSEHOLDS, 1)
    assert mine is not None
    with served(kept) as server:
        until(lambda: job(kept, mine).progress)
        family = psutil.Process(server.pid).children(recursive=True)
        assert family
        server.kill()
        _, alive = psutil.wait_procs(family, timeout=SOON)
        assert alive == []
    assert job(kept, mine).state is State.RUNNING


def test_a_studio_that_is_stopped_puts_its_run_back(kept: Workspace) -> None:
    mine, _ = running.submit_population(kept, running.MOST_HOUSEHOLDS, 1)
    assert mine is not None
    with served(kept) as server:
        until(lambda: job(kept, mine).progress)
        family = psutil.Process(server.pid).children(recursive=True)
        assert family
        server.terminate()
        server.wait(timeout=PATIENCE)
        assert not any(each.is_running() for each in family)
    assert job(kept, mine).state is State.QUEUED
