"""Jobs: what was asked for, who runs it and what came of it; each change names what it replaces."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from itertools import islice
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Row, Text, insert, select, type_coerce, update

from schemebuilder.store.away import if_there
from schemebuilder.store.opening import Store
from schemebuilder.store.tables import JOBS
from schemebuilder.values.canonical import canonical

WHOLE: Final = 1_000_000
"""The progress of a job that is done."""


class State(Enum):
    """Where a job is. The last three are ends: a job in one of them never changes again."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def ended(self) -> bool:
        """Say whether nothing more will come of the job."""
        return self in (State.DONE, State.FAILED, State.CANCELLED)


@dataclass(frozen=True, slots=True)
class Job:
    """A job as a page shows it.

    `progress` is in millionths. `problem` is a finding as plain data, of a job that failed. `run`
    is the run that it made, `made` what it made otherwise: the hash of a population.
    """

    id: str
    kind: str
    title: str
    state: State
    progress: int
    words: str
    submitted_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    problem: Mapping[str, Any] | None
    run: str | None
    made: str | None
    request: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Holding:
    """One attempt at a job by one server: whoever writes about a job says which attempt it is."""

    job: str
    holder: str
    attempt: int


@dataclass(frozen=True, slots=True)
class Held:
    """A running job as the database knows it: who holds it, since when unheard of."""

    holding: Holding
    held_at: datetime | None
    cancel: bool


def submit(connection: Connection, kind: str, title: str, request: Mapping[str, Any]) -> str:
    """Put a job into the queue and return its id."""
    made = str(uuid4())
    connection.execute(
        insert(JOBS).values(
            id=made,
            kind=kind,
            title=title,
            request=request,
            state=State.QUEUED.value,
            progress=0,
            words="",
            cancel=False,
            attempts=0,
            holder="",
            submitted_at=_now(),
        )
    )
    return made


def job(store: Store, id_: str) -> Job | None:
    """Return a job, or None where there is none of that id."""
    with store.reading() as connection:
        row = connection.execute(select(JOBS).where(JOBS.c.id == id_)).first()
    return None if row is None else _job(row)


def jobs(store: Store, limit: int, scheme: str | None = None) -> tuple[Job, ...]:
    """Return jobs, the one submitted last first; `scheme`: those about one that is kept."""
    asked = select(JOBS).order_by(JOBS.c.submitted_at.desc(), JOBS.c.id)
    if scheme is not None:
        written = canonical({"scheme": scheme}).strip("{}")
        asked = asked.where(type_coerce(JOBS.c.request, Text).contains(written, autoescape=True))
    with store.reading() as connection:
        found = (_job(row) for row in connection.execute(asked))
        wanted: Iterator[Job] = (one for one in found if scheme is None or _about(one, scheme))
        return tuple(islice(wanted, limit))


def cancel(store: Store, id_: str) -> Job | None:
    """Cancel a job: one that waits at once, one that runs by a sign to the server that holds it."""
    one = JOBS.c.id == id_
    with store.writing() as connection:
        connection.execute(
            update(JOBS)
            .where(one, JOBS.c.state == State.QUEUED.value)
            .values(state=State.CANCELLED.value, cancel=True, ended_at=_now())
        )
        connection.execute(
            update(JOBS).where(one, JOBS.c.state == State.RUNNING.value).values(cancel=True)
        )
    return job(store, id_)


def claim(store: Store, holder: str) -> Holding | None:
    """Take the job that waits longest; no two servers get the same one."""
    waiting = (
        select(JOBS.c.id, JOBS.c.attempts)
        .where(JOBS.c.state == State.QUEUED.value)
        .order_by(JOBS.c.submitted_at, JOBS.c.id)
        .limit(20)
    )
    with store.reading() as connection:
        found = connection.execute(waiting).all()
    for row in found:
        now = _now()
        with store.writing() as connection:
            taken = connection.execute(
                update(JOBS)
                .where(
                    JOBS.c.id == row.id,
                    JOBS.c.state == State.QUEUED.value,
                    JOBS.c.attempts == row.attempts,
                )
                .values(
                    state=State.RUNNING.value,
                    holder=holder,
                    held_at=now,
                    started_at=now,
                    attempts=row.attempts + 1,
                )
            )
        if taken.rowcount == 1:
            return Holding(row.id, holder, row.attempts + 1)
    return None


def running(store: Store) -> tuple[Held, ...]:
    """Return all jobs that some server runs."""
    asked = select(JOBS.c.id, JOBS.c.holder, JOBS.c.attempts, JOBS.c.held_at, JOBS.c.cancel)
    with store.reading() as connection:
        return tuple(
            Held(Holding(row.id, row.holder, row.attempts), row.held_at, row.cancel)
            for row in connection.execute(asked.where(JOBS.c.state == State.RUNNING.value))
        )


def beat(store: Store, holding: Holding) -> bool:
    """Note that the server lives; False where the job is no longer this attempt's."""
    return _change(store, _ours(holding), held_at=_now())


def tell(store: Store, holding: Holding, progress: int, words: str) -> bool:
    """Note how far a job is, if the database is there; False where it is not this attempt's."""
    fields = {"progress": progress, "words": words}
    # Where it is not there, the next time will do.
    return if_there(lambda: _change(store, _ours(holding), **fields), otherwise=True)


def finish(
    store: Store,
    holding: Holding,
    keep: Callable[[Connection], tuple[str | None, str | None]],
) -> bool:
    """End a job well, together with what `keep` writes, or not at all.

    `keep` returns the id of the run it kept, and the hash of what it kept that is no run.
    False where the job was cancelled meanwhile or is no longer this attempt's: nothing is kept.
    Where this attempt has ended it well already, and only did not hear so, nothing is kept twice.
    """
    here = (_ours(holding), JOBS.c.cancel.is_(other=False))
    with store.writing() as connection:
        if connection.execute(select(JOBS.c.id).where(*here).with_for_update()).first() is None:
            return _ended(connection, holding, State.DONE)
        run, made = keep(connection)
        fields = {"state": State.DONE.value, "progress": WHOLE, "words": "", "ended_at": _now()}
        connection.execute(update(JOBS).where(*here).values(run=run, made=made, **fields))
        return True


def fail(store: Store, holding: Holding, problem: Mapping[str, Any]) -> bool:
    """End a job with what went wrong; False where it is no longer this attempt's.

    Where this attempt has said so already, and only was not heard, that is what stays.
    """
    fields = {"state": State.FAILED.value, "words": "", "ended_at": _now()}
    if _change(store, _ours(holding), problem=problem, **fields):
        return True
    with store.reading() as connection:
        return _ended(connection, holding, State.FAILED)


def drop(store: Store, holding: Holding) -> bool:
    """End a job that was cancelled; False where it is no longer this attempt's."""
    fields = {"state": State.CANCELLED.value, "words": "", "ended_at": _now()}
    return _change(store, _ours(holding), **fields)


def give_back(store: Store, holding: Holding) -> bool:
    """Put a job back because its server stops in order: that attempt does not count."""
    return _change(store, _ours(holding), attempts=holding.attempt - 1, **_WAITING)


def lapse(store: Store, held: Held) -> bool:
    """Put a job back into the queue whose server was not heard of since `held.held_at`."""
    unheard = JOBS.c.held_at == held.held_at
    return _change(store, _ours(held.holding) & unheard, **_WAITING)


_WAITING: Final = {"state": State.QUEUED.value, "holder": "", "progress": 0, "words": ""}


def _ours(holding: Holding, state: State = State.RUNNING) -> ColumnElement[bool]:
    return (
        (JOBS.c.id == holding.job)
        & (JOBS.c.state == state.value)
        & (JOBS.c.holder == holding.holder)
        & (JOBS.c.attempts == holding.attempt)
    )


def _ended(connection: Connection, holding: Holding, state: State) -> bool:
    """Say whether this very attempt has ended its job so."""
    asked = select(JOBS.c.id).where(_ours(holding, state))
    return connection.execute(asked).first() is not None


def _change(store: Store, where: ColumnElement[bool], **fields: Any) -> bool:
    with store.writing() as connection:
        return connection.execute(update(JOBS).where(where).values(**fields)).rowcount == 1


def _about(one: Job, scheme: str) -> bool:
    parts = (one.request.get("after"), one.request.get("before"))
    return any(isinstance(part, Mapping) and part.get("scheme") == scheme for part in parts)


def _job(row: Row[Any]) -> Job:
    return Job(
        row.id,
        row.kind,
        row.title,
        State(row.state),
        row.progress,
        row.words,
        row.submitted_at,
        row.started_at,
        row.ended_at,
        row.problem,
        row.run,
        row.made,
        row.request,
    )


def _now() -> datetime:
    return datetime.now(UTC)
