"""Rule L10: places among the members of a group by exact keys, and the other one of two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemebuilder.lowering import quantities
from schemebuilder.lowering.members import Counted, has_role, selection
from schemebuilder.lowering.program import Prim
from schemebuilder.lowering.quantities import Quantity
from schemebuilder.lowering.statuses import Lowered, chosen, guarded, known, nothing, of_another
from schemebuilder.values.types import YES_NO

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from schemebuilder.ir.expressions import OfOther, Place
    from schemebuilder.lowering.context import Context
    from schemebuilder.lowering.graph import Graph


def place(
    context: Context, node: Place, where: Lowered | None, keys: Sequence[Lowered]
) -> tuple[Lowered, Counted]:
    """Return everyone's place, and what is known of it for a comparison.

    `keys` are operands, in the order of the node's keys.
    """
    graph, over = context.graph, context.over(node.group)
    mine = selection(context, node.role, where)
    sure = graph.both(mine.value.n, known(graph, mine))
    open_ = graph.either(mine.unknown, mine.fault)
    args = [sure, open_, mine.fault]
    for key, by in zip(node.keys, keys, strict=True):
        n = rank_key(graph, by.value, over)
        n = graph.step(Prim.SUB, graph.zero, n) if key.falling else n
        args += [n, graph.either(by.unknown, by.fault), by.fault]
    tie = graph.false
    if not node.together:
        site = context.site("SB-E022", "two are alike in everything that orders them", node.span)
        tie = graph.mark(graph.true, site)
        args += [graph.zero, graph.true, graph.true]
    ahead = graph.step(Prim.AHEAD, *args, const=over)
    may_be_ahead = graph.step(Prim.AHEAD_OPEN, *args, const=over)
    failing = graph.step(Prim.LT, graph.zero, graph.step(Prim.AHEAD_FAULT, *args, const=over))
    here = graph.either(sure, open_)
    somewhere = (_somewhere(graph, each, over) for each in _faults(graph, here, mine, keys))
    fault = graph.either(mine.fault, graph.both(failing, graph.either(*somewhere, tie)))
    unknown = graph.either(mine.unknown, graph.step(Prim.LT, graph.zero, may_be_ahead))
    number = Quantity(graph.step(Prim.ADD, ahead, graph.one))
    fault, unknown = graph.both(here, fault), graph.both(here, unknown)
    outside = graph.negated(here)
    broken = graph.mark(outside, context.misused(node.span))
    return (
        Lowered(number, node.type, unknown, fault, outside),
        Counted(number, may_be_ahead, unknown, fault, broken),
    )


def _faults(graph: Graph, here: int, mine: Lowered, keys: Sequence[Lowered]) -> Iterator[int]:
    yield mine.fault
    for key in keys:
        yield graph.both(here, key.fault)


def _somewhere(graph: Graph, mask: int, over: str | None) -> int:
    """Return whether the mask holds for some member of the group, for each of them."""
    return graph.step(Prim.SPREAD, graph.step(Prim.ANY, mask, const=over), const=over)


def rank_key(graph: Graph, value: Quantity, over: str | None) -> int:
    """L10: whole numbers in the same order with the same ties, within the group.

    A denominator that is the same for all of the group changes no order.
    """
    d = None if value.d is None else graph.nodes[value.d]
    if value.d is None or d is None or not d.lane:
        return value.n
    if d.prim is Prim.SPREAD and d.const == over:
        return value.n
    return graph.step(Prim.RANK_KEY, value.n, value.d)


def of_other(context: Context, node: OfOther, arg: Lowered, empty: Lowered | None) -> Lowered:
    """Return the value of the other holder of a role that two hold; else `empty`, or nothing."""
    graph, over = context.graph, context.over(node.group)
    role = has_role(context, node.role)
    holds = graph.both(role.value.n, known(graph, role))
    two = graph.const(2)
    least = graph.step(Prim.COUNT, holds, const=over)
    open_ = graph.step(Prim.COUNT, role.unknown, const=over)
    most = graph.step(Prim.ADD, least, open_)
    may_be_two = graph.both(graph.step(Prim.LE, least, two), graph.step(Prim.LE, two, most))
    applies = graph.both(
        graph.either(holds, role.unknown), graph.step(Prim.SPREAD, may_be_two, const=over)
    )
    some_open = graph.step(Prim.LT, graph.zero, open_)
    unsettled = graph.step(Prim.SPREAD, some_open, const=over)
    just_two = graph.step(Prim.SPREAD, graph.step(Prim.EQ, least, two), const=over)
    pair = graph.both(holds, just_two)

    def theirs(position: int, default: int) -> int:
        const = default if over is None else (over, default)
        return graph.step(Prim.OTHER, position, pair, const=const)

    other = of_another(graph, arg, theirs)
    absent = nothing(graph, node.type) if empty is None else empty
    unsure = graph.both(applies, unsettled)
    status = Lowered(quantities.Quantity(graph.zero), YES_NO, unsure, graph.false, graph.false)
    return guarded(graph, status, chosen(graph, applies, other, absent))
