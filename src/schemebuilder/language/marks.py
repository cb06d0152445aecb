"""Letters of every script: combining marks stand for a letter while a line is read."""

from __future__ import annotations

import unicodedata
from typing import Final

_MARKS: Final = frozenset({"Mn", "Mc", "Me"})
_JOINERS: Final = "\u200c\u200d"  # write Persian and Indic names; they belong to the word


def masked(text: str) -> str:
    """Return the text with every combining mark as `_`, so that a name is one run of letters.

    The result has the same length, so offsets hold; what was really written is read at the offset.
    """
    return text if text.isascii() else text.translate(_seen)


class _Seen(dict[int, int]):
    """What stands for a character, by code point; filled with the characters that were met."""

    def __missing__(self, code: int) -> int:
        """Look a character up in the tables of Unicode."""
        mark = chr(code) in _JOINERS or unicodedata.category(chr(code)) in _MARKS
        self[code] = ord("_") if mark else code
        return self[code]


_seen: Final = _Seen()
