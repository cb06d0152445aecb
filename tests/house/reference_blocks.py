"""The fenced blocks of the reference manual, each with what its first line says of it.

A fence opens with a language and words: `scheme` is a whole scheme, `scheme fragment` is put under
the manual's frame, `scheme bad SB-N001` must have that finding (under the frame too, unless it is
whole), `scheme frame` is the frame itself; `file NAME` after the language puts the block into the
page's folder, where its `console` blocks are run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.house.tree import ROOT

REFERENCE = ROOT / "dsl" / "reference"
FRAME_PAGE = "README.md"
_FENCE = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its page, the line it starts on, its language, the words behind it, its text."""

    page: str
    line: int
    language: str
    words: tuple[str, ...]
    text: str

    @property
    def id(self) -> str:
        """Where an editor finds it."""
        return f"{self.page}:{self.line}"

    @property
    def kind(self) -> str:
        """`whole`, `fragment`, `bad`, `frame`, `file`, or nothing more than its language."""
        if self.words:
            return self.words[0]
        return "whole" if self.language == "scheme" else ""

    @property
    def is_whole(self) -> bool:
        """Whether the text has a header of its own."""
        return (
            re.search(r"^(?:scheme|reform|portfolio)\s", self.text, flags=re.MULTILINE) is not None
        )


def pages() -> list[Path]:
    """The pages of the manual in order of their names."""
    return sorted(REFERENCE.glob("*.md"))


@cache
def blocks() -> tuple[Block, ...]:
    """Every block of every page."""
    return tuple(
        Block(
            page.name,
            text.count("\n", 0, found.start()) + 1,
            found[1],
            tuple(found[2].split()),
            found[3],
        )
        for page in pages()
        for text in [page.read_text(encoding="utf-8")]
        for found in _FENCE.finditer(text)
    )


def frame() -> str:
    """The header and the facts that fragments stand under."""
    return next(block.text for block in blocks() if block.kind == "frame")
