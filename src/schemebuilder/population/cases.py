"""A household of a population as a case: exact values, in the shape that every case has."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from schemebuilder.population.frame import Column, Frame
from schemebuilder.values.types import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from schemebuilder.population.frame import Array

_EPOCH = date(1970, 1, 1)


def household_case(frame: Frame, household: int, on: date) -> dict[str, object]:
    """Return one household, by its position in the frame, as a case on a date.

    What is unknown is left out; numbers are whole numbers or decimal text. Without ids in the
    frame, households and persons are numbered within it.
    """
    first, end = int(frame.offsets[household]), int(frame.offsets[household + 1])
    persons = [
        {
            "id": _id(frame.person_ids, row, "p"),
            **_role(frame, row),
            **_facts(frame.persons, row),
            **_links(frame, row),
            **_lists(frame, "person", row),
        }
        for row in range(first, end)
    ]
    own_id = _id(frame.household_ids, household, "h")
    members = [person["id"] for person in persons]
    facts = {
        "id": own_id,
        "members": members,
        **_facts(frame.households, household),
        **_lists(frame, "household", household),
    }
    return {
        "id": own_id,
        "date": on.isoformat(),
        "input": {"persons": persons, "households": [facts]},
    }


def household_cases(frame: Frame, on: date) -> Iterator[dict[str, object]]:
    """Yield every household of the frame as a case, in order."""
    for household in range(frame.household_count):
        yield household_case(frame, household, on)


def _id(ids: Array | None, row: int, letter: str) -> str:
    return f"{letter}{row + 1}" if ids is None else str(ids[row])


def _role(frame: Frame, row: int) -> dict[str, object]:
    if frame.roles is None:
        return {}
    role = fact(frame.roles, row)
    return {} if role is None else {"role": role}


def _facts(columns: Mapping[str, Column], row: int) -> dict[str, object]:
    facts = {name: fact(column, row) for name, column in columns.items()}
    return {name: value for name, value in facts.items() if value is not None}


def _lists(frame: Frame, entity: str, row: int) -> dict[str, object]:
    """Return the lists of a person or household that are given, each entry with its facts."""
    found: dict[str, object] = {}
    for name, kept in frame.lists.items():
        if kept.entity == entity and not (kept.unknown is not None and kept.unknown[row]):
            entries = range(int(kept.offsets[row]), int(kept.offsets[row + 1]))
            found[name] = [_facts(kept.columns, place) for place in entries]
    return found


def _links(frame: Frame, row: int) -> dict[str, object]:
    """Return the ids of those whom the facts of a person name."""
    found: dict[str, object] = {}
    for name, column in frame.persons.items():
        value = fact(column, row)
        if column.type.kind is Kind.PERSON and isinstance(value, int):
            found[name] = _id(frame.person_ids, row + value, "p")
    return found


def fact(  # noqa: PLR0911 one a kind
    column: Column, row: int
) -> object | None:
    """Return one value as a case has it: None where it is unknown; of a link, its offset."""
    if column.not_applicable is not None and column.not_applicable[row]:
        return {"not_applicable": True}
    if column.unknown is not None and column.unknown[row]:
        return None
    value = column.data[row]
    match column.type.kind:
        case Kind.NUMBER | Kind.MONEY | Kind.DURATION:
            return _number(int(value) * column.unit)
        case Kind.PERSON:
            return int(value)
        case Kind.YES_NO:
            return bool(value)
        case Kind.DATE:
            return (_EPOCH + timedelta(days=int(value))).isoformat()
        case Kind.CHOICE | Kind.TEXT:
            return column.type.choices[int(value)]
        case _ as never:
            assert_never(never)


def _number(exact: Fraction) -> int | str:
    """A whole number, or its decimals as text; a fraction without an end in decimals as n/d."""
    if exact.denominator == 1:
        return exact.numerator
    for decimals in range(1, 19):
        shifted = exact * 10**decimals
        if shifted.denominator == 1:
            digits = str(abs(shifted.numerator)).rjust(decimals + 1, "0")
            sign = "-" if exact < 0 else ""
            return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}"
    return f"{exact.numerator}/{exact.denominator}"
