"""A worker process seen from its server: started with its orders, measured, and ended for good."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any, Final

import psutil

_GRACE: Final = 0.3
_LINES: Final = 20


@dataclass(frozen=True, slots=True)
class Child:
    """A running worker. Its standard error is kept for the log, should it break."""

    process: subprocess.Popen[bytes]
    errors: IO[bytes]
    started: float

    @property
    def status(self) -> int | None:
        """How it ended (negative: by that signal), or None while it runs."""
        return self.process.poll()

    @property
    def seconds(self) -> float:
        """How long it has been there."""
        return time.monotonic() - self.started

    def memory(self) -> int:
        """Return the bytes of memory that it and its own children take."""
        total = 0
        for one in self._all():
            try:
                total += one.memory_info().rss
            except psutil.Error:
                continue  # it has just ended
        return total

    def end(self) -> None:
        """End it and its children: asked first, then not asked."""
        family = self._all()
        for one in family:
            _quietly(one.terminate)
        _, alive = psutil.wait_procs(family, timeout=_GRACE)
        for one in alive:
            _quietly(one.kill)
        self.process.kill()
        self.process.wait()

    def last_words(self) -> str:
        """Return the last lines that it wrote to standard error."""
        self.errors.seek(0)
        lines = self.errors.read().decode(errors="replace").splitlines()
        return "\n".join(lines[-_LINES:])

    def close(self) -> None:
        """Let go of what belonged to a worker that has ended."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        self.errors.close()

    def _all(self) -> list[psutil.Process]:
        try:
            head = psutil.Process(self.process.pid)
            return [head, *head.children(recursive=True)]
        except psutil.Error:
            return []


def start(command: Sequence[str], orders: Mapping[str, Any]) -> Child:
    """Start a worker and hand it its orders; the pipe stays open as long as this process lives."""
    errors = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the worker
    process = subprocess.Popen(  # noqa: S603 - our own command
        list(command),
        stdin=subprocess.PIPE,
        stdout=errors,
        stderr=errors,
        start_new_session=True,  # Ctrl+C on a terminal is for the server
    )
    child = Child(process, errors, time.monotonic())
    line = json.dumps({**orders, "server": os.getpid()}).encode() + b"\n"
    if process.stdin is not None:
        try:
            process.stdin.write(line)
            process.stdin.flush()
        except OSError:  # it has ended already, and its status says how
            pass
    return child


def _quietly(act: Any) -> None:
    try:
        act()
    except psutil.Error:
        return  # it has ended by itself
