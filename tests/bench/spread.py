"""How long something took, many times over: seconds, with their least, middle and greatest."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
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
    with _alone():
        return spread([_seconds(job) for _ in range(runs)])


def timed_each(jobs: Iterable[Callable[[], object]]) -> Spread:
    """Do jobs that must not be repeated, each once."""
    with _alone():
        return spread([_seconds(job) for job in jobs])


@contextmanager
def _alone() -> Iterator[None]:
    """Keep what earlier tests left in memory from being searched for garbage; new things are."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _seconds(job: Callable[[], object]) -> float:
    started = time.perf_counter()
    job()
    return time.perf_counter() - started
