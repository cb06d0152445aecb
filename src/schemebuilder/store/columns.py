"""The two kinds of column that databases read differently: moments and documents."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator

from schemebuilder.values.canonical import canonical
from schemebuilder.values.numbers import loads, plain


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, also where a database keeps no time zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC; SQLite gets it without its zone."""
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment with its zone."""
        if value is None:
            return None
        zoned = value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value
        return zoned.astimezone(UTC)


class Document(TypeDecorator[Any]):
    """Plain data as canonical JSON text: decimals stand in texts, none is a float.

    Fractions are written as decimals, and large whole numbers as text.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - the base class says which arguments
        """Return the canonical text."""
        return None if value is None else canonical(plain(value))

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Any | None:  # noqa: ARG002 - the base class says which arguments
        """Return the data."""
        return None if value is None else loads(value)
