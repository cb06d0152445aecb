"""Which populations are kept: their files stand in folders that are named by these hashes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Row, select

from schemebuilder.store.once import enter_once
from schemebuilder.store.opening import Store
from schemebuilder.store.tables import POPULATIONS


@dataclass(frozen=True, slots=True)
class Kept:
    """A population that is kept; `source` says how it was made or where it came from."""

    hash: str
    title: str
    reference_date: date
    persons: int
    households: int
    source: Mapping[str, Any]
    added_at: datetime


def populations(store: Store) -> tuple[Kept, ...]:
    """Return the populations, the one added last first."""
    asked = select(POPULATIONS).order_by(POPULATIONS.c.added_at.desc(), POPULATIONS.c.hash)
    with store.reading() as connection:
        return tuple(_kept(row) for row in connection.execute(asked))


def population(store: Store, content: str) -> Kept | None:
    """Return the population of a hash."""
    asked = select(POPULATIONS).where(POPULATIONS.c.hash == content)
    with store.reading() as connection:
        row = connection.execute(asked).first()
        return None if row is None else _kept(row)


def enter_population(
    store: Store,
    content: str,
    title: str,
    *,
    reference_date: date,
    persons: int,
    households: int,
    source: Mapping[str, Any],
) -> Kept:
    """Enter a population whose folder is in its place; one that is there stays as it is."""
    row = {
        "hash": content,
        "title": title,
        "reference_date": reference_date.isoformat(),
        "persons": persons,
        "households": households,
        "source": source,
        "added_at": datetime.now(UTC),
    }
    with store.writing() as connection:
        enter_once(connection, POPULATIONS, row)
        asked = select(POPULATIONS).where(POPULATIONS.c.hash == content)
        return _kept(connection.execute(asked).one())


def _kept(row: Row[Any]) -> Kept:
    return Kept(
        row.hash,
        row.title,
        date.fromisoformat(row.reference_date),
        row.persons,
        row.households,
        row.source,
        row.added_at,
    )
