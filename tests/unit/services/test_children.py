"""A worker ends with the pipe from its server, and takes no orders from a server that is gone."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from schemebuilder.services import children
from schemebuilder.services.children import Child
from schemebuilder.services.workspace import Workspace
from schemebuilder.store import jobs
from tests.unit.services.trial_server import COMMAND

SOON = 3


def started(work: Workspace) -> Child:
    with work.store.writing() as connection:
        jobs.submit(connection, "wait", "a job that waits", {})
    taken = jobs.claim(work.store, "here")
    assert taken is not None
    orders = {
        "url": work.url,
        "data": str(work.data),
        "job": taken.job,
        "holder": taken.holder,
        "attempt": taken.attempt,
        "memory_bytes": 10**9,
    }
    return children.start(COMMAND, orders)


def test_a_worker_ends_when_the_pipe_from_its_server_does(work: Workspace) -> None:
    child = started(work)
    end = time.monotonic() + 60
    while not list(work.data.glob("began.*")):
        assert time.monotonic() < end
        time.sleep(0.02)
    assert child.status is None
    assert child.memory() > 0
    assert child.process.stdin is not None
    child.process.stdin.close()  # as the system does for a server that was killed
    assert child.process.wait(timeout=SOON) == 0
    assert child.memory() == 0
    child.close()
    (held,) = jobs.running(work.store)
    assert held.holding.holder == "here"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the end of the pipe says it")
def test_a_worker_of_a_server_that_is_gone_does_nothing(work: Workspace) -> None:
    orders = f'{{"server": {os.getpid() + 1}, "memory_bytes": 1}}\n'
    done = subprocess.run(COMMAND, input=orders.encode(), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert jobs.running(work.store) == ()
