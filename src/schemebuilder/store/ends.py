"""How a job ends well: what it made and its end are written together, or neither is."""

from __future__ import annotations

from sqlalchemy import Connection

from schemebuilder.store import jobs
from schemebuilder.store.jobs import Holding
from schemebuilder.store.opening import Store
from schemebuilder.store.runs import NewRun, keep_run


def done(store: Store, holding: Holding) -> bool:
    """End a job that leaves nothing; False where it is no longer this attempt's."""
    return jobs.finish(store, holding, lambda _connection: (None, None))


def done_with_run(store: Store, holding: Holding, new: NewRun) -> bool:
    """End a job with its run; False where it was cancelled or is no longer this attempt's."""

    def keep(connection: Connection) -> tuple[str | None, str | None]:
        return keep_run(connection, new), None

    return jobs.finish(store, holding, keep)


def done_with_population(store: Store, holding: Holding, made: str) -> bool:
    """End a job with the hash of the population that it made and that is in its place."""
    return jobs.finish(store, holding, lambda _connection: (None, made))
