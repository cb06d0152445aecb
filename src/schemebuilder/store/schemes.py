"""Schemes, their drafts and their versions, kept and read back as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from schemebuilder.store.columns import storable
from schemebuilder.store.once import enter_once
from schemebuilder.store.opening import Store
from schemebuilder.store.tables import DRAFTS, SCHEMES, TEXTS, VERSIONS
from schemebuilder.values.canonical import sha256


@dataclass(frozen=True, slots=True)
class Heading:
    """What a list of schemes shows of one; `origin` is the library scheme that it began as."""

    title: str
    country: str = ""
    branch: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme that is kept: its key here, its heading, and how many versions it has."""

    key: str
    heading: Heading
    created_at: datetime
    changed_at: datetime
    versions: int
    drafted: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """The text under way. `revision` grows with each save; `base` is the version it came from."""

    scheme: str
    text: str
    good: str | None
    case: Mapping[str, Any] | None
    base: int | None
    revision: int
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """A text that never changes again. `text_hash` is of the formatted text."""

    scheme: str
    number: int
    text_hash: str
    meaning_hash: str
    title: str
    note: str
    saved_by: str
    saved_at: datetime


def schemes(store: Store) -> tuple[Scheme, ...]:
    """Return all schemes, the one changed last first."""
    counted = (
        select(VERSIONS.c.scheme, func.count().label("versions"))
        .group_by(VERSIONS.c.scheme)
        .subquery()
    )
    asked = (
        select(SCHEMES, counted.c.versions, DRAFTS.c.revision)
        .outerjoin(counted, counted.c.scheme == SCHEMES.c.key)
        .outerjoin(DRAFTS, DRAFTS.c.scheme == SCHEMES.c.key)
        .order_by(SCHEMES.c.changed_at.desc(), SCHEMES.c.key)
    )
    with store.reading() as connection:
        return tuple(
            Scheme(
                row.key,
                Heading(row.title, row.country, row.branch, row.origin),
                row.created_at,
                row.changed_at,
                row.versions or 0,
                row.revision is not None,
            )
            for row in connection.execute(asked)
        )


def draft(store: Store, key: str) -> Draft | None:
    """Return the draft of a scheme, if there is one."""
    with store.reading() as connection:
        return _draft(connection, key)


def save_draft(  # noqa: PLR0913 - what a draft is made of
    store: Store,
    key: str,
    heading: Heading,
    *,
    text: str,
    good: str | None,
    case: Mapping[str, Any] | None,
    base: int | None,
    revision: int,
) -> Draft | None:
    """Keep a draft over the one of a revision (0: there is none yet); return it as it is kept.

    None where the draft kept has another revision: somebody else saved meanwhile, and nothing is
    overwritten.
    """
    now = datetime.now(UTC)
    fields = {"text": text, "good": good, "case": case, "base": base, "saved_at": now}
    with store.writing() as connection:
        _heading(connection, key, heading, now)
        kept = _draft(connection, key)
        if (0 if kept is None else kept.revision) != revision:
            connection.rollback()  # the heading is theirs too
            return None
        if kept is None:
            connection.execute(insert(DRAFTS).values(scheme=key, revision=1, **fields))
        else:
            connection.execute(
                update(DRAFTS)
                .where(DRAFTS.c.scheme == key, DRAFTS.c.revision == revision)
                .values(revision=revision + 1, **fields)
            )
        return _draft(connection, key)


def discard_draft(store: Store, key: str) -> None:
    """Forget a draft; versions stay, and a scheme without any is forgotten with it."""
    with store.writing() as connection:
        connection.execute(select(SCHEMES.c.key).where(SCHEMES.c.key == key).with_for_update())
        connection.execute(delete(DRAFTS).where(DRAFTS.c.scheme == key))
        if _newest(connection, key) == 0:
            connection.execute(delete(SCHEMES).where(SCHEMES.c.key == key))


def versions(store: Store, key: str) -> tuple[Version, ...]:
    """Return the versions of a scheme, the newest first."""
    asked = select(VERSIONS).where(VERSIONS.c.scheme == key).order_by(VERSIONS.c.number.desc())
    with store.reading() as connection:
        return tuple(
            Version(
                row.scheme,
                row.number,
                row.text_hash,
                row.meaning_hash,
                row.title,
                row.note,
                row.saved_by,
                row.saved_at,
            )
            for row in connection.execute(asked)
        )


def version_text(store: Store, key: str, number: int) -> str | None:
    """Return the text of a version as it was written, or None where there is no such version."""
    asked = (
        select(TEXTS.c.text)
        .join(VERSIONS, VERSIONS.c.text == TEXTS.c.hash)
        .where(VERSIONS.c.scheme == key, VERSIONS.c.number == number)
    )
    with store.reading() as connection:
        return connection.execute(asked).scalar()


def save_version(  # noqa: PLR0913 - what a version is made of
    store: Store,
    key: str,
    heading: Heading,
    *,
    text: str,
    text_hash: str,
    meaning_hash: str,
    note: str,
    by: str,
) -> Version:
    """Keep a text as the next version, and let the draft, if there is one, be based on it."""
    now = datetime.now(UTC)
    with store.writing() as connection:
        _heading(connection, key, heading, now)
        number = _newest(connection, key) + 1
        fields = {"text_hash": text_hash, "meaning_hash": meaning_hash, "title": heading.title}
        made: dict[str, Any] = {**fields, "note": note, "saved_by": by, "saved_at": now}
        connection.execute(
            insert(VERSIONS).values(
                scheme=key, number=number, text=keep_text(connection, text), **made
            )
        )
        connection.execute(update(DRAFTS).where(DRAFTS.c.scheme == key).values(base=number))
    return Version(key, number, **made)


def keep_text(connection: Connection, text: str) -> str:
    """Keep a text under its hash, once, and return the hash."""
    text = storable(text)
    hashed = sha256(text)
    enter_once(connection, TEXTS, {"hash": hashed, "text": text})
    return hashed


def kept_text(store: Store, hashed: str) -> str | None:
    """Return the text of a hash."""
    with store.reading() as connection:
        return connection.execute(select(TEXTS.c.text).where(TEXTS.c.hash == hashed)).scalar()


def enter_scheme(connection: Connection, key: str, heading: Heading, now: datetime) -> bool:
    """Enter a scheme that is not kept yet; False where it is, with a heading of its own."""
    fields = {"title": heading.title, "country": heading.country, "branch": heading.branch}
    made = {"key": key, "origin": heading.origin, "created_at": now, "changed_at": now, **fields}
    return enter_once(connection, SCHEMES, made)


def _heading(connection: Connection, key: str, heading: Heading, now: datetime) -> None:
    """Keep what lists show of a scheme; where it began does not change.

    Until the end of the change nobody else changes this scheme: its row is locked.
    """
    fields = {"title": heading.title, "country": heading.country, "branch": heading.branch}
    changed = update(SCHEMES).where(SCHEMES.c.key == key).values(changed_at=now, **fields)
    while not enter_scheme(connection, key, heading, now):
        if connection.execute(changed).rowcount == 1:
            return  # else it was forgotten in between


def _newest(connection: Connection, key: str) -> int:
    """Return the number of the newest version, 0 if there is none."""
    asked = select(func.max(VERSIONS.c.number)).where(VERSIONS.c.scheme == key)
    return connection.execute(asked).scalar() or 0


def _draft(connection: Connection, key: str) -> Draft | None:
    row = connection.execute(select(DRAFTS).where(DRAFTS.c.scheme == key)).first()
    if row is None:
        return None
    return Draft(row.scheme, row.text, row.good, row.case, row.base, row.revision, row.saved_at)
