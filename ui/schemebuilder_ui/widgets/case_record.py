"""A case in the shape that the form works on: persons, households, values as one types them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Final

from schemebuilder.values.numbers import as_text

AROUND: Final = frozenset(
    {"id", "date", "on", "period", "persons", "households", "expect", "tolerance", "source"}
)


def for_form(case: Mapping[str, Any]) -> dict[str, Any]:
    """Return the case with persons, households and a date; a flat case is one person alone.

    Numbers become text, so that a draft keeps them exactly.
    """
    day = case.get("date") or case.get("on") or case.get("period")
    flat = {name: typed(value) for name, value in case.items() if name not in AROUND}
    persons = [_record(person) for person in case.get("persons", ())] or [{"id": "person", **flat}]
    households = [_record(household) for household in case.get("households", ())]
    if not households and len(persons) == 1:
        households = [{"id": "household", "members": [persons[0]["id"]]}]
    return {"date": typed(day), "persons": persons, "households": households}


def typed(value: object) -> object:
    """Return a value as one would type it into the form; yes and no stay what they are.

    The values in the entries of a list are typed likewise.
    """
    if isinstance(value, list | tuple):
        return [typed(each) for each in value]
    if isinstance(value, Mapping):
        return {name: typed(each) for name, each in value.items()}
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | Fraction):
        return as_text(Fraction(value))
    return value.isoformat() if isinstance(value, date) else value


def _record(entries: Mapping[str, Any]) -> dict[str, Any]:
    return {name: typed(value) for name, value in entries.items() if value is not None}
