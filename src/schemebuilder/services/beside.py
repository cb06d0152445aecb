"""The steps of two decisions beside each other, so that one sees where they part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Final

_STEP: Final = re.compile(r"^\s*\d+\. (?P<step>.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Pair:
    """A step of each decision; one is empty where only the other has the step."""

    before: str
    after: str

    @property
    def differs(self) -> bool:
        """Say whether the step is not the same in both."""
        return self.before != self.after


def steps_beside(before: str, after: str) -> tuple[Pair, ...]:
    """Return the steps of two officers' explanations in their order, the same ones side by side."""
    return tuple(_pairs(_STEP.findall(before), _STEP.findall(after)))


def _pairs(was: list[str], now: list[str]) -> Iterator[Pair]:
    matched = SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
    for _, first, end, first_now, end_now in matched:
        both = zip_longest(was[first:end], now[first_now:end_now], fillvalue="")
        yield from (Pair(one, other) for one, other in both)
