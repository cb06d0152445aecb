"""How long something took, many times over: seconds, with their least, middle and greatest."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterable
from typing import TypeAlias

Spread: TypeAlias = dict[str, float]


def spread(seconds: Iterable[float]) -> Spread:
    """Return `min`, `median`, `max` in seconds, and in how many `runs`."""
    taken = list(seconds)
    return {
        "min": min(taken),
        "median": statistics.median(taken),
        "max": max(taken),
        "runs": len(taken),
    }


def timed(job: Callable[[], object], runs: int) -> Spread:
    """Do a job once unmeasured, then so many times measured."""
    job()
    gc.collect()
    return spread([_seconds(job) for _ in range(runs)])


def timed_each(jobs: Iterable[Callable[[], object]]) -> Spread:
    """Do jobs that must not be repeated, each once."""
    gc.collect()
    return spread([_seconds(job) for job in jobs])


def _seconds(job: Callable[[], object]) -> float:
    started = time.perf_counter()
    job()
    return time.perf_counter() - started
