"""Canonical JSON, in which one content has one text, and the hashes of texts.

Keys are sorted and nothing is padded, as in RFC 8785; numbers other than small counts are text.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Final

LARGEST: Final = 2**53 - 1
"""Whole numbers beyond this lose digits in readers that use binary floats: RFC 8785, 3.2.2.3."""


def canonical(data: object) -> str:
    """Return the canonical text of mappings, sequences, texts, yes and no, None and small counts.

    Raises:
        TypeError: anything else stands in it, a float above all.
        ValueError: a count too large for a JSON number; write it as text.
    """
    out: list[str] = []
    _write(data, out)
    return "".join(out)


def sha256(text: str) -> str:
    """Return the SHA-256 of a text's UTF-8 bytes, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def _write(data: object, out: list[str]) -> None:
    if data is None or isinstance(data, bool | str):
        out.append(json.dumps(data, ensure_ascii=False))
    elif isinstance(data, int):
        if abs(data) > LARGEST:
            raise ValueError(f"{data} is too large for a number in JSON")
        out.append(str(data))
    elif isinstance(data, Mapping):
        before = "{"
        for key in sorted(data, key=_utf16):
            out.append(f"{before}{json.dumps(key, ensure_ascii=False)}:")
            _write(data[key], out)
            before = ","
        out.append("}" if data else "{}")
    elif isinstance(data, list | tuple):
        before = "["
        for each in data:
            out.append(before)
            _write(each, out)
            before = ","
        out.append("]" if data else "[]")
    else:
        raise TypeError(f"{type(data).__name__} has no canonical JSON")


def _utf16(key: object) -> bytes:
    """Return what RFC 8785 sorts keys by: their UTF-16 code units."""
    if not isinstance(key, str):
        raise TypeError(f"{type(key).__name__} is no key in JSON")
    return key.encode("utf-16-be", "surrogatepass")
