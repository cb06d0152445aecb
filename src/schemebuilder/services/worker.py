"""A worker process: does one job for the server that started it, and ends when that server does.

Its orders come as one line of JSON on standard input (the database's URL may hold a password, so it
is no argument). The server keeps the pipe open as long as it lives: at its end the worker ends too.
"""

from __future__ import annotations

import ctypes
import json
import logging
import os
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from threading import Thread
from typing import Any, Final

from schemebuilder.diagnostics.finding import Finding
from schemebuilder.diagnostics.render import finding_json
from schemebuilder.services.workspace import Workspace, open_workspace
from schemebuilder.store import jobs
from schemebuilder.store.ends import failed
from schemebuilder.store.jobs import WHOLE, Holding

OUT_OF_MEMORY: Final = 75
"""The status of a worker that the system refused more memory."""
BROKEN: Final = 70
_PAUSE: Final = 0.2
_DIE_WITH_PARENT: Final = 1  # PR_SET_PDEATHSIG of Linux

LOG: Final = logging.getLogger(__name__)


def main() -> None:
    """Do the job that standard input names; what keeps it from its end is written to the job."""
    orders = json.loads(sys.stdin.buffer.readline())
    _end_with_the_server(orders["server"])
    _limit_memory(orders["memory_bytes"])
    try:
        _work(orders)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except Exception:
        LOG.exception("The job ended by a fault")
        sys.stderr.flush()
        os._exit(BROKEN)
    os._exit(0)  # without waiting for the thread that reads standard input


def _work(orders: Mapping[str, Any]) -> None:
    from schemebuilder.services.working import KINDS, Task  # noqa: PLC0415 - imports most of us

    work, findings = open_workspace(Path(orders["data"]), orders["url"])
    if work is None:
        raise RuntimeError(findings[0].message)
    holding = Holding(orders["job"], orders["holder"], orders["attempt"])
    job = jobs.job(work.store, holding.job)
    if job is None:
        raise RuntimeError(f"there is no job {holding.job}")
    wrong = KINDS[job.kind](Task(work, holding, job.request, _Teller(work, holding)))
    if wrong:
        failed(work.store, holding, _plain(wrong))
    work.close()


class _Teller:
    """Writes how far the job is, at most five times a second and never backwards."""

    def __init__(self, work: Workspace, holding: Holding) -> None:
        self._work = work
        self._holding = holding
        self._told = 0
        self._at = 0.0

    def __call__(self, share: float, words: str) -> None:
        now = time.monotonic()
        if now - self._at < _PAUSE:
            return
        self._at = now
        self._told = max(self._told, min(int(share * WHOLE), WHOLE))
        if not jobs.tell(self._work.store, self._holding, self._told, words):
            os._exit(0)  # it is no longer ours: another server has it, or it has ended


def _plain(wrong: tuple[Finding, ...]) -> Mapping[str, Any]:
    """Return the first of what is wrong, and how many more there are."""
    plain = finding_json(wrong[0])
    return plain if len(wrong) == 1 else {**plain, "others": [finding_json(w) for w in wrong[1:]]}


def _end_with_the_server(server: int) -> None:
    """End this process as soon as the server ends, in order or not."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != server:  # it ended before it was asked for
            os._exit(0)
    Thread(target=_read_to_the_end, name="server", daemon=True).start()


def _read_to_the_end() -> None:
    while sys.stdin.buffer.read(1):
        pass
    os._exit(0)


def _limit_memory(limit: int) -> None:
    """Have the system refuse what is far beyond the limit, should the server be slow to see it."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not everywhere

    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = limit * 2 if most == resource.RLIM_INFINITY else min(limit * 2, most)
    resource.setrlimit(resource.RLIMIT_DATA, (wanted, most))


if __name__ == "__main__":
    main()
