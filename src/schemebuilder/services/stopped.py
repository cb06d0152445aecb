"""Why a run was stopped before its end, in words that say what to do about it."""

from __future__ import annotations

from typing import Final

from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.services.limits import GIGABYTE, MEGABYTE

_CODE: Final = "SB-U010"


def too_much_memory(limit: int) -> Finding:
    """Say that a run took more memory than it may."""
    return _error(
        f"The run needed more than {_size(limit)} of memory, so it was stopped.",
        "Choose a smaller population, or raise the limit: `--memory-limit` of `serve`, `api` "
        "and `runs make` says how many megabytes one run may take.",
    )


def too_long(seconds: int) -> Finding:
    """Say that a run took longer than it may."""
    return _error(
        f"The run took longer than {_time(seconds)}, so it was stopped.",
        "Choose a smaller population, or raise the limit: `--time-limit` of `serve`, `api` "
        "and `runs make` says how many seconds one run may take.",
    )


def killed() -> Finding:
    """Say that something outside the program ended the worker."""
    return _error(
        "The run was ended from outside before it was done, by the system or by a person.",
        "Most often the machine had no memory left: close other programs, or choose a smaller "
        "population, and run it again.",
    )


def broken() -> Finding:
    """Say that the worker ended by a fault of ours."""
    return _error(
        "The run ended by a fault of the program; nothing of it was kept.",
        "Run it again. If it ends so again, report it with what the log of the server says.",
    )


def given_up(times: int) -> Finding:
    """Say that a run is not tried any more."""
    return _error(
        f"The run was tried {_TIMES.get(times, f'{times} times')}; each time the server ended.",
        "Most often the machine had no memory left: choose a smaller population, or lower "
        "`serve --memory-limit` so that a run is stopped before the server is.",
    )


def changed(role: str) -> Finding:
    """Say that a text means something else than when the run was asked for."""
    which = "the text" if role == "after" else "the text to compare with"
    return _error(
        f"What {which} takes from elsewhere (its base, an index) has changed since the run was "
        "asked for.",
        "Check the text, and ask for the run again.",
    )


def unreadable(population: str) -> Finding:
    """Say that the files of a population are gone or damaged."""
    return _error(
        f"The population {population[:12]} cannot be read: its folder is gone, or was changed.",
        "Bring its folder back, or keep it again (`population keep`), and ask for the run again.",
    )


_TIMES: Final = {1: "once", 2: "twice", 3: "three times"}


def _size(number: int) -> str:
    if number % GIGABYTE == 0:
        return f"{number // GIGABYTE} GB"
    return f"{number // MEGABYTE:,} MB" if number >= MEGABYTE else f"{number:,} bytes"


def _time(seconds: int) -> str:
    for size, name in ((3600, "hour"), (60, "minute"), (1, "second")):
        if seconds >= size and seconds % size == 0:
            count = seconds // size
            return f"{count} {name}" if count == 1 else f"{count} {name}s"
    return f"{seconds} seconds"


def _error(message: str, hint: str) -> Finding:
    return Finding(_CODE, Severity.ERROR, message, hint=hint)
