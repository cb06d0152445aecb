"""Random populations, the same people once as a frame of columns and once as cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from schemebuilder.engines.exact.people import Case, Given, Subject
from schemebuilder.population.frame import Column, Frame
from schemebuilder.values.evidence import Known, NotApplicable
from schemebuilder.values.types import Kind, Type
from tests.property.generators.choosing import Chooser, chance
from tests.property.generators.vocabulary import ROLES, SHAPES, name_of, some_value

if TYPE_CHECKING:
    from schemebuilder.ir.expressions import Value

UNKNOWN = "unknown"
NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True)
class People:
    """Households by the number of their members; facts by field and row; a role a person.

    A fact is a value, UNKNOWN or NOT_APPLICABLE; `absent` fields have no column at all.
    """

    sizes: tuple[int, ...]
    facts: dict[str, list[Value]]
    roles: list[str] | None
    weights: list[int]


def people(chooser: Chooser, *, households: int = 6, complete: bool = False) -> People:
    """Return some households, also of nobody, with what is known of them: all if `complete`."""
    sizes = tuple(chooser.number(0, 4) for _ in range(chooser.number(1, households)))
    persons = sum(sizes)
    facts: dict[str, list[Value]] = {}
    for entity, rows in (("person", persons), ("household", len(sizes))):
        for shape, type_, _ in SHAPES:
            how = 0 if complete else chooser.number(0, 9)
            if how == 9:
                continue
            facts[name_of(entity, shape)] = [_fact(chooser, shape, type_, how) for _ in range(rows)]
    roles = None
    if complete or not chance(chooser, 8):
        gaps = not complete and chance(chooser, 3)
        roles = [chooser.pick((*ROLES, UNKNOWN) if gaps else ROLES) for _ in range(persons)]
    weights = [chooser.number(1, 3_000_000) for _ in sizes]
    return People(sizes, facts, roles, weights)


def _fact(chooser: Chooser, shape: str, type_: Type, how: int) -> Value:
    if how >= 6 and chance(chooser, 4):
        return UNKNOWN
    if how == 8 and chance(chooser, 4):
        return NOT_APPLICABLE
    return some_value(chooser, shape, type_)


def cases_of(found: People, on: date) -> list[Case]:
    """Return one case a household."""
    cases = []
    first = 0
    for place, size in enumerate(found.sizes):
        household = Subject("household", str(place))
        members = tuple(Subject("person", str(first + row)) for row in range(size))
        facts = {household: _given(found, "household", place)}
        facts |= {member: _given(found, "person", int(member.id)) for member in members}
        roles = {}
        if found.roles is not None:
            roles = {
                member: found.roles[int(member.id)]
                for member in members
                if found.roles[int(member.id)] != UNKNOWN
            }
        cases.append(
            Case(
                id=str(place),
                on=on,
                subjects={"household": (household,), "person": members},
                facts=facts,
                members={household: members},
                group_of={"household": dict.fromkeys(members, household)},
                roles={"household": roles},
            )
        )
        first += size
    return cases


def _given(found: People, entity: str, row: int) -> dict[str, Given]:
    given = {}
    for shape, _, _ in SHAPES:
        name = name_of(entity, shape)
        if name not in found.facts or found.facts[name][row] == UNKNOWN:
            continue
        value = found.facts[name][row]
        evidence = NotApplicable(name) if value == NOT_APPLICABLE else Known(value)
        given[name] = Given(evidence)
    return given


def frame_of(found: People) -> Frame:
    """Return the people as a frame."""
    columns: dict[str, dict[str, Column]] = {"person": {}, "household": {}}
    for entity, there in columns.items():
        for shape, type_, decimals in SHAPES:
            name = name_of(entity, shape)
            if name in found.facts:
                there[name] = _column(found.facts[name], type_, Fraction(1, 10**decimals))
    persons = sum(found.sizes)
    roles = None
    if found.roles is not None:
        role_type = Type(Kind.CHOICE, choices=ROLES)
        roles = _column(list(found.roles), role_type, Fraction(1))
    return Frame(
        columns["person"],
        columns["household"],
        np.cumsum([0, *found.sizes], dtype=np.int64),
        np.array(found.weights, dtype=np.int64),
        roles,
        np.array([str(row) for row in range(persons)], dtype=object),
        np.array([str(row) for row in range(len(found.sizes))], dtype=object),
    )


def _column(values: list[Value], type_: Type, unit: Fraction) -> Column:
    unknown = np.array([value == UNKNOWN for value in values], dtype=np.bool_)
    na = np.array([value == NOT_APPLICABLE for value in values], dtype=np.bool_)
    numbers = [
        _garbage(type_) if value in (UNKNOWN, NOT_APPLICABLE) else _number(value, type_, unit)
        for value in values
    ]
    data: Any = np.array(numbers, dtype=np.bool_ if type_.kind is Kind.YES_NO else np.int64)
    if type_.is_quantity or type_.kind is Kind.CHOICE:
        data = _narrowest(data)
    return Column(
        data,
        type_,
        unit if type_.is_quantity else Fraction(1),
        unknown if unknown.any() else None,
        na if na.any() else None,
    )


def _narrowest(data: Any) -> Any:
    for kind in (np.int8, np.int16, np.int32):
        if len(data) and np.iinfo(kind).min <= data.min() and data.max() <= np.iinfo(kind).max:
            return data.astype(kind)
    return data


def _number(value: Value, type_: Type, unit: Fraction) -> int:
    if type_.kind is Kind.CHOICE:
        return type_.choices.index(str(value))
    if isinstance(value, date):
        return value.toordinal() - date(1970, 1, 1).toordinal()
    if isinstance(value, Fraction):
        return int(value / unit)
    return int(bool(value))


def _garbage(type_: Type) -> int:
    """Return what must never be read."""
    return 1 if type_.kind is Kind.YES_NO else 99
