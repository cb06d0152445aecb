"""Kinds of column that databases read differently: moments, documents and words."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import DateTime, Dialect, String, Text
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


_NOT_KEPT: Final = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """Return a text that every database keeps: without the sign 0 and without halves of letters.

    PostgreSQL has no text with the one, and UTF-8 none with the other; U+FFFD takes their place.
    """
    return _NOT_KEPT.sub("\ufffd", text)


class Words(TypeDecorator[str]):
    """Text that a person or a program gave; of a `width`, it is cut there if it may be."""

    impl = Text
    cache_ok = True

    def __init__(self, width: int | None = None, *, cut: bool = False) -> None:
        super().__init__(*(() if width is None else (width,)))
        self.width = width
        self.cut = cut

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """Return the database's own kind of text."""
        if self.width is None:
            return super().load_dialect_impl(dialect)
        return dialect.type_descriptor(String(self.width))

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - the base class says which arguments
        """Return the text as it can be kept."""
        if value is None:
            return None
        return storable(value)[: self.width if self.cut else None]
