"""One case decided by the columnar engine, as a decision: to try that engine on cases.

It gives outcomes, amounts and values. What is missing and why are the exact evaluator's to say.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from fractions import Fraction
from math import lcm
from typing import Any, Final, assert_never

import numpy as np

from schemebuilder.engines.columnar.binding import units_of
from schemebuilder.engines.columnar.result import ColumnarResult, Columns, Values
from schemebuilder.engines.columnar.run import run
from schemebuilder.engines.exact.decision import Decision, NamedValue, Outcome, Verdict
from schemebuilder.engines.exact.people import Case, Subject
from schemebuilder.ir.known import as_known
from schemebuilder.ir.scheme import Scheme
from schemebuilder.ir.vocabulary import Field, ListField
from schemebuilder.lowering.lower import lower
from schemebuilder.lowering.program import OUTCOMES, Program
from schemebuilder.population.frame import Column, Frame, ListColumns
from schemebuilder.simulation.as_given import given_rules, giving_way, parameters, wanted
from schemebuilder.values.evidence import (
    Evidence,
    Fault,
    Known,
    NotApplicable,
    Plain,
    Unknown,
)
from schemebuilder.values.types import Kind, Type

_EPOCH = date(1970, 1, 1)
_WEIGHT = 10**6
_WITH_AMOUNT = frozenset({Outcome.ELIGIBLE, Outcome.NOT_ELIGIBLE, Outcome.NOT_PAYABLE})


def columnar_decision(scheme: Scheme, case: Case, values: Collection[str]) -> Decision:
    """Decide a case of persons and households by the columnar engine."""
    scheme = as_known(scheme, case.known_on)
    scheme = giving_way(scheme, given_rules(scheme, case))
    persons, households = in_order(case)
    frame = case_frame(scheme, case, persons, households)
    asked = wanted(scheme, values)
    program = _program(scheme, frame, case.on, tuple(dict.fromkeys(asked.values())))
    result = run(program, frame)
    entities = scheme.entities.values()
    rows = {entity.name: households if entity.of else persons for entity in entities}
    return Decision(
        scheme=scheme,
        case=case,
        on=case.on,
        verdicts=tuple(_verdicts(scheme, result, rows)),
        values=(*_named(result, rows, asked), *parameters(scheme, case, values)),
        explained=False,
    )


_KEPT: Final = 8
_programs: OrderedDict[tuple[object, ...], tuple[Scheme, Program]] = OrderedDict()
"""The last programs, with the scheme that each is of: many cases are decided one after another."""


def _program(scheme: Scheme, frame: Frame, on: date, names: tuple[str, ...]) -> Program:
    """Return the program of a scheme for a day and the units of a case: one for like cases."""
    units = units_of(scheme, frame)
    key = (id(scheme), on, names, frozenset(units.items()))
    kept = _programs.get(key)
    if kept is None or kept[0] is not scheme:
        kept = (scheme, lower(scheme, on, names, units))
        _programs[key] = kept
        while len(_programs) > _KEPT:
            _programs.popitem(last=False)
    return kept[1]


def case_frame(
    scheme: Scheme, case: Case, persons: list[Subject], households: list[Subject]
) -> Frame:
    """Return a case as a population of weight 1, its persons household by household."""
    sizes = [len(case.members[household]) for household in households]
    groups = {entity.name for entity in scheme.entities.values() if entity.of}
    fields = scheme.fields.values()
    return Frame(
        persons={f.name: _column(case, f, persons) for f in fields if f.entity not in groups},
        households={f.name: _column(case, f, households) for f in fields if f.entity in groups},
        offsets=np.cumsum([0, *sizes], dtype=np.int64),
        weights=np.full(len(households), _WEIGHT, dtype=np.int64),
        roles=_roles(scheme, case, persons),
        lists={
            of_list.name: _list(
                case, of_list, persons if of_list.entity == "person" else households
            )
            for of_list in scheme.lists.values()
        },
    )


def _list(case: Case, of_list: ListField, owners: list[Subject]) -> ListColumns:
    """Return a list of all its owners, in their order."""
    given = [case.lists.get(owner, {}).get(of_list.name) for owner in owners]
    entries = [entry for one in given if one is not None for entry in one.entries]
    sizes = [0 if one is None else len(one.entries) for one in given]
    unknown = np.array([one is None for one in given], dtype=np.bool_)
    return ListColumns(
        of_list.entity,
        np.cumsum([0, *sizes], dtype=np.int64),
        {field.name: _column(case, field, entries) for field in of_list.fields},
        unknown if unknown.any() else None,
    )


def in_order(case: Case) -> tuple[list[Subject], list[Subject]]:
    """Return the persons household by household, and the households."""
    households = list(case.members)
    return [person for household in households for person in case.members[household]], households


def _column(case: Case, field: Field, subjects: list[Subject]) -> Column:
    given = [case.facts.get(subject, {}).get(field.name) for subject in subjects]
    found = [None if one is None else one.evidence for one in given]
    outside = np.array([isinstance(one, NotApplicable) for one in found], dtype=np.bool_)
    unknown = np.array([one is None for one in found], dtype=np.bool_)
    values = [one.value for one in found if isinstance(one, Known)]
    parts = [value.denominator for value in values if isinstance(value, Fraction)]
    unit = Fraction(1, lcm(10**field.decimals, *parts))
    numbers = [
        _number(one.value, field.type, unit) if isinstance(one, Known) else 0 for one in found
    ]
    data: Any = np.array(numbers, dtype=np.bool_ if field.type.kind is Kind.YES_NO else np.int64)
    kept = field.type
    if kept.kind is Kind.TEXT:
        texts = tuple(dict.fromkeys(str(one.value) for one in found if isinstance(one, Known)))
        kept = Type(Kind.TEXT, choices=texts)
        data = np.array(
            [texts.index(str(one.value)) if isinstance(one, Known) else 0 for one in found],
            dtype=np.int64,
        )
    if kept.kind is Kind.PERSON:
        row_of = {subject.id: row for row, subject in enumerate(subjects)}
        data = np.array(
            [
                row_of[str(one.value)] - row if isinstance(one, Known) else 0
                for row, one in enumerate(found)
            ],
            dtype=np.int64,
        )
    return Column(
        data,
        kept,
        unit,
        unknown if unknown.any() else None,
        outside if outside.any() else None,
    )


def _number(value: Plain, type_: Type, unit: Fraction) -> int:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, Fraction):
        return int(value / unit)
    if isinstance(value, date):
        return value.toordinal() - _EPOCH.toordinal()
    return type_.choices.index(value) if type_.kind is Kind.CHOICE else 0


def _roles(scheme: Scheme, case: Case, persons: list[Subject]) -> Column | None:
    """Return roles by position; one whom a complete list leaves out holds none of them."""
    names = [role.name for entity in scheme.entities.values() for role in entity.roles]
    held = {person: role for roles in case.roles.values() for person, role in roles.items()}
    if not names:
        return None
    data = np.array(
        [names.index(held[one]) if one in held else 0 for one in persons], dtype=np.int64
    )
    unknown = np.array([one not in held for one in persons], dtype=np.bool_)
    type_ = Type(Kind.CHOICE, choices=tuple(names))
    return Column(data, type_, Fraction(1), unknown if unknown.any() else None)


def _verdicts(
    scheme: Scheme, result: ColumnarResult, rows: dict[str, list[Subject]]
) -> Iterator[Verdict]:
    for name, columns in result.results.items():
        type_ = scheme.benefits[name].type if name in scheme.benefits else None
        for row, subject in enumerate(rows[columns.entity]):
            outcome = Outcome(OUTCOMES[int(columns.outcome[row])])
            yield Verdict(name, subject, type_, outcome, _amount(columns, outcome, row))


def _amount(columns: Columns, outcome: Outcome, row: int) -> Fraction | None:
    if columns.amount is None or outcome not in _WITH_AMOUNT:
        return None
    return columns.amount.exactly(row)


def _named(
    result: ColumnarResult, rows: dict[str, list[Subject]], asked: Mapping[str, str]
) -> Iterator[NamedValue]:
    for name, lowered in asked.items():
        values = result.values[lowered]
        for row, subject in enumerate(rows[values.entity]):
            evidence = _evidence(values, row)
            key = ("rule", name, "")
            yield NamedValue(name, key, subject, values.type, evidence, given=False)


def _evidence(values: Values, row: int) -> Evidence:
    if values.fault is not None and values.fault[row]:
        return Fault(frozenset())
    if values.unknown is not None and values.unknown[row]:
        return Unknown(frozenset())
    if values.not_applicable is not None and values.not_applicable[row]:
        return NotApplicable("")
    return Known(_plain(values, row))


def _plain(values: Values, row: int) -> Plain:
    match values.type.kind:
        case Kind.NUMBER | Kind.MONEY | Kind.DURATION:
            return values.exactly(row)
        case Kind.YES_NO:
            return bool(values.n[row])
        case Kind.DATE:
            return date.fromordinal(int(values.n[row]) + _EPOCH.toordinal())
        case Kind.CHOICE | Kind.TEXT:
            return values.type.choices[int(values.n[row])]
        case Kind.PERSON:
            raise ValueError("a link is no value of a definition")
        case _ as never:
            assert_never(never)
