"""Files are written whole or not at all, and read with a finding where they cannot be."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from schemebuilder.diagnostics.finding import Finding, Severity

_NEW_FILE: Final = 0o644


def write_whole(path: Path, content: bytes) -> tuple[Finding, ...]:
    """Write a file beside its place, then rename it there, so that no half-written one is seen.

    A link is followed, and a file that was there keeps its permissions.
    """
    try:
        place = path.resolve()
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = _beside(place, content)
        try:
            beside.replace(place)
        finally:
            beside.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        return _not_written(path, error)
    return ()


def write_new(path: Path, content: bytes) -> tuple[Finding, ...]:
    """Write a file where none is; one that is there already stays as it is."""
    try:
        beside = _beside(path, content)
        try:
            path.hardlink_to(beside)
        finally:
            beside.unlink(missing_ok=True)
    except FileExistsError:
        message = f"{path} is there already."
        hint = "Choose another name, or move the file that is there."
        return (Finding("SB-U004", Severity.ERROR, message, hint=hint, place=str(path)),)
    except (OSError, ValueError) as error:
        return _not_written(path, error)
    return ()


def write_folder(folder: Path, files: Mapping[str, bytes]) -> tuple[Finding, ...]:
    """Write files into a folder: all are written beside it first, then each takes its place.

    Other files that are in the folder stay.
    """
    beside: Path | None = None
    try:
        place = folder.resolve()
        place.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(dir=place.parent, prefix=f".{place.name}."))
        for name, content in files.items():
            _written(beside / name, content, _NEW_FILE)
        for name in files:
            (beside / name).replace(place / name)
    except (OSError, ValueError) as error:
        return _not_written(folder, error)
    finally:
        if beside is not None:
            shutil.rmtree(beside, ignore_errors=True)
    return ()


def folder_fits(folder: Path) -> tuple[Finding, ...]:
    """Say whether files can be written into a folder that may not be there yet."""
    try:
        nearest = next((each for each in (folder, *folder.parents) if each.exists()), None)
        if nearest is not None and not nearest.is_dir():
            return _not_written(folder, NotADirectoryError(0, f"{nearest} is a file"))
        if nearest is not None and not os.access(nearest, os.W_OK | os.X_OK):
            return _not_written(folder, PermissionError(0, f"{nearest} may not be written to"))
    except (OSError, ValueError) as error:
        return _not_written(folder, error)
    return ()


def read_bytes(path: Path, what: str) -> tuple[bytes | None, tuple[Finding, ...]]:
    """Read a file; `what` names it in findings (`the case file`)."""
    try:
        return path.read_bytes(), ()
    except (OSError, ValueError) as error:
        message = f"{what[0].upper()}{what[1:]} cannot be read: {reason(error)}."
        hint = "Check that it is there and that you may read it."
        return None, (Finding("SB-U002", Severity.ERROR, message, hint=hint, place=str(path)),)


def is_file(path: Path) -> bool:
    """Say whether there is a file; what may not be looked at, or can be no path, is none."""
    with suppress(OSError, ValueError):
        return path.is_file()
    return False


def is_folder(path: Path) -> bool:
    """Say whether there is a folder."""
    with suppress(OSError, ValueError):
        return path.is_dir()
    return False


def reason(error: OSError | ValueError) -> str:
    """Return why the system refused, in its own words."""
    said = error.strerror if isinstance(error, OSError) else None
    return said or str(error) or type(error).__name__


def _beside(path: Path, content: bytes) -> Path:
    """Write the content to a hidden file beside `path`, and return that one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    os.close(handle)
    beside = Path(name)
    try:
        _written(beside, content, _mode(path))
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside


def _written(path: Path, content: bytes, mode: int) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(mode)


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode) if path.is_file() else _NEW_FILE


def _not_written(path: Path, error: OSError | ValueError) -> tuple[Finding, ...]:
    message = f"{path} cannot be written: {reason(error)}."
    hint = "Choose a place in a folder that you may write to."
    return (Finding("SB-U002", Severity.ERROR, message, hint=hint, place=str(path)),)
