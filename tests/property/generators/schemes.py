"""Random typed schemes: rules, eligibilities and benefits with every kind of stage."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from schemebuilder.ir.expressions import Direction
from schemebuilder.ir.payment_period import BY_DAYS, SPLIT
from schemebuilder.ir.scheme import (
    ALWAYS,
    WITHHOLDING,
    Benefit,
    Eligibility,
    InForce,
    Line,
    LineKind,
    Parameter,
    ParameterValue,
    Rule,
    Scheme,
    Stage,
    StageKind,
)
from schemebuilder.values.periods import Calendar
from schemebuilder.values.types import DATE, NUMBER, WHOLE, YES_NO, Kind, Period
from tests.property.generators.choosing import Chooser, chance
from tests.property.generators.expressions import (
    condition,
    of_type,
    quantity,
)
from tests.property.generators.listed import lists
from tests.property.generators.scope import STEPS, Scope
from tests.property.generators.vocabulary import (
    AREA,
    CLAUSE,
    ENTITIES,
    MONEY,
    ROLES,
    fields,
    some_number,
)

if TYPE_CHECKING:
    from schemebuilder.ir.expressions import Value

ON: Final = date(2024, 3, 1)
PAST: Final = InForce(None, date(2023, 12, 31))
CHANGES: Final = (date(2023, 2, 28), date(2024, 3, 2), date(2024, 3, 20))
"""The days on which a payment period from the first of March is split."""
ENTITY_NAMES: Final = ("person", "household")


def scheme(chooser: Chooser, *, depth: int = 2, rules: int = 4, arithmetic: bool = False) -> Scheme:
    """Return a scheme that may be odd, but whose names and types are in order.

    With `arithmetic` it is about numbers above all, and everything in it is in force.
    """
    scope = Scope(chooser, arithmetic)
    found: dict[str, Rule] = {}
    eligibilities: dict[str, Eligibility] = {}
    benefits: dict[str, Benefit] = {}
    for number in range(chooser.number(1, rules)):
        _add_rule(scope, found, f"rule_{number}", depth)
    for number in range(chooser.number(0, 2)):
        name = f"test_{number}"
        eligibilities[name] = _eligibility(scope, name, depth)
        _offer(scope, eligibilities[name].entity, Kind.YES_NO, (name, "eligible", YES_NO))
    for number in range(chooser.number(1, 2)):
        benefit = _benefit(scope, f"benefit_{number}", eligibilities, depth)
        benefits[benefit.name] = benefit
        _offer(scope, benefit.entity, Kind.NUMBER, (benefit.name, "amount", MONEY))
        _offer(scope, benefit.entity, Kind.YES_NO, (benefit.name, "eligible", YES_NO))
        for stage in benefit.stages:
            _offer(scope, benefit.entity, Kind.NUMBER, (benefit.name, stage.name, MONEY))
    _add_rule(scope, found, "after", depth)
    for number, (entity, node) in enumerate(scope.which):
        found[f"which_{number}"] = Rule(f"which_{number}", entity, WHOLE, node)
    change = "" if arithmetic else chooser.pick(("", "", BY_DAYS, SPLIT))
    if change:
        monthly = MONEY.with_period(Period.MONTH)
        benefits = {
            name: replace(benefit, type=monthly, changes=CHANGES)
            for name, benefit in benefits.items()
        }
    return Scheme(
        id="generated",
        title="Generated",
        version="1",
        country="GB",
        currency="GBP",
        branch="",
        governed_by="",
        calendar=Calendar(),
        in_force=ALWAYS,
        entities=ENTITIES,
        fields=fields(chooser),
        parameters=parameters(chooser),
        rules=found,
        eligibilities=eligibilities,
        benefits=benefits,
        lists=lists(chooser),
        change=change,
    )


def parameters(chooser: Chooser) -> dict[str, Parameter]:
    """Return dated parameters: plain, keyed one and three ways, a choice, one that ended."""

    def cells(*keys: tuple[str, ...]) -> dict[tuple[str, ...], Value]:
        return {key: some_number(chooser) for key in keys if not chance(chooser, 12)}

    starts = (date(1970, 1, 1), date(2023, 2, 28), date(2024, 3, 2))
    areas = [(area,) for area in AREA.choices]
    clauses = [
        (clause, size, working)
        for clause in CLAUSE.choices
        for size in ("0", "1", "2")
        for working in ("yes", "no")
    ]

    def dated(*keys: tuple[str, ...]) -> tuple[ParameterValue, ...]:
        values = [ParameterValue(start, cells(*keys)) for start in starts]
        if chance(chooser, 6):
            values.append(ParameterValue(date(2024, 2, 1), {}, ended=True))
        return tuple(values)

    zones = tuple(ParameterValue(start, {(): chooser.pick(AREA.choices)}) for start in starts)
    return {
        "rate": Parameter("rate", MONEY, dated(())),
        "rate_by_area": Parameter("rate_by_area", MONEY, dated(*areas), ("area",), (AREA,)),
        "rate_by_clause": Parameter(
            "rate_by_clause",
            MONEY,
            dated(*clauses),
            ("clause", "size", "works"),
            (CLAUSE, WHOLE, YES_NO),
        ),
        "zone": Parameter("zone", AREA, zones),
    }


def _add_rule(scope: Scope, rules: dict[str, Rule], name: str, depth: int) -> None:
    chooser = scope.chooser
    entity = chooser.pick(ENTITY_NAMES)
    types = (NUMBER, MONEY, MONEY, YES_NO, AREA, DATE)
    type_ = chooser.pick(types[:3] if scope.arithmetic else types)
    body = of_type(scope, entity, type_, depth)
    role, in_force = _role(scope, entity), _in_force(scope, 12)
    rules[name] = Rule(name, entity, type_, body, role=role, in_force=in_force, citation="act 1")
    kind = Kind.NUMBER if type_.is_quantity else type_.kind
    scope.rules.setdefault((entity, kind), []).append((name, type_))


def _offer(scope: Scope, entity: str, kind: Kind, part: tuple[str, str, object]) -> None:
    scope.parts.setdefault((entity, kind), []).append(part)  # type: ignore[arg-type]  # parts of one kind


def _lines(scope: Scope, entity: str, depth: int) -> tuple[Line, ...]:
    chooser = scope.chooser
    return tuple(
        Line(
            chooser.pick(tuple(LineKind)),
            condition(scope, entity, depth),
            "a condition",
            in_force=_in_force(scope, 10),
        )
        for _ in range(chooser.number(0, 2))
    )


def _role(scope: Scope, entity: str) -> str | None:
    chooser = scope.chooser
    if scope.arithmetic or entity != "person" or not chance(chooser, 4):
        return None
    return chooser.pick(ROLES)


def _in_force(scope: Scope, one_in: int) -> InForce:
    return PAST if not scope.arithmetic and chance(scope.chooser, one_in) else ALWAYS


def _eligibility(scope: Scope, name: str, depth: int) -> Eligibility:
    entity = scope.chooser.pick(ENTITY_NAMES)
    in_force = _in_force(scope, 12)
    lines = _lines(scope, entity, depth)
    return Eligibility(name, entity, lines, role=_role(scope, entity), in_force=in_force)


def _benefit(scope: Scope, name: str, eligibilities: dict[str, Eligibility], depth: int) -> Benefit:
    chooser = scope.chooser
    entity = chooser.pick(ENTITY_NAMES)
    usable = [each.name for each in eligibilities.values() if each.entity in (entity, "household")]
    requires = tuple(each for each in usable if chance(chooser, 2))
    kinds = [StageKind.BASE]
    kinds += [chooser.pick(tuple(StageKind)) for _ in range(chooser.number(0, 4))]
    return Benefit(
        name,
        entity,
        MONEY,
        tuple(_stage(scope, entity, kind, number, depth) for number, kind in enumerate(kinds)),
        requires=requires,
        lines=_lines(scope, entity, depth),
        role=_role(scope, entity),
        in_force=_in_force(scope, 12),
    )


_YES_NO_STAGES = frozenset({*WITHHOLDING, StageKind.WARN})


def _stage(scope: Scope, entity: str, kind: StageKind, number: int, depth: int) -> Stage:
    chooser = scope.chooser
    when = None
    if kind is StageKind.REPLACE or chance(chooser, 3):
        when = condition(scope, entity, depth - 1)
    in_force = _in_force(scope, 12)
    name = f"stage_{number}"
    if kind is StageKind.ROUND:
        exact = chance(chooser, 4)
        return Stage(
            kind,
            name,
            when=when,
            step=None if exact else chooser.pick(STEPS),
            direction=None if exact else chooser.pick(tuple(Direction)),
            in_force=in_force,
        )
    of_kind = condition if kind in _YES_NO_STAGES else quantity
    value = of_kind(scope, entity, depth - 1)
    return Stage(kind, name, value=value, when=when, in_force=in_force, citation="act 2")


def wanted(found: Scheme) -> tuple[str, ...]:
    """Return everything that can be asked for by name."""
    stages = [
        f"{stage.name} of {benefit.name}"
        for benefit in found.benefits.values()
        for stage in benefit.stages
    ]
    return (*found.rules, *stages)
