"""How each stage of a benefit went: what a single decision tells, and a population does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemebuilder.ir.in_force import benefit_in_force
from schemebuilder.ir.scheme import StageKind
from schemebuilder.lowering.program import StageSlots
from schemebuilder.lowering.quantities import Quantity
from schemebuilder.lowering.statuses import applied, certain, slot_of
from schemebuilder.values.types import YES_NO

if TYPE_CHECKING:
    from schemebuilder.ir.scheme import Benefit, Stage
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
