"""How each stage and condition went: what a single decision tells, and a population does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemebuilder.ir.expressions import BenefitRef, OfGroup
from schemebuilder.ir.in_force import benefit_in_force
from schemebuilder.ir.scheme import Benefit, LineKind, StageKind
from schemebuilder.lowering.benefits import line_met
from schemebuilder.lowering.members import has_role
from schemebuilder.lowering.program import ConditionSlot, StageSlots
from schemebuilder.lowering.quantities import Quantity
from schemebuilder.lowering.statuses import applied, certain, slot_of
from schemebuilder.values.types import YES_NO

if TYPE_CHECKING:
    from schemebuilder.ir.scheme import Eligibility, Line, Stage
    from schemebuilder.lowering.context import Context


def stage_slots(context: Context, benefit: Benefit) -> tuple[StageSlots, ...]:
    """Return how the stages went for each subject; out of force, there is nothing to tell.

    Where a stage is skipped, what stands under its value means nothing. The steps are those of the
    benefit: the graph shares them.
    """
    if not benefit_in_force(context.scheme, benefit, context.on):
        return ()
    return tuple(_slots(context, benefit, stage) for stage in benefit.stages)


def _slots(context: Context, benefit: Benefit, stage: Stage) -> StageSlots:
    graph = context.graph
    after = slot_of(context.part(context, benefit.name, stage.name), benefit.entity)
    if not stage.in_force.holds(context.on):
        never = certain(graph, Quantity(graph.false), YES_NO)
        return StageSlots(slot_of(never, benefit.entity), None, after)
    before = context.at(benefit.name, stage.citation)
    site = context.misused(stage.span)
    when = certain(graph, Quantity(graph.true), YES_NO)
    if stage.when is not None:
        when = applied(graph, context.value(context, stage.when), site)
    value = None
    if stage.value is not None and stage.kind is not StageKind.ROUND:
        value = slot_of(applied(graph, context.value(context, stage.value), site), benefit.entity)
    context.back(before)
    return StageSlots(slot_of(when, benefit.entity), value, after)


def condition_slots(context: Context, name: str) -> tuple[ConditionSlot, ...] | None:
    """Return the conditions of a benefit or eligibility in force, those it requires first.

    None where a line stands for a whole eligibility: then the case says which are told.
    """
    scheme = context.scheme
    definition = scheme.benefits.get(name) or scheme.eligibilities[name]
    found: list[ConditionSlot] = []
    if isinstance(definition, Benefit):
        for required in definition.requires:
            theirs = condition_slots(context, required)
            if theirs is None:
                return None
            found += theirs
    before = context.at(name, definition.citation if isinstance(definition, Benefit) else "")
    found += _own(context, definition)
    context.back(before)
    return None if any(_is_whole(context, line) for line in definition.lines) else tuple(found)


def _own(context: Context, definition: Benefit | Eligibility) -> list[ConditionSlot]:
    entity, role = definition.entity, definition.role
    found = []
    if role is not None:
        met = slot_of(has_role(context, role), entity)
        found.append(ConditionSlot(definition.name, -1, role, met))
    for number, line in enumerate(definition.lines):
        if line.in_force.holds(context.on):
            met = slot_of(line_met(context, line), entity)
            found.append(ConditionSlot(definition.name, number, "", met))
    return found


def _is_whole(context: Context, line: Line) -> bool:
    """Say whether a line is `require NAME` of an eligibility."""
    test = line.when.arg if isinstance(line.when, OfGroup) else line.when
    whole = isinstance(test, BenefitRef) and test.benefit in context.scheme.eligibilities
    return whole and line.kind is LineKind.REQUIRE
