"""A scheme's text written otherwise: comments, spaces, line breaks, order; its meaning stays.

Comments are numbered (`# note 17`), so that a test can follow each one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from schemebuilder.language.split import split
from schemebuilder.language.words import ENGLISH, words_of
from tests.property.generators.choosing import chance

if TYPE_CHECKING:
    from tests.property.generators.choosing import Chooser

_KEPT: Final = re.compile(r'"[^"\n]*"|\[[^\[\]\n]*\]|#[^\n]*')
"""What has no layout of its own: texts, citations and comments."""

_SPACES: Final = re.compile(r"(?<=\S) +(?=\S)")
_BREAK: Final = re.compile(r"(?<=[\w,])(?<![A-Z]{3}) (?=\w)")
"""Where a line may be broken inside brackets: a currency and its amount are one value."""
NOTE: Final = re.compile(r"# note \d+")


def statements_shuffled(text: str, chooser: Chooser) -> str:
    """Return the text with its statements in another order, the `scheme` statement first.

    A comment above a statement goes with it.
    """
    chunks = split(text, words_of(ENGLISH))
    starts = [0, *(chunk.end for chunk in chunks[:-1])]
    pieces = [
        text[start : chunk.end].strip("\n") for start, chunk in zip(starts, chunks, strict=True)
    ]
    rest = pieces[1:]
    for last in range(len(rest) - 1, 0, -1):
        other = chooser.number(0, last)
        rest[last], rest[other] = rest[other], rest[last]
    return "\n\n".join([pieces[0], *rest, text[chunks[-1].end :].strip("\n")])


def with_notes(text: str, chooser: Chooser, one_in: int = 3) -> str:
    """Return the text with numbered comments at ends of lines and on lines of their own."""
    lines: list[str] = []
    number = 0
    for line in text.split("\n"):
        if chance(chooser, one_in):
            number += 1
            lines.append(" " * chooser.pick((0, 2, 4, 9)) + f"# note {number}")
        if line.strip() and "#" not in _without_texts(line) and chance(chooser, one_in):
            number += 1
            line += " " * chooser.number(1, 5) + f"# note {number}"  # noqa: PLW2901 the same line
        lines.append(line)
    return "\n".join(lines)


def spaced_oddly(text: str, chooser: Chooser) -> str:
    """Return the text with other indents, wider spaces, blank lines and spaces at ends of lines."""
    lines: list[str] = []
    for line in text.split("\n"):
        body = line.lstrip(" ")
        indent = 0 if len(body) == len(line) else chooser.pick((1, 3, 4, 8, 17))
        lines.append(" " * indent + _spread(body, chooser) + " " * chooser.pick((0, 0, 3)))
        if chance(chooser, 6):
            lines.append(" " * chooser.pick((0, 4)))
    return "\n".join(lines)


def broken_oddly(text: str, chooser: Chooser, one_in: int = 4) -> str:
    """Return the text with line breaks between words that stand in brackets."""
    out: list[str] = []
    depth, at = 0, 0
    for found in re.finditer(rf"{_KEPT.pattern}|[()\n]|{_BREAK.pattern}", text):
        sign = found[0]
        out.append(text[at : found.start()])
        at = found.end()
        depth = 0 if sign == "\n" and depth == 0 else depth + (sign == "(") - (sign == ")")
        rest = text[at : text.find("\n", at) + 1 or len(text)]
        alone = "#" not in rest and "|" not in text[text.rfind("\n", 0, at) + 1 : at]
        breaks = sign == " " and depth > 0 and alone and chance(chooser, one_in)
        out.append("\n" + " " * chooser.number(1, 12) if breaks else sign)
    out.append(text[at:])
    return "".join(out)


def _spread(line: str, chooser: Chooser) -> str:
    """Return a line with wider spaces, except in texts, citations and comments."""
    out: list[str] = []
    at = 0
    for found in [*_KEPT.finditer(line), None]:
        end = len(line) if found is None else found.start()
        wider = _SPACES.sub(lambda _: " " * chooser.pick((1, 1, 1, 2, 6)), line[at:end])
        out.append(wider)
        if found is not None:
            out.append(found[0])
            at = found.end()
    return "".join(out)


def _without_texts(line: str) -> str:
    return re.sub(r'"[^"\n]*"|\[[^\[\]\n]*\]', "", line)
