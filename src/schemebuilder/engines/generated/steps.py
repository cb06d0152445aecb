"""What printed code calls: dates, rounding of either sign, and steps over all entries of a lane."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from math import lcm
from typing import Final

from schemebuilder.lowering.integers import FIRST_DAY, LAST_DAY
from schemebuilder.lowering.integers import add_months as months_later
from schemebuilder.lowering.integers import yyyymmdd as number_of_day


@lru_cache(maxsize=65_536)
def yyyymmdd(days: int) -> int:
    """Return y·10000 + m·100 + d; under a mask, where any number may stand, it means nothing."""
    return number_of_day(min(max(days, FIRST_DAY), LAST_DAY))


def add_months(days: int, months: int) -> int:
    """Return the same day so many months later, or the month's last."""
    return months_later(min(max(days, FIRST_DAY), LAST_DAY), months)


def round_up(n: int, d: int) -> int:
    """Return n/d rounded away from 0; d > 0."""
    return -(-n // d) if n >= 0 else n // d


def round_down(n: int, d: int) -> int:
    """Return n/d rounded towards 0."""
    return n // d if n >= 0 else -(-n // d)


def round_half_up(n: int, d: int) -> int:
    """Return n/d rounded to the nearest whole number, a half away from 0."""
    size = (2 * abs(n) + d) // (2 * d)
    return size if n >= 0 else -size


def round_half_even(n: int, d: int) -> int:
    """Return n/d rounded to the nearest whole number, a half to the even one."""
    size, rest = divmod(abs(n), d)
    if 2 * rest > d or (2 * rest == d and size % 2 == 1):
        size += 1
    return size if n >= 0 else -size


def rank_keys(n: Sequence[int], d: Sequence[int]) -> list[int]:
    """L10: K·n div d keeps order and ties, since two fractions differ by 1/K at least, or not."""
    largest = max(d, default=1)
    return [each * largest * largest // by for each, by in zip(n, d, strict=True)]


def ranked(
    first: Sequence[int], second: Sequence[int], mask: Sequence[bool], owner: Sequence[int]
) -> list[int]:
    """Return each entry's place among those of its owner where the mask holds; else 0."""
    places = [0] * len(mask)
    meant = [entry for entry, there in enumerate(mask) if there]
    meant.sort(key=lambda entry: (owner[entry], -first[entry], -second[entry]))
    before, place = -1, 0
    for entry in meant:
        place = place + 1 if owner[entry] == before else 0
        places[entry], before = place, owner[entry]
    return places


def of_other(
    x: Sequence[int], pair: Sequence[bool], default: int, group: Sequence[int]
) -> list[int]:
    """Return, for the two of each group in the mask, the other's entry; else the default."""
    result = [default] * len(x)
    waiting: dict[int, int] = {}
    for entry, there in enumerate(pair):
        if not there:
            continue
        other = waiting.setdefault(group[entry], entry)
        if other != entry:
            result[entry], result[other] = x[other], x[entry]
    return result


def standings(
    group: Sequence[int],
    sure: Sequence[bool],
    open_: Sequence[bool],
    open_fault: Sequence[bool],
    *keys: Sequence[int],
) -> tuple[list[int], list[int], list[int]]:
    """Return of each member how many stand ahead, how many more may, how many by a fault.

    `keys` are number, open and fault of each key; see `ORDER`. Whoever is not in the order stands
    nowhere, with zeros.
    """
    entries = range(len(group))
    ahead, may, failing = ([0] * len(group) for _ in range(3))
    there = [entry for entry in entries if sure[entry] or open_[entry]]
    for mine in there:
        for other in there:
            if other == mine or group[other] != group[mine]:
                continue
            order, fault = _compared(other, mine, keys)
            if order is None:
                may[mine] += 1
                failing[mine] += bool(fault or open_fault[other])
            elif order:
                ahead[mine] += bool(sure[other])
                may[mine] += bool(open_[other])
                failing[mine] += bool(open_fault[other])
    return ahead, may, failing


def _compared(other: int, mine: int, keys: tuple[Sequence[int], ...]) -> tuple[bool | None, bool]:
    """Say whether the other stands ahead; None where that is open, and then if by a fault."""
    for first in range(0, len(keys), 3):
        n, open_, fault = keys[first : first + 3]
        if open_[mine] or open_[other]:
            by_fault = (open_[mine] and fault[mine]) or (open_[other] and fault[other])
            return None, bool(by_fault)
        if n[other] != n[mine]:
            return n[other] < n[mine], False
    return False, False


CALLED: Final = {
    "add_months": add_months,
    "bisect_right": bisect_right,
    "lcm": lcm,
    "of_other": of_other,
    "rank_keys": rank_keys,
    "ranked": ranked,
    "round_down": round_down,
    "round_half_even": round_half_even,
    "round_half_up": round_half_up,
    "round_up": round_up,
    "standings": standings,
    "yyyymmdd": yyyymmdd,
}
"""All that printed code can name besides what it defines: it has no builtins but a few."""
