"""A database opened: SQLite or PostgreSQL, brought up to today's tables, with plain refusals."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.store.refusals import reason

HEAD: Final = "0001"
"""The newest step in `migrations/versions`; a test holds the two together."""

_LOCK: Final = 5_072_031  # any number of ours, for PostgreSQL's advisory lock
_ONE_STATE: Final = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"  # SQLite's own way
_PATIENCE_MS: Final = 15_000
_DRIVERS: Final = {
    "sqlite": "sqlite",
    "postgresql": "postgresql+pg8000",
    "postgres": "postgresql+pg8000",
}
_HINT: Final = (
    "Give a URL such as sqlite:///work.db or postgresql://name:password@localhost/database, "
    "and check that the database runs and that you may use it. In a password, write signs "
    "such as @ and / as %40 and %2F."
)
STEPS: Final = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class Store:
    """An open database. Ask with `reading()`, change with `writing()`: all of it or nothing."""

    engine: Engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that sees one state of the database and keeps nobody waiting."""
        with self.engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(_ONE_STATE)
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


class BrokenStepError(RuntimeError):
    """A step of ours left rows that refer to nothing; nothing of it was kept."""

    def __init__(self, step: str) -> None:
        super().__init__(f"the steps to {step} would leave rows that refer to nothing")


def sqlite_url(path: Path) -> str:
    """Return the URL of a database file."""
    return URL.create("sqlite", database=str(path)).render_as_string(hide_password=False)


def open_store(url: str) -> tuple[Store | None, tuple[Finding, ...]]:
    """Open a database and bring it up to date; why it cannot be opened is a finding.

    No finding holds a part of the address: it may hold a password, also where it cannot be read.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        return None, (_refused("The address of the database cannot be read."),)
    kind = parsed.drivername.partition("+")[0]
    if kind not in _DRIVERS:
        return None, (_refused("The address of the database names a kind that is not known here."),)
    try:
        store = Store(_engine(parsed.set(drivername=_DRIVERS[kind])))
    except ImportError:
        hint = "Install it: pip install 'schemebuilder[postgresql]'."
        return None, (_refused("The driver for PostgreSQL is not installed.", hint),)
    except OSError as error:
        return None, (_no_file(parsed, error),)
    try:
        found = _brought_up_to_date(store)
    except BaseException:
        store.close()
        raise
    if found is not None:
        store.close()
        return None, (found,)
    return store, ()


def _brought_up_to_date(store: Store) -> Finding | None:
    """Take the steps that are lacking; return what keeps the database from being used."""
    try:
        found = _found(store)
        if found is not None and not found.isdigit():
            return _refused("The database belongs to another program.")
        if found is not None and found > HEAD:
            return _newer(found)
        if found != HEAD:
            upgrade(store)
    except DBAPIError as error:
        said = reason(error) or "it holds other tables than this program's"
        return _refused(f"The database cannot be opened: {said}.")
    return None


def _engine(url: URL) -> Engine:
    """Return how to reach a database; what it says of errors shows no parameters: facts of people.

    Raises:
        ImportError: the driver is not installed.
        OSError: the file of the database cannot be made or written.
    """
    if url.get_backend_name() != "sqlite":
        return create_engine(
            url, pool_pre_ping=True, isolation_level="READ COMMITTED", hide_parameters=True
        )
    if url.database and url.database != ":memory:" and not url.database.startswith("file:"):
        _own_file(Path(url.database))
    made = create_engine(url, connect_args={"timeout": _PATIENCE_MS / 1000}, hide_parameters=True)
    event.listen(made, "connect", _prepare_sqlite)
    event.listen(made, "begin", _begin_sqlite)
    return made


def _own_file(path: Path) -> None:
    """Make the file for this person alone; SQLite gives the files beside it the same permissions.

    Raises:
        OSError: it, or its folder, cannot be made or written.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except FileExistsError as error:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)) from error
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    with TemporaryFile(dir=path.parent):
        pass  # SQLite keeps its log in files beside it


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


def upgrade(store: Store, step: str = "head") -> None:
    """Take the steps that are lacking, in one transaction, by one process at a time.

    SQLite alters a table by making another in its place. That must not reach the rows that refer to
    it, so their keys are not kept meanwhile, and are looked at in the end.
    """
    from alembic import command  # noqa: PLC0415 - slow to import, and rarely needed
    from alembic.config import Config  # noqa: PLC0415 - slow to import, and rarely needed

    config = Config()
    config.set_main_option("script_location", str(STEPS).replace("%", "%%"))
    with store.engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        _keep_keys(connection, keep=False)
        writer = connection.execution_options(writing=True)
        with writer.begin():
            if not sqlite:
                writer.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
            config.attributes["connection"] = writer
            command.upgrade(config, step)
            if sqlite and writer.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise BrokenStepError(step)
        _keep_keys(connection, keep=True)


def _keep_keys(connection: Connection, *, keep: bool) -> None:
    """Have SQLite keep foreign keys or not: it hears this only outside a transaction."""
    if connection.dialect.name == "sqlite" and connection.connection.dbapi_connection is not None:
        cursor = connection.connection.dbapi_connection.cursor()
        cursor.execute(f"PRAGMA foreign_keys={'ON' if keep else 'OFF'}")
        cursor.close()


def _newer(found: str) -> Finding:
    message = f"The database was written by a newer version of this program (step {found})."
    return _refused(message, "Start that version, or give this one a database of its own.")


def _no_file(url: URL, error: OSError) -> Finding:
    message = f"The database {url.database} cannot be opened: {error.strerror}."
    hint = "See to it that you may write to its folder, or choose another with --data."
    return _refused(message, hint)


def _refused(message: str, hint: str = _HINT) -> Finding:
    return Finding("SB-U007", Severity.ERROR, message, hint=hint)
