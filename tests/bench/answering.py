"""A process that is asked for jobs by name, one a line, and answers with its own measurements."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

Job: TypeAlias = Callable[[], Mapping[str, Any]]


class Clock:
    """Seconds by stage, and of all stages together; it starts when it is made."""

    def __init__(self) -> None:
        """Start."""
        self.seconds: dict[str, float] = {"whole": 0.0}
        self._since = time.perf_counter()

    def stage(self, name: str) -> None:
        """End a stage; the next one begins."""
        now = time.perf_counter()
        self.seconds[name] = self.seconds.get(name, 0.0) + now - self._since
        self.seconds["whole"] += now - self._since
        self._since = now


def answer_jobs(jobs: Mapping[str, Job], ready: Mapping[str, Any]) -> None:
    """Say `ready`, then do each job that is named on standard input until that ends.

    An answer is one line of JSON: what the job returns, and `memory`, the most that the process has
    held (bytes) by then, null where the system does not say.
    """
    _say(ready)
    for line in sys.stdin:
        _say(dict(jobs[line.strip()]()))


def _say(answer: Mapping[str, Any]) -> None:
    print(json.dumps({**answer, "memory": _most()}), flush=True)  # noqa: T201 this is how it answers


def _most() -> int | None:
    # Not `ru_maxrss`: a process starts with that of the one that started it.
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.is_file() else []
    found = [int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")]
    return found[0] if found else None
