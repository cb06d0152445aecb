"""Dates as law counts them: completed years and months, month steps, and the first day of a period.

A date is a day of the proleptic Gregorian calendar; one that does not exist is None.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from schemebuilder.values.periods import Calendar

_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_MONTH: Final = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_WEEK: Final = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)
_YEAR: Final = re.compile(r"\d{4}", re.ASCII)


def day(text: str) -> date | None:
    """Return the day that `2024-03-01` writes, or None if it writes none that exists."""
    found = _DAY.fullmatch(text.strip())
    return _existing(*map(int, found.groups())) if found else None


def first_day(text: str, calendar: Calendar) -> date | None:
    """Return the first day of `2024`, `2024-01`, `2024-W15` or `2024-03-01`, or None.

    A year begins where the scheme's calendar says: with `year starts 6 April`, 2023 is 2023-04-06.
    Months are calendar months and weeks are ISO weeks, which begin on Monday.
    """
    text = text.strip()
    if _YEAR.fullmatch(text):
        return _existing(int(text), calendar.year_starts_month, calendar.year_starts_day)
    if month := _MONTH.fullmatch(text):
        return _existing(int(month[1]), int(month[2]), 1)
    if week := _WEEK.fullmatch(text):
        try:
            return date.fromisocalendar(int(week[1]), int(week[2]), 1)
        except ValueError:
            return None
    return day(text)


def completed_years(start: date, end: date) -> int:
    """Return the years completed from start to end; born on 29 February, a year ends on 1 March.

    It is `(end - start) div 10000` on dates written yyyymmdd, so that every engine can do the same.
    Before the start it is negative: the day before counts as -1.
    """
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def completed_months(start: date, end: date) -> int:
    """Return the months completed from start to end; a month is complete on the same day number.

    Where the last month is too short for that day, it completes on the first of the next, as for
    years: from 31 January to 28 February none is complete, to 1 March one is.
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (end.day < start.day)


def days_between(start: date, end: date) -> int:
    """Return the days from start to end; from one day to the next is one."""
    return (end - start).days


def add_days(start: date, days: int) -> date | None:
    """Return the day so many days later, or None beyond the years 1 to 9999."""
    try:
        return start + timedelta(days=days)
    except OverflowError:
        return None


def add_months(start: date, months: int) -> date | None:
    """Return the same day so many months later, clamped to the month's end, or None out of range.

    31 January and 1 month is the last of February. Several steps all start from the first date.
    """
    year, month0 = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month0 + 1, min(start.day, monthrange(year, month0 + 1)[1]))


def _existing(year: int, month: int, day_of_month: int) -> date | None:
    try:
        return date(year, month, day_of_month)
    except ValueError:
        return None
