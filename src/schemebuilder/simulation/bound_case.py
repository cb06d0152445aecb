"""A case of the exact evaluator as plain lists of whole numbers, for the generated engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import lcm
from typing import Any, Final

from schemebuilder.engines.exact.definitions import group_of_role
from schemebuilder.engines.exact.people import Case, Given, Subject, holds_role
from schemebuilder.engines.generated.binding import Bound, Key, Limits, filler
from schemebuilder.ir.scheme import Scheme
from schemebuilder.ir.vocabulary import Field
from schemebuilder.lowering.integers import days_of
from schemebuilder.lowering.program import Input, Prim, Program
from schemebuilder.values.evidence import Known, Plain
from schemebuilder.values.types import Kind

_NOTHING: Final[Mapping[str, Given]] = {}


def units_of_case(scheme: Scheme, case: Case) -> dict[Key, Fraction]:
    """Return the unit of each fact of which some value is not whole in that of its decimals."""
    fields = [*scheme.fields.values(), *(f for one in scheme.lists.values() for f in one.fields)]
    found = {}
    for field in fields:
        if not field.type.is_quantity:
            continue
        scale = 10**field.decimals
        parts = [one.denominator for one in _numbers(case, field) if scale % one.denominator]
        if parts:
            found[field.entity, field.name] = Fraction(1, lcm(scale, *parts))
    return found


def _numbers(case: Case, field: Field) -> list[Fraction]:
    given = (facts.get(field.name) for of, facts in case.facts.items() if of.entity == field.entity)
    found = (one.evidence.value for one in given if one and isinstance(one.evidence, Known))
    return [value for value in found if isinstance(value, Fraction)]


def bound_case(
    scheme: Scheme, program: Program, limits: Mapping[Key, Limits], case: Case
) -> tuple[Bound, dict[str, Sequence[Subject]]]:
    """Return a case as a program reads it, and whose each entry of a lane is."""
    subjects: dict[str, Sequence[Subject]] = {
        entity: case.subjects.get(entity, ()) for entity in scheme.entities
    }
    bound = Bound({}, {})
    for group, member in program.groups:
        place = {subject: number for number, subject in enumerate(subjects[group])}
        of_group = case.group_of.get(group, {})
        bound.owners[group] = [place[of_group[person]] for person in subjects[member]]
    for of_list in program.lists:
        given = [case.lists.get(one, {}).get(of_list.name) for one in subjects[of_list.owner]]
        entries = [() if one is None else one.entries for one in given]
        subjects[of_list.name] = [entry for many in entries for entry in many]
        bound.owners[of_list.name] = [number for number, many in enumerate(entries) for _ in many]
        _put_mask(bound, Prim.LIST_UNKNOWN, of_list.name, [one is None for one in given])
    bound.counts = {lane: len(many) for lane, many in subjects.items()}
    for item in program.inputs:
        key = item.entity, item.name
        _put_facts(bound, item, limits[key], subjects[item.entity], (program.texts, case))
    _put_roles(bound, scheme, program, case, subjects)
    return bound, subjects


def _put_mask(bound: Bound, prim: Prim, const: Any, mask: list[bool]) -> None:
    if True in mask:
        bound.given[prim.value, const] = mask


def _put_facts(
    bound: Bound,
    item: Input,
    limits: Limits,
    subjects: Sequence[Subject],
    of_case: tuple[tuple[str, ...], Case],
) -> None:
    texts, case = of_case
    key = item.entity, item.name
    given = [case.facts.get(one, _NOTHING).get(item.name) for one in subjects]
    values: list[Any] = []
    own = {text: code for code, text in enumerate(texts)}
    standing = bool(filler(limits)) if item.type.kind is Kind.YES_NO else filler(limits)
    for number, one in enumerate(given):
        if one is None or not isinstance(one.evidence, Known):
            values.append(standing)
            continue
        value = _whole(item, one.evidence.value, own, (subjects, number))
        bound.outside |= not limits[0] <= value <= limits[1]
        values.append(value)
    bound.given[Prim.FIELD.value, key] = values
    _put_mask(bound, Prim.FIELD_UNKNOWN, key, [one is None for one in given])
    outside = [one is not None and not isinstance(one.evidence, Known) for one in given]
    _put_mask(bound, Prim.FIELD_NA, key, outside)


def _whole(
    item: Input, value: Plain, texts: dict[str, int], among: tuple[Sequence[Subject], int]
) -> int:
    """Return a value as the program's whole number; a text that it has not gets a code behind."""
    if isinstance(value, bool):
        return value
    if isinstance(value, Fraction):
        number = value / item.unit
        assert number.denominator == 1  # noqa: S101 the program has the case's units
        return number.numerator
    if isinstance(value, date):
        return days_of(value)
    if item.type.kind is Kind.CHOICE:
        return item.type.choices.index(value) if value in item.type.choices else -1
    if item.type.kind is Kind.PERSON:
        subjects, own = among
        return next(place for place, one in enumerate(subjects) if one.id == value) - own
    return texts.setdefault(value, len(texts))


def _put_roles(
    bound: Bound,
    scheme: Scheme,
    program: Program,
    case: Case,
    subjects: Mapping[str, Sequence[Subject]],
) -> None:
    """Say who holds each role that the program asks for, and of whom that is not known."""
    prims = (Prim.ROLE_IS, Prim.ROLE_UNKNOWN)
    roles = dict.fromkeys(str(node.const) for node in program.nodes if node.prim in prims)
    for role in roles:
        group = group_of_role(scheme, role)
        member = scheme.entities[group].of or ""
        held = [holds_role(case, group, role, person) for person in subjects[member]]
        bound.given[Prim.ROLE_IS.value, role] = [each is True for each in held]
        _put_mask(bound, Prim.ROLE_UNKNOWN, role, [each is None for each in held])
