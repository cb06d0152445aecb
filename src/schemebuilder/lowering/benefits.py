"""Rules, eligibilities, benefits and their stages: each lowered once, whoever reads it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from schemebuilder.ir.in_force import benefit_in_force, eligibility_in_force
from schemebuilder.ir.scheme import WITHHOLDING, LineKind, StageKind
from schemebuilder.lowering import quantities
from schemebuilder.lowering.kleene import conjunction, opposite
from schemebuilder.lowering.members import has_role
from schemebuilder.lowering.program import Prim
from schemebuilder.lowering.quantities import Quantity
from schemebuilder.lowering.statuses import (
    Lowered,
    applied,
    certain,
    chosen,
    faulty,
    guarded,
    highest,
    known,
    nothing,
    spread,
)
from schemebuilder.values.types import YES_NO

if TYPE_CHECKING:
    from schemebuilder.ir.scheme import Benefit, Eligibility, Line, Rule, Stage
    from schemebuilder.lowering.context import Context
    from schemebuilder.lowering.graph import Graph


_NOTHING_CHANGED: Final = frozenset({*WITHHOLDING, StageKind.WARN})
"""Stages that leave the amount so far: who is withheld is taken from all that follows."""


def rule_value(context: Context, name: str) -> Lowered:
    """Return the value of a rule for everyone of its entity."""
    if name not in context.rules:
        rule = context.scheme.rules[name]
        before = context.at(name, rule.citation)
        context.rules[name] = _rule(context, rule)
        context.back(before)
    return context.rules[name]


def _rule(context: Context, rule: Rule) -> Lowered:
    graph = context.graph
    if not rule.in_force.holds(context.on):
        site = context.site("SB-E012", f"{rule.name} is not in force", rule.span)
        return faulty(graph, rule.type, site)
    body = context.value(context, rule.body)
    if rule.role is None:
        return body
    role = has_role(context, rule.role)
    return guarded(graph, role, chosen(graph, role.value.n, body, nothing(graph, body.type)))


def part_value(context: Context, name: str, part: str) -> Lowered:
    """Return a part of a benefit or eligibility: `eligible`, `amount`, or the name of a stage."""
    key = (name, part)
    if key not in context.parts:
        benefit = context.scheme.benefits.get(name)
        before = context.at(name, "" if benefit is None else benefit.citation)
        if benefit is None:
            found = _eligibility(context, context.scheme.eligibilities[name])
        elif part == "eligible":
            found = _eligible(context, benefit)
        elif part == "amount":
            found = _amount(context, benefit)
        else:
            found = _stage(context, benefit, [stage.name for stage in benefit.stages].index(part))
        context.parts[key] = found
        context.back(before)
    return context.parts[key]


def _eligibility(context: Context, eligibility: Eligibility) -> Lowered:
    if not eligibility_in_force(context.scheme, eligibility, context.on):
        return certain(context.graph, Quantity(context.graph.false), YES_NO)
    lines = _lines(context, eligibility.lines)
    return conjunction(context.graph, (*_role(context, eligibility.role), *lines))


def _eligible(context: Context, benefit: Benefit) -> Lowered:
    graph = context.graph
    if not benefit_in_force(context.scheme, benefit, context.on):
        return certain(graph, Quantity(graph.false), YES_NO)
    required = []
    for name in benefit.requires:
        value = context.part(context, name, "eligible")
        assessed = context.scheme.eligibilities[name].entity
        required.append(
            value if assessed == benefit.entity else spread(graph, value, context.over(assessed))
        )
    lines = _lines(context, benefit.lines)
    return conjunction(graph, (*required, *_role(context, benefit.role), *lines))


def _role(context: Context, role: str | None) -> tuple[Lowered, ...]:
    return () if role is None else (has_role(context, role),)


def _lines(context: Context, lines: tuple[Line, ...]) -> list[Lowered]:
    return [line_met(context, line) for line in lines if line.in_force.holds(context.on)]


def line_met(context: Context, line: Line) -> Lowered:
    """Return whether a line that is in force is met."""
    before = context.at(context.place, line.citation)
    when = applied(context.graph, context.value(context, line.when), context.misused(line.span))
    context.back(before)
    return opposite(context.graph, when) if line.kind is LineKind.EXCLUDE else when


def _amount(context: Context, benefit: Benefit) -> Lowered:
    """Not eligible: 0; not decided: the status; eligible: what the last stage leaves."""
    graph = context.graph
    if not benefit_in_force(context.scheme, benefit, context.on):
        return nothing(graph, benefit.type)
    eligible = context.part(context, benefit.name, "eligible")
    none = certain(graph, Quantity(graph.zero), benefit.type)
    last = none
    if benefit.stages:
        last = context.part(context, benefit.name, benefit.stages[-1].name)
    return guarded(graph, eligible, chosen(graph, eligible.value.n, last, none))


def _stage(context: Context, benefit: Benefit, number: int) -> Lowered:
    graph = context.graph
    if not benefit_in_force(context.scheme, benefit, context.on):
        return nothing(graph, benefit.type)
    so_far = certain(graph, Quantity(graph.zero), benefit.type)
    if number:
        so_far = context.part(context, benefit.name, benefit.stages[number - 1].name)
    changed, withheld = _after(context, benefit.stages[number], so_far)
    context.withheld.setdefault(benefit.name, []).append(withheld)
    for limit in reversed(_limits(context, benefit, number + 1)):
        none = certain(graph, Quantity(graph.zero), benefit.type)
        changed = guarded(graph, limit, chosen(graph, limit.value.n, changed, none))
    return replace(changed, type=benefit.type)


def _after(context: Context, stage: Stage, so_far: Lowered) -> tuple[Lowered, int]:
    """Return the amount after a stage, limits aside, and the mask where it pays nothing."""
    graph = context.graph
    if stage.kind in _NOTHING_CHANGED or not stage.in_force.holds(context.on):
        return so_far, graph.false
    before = context.at(context.place, stage.citation)
    changed, withheld = _changed(context, stage, so_far)
    if stage.when is not None:
        site = context.misused(stage.span)
        when = applied(graph, context.value(context, stage.when), site)
        withheld = graph.both(withheld, when.value.n, known(graph, when))
        changed = guarded(graph, when, chosen(graph, when.value.n, changed, so_far))
    context.back(before)
    return changed, withheld


def _limits(context: Context, benefit: Benefit, until: int) -> list[Lowered]:
    """Return, for each limit among the first stages, who is within it; known where none holds."""
    found = []
    for stage in benefit.stages[:until]:
        if stage.kind not in WITHHOLDING or not stage.in_force.holds(context.on):
            continue
        before = context.at(context.place, stage.citation)
        site = context.misused(stage.span)
        assert stage.value is not None  # noqa: S101 so that mypy sees it
        within = applied(context.graph, context.value(context, stage.value), site)
        if stage.when is not None:
            graph = context.graph
            when = applied(graph, context.value(context, stage.when), site)
            free = certain(graph, Quantity(graph.true), YES_NO)
            within = guarded(graph, when, chosen(graph, when.value.n, within, free))
        found.append(within)
        context.back(before)
    return found


def beyond_limits(context: Context, benefit: Benefit) -> int:
    """Return who is known to be beyond a limit of the benefit, all limits before it being kept."""
    graph = context.graph
    out, kept = graph.false, graph.true
    if benefit_in_force(context.scheme, benefit, context.on):
        for limit in _limits(context, benefit, len(benefit.stages)):
            there = known(graph, limit)
            out = graph.either(out, graph.both(kept, there, graph.negated(limit.value.n)))
            kept = graph.both(kept, there, limit.value.n)
    return out


def withheld_where(context: Context, benefit: Benefit) -> int:
    """Return the mask where a `pay nothing below` leaves nothing to pay."""
    graph = context.graph
    amount = context.part(context, benefit.name, "amount")
    none = graph.both(known(graph, amount), graph.step(Prim.EQ, amount.value.n, graph.zero))
    return graph.both(none, graph.either(*context.withheld.get(benefit.name, ())))


def _changed(context: Context, stage: Stage, so_far: Lowered) -> tuple[Lowered, int]:
    """Return the amount after a stage that applies, and the mask where it pays nothing."""
    graph = context.graph
    never = graph.false
    if stage.kind is StageKind.ROUND:
        if stage.step is None or stage.direction is None:
            return so_far, never
        value = quantities.rounded(graph, so_far.value, stage.step, stage.direction)
        return highest(graph, value, so_far.type, (so_far,)), never
    assert stage.value is not None  # noqa: S101 so that mypy sees it
    value_there = applied(graph, context.value(context, stage.value), context.misused(stage.span))
    if stage.kind in (StageKind.BASE, StageKind.REPLACE):
        return value_there, never
    if stage.kind is StageKind.NOTHING_BELOW:
        return _nothing_below(graph, so_far, value_there)
    value = _combined(graph, stage.kind, so_far.value, value_there.value)
    result = highest(graph, value, so_far.type, (so_far, value_there))
    if stage.kind is not StageKind.REDUCE:
        return result, never
    below = quantities.compared(graph, Prim.LT, value_there.value, Quantity(graph.zero))
    site = context.site("SB-E017", f"the reduction {stage.name} is negative", stage.span)
    fault = graph.mark(graph.both(below, known(graph, value_there)), site)
    return replace(result, fault=graph.either(result.fault, fault)), never


def _nothing_below(graph: Graph, so_far: Lowered, bound: Lowered) -> tuple[Lowered, int]:
    under = quantities.compared(graph, Prim.LT, so_far.value, bound.value)
    none = quantities.constant(graph, Fraction(0))
    value = quantities.selected(graph, under, none, so_far.value)
    result = highest(graph, value, so_far.type, (so_far, bound))
    return result, graph.both(under, known(graph, result))


def _combined(graph: Graph, kind: StageKind, so_far: Quantity, value: Quantity) -> Quantity:
    match kind:
        case StageKind.ADD:
            return quantities.total(graph, so_far, value)
        case StageKind.REDUCE:
            return quantities.difference(graph, so_far, value)
        case StageKind.FLOOR:
            return quantities.larger(graph, so_far, value)
        case StageKind.CAP:
            return quantities.smaller(graph, so_far, value)
        case StageKind.BASE | StageKind.REPLACE | StageKind.ROUND | StageKind.NOTHING_BELOW:
            return so_far
        case StageKind.LIMIT | StageKind.SUSPEND | StageKind.WARN:
            return so_far
