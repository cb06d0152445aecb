"""Which scheme a result is of: its id, version and the hash of its meaning."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from schemebuilder.ir.json import meaning_hash
from schemebuilder.ir.scheme import Scheme


@dataclass(frozen=True, eq=False, slots=True)
class _Same:
    """A scheme compared by being the same object, so that its hash is computed once."""

    scheme: Scheme

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.scheme is self.scheme

    def __hash__(self) -> int:
        return id(self.scheme)


@lru_cache(maxsize=64)
def _hash(same: _Same) -> str:
    return meaning_hash(same.scheme)


def identity(scheme: Scheme) -> dict[str, str]:
    """Return the id, version and meaning hash of a scheme."""
    return {"id": scheme.id, "version": scheme.version, "hash": _hash(_Same(scheme))}
