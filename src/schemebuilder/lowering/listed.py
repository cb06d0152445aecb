"""Entries of a list to whose it is: quantifiers over an unknown list, and the first so many."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from schemebuilder.ir.expressions import Order, Quantifier
from schemebuilder.ir.operators import Op
from schemebuilder.ir.vocabulary import Assume
from schemebuilder.lowering import quantities
from schemebuilder.lowering.kleene import opposite
from schemebuilder.lowering.members import (
    any_of,
    common_denominator,
    compared_number,
    comparison,
    counted_members,
    of_values,
)
from schemebuilder.lowering.program import Prim
from schemebuilder.lowering.quantities import Quantity
from schemebuilder.lowering.statuses import (
    Lowered,
    certain,
    chosen,
    guarded,
    known,
    nothing,
    spread,
)
from schemebuilder.values.types import YES_NO

if TYPE_CHECKING:
    from schemebuilder.ir.expressions import ListAggregate, Pick
    from schemebuilder.lowering.context import Context
    from schemebuilder.lowering.graph import Graph


@dataclass(frozen=True, slots=True)
class Parts:
    """What a quantifier over a list is made of, lowered: the first three of each entry.

    `where` and `count` are operands; `by` is None where the value is the key.
    """

    where: Lowered | None
    value: Lowered | None
    by: Lowered | None
    count: Lowered | None
    empty: Lowered | None


def list_aggregate(context: Context, node: ListAggregate, parts: Parts) -> Lowered:
    """Return what a quantifier makes of the entries of a list."""
    graph, over = context.graph, node.list_name
    missing = _missing(context, over)
    meant = parts.where or certain(graph, Quantity(graph.true), YES_NO)
    match node.quantifier:
        case Quantifier.ANY:
            found = any_of(graph, meant, over)
            return replace(found, unknown=graph.either(found.unknown, missing))
        case Quantifier.EVERY:
            return _every(graph, meant, parts.empty, missing, over)
        case Quantifier.NUMBER:
            sure = graph.both(meant.value.n, known(graph, meant))
            count = Quantity(graph.step(Prim.COUNT, sure, const=over))
            unknown = graph.either(missing, graph.step(Prim.ANY, meant.unknown, const=over))
            fault = graph.step(Prim.ANY, meant.fault, const=over)
            return Lowered(count, node.type, unknown, fault, graph.false)
        case Quantifier.TOTAL | Quantifier.HIGHEST | Quantifier.LOWEST | Quantifier.AVERAGE:
            return _over_values(context, node, parts, meant, missing)


def compared_entries(
    context: Context, op: Op, node: ListAggregate, where: Lowered | None, other: Lowered
) -> Lowered:
    """Compare how many entries are meant with another number; of an unknown list it is unknown."""
    graph = context.graph
    meant = where or certain(graph, Quantity(graph.true), YES_NO)
    found = compared_number(graph, op, counted_members(graph, meant, node.list_name), other)
    missing = _missing(context, node.list_name)
    return replace(found, unknown=graph.either(found.unknown, missing))


def _missing(context: Context, name: str) -> int:
    """Return the mask of those whose list is not given, and not taken to be without entries."""
    of_list = context.scheme.lists[name]
    if isinstance(of_list.missing, Assume):
        return context.graph.false
    return context.graph.leaf(Prim.LIST_UNKNOWN, of_list.entity, name)


def _every(graph: Graph, where: Lowered, empty: Lowered | None, missing: int, over: str) -> Lowered:
    result = opposite(graph, any_of(graph, opposite(graph, where), over))
    if empty is not None:
        nothing_there = graph.negated(graph.step(Prim.ANY, graph.true, const=over))
        result = chosen(graph, nothing_there, empty, result)
    listed = Lowered(Quantity(graph.true), YES_NO, missing, graph.false, graph.false)
    return guarded(graph, listed, result)


def _over_values(
    context: Context, node: ListAggregate, parts: Parts, meant: Lowered, missing: int
) -> Lowered:
    """Total, highest, lowest, average; entries whose value or key does not apply are skipped."""
    graph, over, value = context.graph, node.list_name, parts.value
    assert value is not None  # noqa: S101 so that mypy sees it
    key = value if parts.by is None else parts.by
    applies = graph.both(
        meant.value.n,
        known(graph, meant),
        graph.negated(graph.either(value.na, key.na)),
    )
    open_unknown = graph.both(applies, graph.either(value.unknown, key.unknown))
    open_fault = graph.both(applies, graph.either(value.fault, key.fault))
    counted = graph.both(applies, known(graph, value), known(graph, key))
    unknown = [
        missing,
        graph.step(Prim.ANY, graph.either(meant.unknown, open_unknown), const=over),
    ]
    fault = [graph.step(Prim.ANY, graph.either(meant.fault, open_fault), const=over)]
    if node.pick is None or parts.count is None:
        result, there = of_values(graph, node.quantifier, value.value, counted, over)
        found = certain(graph, result, node.type)
    else:
        unknown.append(parts.count.unknown)
        fault.append(parts.count.fault)
        found, there = _of_first(context, node, node.pick, (value, key, parts.count), counted)
    absent = nothing(graph, node.type) if parts.empty is None else parts.empty
    listed = Lowered(
        Quantity(graph.true),
        YES_NO,
        graph.either(*unknown),
        graph.either(*fault),
        graph.false,
    )
    return guarded(graph, listed, chosen(graph, there, found, absent))


def _of_first(
    context: Context,
    node: ListAggregate,
    pick: Pick,
    made_of: tuple[Lowered, Lowered, Lowered],
    counted: int,
) -> tuple[Lowered, int]:
    """L10: rank the entries on whole-number keys; a result that hangs on a tie is a fault.

    Returns the result, and the mask where there is one.
    """
    graph, over = context.graph, node.list_name
    value, key, count = made_of
    number = spread(graph, count, over).value
    ranked = common_denominator(graph, key.value, counted, over).n
    valued = common_denominator(graph, value.value, counted, over).n
    if pick.order is Order.LOWEST:
        ranked = graph.step(Prim.SUB, graph.zero, ranked)
    alone = key is value
    ways = (pick.ties,) if pick.ties is not None else (Order.HIGHEST, Order.LOWEST)
    results: list[Quantity] = []
    someone = graph.true
    for ties in ways[:1] if alone else ways:
        among = valued if ties is Order.HIGHEST else graph.step(Prim.SUB, graph.zero, valued)
        second = graph.zero if alone else among
        place = graph.step(Prim.RANK, ranked, second, counted, const=over)
        first = graph.both(counted, comparison(graph, Op.LT, Quantity(place), number))
        result, _ = of_values(graph, node.quantifier, value.value, first, over)
        someone = graph.step(Prim.ANY, first, const=over)
        results.append(result)
    found = certain(graph, results[0], node.type)
    if len(results) > 1:
        alike = quantities.compared(graph, Prim.EQ, results[0], results[1])
        site = context.site("SB-E018", "the result hangs on entries with one place", node.span)
        found = replace(found, fault=graph.mark(graph.both(someone, graph.negated(alike)), site))
    there = graph.true if node.quantifier is Quantifier.TOTAL else someone
    if not pick.fewer:
        all_there = Quantity(graph.step(Prim.COUNT, counted, const=over))
        there = graph.both(there, comparison(graph, Op.GE, all_there, count.value))
    return found, there
