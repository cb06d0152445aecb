"""A database opened: SQLite or PostgreSQL, brought up to today's tables, with plain refusals."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from schemebuilder.diagnostics.finding import Finding, Severity

HEAD: Final = "0001"
"""The newest step in `migrations/versions`; a test holds the two together."""

_LOCK: Final = 5_072_031  # any number of ours, for PostgreSQL's advisory lock
_PATIENCE_MS: Final = 15_000
_DRIVERS: Final = {"postgresql": "postgresql+pg8000", "postgres": "postgresql+pg8000"}


@dataclass(frozen=True, slots=True)
class Store:
    """An open database. Ask with `reading()`, change with `writing()`: all of it or nothing."""

    engine: Engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that sees one state of the database."""
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection whose changes are kept when the block ends well, else none is."""
        with self.engine.connect() as connection:
            writer = connection.execution_options(writing=True)
            with writer.begin():
                yield writer

    def answers(self) -> bool:
        """Say whether a question to the database is answered."""
        try:
            with self.reading() as connection:
                return connection.execute(text("SELECT 1")).scalar() == 1
        except DBAPIError:
            return False

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


def sqlite_url(path: Path) -> str:
    """Return the URL of a database file."""
    return URL.create("sqlite", database=str(path)).render_as_string(hide_password=False)


def open_store(url: str) -> tuple[Store | None, tuple[Finding, ...]]:
    """Open a database and bring it up to date; why it cannot be opened is a finding."""
    try:
        made = _engine(url)
    except (ArgumentError, NoSuchModuleError) as error:
        return None, (_refused("The address of the database cannot be read", error),)
    store = Store(made)
    try:
        found = _found(store)
        if found is not None and found > HEAD:
            store.close()
            return None, (_newer(found),)
        if found != HEAD:
            _upgrade(store)
    except DBAPIError as error:
        store.close()
        return None, (_refused("The database cannot be opened", error.orig or error),)
    return store, ()


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    parsed = parsed.set(drivername=_DRIVERS.get(parsed.drivername, parsed.drivername))
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True, isolation_level="READ COMMITTED")
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    made = create_engine(parsed, connect_args={"timeout": _PATIENCE_MS / 1000})
    event.listen(made, "connect", _prepare_sqlite)
    event.listen(made, "begin", _begin_sqlite)
    return made


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Keep the driver from opening transactions by itself; be durable, and keep foreign keys."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={_PATIENCE_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once: a reader that turns writer later would be refused."""
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _found(store: Store) -> str | None:
    """Return the step that the database is at, or None where it is empty."""
    with store.reading() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        row = connection.execute(text("SELECT version_num FROM alembic_version")).first()
        return None if row is None else str(row[0])


def _upgrade(store: Store) -> None:
    """Run the steps that are lacking, in one transaction, by one process at a time."""
    from alembic import command  # noqa: PLC0415 - slow to import, and rarely needed
    from alembic.config import Config  # noqa: PLC0415 - slow to import, and rarely needed

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with store.writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _newer(found: str) -> Finding:
    message = f"The database was written by a newer version of this program (step {found})."
    hint = "Start that version, or give this one a database of its own."
    return Finding("SB-U007", Severity.ERROR, message, hint=hint)


def _refused(what: str, error: BaseException) -> Finding:
    said = " ".join(str(error).split())
    hint = (
        "Give a URL such as sqlite:///work.db or postgresql://name:password@localhost/database, "
        "and check that the database runs and that you may use it."
    )
    return Finding("SB-U007", Severity.ERROR, f"{what}: {said}.", hint=hint)
