"""Random populations, the same people once as a frame of columns and once as cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from schemebuilder.engines.exact.people import Case, Given, GivenList, Subject, entry
from schemebuilder.population.frame import Column, Frame, ListColumns
from schemebuilder.values.evidence import Known, NotApplicable
from schemebuilder.values.types import PERSON, Kind, Type
from tests.property.generators.choosing import Chooser, chance
from tests.property.generators.listed import LISTS
from tests.property.generators.vocabulary import LINK, ROLES, SHAPES, name_of, values_of

if TYPE_CHECKING:
    from schemebuilder.ir.expressions import Value
    from schemebuilder.ir.scheme import Scheme
    from schemebuilder.ir.vocabulary import Field

UNKNOWN = "unknown"
NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True)
class FactKind:
    """A field that people may have, and the values that it takes in a test.

    For a fact of the entries of a list, `entity` is the list and `owner` whose list it is.
    """

    entity: str
    name: str
    type: Type
    decimals: int
    values: tuple[Value, ...]
    owner: str = ""

    @property
    def key(self) -> str:
        """The name of the fact among all; those of a list's entries have the list's before it."""
        return f"{self.entity}.{self.name}" if self.owner else self.name


@dataclass(frozen=True, slots=True)
class People:
    """Households by the number of their members; facts by field and row; a role a person.

    A fact is a value, UNKNOWN or NOT_APPLICABLE; a kind without facts has no column at all.
    `entries` says of each list how many everyone has, None where it is not given; a list that is
    not there is given of nobody.
    """

    kinds: tuple[FactKind, ...]
    role_names: tuple[str, ...]
    sizes: tuple[int, ...]
    facts: dict[str, list[Value]]
    roles: list[str] | None
    weights: list[int]
    entries: dict[str, list[int | None]]

    @property
    def owners(self) -> dict[str, str]:
        """Whose each list is."""
        return {kind.entity: kind.owner for kind in self.kinds if kind.owner}


def generated_kinds() -> tuple[FactKind, ...]:
    """Return the fields that generated schemes speak of."""
    facts = (
        FactKind(entity, name_of(entity, shape), type_, decimals, values_of(shape, type_))
        for entity in ("person", "household")
        for shape, type_, decimals in SHAPES
    )
    of_entries = (
        FactKind(name, shape, type_, decimals, values_of(shape, type_), owner)
        for name, owner in LISTS.items()
        for shape, type_, decimals in SHAPES
    )
    return (*facts, FactKind("person", LINK, PERSON, 0, ()), *of_entries)


def kinds_of(scheme: Scheme) -> tuple[FactKind, ...]:
    """Return the fields of a scheme, with values at and beside its parameters and ranges."""
    found = []
    marks = {Fraction(0), Fraction(1), Fraction(6), Fraction(7), Fraction(18), Fraction(64)}
    for parameter in scheme.parameters.values():
        for version in parameter.values:
            marks |= {cell for cell in version.cells.values() if isinstance(cell, Fraction)}
    for field in scheme.fields.values():
        entity = "person" if scheme.entities[field.entity].of is None else "household"
        found.append(FactKind(entity, field.name, field.type, field.decimals, _near(field, marks)))
    for of_list in scheme.lists.values():
        owner = "person" if scheme.entities[of_list.entity].of is None else "household"
        found += [
            FactKind(of_list.name, one.name, one.type, one.decimals, _near(one, marks), owner)
            for one in of_list.fields
        ]
    return tuple(found)


def _near(field: Field, marks: set[Fraction]) -> tuple[Value, ...]:
    if not field.type.is_quantity:
        return values_of("", field.type)
    unit = Fraction(1, 10**field.decimals)
    near = {mark // unit * unit + step * unit for mark in marks for step in (-1, 0, 1)}
    ends = {end for end in (field.lowest, field.highest) if isinstance(end, Fraction)}
    return tuple(sorted({value for value in near | ends if _in_range(field, value)}))


def _in_range(field: Field, value: Fraction) -> bool:
    lowest, highest = field.lowest, field.highest
    above = not isinstance(lowest, Fraction) or lowest <= value
    return above and (not isinstance(highest, Fraction) or value <= highest)


def people(
    chooser: Chooser,
    *,
    households: int = 6,
    complete: bool = False,
    kinds: tuple[FactKind, ...] | None = None,
    role_names: tuple[str, ...] = ROLES,
) -> People:
    """Return some households, also of nobody, with what is known of them: all if `complete`."""
    kinds = generated_kinds() if kinds is None else kinds
    sizes = tuple(chooser.number(0, 4) for _ in range(chooser.number(1, households)))
    rows = {"person": sum(sizes), "household": len(sizes)}
    facts: dict[str, list[Value]] = {}
    entries = _entries(chooser, kinds, rows, complete=complete)
    for name, listed in entries.items():
        rows[name] = sum(size or 0 for size in listed)
    for kind in kinds:
        how = 0 if complete else chooser.number(0, 9)
        if how != 9 and kind.type == PERSON:
            facts[kind.key] = _links(chooser, sizes, complete=complete)
        elif how != 9 and kind.entity in rows:
            facts[kind.key] = [_fact(chooser, kind, how) for _ in range(rows[kind.entity])]
    roles = None
    if role_names and (complete or not chance(chooser, 8)):
        gaps = not complete and chance(chooser, 3)
        names = (*role_names, UNKNOWN) if gaps else role_names
        roles = [chooser.pick(names) for _ in range(sum(sizes))]
    weights = [chooser.number(1, 3_000_000) for _ in sizes]
    return People(kinds, role_names, sizes, facts, roles, weights, entries)


def _entries(
    chooser: Chooser, kinds: tuple[FactKind, ...], rows: dict[str, int], *, complete: bool
) -> dict[str, list[int | None]]:
    """Return how many entries everyone has in each list; now and then nobody knows."""
    found: dict[str, list[int | None]] = {}
    for name, owner in {kind.entity: kind.owner for kind in kinds if kind.owner}.items():
        how = 0 if complete else chooser.number(0, 9)
        if how != 9:
            gaps = how >= 6
            found[name] = [
                None if gaps and chance(chooser, 3) else chooser.number(0, 5)
                for _ in range(rows[owner])
            ]
    return found


def _links(chooser: Chooser, sizes: tuple[int, ...], *, complete: bool) -> list[Value]:
    """Return for each person the row of one of the household, or that it is nobody's or unknown."""
    found: list[Value] = []
    for size in sizes:
        first = len(found)
        for _ in range(size):
            named: Value = str(first + chooser.number(0, size - 1))
            if chance(chooser, 3):
                named = NOT_APPLICABLE
            elif not complete and chance(chooser, 5):
                named = UNKNOWN
            found.append(named)
    return found


def _fact(chooser: Chooser, kind: FactKind, how: int) -> Value:
    if how >= 6 and chance(chooser, 4):
        return UNKNOWN
    if how == 8 and chance(chooser, 4):
        return NOT_APPLICABLE
    return chooser.pick(kind.values)


def cases_of(found: People, on: date) -> list[Case]:
    """Return one case a household."""
    cases = []
    first = 0
    for place, size in enumerate(found.sizes):
        household = Subject("household", str(place))
        members = tuple(Subject("person", str(first + row)) for row in range(size))
        facts = {household: _given(found, "household", place)}
        facts |= {member: _given(found, "person", int(member.id)) for member in members}
        lists, owner_of = _lists(found, (household, *members), facts)
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
                lists=lists,
                owner_of=owner_of,
            )
        )
        first += size
    return cases


def _lists(
    found: People, subjects: tuple[Subject, ...], facts: dict[Subject, dict[str, Given]]
) -> tuple[dict[Subject, dict[str, GivenList]], dict[Subject, Subject]]:
    """Return the lists of some subjects, and whose each entry is; its facts go to `facts`."""
    lists: dict[Subject, dict[str, GivenList]] = {}
    owner_of: dict[Subject, Subject] = {}
    for name, sizes in found.entries.items():
        for subject in subjects:
            size = sizes[int(subject.id)] if subject.entity == found.owners[name] else None
            if size is None:
                continue
            first = sum(each or 0 for each in sizes[: int(subject.id)])
            entries = tuple(entry(subject, name, number + 1) for number in range(size))
            facts |= {each: _given(found, name, first + row) for row, each in enumerate(entries)}
            lists.setdefault(subject, {})[name] = GivenList(entries)
            owner_of |= dict.fromkeys(entries, subject)
    return lists, owner_of


def _given(found: People, entity: str, row: int) -> dict[str, Given]:
    given = {}
    for kind in found.kinds:
        name = kind.name
        if kind.entity != entity or kind.key not in found.facts:
            continue
        value = found.facts[kind.key][row]
        if value != UNKNOWN:
            evidence = NotApplicable(name) if value == NOT_APPLICABLE else Known(value)
            given[name] = Given(evidence)
    return given


def frame_of(found: People) -> Frame:
    """Return the people as a frame."""
    columns: dict[str, dict[str, Column]] = {"person": {}, "household": {}}
    for kind in found.kinds:
        of_entity = columns.setdefault(kind.entity, {})
        if kind.key in found.facts:
            unit = Fraction(1, 10**kind.decimals)
            values = found.facts[kind.key]
            if kind.type == PERSON:
                values = [_steps(value, row) for row, value in enumerate(values)]
            of_entity[kind.name] = _column(values, kind.type, unit)
    persons = sum(found.sizes)
    roles = None
    if found.roles is not None:
        role_type = Type(Kind.CHOICE, choices=found.role_names)
        roles = _column(list(found.roles), role_type, Fraction(1))
    return Frame(
        columns["person"],
        columns["household"],
        np.cumsum([0, *found.sizes], dtype=np.int64),
        np.array(found.weights, dtype=np.int64),
        roles,
        np.array([str(row) for row in range(persons)], dtype=object),
        np.array([str(row) for row in range(len(found.sizes))], dtype=object),
        {
            name: _list_columns(found.owners[name], sizes, columns[name])
            for name, sizes in found.entries.items()
        },
    )


def _steps(named: Value, row: int) -> Value:
    """Return how many rows further on the one who is named stands."""
    return named if named in (UNKNOWN, NOT_APPLICABLE) else Fraction(int(str(named)) - row)


def _list_columns(owner: str, sizes: list[int | None], columns: dict[str, Column]) -> ListColumns:
    unknown = np.array([size is None for size in sizes], dtype=np.bool_)
    offsets = np.cumsum([0, *(size or 0 for size in sizes)], dtype=np.int64)
    return ListColumns(owner, offsets, columns, unknown if unknown.any() else None)


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
