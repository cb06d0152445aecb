"""One row for each operator: what it makes of known operands."""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any, Final

from schemebuilder.ir.operators import Op
from schemebuilder.values.dates import (
    add_days,
    add_months,
    completed_months,
    completed_years,
    days_between,
)
from schemebuilder.values.evidence import Plain


def _year_of(day: date) -> Fraction:
    return Fraction(day.year)


def _month_of(day: date) -> Fraction:
    return Fraction(day.month)


def _day_of(day: date) -> Fraction:
    return Fraction(day.day)


def _whole(count: Callable[[date, date], int]) -> Callable[[date, date], Fraction]:
    def between(start: date, end: date) -> Fraction:
        return Fraction(count(start, end))

    return between


def _step(add: Callable[[date, int], date | None]) -> Callable[[date, Fraction], date | None]:
    def later(start: date, by: Fraction) -> date | None:
        return add(start, by.numerator) if by.denominator == 1 else None

    return later


def _smallest(*operands: Any) -> Any:
    return min(operands)


def _largest(*operands: Any) -> Any:
    return max(operands)


ROWS: Final[dict[Op, Callable[..., Plain | None]]] = {
    Op.ADD: operator.add,
    Op.SUB: operator.sub,
    Op.MUL: operator.mul,
    Op.DIV: operator.truediv,
    Op.NEG: operator.neg,
    Op.MIN: _smallest,
    Op.MAX: _largest,
    Op.EQ: operator.eq,
    Op.NE: operator.ne,
    Op.LT: operator.lt,
    Op.LE: operator.le,
    Op.GT: operator.gt,
    Op.GE: operator.ge,
    Op.NOT: operator.not_,
    Op.DATE_ADD_DAYS: _step(add_days),
    Op.DATE_ADD_MONTHS: _step(add_months),
    Op.DAYS_BETWEEN: _whole(days_between),
    Op.MONTHS_BETWEEN: _whole(completed_months),
    Op.YEARS_BETWEEN: _whole(completed_years),
    Op.YEAR_OF: _year_of,
    Op.MONTH_OF: _month_of,
    Op.DAY_OF: _day_of,
}
"""Operands are known and of the right kinds; the divisor of DIV is not zero; AND and OR are not
here, since they are decided on evidence. None: a date beyond the calendar, or part of a day."""

COMPARISONS: Final = frozenset({Op.EQ, Op.NE, Op.LT, Op.LE, Op.GT, Op.GE})
