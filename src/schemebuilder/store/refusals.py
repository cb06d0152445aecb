"""Why a database refuses: it is away, full, locked or read-only; faults of ours are none of these.

No text here holds a part of the database's address, which may hold a password.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from sqlalchemy.exc import DBAPIError

from schemebuilder.diagnostics.finding import Finding, Severity

T = TypeVar("T")

_SQLITE: Final = {
    3: "you may not use the file",
    5: "another program has held it for too long",
    6: "another program has held it for too long",
    8: "it may only be read",
    10: "the disk cannot be read or written",
    11: "the file is damaged",
    13: "the disk is full",
    14: "the file cannot be opened",
    26: "the file is no database",
}
"""By the primary code of SQLite: sqlite.org/rescode.html."""
_POSTGRESQL: Final = ("08", "25006", "28", "3D", "40", "42501", "53", "55", "57", "58")
"""Classes and codes of PostgreSQL's appendix A that tell of the server, not of our question."""
_SILENT: Final = "no server answers, or the connection was lost"
_HINT: Final = (
    "Check that the database runs, that you may write to it, and that its disk has room; "
    "nothing of what was being kept is there, and all that was kept before is."
)


def reason(error: BaseException) -> str | None:
    """Return in words why the database refuses, or None where the fault is in what we asked."""
    if not isinstance(error, DBAPIError):
        return None
    told = error.orig.args[0] if error.orig is not None and error.orig.args else None
    if isinstance(told, dict):  # an answer of PostgreSQL: C is the code, M the message
        known = str(told.get("C", "")).startswith(_POSTGRESQL)
        return str(told.get("M", "it refuses")) if known else None
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return _SQLITE.get(code & 0xFF)
    return _SILENT if error.connection_invalidated or type(error).__name__ in _LOST else None


_LOST: Final = ("InterfaceError", "OperationalError")


def refusal(error: BaseException) -> Finding | None:
    """Return a finding that says why the database refuses; None for faults of ours."""
    said = reason(error)
    if said is None:
        return None
    return Finding("SB-U007", Severity.ERROR, f"The database refuses: {said}.", hint=_HINT)


def attempt(act: Callable[[], T]) -> tuple[T | None, tuple[Finding, ...]]:
    """Return what `act` does, or why the database refuses it; faults of ours are raised."""
    try:
        return act(), ()
    except DBAPIError as error:
        found = refusal(error)
        if found is None:
            raise
        return None, (found,)
