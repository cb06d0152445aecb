"""Where a generator's choices come from: Hypothesis, which shrinks them, or a seeded source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from hypothesis import strategies

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn

T = TypeVar("T")


class Chooser(Protocol):
    """A source of choices; smaller numbers and earlier items are simpler."""

    def number(self, least: int, most: int) -> int:
        """Return a whole number between two, both included."""

    def pick(self, items: Sequence[T]) -> T:
        """Return one of the items."""


class Drawn:
    """Choices drawn by Hypothesis."""

    def __init__(self, draw: DrawFn) -> None:
        self._draw = draw

    def number(self, least: int, most: int) -> int:
        """Return a whole number between two, both included."""
        return self._draw(strategies.integers(least, most))

    def pick(self, items: Sequence[T]) -> T:
        """Return one of the items."""
        return items[self.number(0, len(items) - 1)]


class Seeded:
    """Choices from a seeded source, for long runs."""

    def __init__(self, source: random.Random) -> None:
        self._source = source

    def number(self, least: int, most: int) -> int:
        """Return a whole number between two, both included."""
        return self._source.randint(least, most)

    def pick(self, items: Sequence[T]) -> T:
        """Return one of the items."""
        return items[self._source.randrange(len(items))]


def chance(chooser: Chooser, one_in: int) -> bool:
    """Return yes one time in so many; the simpler answer is no."""
    return chooser.number(0, one_in - 1) == one_in - 1
