"""What each entrywise step means on Python integers: printers are tested against it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from schemebuilder.lowering.program import Prim, Rounding
from schemebuilder.values import dates, rounding

if TYPE_CHECKING:
    from schemebuilder.lowering.program import Const

EPOCH: Final = date(1970, 1, 1).toordinal()
FIRST_DAY: Final = date.min.toordinal() - EPOCH
LAST_DAY: Final = date.max.toordinal() - EPOCH
INT64_MAX: Final = 2**63 - 1


def days_of(day: date) -> int:
    """Return the days since 1970-01-01."""
    return day.toordinal() - EPOCH


def day_of(days: int) -> date:
    """Return the date that lies so many days after 1970-01-01."""
    return date.fromordinal(days + EPOCH)


def yyyymmdd(days: int) -> int:
    """Return the date as the number y·10000 + m·100 + d."""
    day = day_of(days)
    return day.year * 10000 + day.month * 100 + day.day


def add_months(days: int, months: int) -> int:
    """Return the date so many months later; a day of the month that is not there becomes the last.

    A result before year 1 or after 9999 stays at the first or last day there is.
    """
    day = dates.add_months(day_of(days), months)
    if day is None:
        return LAST_DAY if months > 0 else FIRST_DAY
    return days_of(day)


def rounded(n: int, d: int, to: Rounding) -> int:
    """Return n·p/(d·q) rounded to a whole number."""
    return int(_ROUND[to.direction](Fraction(n * to.p, d * to.q), Fraction(1)))


_ROUND: Final[dict[str, Callable[[Fraction, Fraction], Fraction]]] = {
    "up": rounding.up,
    "down": rounding.down,
    "half up": rounding.half_up,
    "half even": rounding.half_even,
}


def _lookup(index: int, table: Const) -> int:
    assert isinstance(table, tuple)  # noqa: S101 so that mypy sees it
    entry = table[index]
    assert isinstance(entry, int)  # noqa: S101 so that mypy sees it
    return entry


def _count_from(x: int, starts: Const) -> int:
    assert isinstance(starts, tuple)  # noqa: S101 so that mypy sees it
    return bisect_right([start for start in starts if isinstance(start, int)], x)


def _round(n: int, d: int, carried: Const) -> int:
    assert isinstance(carried, Rounding)  # noqa: S101 so that mypy sees it
    return rounded(n, d, carried)


EVALUATE: Final[dict[Prim, Callable[..., int]]] = {
    Prim.ADD: lambda a, b, _: a + b,
    Prim.SUB: lambda a, b, _: a - b,
    Prim.MUL: lambda a, b, _: a * b,
    Prim.FLOOR_DIV: lambda a, b, _: a // b,
    Prim.MOD: lambda a, b, _: a % b,
    Prim.ABS: lambda a, _: abs(a),
    Prim.SIGN: lambda a, _: (a > 0) - (a < 0),
    Prim.MIN: lambda a, b, _: min(a, b),
    Prim.MAX: lambda a, b, _: max(a, b),
    Prim.SELECT: lambda mask, a, b, _: a if mask else b,
    Prim.ROUND: _round,
    Prim.LOOKUP: _lookup,
    Prim.COUNT_FROM: _count_from,
    Prim.YMD: lambda days, _: yyyymmdd(days),
    Prim.ADD_MONTHS: lambda days, months, _: add_months(days, months),
    Prim.EQ: lambda a, b, _: a == b,
    Prim.LT: lambda a, b, _: a < b,
    Prim.LE: lambda a, b, _: a <= b,
    Prim.RATIO_EQ: lambda na, da, nb, db, _: na * db == nb * da,
    Prim.RATIO_LT: lambda na, da, nb, db, _: na * db < nb * da,
    Prim.RATIO_LE: lambda na, da, nb, db, _: na * db <= nb * da,
    Prim.AND: lambda a, b, _: a and b,
    Prim.OR: lambda a, b, _: a or b,
    Prim.NOT: lambda a, _: not a,
}
"""Entrywise steps on whole numbers and truth values; the last operand is what the step carries."""
