"""Dates as whole numbers: yyyymmdd from a table of the days that occur, and month steps."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from schemebuilder.lowering.integers import FIRST_DAY, LAST_DAY

Array: TypeAlias = npt.NDArray[Any]

_DAY: Final = np.dtype("datetime64[D]")
_MONTH: Final = np.dtype("datetime64[M]")


def yyyymmdd(days: Array, lowest: int, highest: int) -> Array:
    """Return y·10000 + m·100 + d of days since 1970 that lie from `lowest` to `highest`."""
    numbers: Array = _numbers(lowest, highest)[(days - lowest).astype(np.int64, copy=False)]
    return numbers


@lru_cache(maxsize=8)
def _numbers(lowest: int, highest: int) -> Array:
    days = np.arange(lowest, highest + 1).astype(_DAY)
    months = days.astype(_MONTH)
    months_since = months.astype(np.int64) + 1970 * 12
    day_of_month = (days - months.astype(_DAY)).astype(np.int64) + 1
    return (months_since // 12) * 10000 + (months_since % 12 + 1) * 100 + day_of_month


def add_months(days: Array, months: Array) -> Array:
    """Return the same day so many months later, or the month's last; days since 1970.

    Beyond the years 1 to 9999 it is the first or last day there is.
    """
    start = days.astype(_DAY)
    month = start.astype(_MONTH)
    into = (start - month.astype(_DAY)).astype(np.int64)
    there = month.astype(np.int64) + months
    first = there.astype(_MONTH).astype(_DAY).astype(np.int64)
    after = (there + 1).astype(_MONTH).astype(_DAY).astype(np.int64)
    moved: Array = np.clip(first + np.minimum(into, after - first - 1), FIRST_DAY, LAST_DAY)
    return moved
