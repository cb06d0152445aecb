"""The supervisor: a thread of a server that has waiting jobs done by worker processes.

Several servers may work on one database: a job is taken by a change that only one of them can make.
A job whose server is not heard of any more is put back into the queue by any other.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event, Thread
from typing import Final
from uuid import uuid4

from schemebuilder.diagnostics.finding import Finding
from schemebuilder.diagnostics.render import finding_json
from schemebuilder.population.keeping import FOLDER, remove_left_behind
from schemebuilder.services import children, stopped
from schemebuilder.services.children import Child
from schemebuilder.services.limits import Limits
from schemebuilder.services.worker import OUT_OF_MEMORY
from schemebuilder.services.workspace import Workspace
from schemebuilder.store import jobs
from schemebuilder.store.jobs import Held, Holding, Job

__all__ = ["ATTEMPTS", "COMMAND", "Limits", "Supervisor", "done_here"]

COMMAND: Final = (sys.executable, "-m", "schemebuilder.services.worker")
ATTEMPTS: Final = 3
"""How often a job is tried whose server ended in the middle of it."""

_LOOK: Final = 0.1
_IDLE: Final = 0.25
_BEAT: Final = 1.0
_AWAY: Final = 1.0

LOG: Final = logging.getLogger(__name__)


@dataclass(slots=True)
class _Running:
    """A job under way here, when the database last heard so, and why we ended it, if we did."""

    holding: Holding
    child: Child
    beat: float
    why: Finding | None = None


def _name() -> str:
    """Return a name that no other supervisor has, and that says where this one is."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{uuid4().hex[:16]}"


@dataclass(slots=True)
class Supervisor:
    """Has the jobs of a workspace done by `workers` processes at a time; `start` and `stop` it.

    `silence` is how many seconds another server may say nothing before its jobs are put back.
    """

    work: Workspace
    workers: int = 1
    limits: Limits = field(default_factory=Limits)
    command: tuple[str, ...] = COMMAND
    silence: float = 5.0
    holder: str = field(default_factory=_name)
    _running: list[_Running] = field(default_factory=list)
    _heard: dict[Holding, tuple[datetime | None, float]] = field(default_factory=dict)
    _looked: float = float("-inf")
    _stopping: Event = field(default_factory=Event)
    _thread: Thread | None = None

    def start(self) -> None:
        """Begin to take jobs."""
        if self._thread is None:
            self._stopping.clear()
            self._thread = Thread(target=self._serve, name="supervisor", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End the workers; what they were doing goes back into the queue."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _serve(self) -> None:
        while not self._stopping.is_set():
            pause = _LOOK
            try:
                self._turn()
            except Exception:  # a database that is away for a while must not end the server's work
                LOG.exception("The supervisor of runs cannot go on; it tries again")
                pause = _AWAY
            self._stopping.wait(pause if self._running else max(pause, _IDLE))
        for one in self._running:
            one.child.end()
            one.child.close()
            try:
                jobs.give_back(self.work.store, one.holding)
            except Exception:  # its silence will tell the other servers
                LOG.exception("A run could not be put back into the queue")
        self._running.clear()

    def _turn(self) -> None:
        """Look after what runs, then take what waits."""
        for one in tuple(self._running):
            self._limit(one)
        held = jobs.running(self.work.store) if self._running or self._due() else ()
        mine = {each.holding: each for each in held}
        for one in tuple(self._running):
            self._look(one, mine.get(one.holding))
        if self._due():
            self._looked = time.monotonic()
            self._put_back(held)
        while len(self._running) < self.workers and not self._stopping.is_set():
            taken = jobs.claim(self.work.store, self.holder)
            if taken is None:
                return
            self._start(taken)

    def _due(self) -> bool:
        return time.monotonic() - self._looked >= min(_BEAT, self.silence / 4)

    def _limit(self, one: _Running) -> None:
        """End a worker that takes more than it may, whether or not the database can be reached."""
        if one.child.status is not None:
            return
        if one.child.memory() > self.limits.memory_bytes:
            one.why = stopped.too_much_memory(self.limits.memory_bytes)
        elif one.child.seconds > self.limits.seconds:
            one.why = stopped.too_long(self.limits.seconds)
        if one.why is not None:
            one.child.end()

    def _look(self, one: _Running, held: Held | None) -> None:
        """Look after a worker: it has ended, or its job was cancelled or is no longer ours."""
        status = one.child.status
        if status is not None:
            self._ended(one, one.why or self._why(one, status))
        elif held is None or held.cancel:
            one.child.end()
            self._ended(one, None)
        elif time.monotonic() - one.beat >= min(_BEAT, self.silence / 4):
            one.beat = time.monotonic()
            jobs.beat(self.work.store, one.holding)

    def _why(self, one: _Running, status: int) -> Finding | None:
        """Return why a worker ended before its job did; what it said last goes into the log."""
        if status == 0:
            return None
        if status == OUT_OF_MEMORY:
            return stopped.too_much_memory(self.limits.memory_bytes)
        said = one.child.last_words()
        LOG.error("The worker of job %s ended with status %s\n%s", one.holding.job, status, said)
        by_hand = sys.platform != "win32" and status in (-signal.SIGKILL, -signal.SIGTERM)
        return stopped.killed() if by_hand else stopped.broken()

    def _ended(self, one: _Running, why: Finding | None) -> None:
        """Write the end of a job whose worker has ended without writing one."""
        held = {each.holding: each for each in jobs.running(self.work.store)}.get(one.holding)
        if held is not None:
            remove_left_behind(self.work.data / FOLDER)
            if held.cancel:
                jobs.drop(self.work.store, one.holding)
            else:
                jobs.fail(self.work.store, one.holding, finding_json(why or stopped.broken()))
        self._running.remove(one)
        one.child.close()

    def _put_back(self, held: tuple[Held, ...]) -> None:
        """Put the jobs back whose server was silent for too long by our own clock."""
        now = time.monotonic()
        here = {one.holding for one in self._running}
        heard: dict[Holding, tuple[datetime | None, float]] = {}
        for each in held:
            if each.holding in here:
                continue
            before = self._heard.get(each.holding)
            since = before[1] if before and before[0] == each.held_at else now
            heard[each.holding] = (each.held_at, since)
            if now - since < self.silence:
                continue
            if each.cancel:
                gone = jobs.drop(self.work.store, each.holding)
            elif each.holding.attempt >= ATTEMPTS:
                problem = finding_json(stopped.given_up(ATTEMPTS))
                gone = jobs.fail(self.work.store, each.holding, problem)
            else:
                gone = jobs.lapse(self.work.store, each)
            if gone:
                remove_left_behind(self.work.data / FOLDER)
        self._heard = heard

    def _start(self, taken: Holding) -> None:
        orders = {
            "url": self.work.url,
            "data": str(self.work.data),
            "job": taken.job,
            "holder": taken.holder,
            "attempt": taken.attempt,
            "memory_bytes": self.limits.memory_bytes,
        }
        child = children.start(self.command, orders)
        self._running.append(_Running(taken, child, time.monotonic()))


def done_here(
    work: Workspace, id_: str, limits: Limits, progress: Callable[[float, str], None]
) -> Job | None:
    """Have jobs done by this process until one has ended, and return it.

    An interruption (Ctrl+C) cancels it.
    """
    supervisor = Supervisor(work, limits=limits)
    supervisor.start()
    try:
        while True:
            try:
                job = jobs.job(work.store, id_)
                if job is None or job.state.ended:
                    return job
                progress(job.progress / jobs.WHOLE, job.words)
                time.sleep(_LOOK)
            except KeyboardInterrupt:
                jobs.cancel(work.store, id_)
    finally:
        supervisor.stop()
