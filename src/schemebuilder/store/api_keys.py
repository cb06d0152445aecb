"""API keys, of which only a hash is kept: who may ask, since when, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import uuid4

from sqlalchemy import Row, insert, or_, select, update

from schemebuilder.store.opening import Store
from schemebuilder.store.tables import API_KEYS

USED_EVERY: Final = timedelta(minutes=1)
"""How exactly the last use is kept: each request would else write to the database."""


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key without the key itself."""

    id: str
    name: str
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


def add_api_key(store: Store, name: str, hashed: str) -> ApiKey:
    """Keep a new key by its hash."""
    made = ApiKey(str(uuid4()), name, datetime.now(UTC), None, None)
    with store.writing() as connection:
        connection.execute(
            insert(API_KEYS).values(id=made.id, name=name, hash=hashed, created_at=made.created_at)
        )
    return made


def api_keys(store: Store) -> tuple[ApiKey, ...]:
    """Return all keys, revoked ones too, the oldest first."""
    asked = select(API_KEYS).order_by(API_KEYS.c.created_at, API_KEYS.c.id)
    with store.reading() as connection:
        return tuple(_key(row) for row in connection.execute(asked))


def api_key_of(store: Store, hashed: str) -> ApiKey | None:
    """Return the key of a hash if it is in use, and note that it was used."""
    asked = select(API_KEYS).where(API_KEYS.c.hash == hashed, API_KEYS.c.revoked_at.is_(None))
    with store.reading() as connection:
        row = connection.execute(asked).first()
    if row is None:
        return None
    found, now = _key(row), datetime.now(UTC)
    if found.last_used_at is None or found.last_used_at < now - USED_EVERY:
        used = API_KEYS.c.last_used_at
        stale = or_(used.is_(None), used < now - USED_EVERY)
        with store.writing() as connection:
            connection.execute(
                update(API_KEYS).where(API_KEYS.c.id == found.id, stale).values(last_used_at=now)
            )
    return found


def revoke_api_key(store: Store, key: str) -> ApiKey | None:
    """Take a key out of use for good; None where there is none of this id."""
    mine = API_KEYS.c.id == key
    with store.writing() as connection:
        connection.execute(
            update(API_KEYS)
            .where(mine, API_KEYS.c.revoked_at.is_(None))
            .values(revoked_at=datetime.now(UTC))
        )
        row = connection.execute(select(API_KEYS).where(mine)).first()
    return None if row is None else _key(row)


def _key(row: Row[tuple[object, ...]]) -> ApiKey:
    return ApiKey(row.id, row.name, row.created_at, row.last_used_at, row.revoked_at)
