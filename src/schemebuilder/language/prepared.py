"""The grammar's tables, worked out ahead of time: building them takes seconds, reading them not.

`python -m schemebuilder.language.grammar` writes them again after a change of the grammar or of
the words. Tables that do not fit the grammar are not used, so forgetting costs time and no more.
"""

from __future__ import annotations

import gc
import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import lark
from lark import Lark

from schemebuilder import bundled

_PAIRS: Final = "pairs"


def path_of(language: str) -> Path:
    """Where the tables of a language are."""
    return bundled.dsl() / "grammar" / f"{language}.tables"


def key_of(rules: str) -> str:
    """What the tables must fit: the grammar with its words, and the edition of Lark."""
    edition = ".".join(lark.__version__.split(".")[:2])
    return hashlib.sha256(f"{edition}\n{rules}".encode()).hexdigest()


def fits(language: str, rules: str) -> bool:
    """Say whether there are tables of a language that fit its grammar."""
    return _packed(language, rules) is not None


def load(language: str, rules: str) -> Lark | None:
    """Return the parser from its tables, or None if there are none that fit."""
    packed = _packed(language, rules)
    if packed is None:
        return None
    restore: Callable[..., Lark] = Lark._load_from_dict  # noqa: SLF001 - Lark has no public way
    with _left_alone():
        tables = json.loads(zlib.decompress(packed), object_hook=_with_numbers)
        return restore(tables["data"], tables["memo"])


@contextmanager
def _left_alone() -> Iterator[None]:
    """Keep the collector of garbage away: tables are many small things that all stay.

    Looking through them while they are made, and again at each later collection, is a fifth of the
    time to the first finding in a process.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if collects:
            gc.enable()


def _packed(language: str, rules: str) -> bytes | None:
    try:
        key, _, packed = path_of(language).read_bytes().partition(b"\n")
    except OSError:
        return None
    return packed if key.decode("ascii", "replace") == key_of(rules) else None


def save(language: str, rules: str, parser: Lark) -> None:
    """Write a parser's tables."""
    data, memo = parser.memo_serialize([lark.lexer.TerminalDef, lark.grammar.Rule])
    said = json.dumps(_encoded({"data": data, "memo": memo}), separators=(",", ":"))
    packed = zlib.compress(said.encode(), 9)
    path_of(language).write_bytes(key_of(rules).encode() + b"\n" + packed)


def _encoded(value: Any) -> Any:
    """JSON has no numbers as keys: such a table becomes pairs."""
    if isinstance(value, dict):
        if all(isinstance(key, str) for key in value):
            return {key: _encoded(item) for key, item in value.items()}
        return {_PAIRS: [[key, _encoded(item)] for key, item in value.items()]}
    if isinstance(value, list | tuple):
        return [_encoded(item) for item in value]
    return value


def _with_numbers(table: dict[str, Any]) -> dict[Any, Any]:
    """Pairs become a table again; what is inside has been dealt with already."""
    if len(table) == 1 and _PAIRS in table:
        return dict(table[_PAIRS])
    return table
