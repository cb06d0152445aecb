"""A small pack, and packs that an enemy made: changed, packed again, and hashed to fit."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import cache
from typing import Any

from schemebuilder.exports.pack.archive import MANIFEST, archive
from schemebuilder.exports.pack.write import write_pack
from schemebuilder.services.authoring import check_text, new_scheme
from schemebuilder.values.canonical import canonical
from schemebuilder.values.numbers import loads


@cache
def pack() -> bytes:
    """Return the bytes of a pack with two cases."""
    text = new_scheme("child_grant")
    scheme = check_text(text, "child_grant").scheme
    assert scheme is not None
    written = write_pack(scheme, text, (), ())
    assert (written.cases, written.findings) == (2, ())
    return written.content


def files(content: bytes) -> dict[str, bytes]:
    """Return the files of a pack without its manifest."""
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist() if name != MANIFEST}


def about(content: bytes) -> dict[str, Any]:
    """Return what the manifest says besides the hashes."""
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        manifest: Any = loads(opened.read(MANIFEST))
    return {key: value for key, value in manifest.items() if key not in ("format", "files")}


def forged(name: str, change: Callable[[Any], Any]) -> bytes:
    """Return the pack with one of its JSON files changed, and every hash made to fit."""
    held = files(pack())
    held[name] = canonical(change(loads(held[name]))).encode()
    return archive(held, about(pack()))


def rezipped(held: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    """Return a pack put together by another program: the old manifest, other files."""
    with zipfile.ZipFile(io.BytesIO(pack())) as opened:
        manifest = opened.read(MANIFEST)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as opened:
        for name, content in {MANIFEST: manifest, **held}.items():
            opened.writestr(name, content)
    return buffer.getvalue()
