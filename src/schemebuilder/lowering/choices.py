"""Branches: exceptions, tables and conditions, each by its way of choosing, with its status."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from schemebuilder.ir.expressions import Branch, Choose, Hit
from schemebuilder.lowering import quantities
from schemebuilder.lowering.program import Prim
from schemebuilder.lowering.statuses import (
    Lowered,
    applied,
    certain,
    chosen,
    faulty,
    guarded,
    known,
    same_value,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schemebuilder.lowering.context import Context
    from schemebuilder.lowering.graph import Graph


@dataclass(frozen=True, slots=True)
class Tried:
    """A branch with its condition (an operand) and its value; `held`: known to hold."""

    branch: Branch
    when: Lowered
    then: Lowered
    held: int


def choose(
    context: Context,
    node: Choose,
    branches: Sequence[tuple[Branch, Lowered, Lowered]],
    otherwise: Lowered | None,
) -> Lowered:
    """Return the value of the branch that applies."""
    graph = context.graph
    tried: list[Tried] = []
    for branch, condition, then in branches:
        when = applied(graph, condition, context.misused(branch.span))
        tried.append(Tried(branch, when, then, graph.both(when.value.n, known(graph, when))))
    if otherwise is None:
        site = context.site("SB-E006", "no row or exception fits", node.span)
        otherwise = faulty(graph, node.type, site)
    match node.hit:
        case Hit.FIRST:
            return _first(graph, tried, otherwise)
        case Hit.UNIQUE:
            return _unique(context, node, tried, otherwise)
        case Hit.EXCEPTIONS:
            return _exceptions(context, node, tried, otherwise)
        case Hit.SUM | Hit.HIGHEST:
            return _all_that_fit(context, node, tried, otherwise)


def _first(graph: Graph, tried: list[Tried], otherwise: Lowered) -> Lowered:
    result = otherwise
    for item in reversed(tried):
        result = guarded(graph, item.when, chosen(graph, item.when.value.n, item.then, result))
    return result


def _unique(context: Context, node: Choose, tried: list[Tried], otherwise: Lowered) -> Lowered:
    graph = context.graph
    result = guarded(graph, _status(graph, [item.when for item in tried]), otherwise)
    for item in reversed(tried):
        result = chosen(graph, item.held, item.then, result)
    several = _several(graph, [item.held for item in tried])
    site = context.site("SB-E006", "more than one row fits, and exactly one must", node.span)
    return _failing(graph, result, graph.mark(several, site))


def _exceptions(
    context: Context,
    node: Choose,
    tried: list[Tried],
    otherwise: Lowered,
) -> Lowered:
    graph = context.graph
    counting = _not_overridden(graph, tried)
    several = _several(graph, [item.held for item in counting])
    result = otherwise
    for item in reversed(counting):
        result = chosen(graph, item.held, item.then, result)
    if several != graph.false:
        result = _agreeing(context, node, counting, several, result)
    return guarded(graph, _status(graph, [item.when for item in counting]), result)


def _not_overridden(graph: Graph, tried: list[Tried]) -> list[Tried]:
    """Return the branches as those that count, where one that holds overrides others.

    An overridden branch gives way. Its own condition, where it is not known, still counts as long
    as it would override a branch that stands.
    """
    counts = []
    for item in tried:
        overriding = [other.held for other in tried if item.branch.label in other.branch.overrides]
        counts.append(graph.negated(graph.either(*overriding)))
    standing = [graph.both(count, item.held) for count, item in zip(counts, tried, strict=True)]
    found = []
    for item, count, stands in zip(tried, counts, standing, strict=True):
        names = item.branch.overrides
        struck = [s for s, o in zip(standing, tried, strict=True) if o.branch.label in names]
        matters = graph.either(count, *struck)
        when = replace(
            item.when,
            unknown=graph.both(matters, item.when.unknown),
            fault=graph.both(matters, item.when.fault),
        )
        found.append(Tried(item.branch, when, item.then, stands))
    return found


def _agreeing(
    context: Context,
    node: Choose,
    counting: list[Tried],
    several: int,
    single: Lowered,
) -> Lowered:
    """Return the value where several hold: all must be operands, and known ones agree."""
    graph = context.graph
    values = [applied(graph, item.then, context.misused(item.branch.span)) for item in counting]
    agreed, seen, differ = values[0], graph.false, graph.false
    for item, value in zip(counting, values, strict=True):
        here = graph.both(item.held, known(graph, value))
        if seen != graph.false:
            other = graph.negated(same_value(graph, agreed, value))
            differ = graph.either(differ, graph.both(seen, here, other))
        agreed = chosen(graph, graph.either(seen, graph.negated(here)), agreed, value)
        seen = graph.either(seen, here)
    site = context.site(
        "SB-E005",
        "exceptions with different values hold together: "
        + ", ".join(item.branch.citation or item.branch.label for item in counting),
        node.span,
    )
    status = _status(
        graph,
        [
            _only_where(graph, item.held, value)
            for item, value in zip(counting, values, strict=True)
        ],
    )
    together = Lowered(
        agreed.value,
        agreed.type,
        status.unknown,
        graph.either(status.fault, graph.mark(differ, site)),
        graph.false,
    )
    return chosen(graph, several, together, single)


def _all_that_fit(
    context: Context,
    node: Choose,
    tried: list[Tried],
    otherwise: Lowered,
) -> Lowered:
    graph = context.graph
    values = [applied(graph, item.then, context.misused(node.span)) for item in tried]
    someone = graph.either(*(item.held for item in tried))
    result = quantities.Quantity(graph.zero)
    seen = graph.false
    for item, value in zip(tried, values, strict=True):
        if node.hit is Hit.SUM:
            part = quantities.selected(
                graph, item.held, value.value, quantities.Quantity(graph.zero)
            )
            result = quantities.total(graph, result, part)
        else:
            more = graph.negated(quantities.compared(graph, Prim.LE, value.value, result))
            better = graph.both(item.held, graph.either(graph.negated(seen), more))
            result = quantities.selected(graph, better, value.value, result)
            seen = graph.either(seen, item.held)
    read = [item.when for item in tried]
    read += [
        _only_where(graph, item.held, value) for item, value in zip(tried, values, strict=True)
    ]
    fitting = certain(graph, result, node.type)
    return guarded(graph, _status(graph, read), chosen(graph, someone, fitting, otherwise))


def _several(graph: Graph, masks: list[int]) -> int:
    """Return the mask where more than one holds."""
    seen, several = graph.false, graph.false
    for mask in masks:
        several = graph.either(several, graph.both(seen, mask))
        seen = graph.either(seen, mask)
    return several


def _status(graph: Graph, items: list[Lowered]) -> Lowered:
    """Return the highest status of several operands; it has no value of its own."""
    return Lowered(
        quantities.Quantity(graph.zero),
        items[0].type,
        graph.either(*(item.unknown for item in items)),
        graph.either(*(item.fault for item in items)),
        graph.false,
    )


def _only_where(graph: Graph, mask: int, a: Lowered) -> Lowered:
    """Return the value with its status where the mask holds only."""
    return replace(
        a,
        unknown=graph.both(mask, a.unknown),
        fault=graph.both(mask, a.fault),
        na=graph.both(mask, a.na),
    )


def _failing(graph: Graph, a: Lowered, fault: int) -> Lowered:
    """Return the value with one more fault."""
    if fault == graph.false:
        return a
    return replace(a, fault=graph.either(a.fault, fault), na=graph.both(a.na, graph.negated(fault)))
