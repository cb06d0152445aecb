"""Processes that answer for one side each: a fresh one for a whole job, else a lasting one."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Side:
    """What stands beside what: its name, the Python that runs it, and its module."""

    name: str
    python: str
    module: str


OURS: Final = Side("Scheme Builder", sys.executable, "tests.bench.ours")


def peer(python: str) -> Side:
    """Return the peer, run by the Python of its own environment."""
    return Side("OpenFisca-Core", python, "tests.bench.peer")


class SilentWorkerError(RuntimeError):
    """A process ended before it answered."""

    def __init__(self, side: Side) -> None:
        """Name the side."""
        super().__init__(f"{side.name} ended without an answer; its message stands above")


@dataclass(frozen=True, slots=True)
class Worker:
    """A process that is ready; `ready` is what it said first."""

    side: Side
    process: subprocess.Popen[str]
    ready: dict[str, Any]

    def ask(self, job: str) -> dict[str, Any]:
        """Have a job done and return the answer."""
        if self.process.stdin is None:
            raise SilentWorkerError(self.side)
        self.process.stdin.write(f"{job}\n")
        self.process.stdin.flush()
        return _answer(self.side, self.process)


@contextmanager
def worker(side: Side, arguments: Sequence[str]) -> Iterator[Worker]:
    """Start a process and wait until it is ready; it ends with the block."""
    process = subprocess.Popen(
        [side.python, "-m", side.module, *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield Worker(side, process, _answer(side, process))


def fresh(side: Side, arguments: Sequence[str], job: str) -> dict[str, Any]:
    """Start a process for one job; `process` is the time from its start to the answer."""
    started = time.perf_counter()
    with worker(side, arguments) as one:
        answer = one.ask(job)
        return {**answer, "process": time.perf_counter() - started}


def _answer(side: Side, process: subprocess.Popen[str]) -> dict[str, Any]:
    line = process.stdout.readline() if process.stdout is not None else ""
    if not line:
        raise SilentWorkerError(side)
    answer: dict[str, Any] = json.loads(line)
    return answer
