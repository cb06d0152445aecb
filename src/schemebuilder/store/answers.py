"""Answers kept under a caller's idempotency key, so that a request sent twice is done once.

A row without a status is being worked on. Whoever inserts it has the work; if that server dies, the
row can be taken over after a while, by one other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from schemebuilder.store.opening import Store
from schemebuilder.store.tables import ANSWERS

KEPT_FOR: Final = timedelta(hours=24)
ABANDONED_AFTER: Final = timedelta(minutes=5)
"""No request takes so long: who began it does not live any more."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The work is yours; `asked_at` says that it is still you who has it."""

    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Answered:
    """It was done: the answer as it was sent."""

    status: int
    body: str


@dataclass(frozen=True, slots=True)
class UnderWay:
    """Another request with the key is being worked on."""


@dataclass(frozen=True, slots=True)
class AnotherRequest:
    """The key was used for a request that asked something else."""


Found = Taken | Answered | UnderWay | AnotherRequest


def take(store: Store, api_key: str, key: str, request: str) -> Found:
    """Take a request to work on it, or find what became of it; `request` is its hash."""
    while True:
        now = datetime.now(UTC)
        try:
            with store.writing() as connection:
                old = and_(ANSWERS.c.api_key == api_key, ANSWERS.c.asked_at < now - KEPT_FOR)
                connection.execute(delete(ANSWERS).where(old))
                row = connection.execute(select(ANSWERS).where(_at(api_key, key))).first()
                if row is None:
                    fields = {"api_key": api_key, "key": key, "request": request, "asked_at": now}
                    connection.execute(insert(ANSWERS).values(**fields))
                    return Taken(now)
                if row.request != request:
                    return AnotherRequest()
                if row.status is not None:
                    return Answered(row.status, row.body)
                if row.asked_at >= now - ABANDONED_AFTER:
                    return UnderWay()
                mine = and_(_at(api_key, key), ANSWERS.c.asked_at == row.asked_at)
                taken = connection.execute(update(ANSWERS).where(mine).values(asked_at=now))
                return Taken(now) if taken.rowcount else UnderWay()
        except IntegrityError:
            continue  # somebody inserted it between our look and our insert: look again


def keep_answer(
    store: Store, api_key: str, key: str, taken: Taken, *, status: int, body: str
) -> None:
    """Keep the answer to a request that was taken, unless another took it over meanwhile."""
    with store.writing() as connection:
        connection.execute(
            update(ANSWERS)
            .where(_at(api_key, key), ANSWERS.c.asked_at == taken.asked_at)
            .values(status=status, body=body)
        )


def let_go(store: Store, api_key: str, key: str, taken: Taken) -> None:
    """Forget a request that came to nothing, so that it can be sent again."""
    mine = and_(_at(api_key, key), ANSWERS.c.asked_at == taken.asked_at)
    with store.writing() as connection:
        connection.execute(delete(ANSWERS).where(mine, ANSWERS.c.status.is_(None)))


def _at(api_key: str, key: str) -> ColumnElement[bool]:
    return and_(ANSWERS.c.api_key == api_key, ANSWERS.c.key == key)
