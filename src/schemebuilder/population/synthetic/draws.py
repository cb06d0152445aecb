"""Random draws in whole numbers only, so that a seed gives the same people on every machine.

NumPy promises the raw stream of its bit generators, not what `Generator` makes of it, and no
mathematics library promises the last digit of `exp`. So the draws here are made from the raw 64-bit
words with integer arithmetic, and the one curve that is needed is a table made by decimals.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, localcontext
from functools import cache
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

Whole: TypeAlias = npt.NDArray[np.int64]
Truth: TypeAlias = npt.NDArray[np.bool_]

ONE: Final = 1 << 16
"""One standard deviation of `normal`, and one doubling of `doubled`."""

MILLION: Final = 1_000_000
_TABLE_BITS: Final = 10
_TABLE_ONE: Final = 1 << 20
_MOST_DOUBLINGS: Final = 12


class Draws:
    """A stream of draws: `part` numbers independent streams of one seed."""

    def __init__(self, seed: int, part: int) -> None:
        self._bits = np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(part,)))

    def _words(self, count: int) -> npt.NDArray[np.uint64]:
        words: npt.NDArray[np.uint64] = self._bits.random_raw(count)
        return words

    def shares(self, count: int) -> Whole:
        """Return whole numbers spread evenly from 0 to 2^32 - 1."""
        words = self._words((count + 1) // 2)
        halves = np.concatenate([words >> np.uint64(32), words & np.uint64(0xFFFFFFFF)])
        return halves[:count].astype(np.int64)

    def chance(self, count: int, per_million: int | Whole) -> Truth:
        """Return yes with the given chance in a million, one for all or one each."""
        truth: Truth = self.shares(count) * MILLION < np.int64(1 << 32) * per_million
        return truth

    def between(self, count: int, lowest: int | Whole, highest: int | Whole) -> Whole:
        """Return whole numbers spread evenly from `lowest` to `highest`, both included."""
        span = np.asarray(highest, np.int64) - lowest + 1
        drawn: Whole = lowest + ((self.shares(count) * span) >> 32)
        return drawn

    def pick(self, count: int, weights: Sequence[int]) -> Whole:
        """Return positions among the weights, each as often as its weight says."""
        return np.searchsorted(_thresholds(weights)[:-1], self.shares(count), side="right").astype(
            np.int64
        )

    def pick_by(self, group: Whole, weights: Sequence[Sequence[int]]) -> Whole:
        """Return positions as `pick`, with the weights of each one's group."""
        bars = np.array([_thresholds(row)[:-1] for row in weights])
        share = self.shares(len(group))
        picked = np.zeros(len(group), np.int64)
        for column in range(bars.shape[1]):
            picked += share >= bars[group, column]
        return picked

    def normal(self, count: int) -> Whole:
        """Return draws near enough to normal: mean 0, standard deviation `ONE`, at most 6 of it.

        The sum of twelve even draws of 16 bits, less its mean (Irwin and Hall).
        """
        words = self._words(3 * count).reshape(3, count)
        total = np.zeros(count, np.int64)
        for row in words:
            for shift in (0, 16, 32, 48):
                total += ((row >> np.uint64(shift)) & np.uint64(0xFFFF)).astype(np.int64)
        return total - 6 * (ONE - 1)


def _thresholds(weights: Sequence[int]) -> Whole:
    total = sum(weights)
    sums = np.cumsum(np.array(weights, dtype=np.int64))
    return np.array([(int(part) << 32) // total for part in sums], dtype=np.int64)


@cache
def _powers() -> Whole:
    """2^(i/1024) in millionths of 2^20, by decimal arithmetic."""
    with localcontext() as context:
        context.prec = 30
        steps = 1 << _TABLE_BITS
        return np.array(
            [round(Decimal(2) ** (Decimal(i) / steps) * _TABLE_ONE) for i in range(steps)],
            dtype=np.int64,
        )


def doubled(amount: int | Whole, doublings: Whole) -> Whole:
    """Return amount · 2^(doublings / ONE), rounded down; at most 12 doublings either way."""
    limit = _MOST_DOUBLINGS * ONE
    safe = np.clip(doublings, -limit, limit)
    steps = safe >> 16
    grown = (amount * _powers()[(safe & (ONE - 1)) >> (16 - _TABLE_BITS)]) >> 20
    up, down = np.maximum(steps, 0), np.maximum(-steps, 0)
    result: Whole = (grown << up) >> down
    return result


def spread(normal: Whole, thousandths: int) -> Whole:
    """Return doublings for `doubled` whose logarithm has that standard deviation (600: 0.6)."""
    # 1 / ln 2 = 1.4427
    scaled: Whole = normal * (thousandths * 14427) // 10_000_000
    return scaled
