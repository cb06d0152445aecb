"""Files are written whole or not at all, and read with a finding where they cannot be."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from schemebuilder.diagnostics.finding import Finding, Severity


def write_whole(path: Path, content: bytes) -> tuple[Finding, ...]:
    """Write a file beside its place, then rename it there, so that no half-written one is seen."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        beside = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            beside.chmod(0o644)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror}."
        hint = "Choose a folder that exists and that you may write to."
        return (Finding("SB-U002", Severity.ERROR, message, hint=hint, place=str(path)),)
    return ()


def read_bytes(path: Path, what: str) -> tuple[bytes | None, tuple[Finding, ...]]:
    """Read a file; `what` names it in findings (`the case file`)."""
    try:
        return path.read_bytes(), ()
    except OSError as error:
        message = f"{what[0].upper()}{what[1:]} cannot be read: {error.strerror}."
        hint = "Check that it is there and that you may read it."
        return None, (Finding("SB-U002", Severity.ERROR, message, hint=hint, place=str(path)),)
