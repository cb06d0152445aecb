"""How a worker ends its job: what it made and the end are written together, or neither is.

A job ends once, so each of these may be tried again when a database was away.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from schemebuilder.store import jobs
from schemebuilder.store.away import patiently
from schemebuilder.store.jobs import Holding
from schemebuilder.store.opening import Store
from schemebuilder.store.runs import NewRun, keep_run


def done(store: Store, holding: Holding) -> bool:
    """End a job that leaves nothing; False where it is no longer this attempt's."""
    return patiently(lambda: jobs.finish(store, holding, lambda _connection: (None, None)))


def done_with_run(store: Store, holding: Holding, new: NewRun) -> bool:
    """End a job with its run; False where it was cancelled or is no longer this attempt's."""

    def keep(connection: Connection) -> tuple[str | None, str | None]:
        return keep_run(connection, new), None

    return patiently(lambda: jobs.finish(store, holding, keep))


def done_with_population(store: Store, holding: Holding, made: str) -> bool:
    """End a job with the hash of the population that it made and that is in its place."""
    return patiently(lambda: jobs.finish(store, holding, lambda _connection: (None, made)))


def failed(store: Store, holding: Holding, problem: Mapping[str, Any]) -> bool:
    """End a job with what went wrong; False where it is no longer this attempt's."""
    return patiently(lambda: jobs.fail(store, holding, problem))
