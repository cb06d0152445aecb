"""A household of a block as a case of the exact evaluator: the same facts, taken as they stand.

What a case file would be refused for (a role held twice, a value out of range) is checked when a
population is imported; here it is decided like any other, so that every engine sees the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final, assert_never

import numpy.typing as npt

from schemebuilder.engines.exact.people import Case, Given, GivenList, Subject, entry
from schemebuilder.population.frame import Column, Frame, ListColumns
from schemebuilder.values.evidence import Known, NotApplicable, Plain
from schemebuilder.values.types import Kind

_EPOCH: Final = date(1970, 1, 1)


def household_as_case(frame: Frame, household: int, on: date) -> Case:
    """Return one household by its position in the block, its persons in their order there."""
    first, end = int(frame.offsets[household]), int(frame.offsets[household + 1])
    group = Subject("household", _id(frame.household_ids, household))
    members = {row: Subject("person", _id(frame.person_ids, row)) for row in range(first, end)}
    facts = {group: _facts(frame.households, household)}
    facts |= {member: _facts(frame.persons, row) for row, member in members.items()}
    for row, member in members.items():
        facts[member] |= _links(frame.persons, row, members)
    persons = tuple(members.values())
    owners = {"person": members, "household": {household: group}}
    lists: dict[Subject, dict[str, GivenList]] = {}
    owner_of: dict[Subject, Subject] = {}
    for name, kept in frame.lists.items():
        for row, owner in owners[kept.entity].items():
            entries = _entries(kept, name, row, owner)
            if entries is not None:
                lists.setdefault(owner, {})[name] = GivenList(tuple(entries))
                facts |= entries
                owner_of |= dict.fromkeys(entries, owner)
    return Case(
        id=group.id,
        on=on,
        subjects={"person": persons, "household": (group,)},
        facts=facts,
        members={group: persons},
        group_of={"household": dict.fromkeys(persons, group)},
        roles={"household": _roles(frame, members)},
        lists=lists,
        owner_of=owner_of,
    )


def _entries(
    kept: ListColumns, name: str, row: int, owner: Subject
) -> dict[Subject, dict[str, Given]] | None:
    """Return the entries of an owner's list with their facts; None where it is not given."""
    if kept.unknown is not None and kept.unknown[row]:
        return None
    first, end = int(kept.offsets[row]), int(kept.offsets[row + 1])
    return {
        entry(owner, name, number): _facts(kept.columns, place)
        for number, place in enumerate(range(first, end), 1)
    }


def _id(ids: npt.NDArray[Any] | None, row: int) -> str:
    return str(row + 1) if ids is None else str(ids[row])


def _roles(frame: Frame, members: Mapping[int, Subject]) -> dict[Subject, str]:
    if frame.roles is None:
        return {}
    held = {member: _evidence(frame.roles, "role", row) for row, member in members.items()}
    return {
        member: str(evidence.value)
        for member, evidence in held.items()
        if isinstance(evidence, Known)
    }


def _facts(columns: Mapping[str, Column], row: int) -> dict[str, Given]:
    found = {name: _evidence(column, name, row) for name, column in columns.items()}
    return {name: Given(evidence) for name, evidence in found.items() if evidence is not None}


def _links(
    columns: Mapping[str, Column], row: int, members: Mapping[int, Subject]
) -> dict[str, Given]:
    """Return the ids of those whom the facts of a person name."""
    found: dict[str, Given] = {}
    for name, column in columns.items():
        evidence = _evidence(column, name, row) if column.type.kind is Kind.PERSON else None
        if isinstance(evidence, Known):
            there = row + int(column.data[row])
            found[name] = Given(Known(members[there].id))
    return found


def _evidence(column: Column, name: str, row: int) -> Known | NotApplicable | None:
    """Return a fact, or None where it is unknown."""
    if column.not_applicable is not None and column.not_applicable[row]:
        return NotApplicable(name)
    if column.unknown is not None and column.unknown[row]:
        return None
    return Known(_plain(column, row))


def _plain(column: Column, row: int) -> Plain:
    value = column.data[row]
    match column.type.kind:
        case Kind.NUMBER | Kind.MONEY | Kind.DURATION:
            return int(value) * column.unit
        case Kind.PERSON:
            return str(value)
        case Kind.YES_NO:
            return bool(value)
        case Kind.DATE:
            return _EPOCH + timedelta(days=int(value))
        case Kind.CHOICE | Kind.TEXT:
            return column.type.choices[int(value)]
        case _ as never:
            assert_never(never)
