"""Which days are no working days: the header's public holidays and weekend, as dates."""

from __future__ import annotations

import calendar
import importlib
import re
import warnings
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from schemebuilder.compiler.report import Report, nearest
from schemebuilder.language.syntax import HeaderClause
from schemebuilder.values.dates import day as read_day

SATURDAY_AND_SUNDAY: Final = (5, 6)
_COUNTRY: Final = re.compile(r"([A-Z]{2})(?:-([A-Z0-9]+))?")
_NAMES: Final = tuple(name.lower() for name in calendar.day_name)
_NONE: Final = "none"
_LIMITS: Final = re.compile(r"from (\d{4}) to (\d{4})")


@dataclass(frozen=True, slots=True)
class Holidays:
    """Public holidays: of countries or parts of them (`ZA`, `DE-BY`), and days of their own."""

    of: tuple[str, ...]
    days: tuple[date, ...]


def read_holidays(clause: HeaderClause, report: Report) -> Holidays | None:
    """Read `holidays KE, 2026-05-29`, or `holidays none`."""
    places: list[str] = []
    days: list[date] = []
    for word in clause.words:
        found = read_day(word)
        if found is not None:
            days.append(found)
        elif word != _NONE and not _known(word):
            report.error(
                "SB-D006",
                f"The public holidays of {word} are not known.",
                clause.span,
                hint="Write the two letters of a country, with a part of it as in `DE-BY`, days as "
                "in `2026-05-29`, or `holidays none`.",
            )
            return None
        elif word != _NONE:
            places.append(word)
    return Holidays(tuple(places), tuple(sorted(days)))


def read_weekend(clause: HeaderClause, report: Report) -> tuple[int, ...] | None:
    """Read `weekend Friday, Saturday`: days of the week that stand together."""
    days: list[int] = []
    for word in clause.words:
        if word.lower() not in _NAMES:
            near = nearest(word.capitalize(), calendar.day_name)
            report.error(
                "SB-D006",
                f"{word} is not a day of the week.",
                clause.span,
                hint=f"Did you mean {near}?" if near else "Write `weekend Friday, Saturday`.",
            )
            return None
        days.append(_NAMES.index(word.lower()))
    found = tuple(sorted(set(days)))
    starts = [one for one in found if (one - 1) % 7 not in found]
    if len(found) == 7 or len(starts) != 1:
        report.error(
            "SB-D006",
            "The days of a weekend stand together, and leave days to work.",
            clause.span,
            hint="Write for example `weekend Friday, Saturday` or `weekend Sunday`.",
        )
        return None
    return found


@dataclass(frozen=True, slots=True)
class Known:
    """Public holidays, and the years for which all of them are known."""

    days: frozenset[date]
    first: int
    last: int


def holidays_between(holidays: Holidays, first: int, last: int) -> Known:
    """Return the public holidays of the years from first to last, as far as they are known."""
    found = {one for one in holidays.days if first <= one.year <= last}
    for place in holidays.of:
        known = _of_place(place, first, last)
        found |= known.days
        first, last = max(first, known.first), min(last, known.last)
    return Known(frozenset(one for one in found if first <= one.year <= last), first, last)


def _known(word: str) -> bool:
    found = _COUNTRY.fullmatch(word)
    if found is None:
        return False
    parts = _library().list_supported_countries().get(found[1])
    return parts is not None and (found[2] is None or found[2] in parts)


@lru_cache(maxsize=32)
def _of_place(place: str, first: int, last: int) -> Known:
    """Return what the library knows; it warns of years in which it lacks some days."""
    country, _, part = place.partition("-")
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        of_years = _library().country_holidays(
            country, subdiv=part or None, years=range(first, last + 1)
        )
    first, last = max(first, of_years.start_year), min(last, of_years.end_year)
    for one in said:
        limits = _LIMITS.search(str(one.message))
        if limits is not None:
            first, last = max(first, int(limits[1])), min(last, int(limits[2]))
    return Known(frozenset(one for one in of_years if first <= one.year <= last), first, last)


def _library() -> Any:
    """Return the library of public holidays, which takes long to load and is seldom needed."""
    return importlib.import_module("holidays")
