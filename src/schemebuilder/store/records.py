"""Decision records, each once under the hash of its bytes, with the meaning it was decided by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, select

from schemebuilder.store.once import enter_once
from schemebuilder.store.opening import Store
from schemebuilder.store.tables import MEANINGS, RECORDS


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """A record: `record` are the bytes that `id` is the hash of; `version` is None for a draft."""

    id: str
    meaning: str
    scheme: str
    version: int | None
    record: str
    decided_by: str
    decided_at: datetime


def keep_records(
    store: Store,
    records: Iterable[tuple[str, str]],
    *,
    meaning: str,
    ir: str,
    scheme: str,
    version: int | None,
    by: str,
) -> None:
    """Keep records (id and bytes) of one scheme, all or none; one that is there stays as it is."""
    common = {"meaning": meaning, "scheme": scheme, "version": version, "decided_by": by}
    with store.writing() as connection:
        enter_once(connection, MEANINGS, {"hash": meaning, "ir": ir})
        for id_, content in records:
            row = {"id": id_, "record": content, "decided_at": datetime.now(UTC), **common}
            enter_once(connection, RECORDS, row)


def kept_record(store: Store, id_: str) -> KeptRecord | None:
    """Return the record of an id."""
    with store.reading() as connection:
        row = connection.execute(select(RECORDS).where(RECORDS.c.id == id_)).first()
        return None if row is None else _record(row)


def kept_records(store: Store, key: str, limit: int) -> tuple[KeptRecord, ...]:
    """Return the last records of a scheme, the newest first."""
    asked = (
        select(RECORDS)
        .where(RECORDS.c.scheme == key)
        .order_by(RECORDS.c.decided_at.desc(), RECORDS.c.id)
        .limit(limit)
    )
    with store.reading() as connection:
        return tuple(_record(row) for row in connection.execute(asked))


def meaning_of(store: Store, meaning: str) -> str | None:
    """Return the meaning of a hash, as canonical JSON."""
    with store.reading() as connection:
        asked = select(MEANINGS.c.ir).where(MEANINGS.c.hash == meaning)
        return connection.execute(asked).scalar()


def _record(row: Row[Any]) -> KeptRecord:
    return KeptRecord(
        row.id, row.meaning, row.scheme, row.version, row.record, row.decided_by, row.decided_at
    )
