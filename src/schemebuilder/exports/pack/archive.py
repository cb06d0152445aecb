"""The file of a rule pack: a zip, the same bytes for the same contents, checked as a whole."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
from collections.abc import Mapping
from typing import Final

from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.values.canonical import canonical
from schemebuilder.values.numbers import loads

FORMAT: Final = "sb-pack/1"
MANIFEST: Final = "manifest.json"
_LARGEST: Final = 1 << 28
_ZIP: Final = b"PK\x03\x04"
_DAMAGE: Final = (
    *(zipfile.BadZipFile, RuntimeError, EOFError, OSError),
    *(ValueError, LookupError, OverflowError, struct.error),
)
"""What reading an archive can raise whose bytes were changed."""


def archive(files: Mapping[str, bytes], about: Mapping[str, object]) -> bytes:
    """Return the bytes of a pack: its files, and a manifest of `about` and each file's SHA-256."""
    hashes = {name: digest(content) for name, content in sorted(files.items())}
    manifest = canonical({"format": FORMAT, **about, "files": hashes}).encode()
    return _zip({MANIFEST: manifest, **dict(sorted(files.items()))})


def digest(content: bytes) -> str:
    """Return the SHA-256 as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def unpack(content: bytes) -> tuple[dict[str, bytes], dict[str, object], tuple[Finding, ...]]:
    """Return the files, the manifest, and what is wrong; on any finding nothing else is to be used.

    Every byte is checked: contents against the hashes of the manifest, and the archive around them
    against the one that the same contents give.
    """
    if not content.startswith(_ZIP):
        return {}, {}, (_refused("SB-K004", "The file is not a rule pack."),)
    try:
        files = _files(content)
    except _DAMAGE as error:
        said = str(error).rstrip(".") or "it cannot be read"
        return {}, {}, (_refused("SB-K001", f"The pack is damaged: {said}."),)
    try:
        manifest = loads(files[MANIFEST])
    except (KeyError, ValueError):
        return {}, {}, (_refused("SB-K004", "The file is not a rule pack: it has no manifest."),)
    findings = _not_as_listed(files, manifest)
    if (
        not findings
        and _zip({MANIFEST: files.pop(MANIFEST), **dict(sorted(files.items()))}) != content
    ):
        findings = (_refused("SB-K001", "The pack is not as it was written."),)
    if findings or not isinstance(manifest, dict):
        return {}, {}, findings
    return files, manifest, ()


def _files(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        if sum(info.file_size for info in opened.infolist()) > _LARGEST:
            raise zipfile.BadZipFile("it is larger than any pack can be")
        if any(info.compress_type != zipfile.ZIP_STORED for info in opened.infolist()):
            raise zipfile.BadZipFile("it was packed again by another program")
        return {info.filename: opened.read(info) for info in opened.infolist()}


def _not_as_listed(files: Mapping[str, bytes], manifest: object) -> tuple[Finding, ...]:
    if not isinstance(manifest, Mapping):
        return (_refused("SB-K004", "The file is not a rule pack: its manifest is no record."),)
    found = str(manifest.get("format", ""))
    if found != FORMAT:
        message = f"The pack has the format {found or 'unknown'}; this player reads {FORMAT}."
        return (_refused("SB-K002", message, "Use a player of the pack's version."),)
    return tuple(_refused("SB-K001", each) for each in _changed(files, manifest.get("files")))


def _changed(files: Mapping[str, bytes], listed: object) -> list[str]:
    if not isinstance(listed, dict):
        return ["The manifest lists no files."]
    present = set(files) - {MANIFEST}
    missing = [f"{name} is missing from the pack." for name in sorted(set(listed) - present)]
    extra = [
        f"{name} is in the pack but not in its manifest." for name in sorted(present - set(listed))
    ]
    other = [
        f"{name} was changed after the pack was written."
        for name in sorted(present & set(listed))
        if digest(files[name]) != listed[name]
    ]
    return missing + extra + other


def _refused(code: str, message: str, hint: str = "") -> Finding:
    remedy = hint or "Get the pack again from where it was published; do not use this file."
    return Finding(code, Severity.ERROR, message, hint=remedy)


def _zip(files: Mapping[str, bytes]) -> bytes:
    """Store files without compression, dates or attributes, so that only contents count."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as opened:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.create_system = 3
            info.external_attr = 0o644 << 16
            opened.writestr(info, content)
    return buffer.getvalue()
