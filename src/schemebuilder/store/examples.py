"""Cases kept as examples of a scheme, each with what is expected of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from schemebuilder.store.once import enter_once
from schemebuilder.store.opening import Store
from schemebuilder.store.schemes import Heading, enter_scheme
from schemebuilder.store.tables import EXAMPLES


@dataclass(frozen=True, slots=True)
class Example:
    """A case by its name; `case` holds its facts and `expect`."""

    id: str
    scheme: str
    name: str
    case: Mapping[str, Any]
    saved_at: datetime


def examples(store: Store, key: str) -> tuple[Example, ...]:
    """Return the examples of a scheme in order of their names."""
    asked = select(EXAMPLES).where(EXAMPLES.c.scheme == key).order_by(EXAMPLES.c.name)
    with store.reading() as connection:
        return tuple(
            Example(row.id, row.scheme, row.name, row.case, row.saved_at)
            for row in connection.execute(asked)
        )


def keep_example(store: Store, key: str, name: str, case: Mapping[str, Any]) -> Example:
    """Keep a case under a name; one of the same name is replaced.

    A scheme that is not kept yet, or was forgotten meanwhile, is entered by its key.
    """
    now = datetime.now(UTC)
    with store.writing() as connection:
        same = (EXAMPLES.c.scheme == key) & (EXAMPLES.c.name == name)
        fields = {"case": case, "saved_at": now}
        enter_scheme(connection, key, Heading(key), now)
        row = {"id": str(uuid4()), "scheme": key, "name": name, **fields}
        while not enter_once(connection, EXAMPLES, row):
            changed = connection.execute(update(EXAMPLES).where(same).values(**fields))
            if changed.rowcount == 1:
                break  # else it was removed in between
        found = connection.execute(select(EXAMPLES.c.id).where(same)).scalar_one()
    return Example(found, key, name, case, now)


def rename_example(store: Store, example: str, name: str) -> bool:
    """Give an example another name; False where the scheme has one of that name, or it is gone."""
    change = update(EXAMPLES).where(EXAMPLES.c.id == example).values(name=name)
    try:
        with store.writing() as connection:
            return connection.execute(change).rowcount == 1
    except IntegrityError:
        return False


def remove_example(store: Store, example: str) -> None:
    """Forget an example."""
    with store.writing() as connection:
        connection.execute(delete(EXAMPLES).where(EXAMPLES.c.id == example))
