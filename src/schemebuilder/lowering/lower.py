"""From the meaning of a scheme on a date to its integer program."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from schemebuilder.ir.expressions import Direction
from schemebuilder.ir.in_force import benefit_in_force, eligibility_in_force
from schemebuilder.ir.payment_period import parts_of
from schemebuilder.ir.vocabulary import Assume
from schemebuilder.lowering import quantities
from schemebuilder.lowering.benefits import (
    beyond_limits,
    part_value,
    rule_value,
    withheld_where,
)
from schemebuilder.lowering.context import Context
from schemebuilder.lowering.expressions import lower_expression
from schemebuilder.lowering.graph import Graph
from schemebuilder.lowering.program import OUTCOMES, ListInput, Program, Result
from schemebuilder.lowering.pruned import pruned
from schemebuilder.lowering.split import amount_of_parts, context_of, outcome_of_parts
from schemebuilder.lowering.statuses import known, slot_of
from schemebuilder.lowering.told import condition_slots, stage_slots

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from schemebuilder.ir.scheme import Benefit, Scheme
    from schemebuilder.lowering.program import Slot, StageSlots
    from schemebuilder.lowering.statuses import Lowered

COST_UNIT: Final = Fraction(1, 10**6)
"""What an amount is costed in where it is not whole in its own unit: half even."""


def lower(
    scheme: Scheme,
    on: date,
    wanted: Collection[str] = (),
    units: Mapping[tuple[str, str], Fraction] | None = None,
    *,
    told: bool = False,
    moving: bool = False,
) -> Program:
    """Return the program of a scheme's benefits and eligibilities, and of the `wanted` values.

    Wanted are rules, and stages as `base of child_benefit`; other names are passed over. `units`
    gives, by entity and field, the unit of a column that is not whole in the unit of the field's
    decimals. With `told`, the results say how each stage went. A `moving` program is given the
    governing date as a fact: it is for all days on which the same law holds as on this one.
    """
    person, group = _entities(scheme)
    context = Context(
        Graph(person, group, owners=_owners(scheme), groups=groups_of(scheme)),
        scheme,
        on,
        person,
        group,
        units or {},
        value=lower_expression,
        rule=rule_value,
        part=part_value,
        moving=moving,
    )
    for name in scheme.rules:
        rule_value(context, name)
    results = [_eligibility_result(context, name, told=told) for name in scheme.eligibilities]
    results += [_benefit_result(context, name, told=told) for name in scheme.benefits]
    values = [(name, _named(context, name)) for name in wanted]
    return pruned(
        Program(
            scheme.id,
            on,
            person,
            group,
            tuple(context.graph.nodes),
            tuple(context.inputs.values()),
            tuple(results),
            tuple((name, slot) for name, slot in values if slot is not None),
            context.graph.sites,
            tuple(context.graph.places),
            tuple(context.texts),
            tuple(
                ListInput(of_list.name, of_list.entity, isinstance(of_list.missing, Assume))
                for of_list in scheme.lists.values()
            ),
            tuple(groups_of(scheme).items()),
        )
    )


def _owners(scheme: Scheme) -> dict[str, str]:
    return {name: of_list.entity for name, of_list in scheme.lists.items()}


def groups_of(scheme: Scheme) -> dict[str, str]:
    """Return the group entities, each with that of its members."""
    return {one.name: one.of for one in scheme.entities.values() if one.of is not None}


def _entities(scheme: Scheme) -> tuple[str, str]:
    """Return the names of the main group's members and of that group, which is the first."""
    for group, person in groups_of(scheme).items():
        return person, group
    persons = [entity.name for entity in scheme.entities.values() if entity.of is None]
    return (persons or ["person"])[0], "household"


def _eligibility_result(context: Context, name: str, *, told: bool) -> Result:
    eligibility = context.scheme.eligibilities[name]
    graph = context.graph
    if not eligibility_in_force(context.scheme, eligibility, context.on):
        return Result(name, eligibility.entity, _code(graph, "not_in_force"), graph.false)
    eligible = part_value(context, name, "eligible")
    return Result(
        name,
        eligibility.entity,
        _outcome(graph, eligible, eligible),
        eligible.fault,
        conditions=condition_slots(context, name) if told else None,
    )


def _benefit_result(context: Context, name: str, *, told: bool) -> Result:
    benefit = context.scheme.benefits[name]
    graph = context.graph
    parts = parts_of(context.scheme, benefit, context.on)
    contexts = [context_of(context, part) for part in parts]
    decided = [_benefit_decided(one, benefit) for one in contexts]
    outcome, amount = decided[0]
    if len(parts) > 1:
        outcome = outcome_of_parts(graph, [one for one, _ in decided])
        amounts = (one for _, one in decided)
        amount = amount_of_parts(benefit, list(zip(parts, contexts, amounts, strict=True)))
    cost, unit = _cost(graph, amount)
    slot = slot_of(amount, benefit.entity)
    stages: tuple[StageSlots, ...] = ()
    conditions = None
    if told and len(parts) == 1 and benefit_in_force(context.scheme, benefit, context.on):
        stages, conditions = stage_slots(context, benefit), condition_slots(context, name)
    return Result(name, benefit.entity, outcome, amount.fault, slot, cost, unit, stages, conditions)


def _benefit_decided(context: Context, benefit: Benefit) -> tuple[int, Lowered]:
    """Return the outcome and the amount of a benefit as of the context's day."""
    name, graph = benefit.name, context.graph
    amount = part_value(context, name, "amount")
    if not benefit_in_force(context.scheme, benefit, context.on):
        outcome = _code(graph, "not_in_force")
    else:
        eligible = part_value(context, name, "eligible")
        outcome = _outcome(graph, eligible, amount)
        before = context.at(name, benefit.citation)
        withheld = graph.either(withheld_where(context, benefit), beyond_limits(context, benefit))
        context.back(before)
        there = graph.both(eligible.value.n, known(graph, eligible), known(graph, amount))
        unpaid = graph.both(withheld, there)
        outcome = graph.select(unpaid, _code(graph, "not_payable"), outcome)
    return outcome, amount


def _named(context: Context, name: str) -> Slot | None:
    """Return where the value of a rule, or of a stage of a benefit, stands."""
    rule = context.scheme.rules.get(name)
    if rule is not None:
        return slot_of(rule_value(context, name), rule.entity)
    stage, of, of_benefit = (part.strip() for part in name.partition(" of "))
    benefit = context.scheme.benefits.get(of_benefit) if of else None
    if benefit is None or all(each.name != stage for each in benefit.stages):
        return None
    return slot_of(part_value(context, benefit.name, stage), benefit.entity)


def _code(graph: Graph, word: str) -> int:
    return graph.const(OUTCOMES.index(word))


def _outcome(graph: Graph, eligible: Lowered, answer: Lowered) -> int:
    """Return the outcome: failed over undecided over what the conditions say."""
    decided = graph.select(eligible.value.n, _code(graph, "eligible"), _code(graph, "not_eligible"))
    open_or_decided = graph.select(answer.unknown, _code(graph, "undecided"), decided)
    return graph.select(answer.fault, _code(graph, "failed"), open_or_decided)


def _cost(graph: Graph, amount: Lowered) -> tuple[int, Fraction]:
    """Return the amount as whole numbers that sum exactly, 0 where not known; and their unit."""
    there = graph.select(known(graph, amount), amount.value.n, graph.zero)
    quantity = quantities.Quantity(there, amount.value.d, amount.value.unit)
    if quantity.d is None and (quantity.unit / COST_UNIT).denominator == 1:
        return quantity.n, quantity.unit
    return quantities.rounded(graph, quantity, COST_UNIT, Direction.HALF_EVEN).n, COST_UNIT
