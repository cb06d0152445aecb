"""Letters of every script: combining marks stand for a letter while a line is read."""

from __future__ import annotations

import sys
import unicodedata
from functools import cache
from typing import Final

_JOINERS: Final = "\u200c\u200d"  # write Persian and Indic names; they belong to the word


def masked(text: str) -> str:
    """Return the text with every combining mark as `_`, so that a name is one run of letters.

    The result has the same length, so offsets hold; what was really written is read at the offset.
    """
    return text if text.isascii() else text.translate(_table())


@cache
def _table() -> dict[int, str]:
    marks = {
        code: "_"
        for code in range(0x300, sys.maxunicode + 1)
        if unicodedata.category(chr(code)) in {"Mn", "Mc", "Me"}
    }
    return marks | {ord(joiner): "_" for joiner in _JOINERS}
