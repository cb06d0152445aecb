"""The facts of one case as a program reads them: plain lists by lane, and what is known of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from schemebuilder.lowering.facts import ColumnFacts, Facts, ListFacts
from schemebuilder.lowering.integers import FIRST_DAY, LAST_DAY, days_of
from schemebuilder.lowering.program import GOVERNING, Prim
from schemebuilder.values.types import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemebuilder.engines.generated.writing import Argument
    from schemebuilder.ir.expressions import Value
    from schemebuilder.ir.scheme import Scheme
    from schemebuilder.ir.vocabulary import Field
    from schemebuilder.lowering.program import Input, Program

Entries: TypeAlias = list[Any]
"""Whole numbers or truth values, one for each entry of a lane."""

Key: TypeAlias = tuple[str, str]

BOUND: Final = 10**40
"""A number without a declared range is taken to lie between this and its opposite."""

_MOST: Final = 10**6


@dataclass(slots=True)
class Bound:
    """A case: how many entries each lane has, whose they are, and the facts.

    `owners` gives, by group or list, the place of each entry's group or owner. `given` is by the
    words of a step and what it carries; a mask that is not there is false everywhere, a number that
    is not there is missing everywhere. `outside` says that some number lies outside its declared
    range, so that only a program that relies on no range may be run.
    """

    counts: dict[str, int]
    owners: dict[str, Entries]
    given: dict[Argument, Entries] = field(default_factory=dict)
    outside: bool = False


def single_lanes(program: Program, bound: Bound) -> frozenset[str]:
    """Return the lanes of a case that need no loop: one group, and a person alone in it."""
    found = {group for group, _ in program.groups if bound.counts.get(group) == 1}
    for person in {member for _, member in program.groups} & set(bound.counts):
        mine = {group for group, member in program.groups if member == person}
        if bound.counts[person] == 1 and mine <= found:
            found.add(person)
    return frozenset(found)


_MASKS: Final = (Prim.FIELD_UNKNOWN, Prim.FIELD_NA, Prim.ROLE_UNKNOWN, Prim.LIST_UNKNOWN)


def masks_of(program: Program) -> tuple[Argument, ...]:
    """Return the masks that a program reads: what may be missing, or not apply."""
    leaves = (node for node in program.nodes if node.prim in _MASKS)
    return tuple(dict.fromkeys((node.prim.value, node.const) for node in leaves))


def pattern(masks: tuple[Argument, ...], bound: Bound) -> tuple[int, ...]:
    """Return of each mask whether it holds nowhere (0), somewhere (1), everywhere (2)."""
    given = bound.given
    return tuple(0 if (mask := given.get(each)) is None else 1 + all(mask) for each in masks)


Limits: TypeAlias = tuple[int, int]


def limits_of(program: Program, scheme: Scheme) -> dict[Key, Limits]:
    """Return between which whole numbers each input's values lie, as far as the scheme says so."""
    found = {
        (item.entity, item.name): _limits(item, _field(scheme, item)) for item in program.inputs
    }
    return {**found, GOVERNING: (FIRST_DAY, LAST_DAY)}


def put_day(bound: Bound, on: date) -> None:
    """Give a case its governing date."""
    bound.given[Prim.FIELD.value, GOVERNING] = [days_of(on)]


def _field(scheme: Scheme, item: Input) -> Field | None:
    of_list = scheme.lists.get(item.entity)
    return scheme.fields.get(item.name) if of_list is None else of_list.fact(item.name)


def _limits(item: Input, field_: Field | None) -> Limits:
    match item.type.kind:
        case Kind.YES_NO:
            return (0, 1)
        case Kind.CHOICE:
            return (0, max(len(item.type.choices) - 1, 0))
        case Kind.TEXT:
            return (0, BOUND)
        case Kind.PERSON:
            return (-BOUND, BOUND)
        case Kind.DATE | Kind.NUMBER | Kind.MONEY | Kind.DURATION:
            lowest = None if field_ is None else _whole(field_.lowest, item.unit)
            highest = None if field_ is None else _whole(field_.highest, item.unit)
    widest = (FIRST_DAY, LAST_DAY) if item.type.kind is Kind.DATE else (-BOUND, BOUND)
    return (widest[0] if lowest is None else lowest, widest[1] if highest is None else highest)


def _whole(value: Value | None, unit: Fraction) -> int | None:
    """Return an end of a range in whole numbers of a unit; one between two is no help."""
    if isinstance(value, date):
        return days_of(value)
    if not isinstance(value, Fraction):
        return None
    number = value / unit
    return number.numerator if number.denominator == 1 else None


def filler(limits: Limits) -> int:
    """Return a valid value to stand where none is known."""
    return min(max(0, limits[0]), limits[1])


def facts_of(
    program: Program,
    limits: Mapping[Key, Limits],
    masks: tuple[Argument, ...],
    of_case: tuple[int, ...],
) -> Facts:
    """Return what holds of all cases of a pattern, for a program to be fitted to them."""
    state = dict(zip(masks, of_case, strict=True))
    columns = {}
    for key, ends in limits.items():
        unknown = state.get(("field unknown", key), 0)
        na = state.get(("field not applicable", key), 0)
        lowest, highest = (filler(ends),) * 2 if 2 in (unknown, na) else ends
        columns[key] = ColumnFacts(lowest, highest, unknown > 0, unknown == 2, na > 0, na == 2)
    roles = [state.get((kind, const), 0) for kind, const in masks if kind == "role unknown"]
    return Facts(
        columns,
        0,
        _MOST,
        frozenset(str(node.const) for node in program.nodes if node.prim is Prim.ROLE_IS),
        some_role_unknown=any(roles),
        all_roles_unknown=bool(roles) and min(roles) == 2,
        persons=_MOST,
        groups=frozenset(group for group, _ in program.groups),
        lists={
            of_list.name: ListFacts(
                0, _MOST, (held := state.get(("list unknown", of_list.name), 0)) > 0, held == 2
            )
            for of_list in program.lists
        },
    )
