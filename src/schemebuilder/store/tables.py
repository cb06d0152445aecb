"""The tables of the store, as the newest migration leaves them.

Rows of `texts`, `versions`, `runs`, `meanings` and `records` never change: the database refuses it.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from schemebuilder.store.columns import Document, Moment, Words

HASH: Final = Words(64)
LONGEST_KEY: Final = 120
KEY: Final = Words(LONGEST_KEY)
ID: Final = Words(36)
WHO: Final = Words(120, cut=True)

METADATA: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

TEXTS: Final = Table(
    "texts",
    METADATA,
    Column("hash", HASH, primary_key=True),  # SHA-256 of the text as it was written
    Column("text", Words(), nullable=False),
)

SCHEMES: Final = Table(
    "schemes",
    METADATA,
    Column("key", KEY, primary_key=True),
    Column("title", Words(), nullable=False),
    Column("country", Words(8, cut=True), nullable=False),
    Column("branch", Words(60, cut=True), nullable=False),
    Column("origin", KEY, nullable=False),  # the library scheme it began as, or nothing
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False, index=True),
)

DRAFTS: Final = Table(
    "drafts",
    METADATA,
    Column("scheme", KEY, ForeignKey("schemes.key", ondelete="CASCADE"), primary_key=True),
    Column("text", Words(), nullable=False),
    Column("good", Words()),  # the last text without errors
    Column("case", Document),
    Column("base", Integer),  # the version it came from
    Column("revision", Integer, nullable=False),
    Column("saved_at", Moment, nullable=False),
)

VERSIONS: Final = Table(
    "versions",
    METADATA,
    Column("scheme", KEY, ForeignKey("schemes.key"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("text", HASH, ForeignKey("texts.hash"), nullable=False),
    Column("text_hash", HASH, nullable=False),  # of the formatted text
    Column("meaning_hash", HASH, nullable=False),
    Column("title", Words(), nullable=False),
    Column("note", Words(), nullable=False),
    Column("saved_by", WHO, nullable=False),
    Column("saved_at", Moment, nullable=False),
)

EXAMPLES: Final = Table(
    "examples",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("scheme", KEY, ForeignKey("schemes.key", ondelete="CASCADE"), nullable=False),
    Column("name", Words(), nullable=False),
    Column("case", Document, nullable=False),  # with `expect`
    Column("saved_at", Moment, nullable=False),
    UniqueConstraint("scheme", "name"),
)

POPULATIONS: Final = Table(
    "populations",
    METADATA,
    Column("hash", HASH, primary_key=True),  # of the content: the name of its folder too
    Column("title", Words(), nullable=False),
    Column("reference_date", String(10), nullable=False),
    Column("persons", Integer, nullable=False),
    Column("households", Integer, nullable=False),
    Column("source", Document, nullable=False),  # how it was made or where it came from
    Column("added_at", Moment, nullable=False),
)

RUNS: Final = Table(
    "runs",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("inputs", Document, nullable=False),  # all that the result depends on
    Column("report", Text, nullable=False),  # canonical JSON
    Column("made_at", Moment, nullable=False, index=True),
)

RUN_TEXTS: Final = Table(
    "run_texts",
    METADATA,
    Column("run", ID, ForeignKey("runs.id"), primary_key=True),
    Column("role", String(20), primary_key=True),  # after, before
    Column("text", HASH, ForeignKey("texts.hash"), nullable=False),
    Column("scheme", KEY, nullable=False),
    Column("version", Integer),  # None: a draft
    Index("ix_run_texts_scheme_version", "scheme", "version"),
)

JOBS: Final = Table(
    "jobs",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("title", Words(), nullable=False),
    Column("request", Document, nullable=False),
    Column("state", String(12), nullable=False),
    Column("progress", Integer, nullable=False),  # in millionths
    Column("words", Words(), nullable=False),
    Column("cancel", Boolean, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("holder", String(80), nullable=False),  # the server that runs it
    Column("held_at", Moment),  # when that server last said it lives
    Column("submitted_at", Moment, nullable=False),
    Column("started_at", Moment),
    Column("ended_at", Moment),
    Column("problem", Document),  # a finding: why it failed
    Column("run", ID, ForeignKey("runs.id")),
    Column("made", KEY),  # what it made that is no run, as the hash of a population
    Index("ix_jobs_state_submitted_at", "state", "submitted_at"),
)

MEANINGS: Final = Table(
    "meanings",
    METADATA,
    Column("hash", HASH, primary_key=True),
    Column("ir", Text, nullable=False),
)

RECORDS: Final = Table(
    "records",
    METADATA,
    Column("id", HASH, primary_key=True),
    Column("meaning", HASH, ForeignKey("meanings.hash"), nullable=False),
    Column("scheme", KEY, nullable=False),
    Column("version", Integer),
    Column("record", Text, nullable=False),  # canonical JSON, the bytes that `id` is the hash of
    Column("decided_by", WHO, nullable=False),
    Column("decided_at", Moment, nullable=False),
    ForeignKeyConstraint(["scheme", "version"], ["versions.scheme", "versions.number"]),
    Index("ix_records_scheme_decided_at", "scheme", "decided_at"),
)

API_KEYS: Final = Table(
    "api_keys",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("name", Words(), nullable=False),
    Column("hash", HASH, nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("last_used_at", Moment),
    Column("revoked_at", Moment),
)

ANSWERS: Final = Table(
    "answers",
    METADATA,
    Column("api_key", ID, ForeignKey("api_keys.id"), primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("request", HASH, nullable=False),  # SHA-256 of what was asked
    Column("status", Integer),  # None: being worked on
    Column("body", Text),
    Column("asked_at", Moment, nullable=False),
)

UNCHANGING: Final = ("texts", "versions", "runs", "run_texts", "meanings", "records")
"""Tables whose rows are written once: an update or a deletion is refused by the database."""
