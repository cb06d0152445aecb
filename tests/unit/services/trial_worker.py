"""A worker with kinds of job that only tests have: ones that wait, eat memory, and break."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import Final

from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.population.keeping import FOLDER, building
from schemebuilder.services import worker, working
from schemebuilder.services.working import Task
from schemebuilder.store.ends import done, done_with_run
from schemebuilder.store.runs import NewRun

LONG: Final = 120


def wait(task: Task) -> tuple[Finding, ...]:
    """Wait until a file is there, then leave a run; how many waited is seen in a folder."""
    (task.work.data / f"began.{task.holding.job}.{os.getpid()}").touch()
    began = time.monotonic()
    while not (task.work.data / "go").exists() and time.monotonic() - began < LONG:
        task.tell(0.5, "waiting")
        time.sleep(0.02)
    done_with_run(task.work.store, task.holding, NewRun("waited", {}, "{}", {}))
    return ()


def leave_parts(task: Task) -> tuple[Finding, ...]:
    """Leave half a folder, as the maker of populations does, and wait."""
    with building(task.work.data / FOLDER) as folder:
        folder.mkdir()
        return wait(task)


def count(task: Task) -> tuple[Finding, ...]:
    """Tell progress far too often, and backwards now and then."""
    for step in range(100):
        task.tell((step - step % 3 * 5) / 100, f"step {step}")
        time.sleep(0.015)
    done(task.work.store, task.holding)
    return ()


def defy(task: Task) -> tuple[Finding, ...]:
    """Wait with a process of one's own, and do not end when asked to."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    with subprocess.Popen([sys.executable, "-c", f"import time; time.sleep({LONG})"]):
        return wait(task)


def grow(task: Task) -> tuple[Finding, ...]:
    """Take memory, page by page, and wait."""
    taken = bytearray(os.urandom(task.request["bytes"]))
    time.sleep(LONG)
    assert taken
    return ()


def want(task: Task) -> tuple[Finding, ...]:
    """Ask for more memory at once than the system allows."""
    bytearray(task.request["bytes"])
    return ()


def kill(_task: Task) -> tuple[Finding, ...]:
    """End as by the system."""
    os.kill(os.getpid(), signal.SIGKILL)
    return ()


def fault(_task: Task) -> tuple[Finding, ...]:
    """Break by a fault of ours."""
    raise ZeroDivisionError


def refuse(_task: Task) -> tuple[Finding, ...]:
    """Say what is wrong with what was asked."""
    return (Finding("SB-W001", Severity.ERROR, "no good"), Finding("SB-W002", Severity.ERROR, "x"))


def nothing(task: Task) -> tuple[Finding, ...]:
    """Be done at once."""
    done(task.work.store, task.holding)
    return ()


if __name__ == "__main__":
    working.KINDS.update(
        {
            each.__name__: each
            for each in (wait, leave_parts, count, defy, grow, want, kill, fault, refuse, nothing)
        }
    )
    worker.main()
