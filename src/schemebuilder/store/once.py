"""Rows entered where they are not yet there, also while others enter the same ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def enter_once(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Enter a row; False where one of its key, or of a value that is unique, is there already.

    Of two who enter the same row at once, the later waits for the earlier to end.
    """
    if connection.dialect.name == "sqlite":
        entered = connection.execute(sqlite.insert(table).values(**row).on_conflict_do_nothing())
    else:
        given = postgresql.insert(table).values(**row).on_conflict_do_nothing()
        entered = connection.execute(given)
    return entered.rowcount == 1
