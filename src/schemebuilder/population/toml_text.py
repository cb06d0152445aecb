"""Plain data as TOML text: the standard library reads TOML and does not write it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

Toml = str | int | bool | date | Sequence["Toml"] | Mapping[str, "Toml"]

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def to_toml(data: Mapping[str, Toml]) -> str:
    """Return `data` as TOML: plain values first, then a table for each mapping that has any."""
    return "\n".join(_table(data, ())) + "\n"


def _table(data: Mapping[str, Toml], path: tuple[str, ...]) -> Iterator[str]:
    plain = {key: value for key, value in data.items() if not isinstance(value, Mapping)}
    if path and plain:
        yield ""
        yield f"[{'.'.join(_key(part) for part in path)}]"
    for key, value in plain.items():
        yield f"{_key(key)} = {_value(value)}"
    for key, inside in data.items():
        if isinstance(inside, Mapping):
            yield from _table(inside, (*path, key))


def _key(text: str) -> str:
    return text if _BARE.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _value(value: Toml) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Sequence):
        inside = [_value(item) for item in value]
        line = f"[{', '.join(inside)}]"
        return line if len(line) <= 80 else "[\n" + "".join(f"  {item},\n" for item in inside) + "]"
    return str(value)
