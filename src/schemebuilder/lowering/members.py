"""Rules L7 and L8: from members to their group and back; roles and quantifiers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from schemebuilder.ir.expressions import Direction, Quantifier
from schemebuilder.ir.operators import Op
from schemebuilder.lowering import quantities
from schemebuilder.lowering.kleene import conjunction, opposite
from schemebuilder.lowering.program import Prim
from schemebuilder.lowering.quantities import Quantity
from schemebuilder.lowering.statuses import (
    Lowered,
    certain,
    chosen,
    guarded,
    known,
    nothing,
)
from schemebuilder.lowering.units import ONE
from schemebuilder.values.types import YES_NO

if TYPE_CHECKING:
    from schemebuilder.ir.expressions import Aggregate, OfRole
    from schemebuilder.lowering.context import Context
    from schemebuilder.lowering.graph import Graph


def has_role(context: Context, role: str) -> Lowered:
    """Return whether each person holds the role; unknown where the person's role is."""
    graph = context.graph
    lane = context.of_role(role)
    holds = graph.leaf(Prim.ROLE_IS, lane, role)
    unknown = graph.leaf(Prim.ROLE_UNKNOWN, lane, role)
    return Lowered(Quantity(holds), YES_NO, unknown, graph.false, graph.false)


def selection(context: Context, role: str | None, where: Lowered | None) -> Lowered:
    """Return which members are meant: those in the role for whom the condition holds."""
    graph = context.graph
    conditions = () if role is None else (has_role(context, role),)
    if where is not None:
        conditions = (*conditions, where)
    if not conditions:
        return certain(graph, Quantity(graph.true), YES_NO)
    return conjunction(graph, conditions)


def aggregate(
    context: Context,
    node: Aggregate,
    where: Lowered | None,
    value: Lowered | None,
    empty: Lowered | None,
) -> Lowered:
    """Return what a quantifier makes of the members; `where` is an operand of each."""
    graph, over = context.graph, context.over(node.group)
    if node.quantifier is Quantifier.EVERY:
        return _every(context, node, where, empty)
    meant = selection(context, node.role, where)
    yes = graph.both(meant.value.n, known(graph, meant))
    if node.quantifier is Quantifier.ANY:
        return any_of(graph, meant, over)
    unknown = graph.step(Prim.ANY, meant.unknown, const=over)
    fault = graph.step(Prim.ANY, meant.fault, const=over)
    if node.quantifier is Quantifier.NUMBER:
        count = Quantity(graph.step(Prim.COUNT, yes, const=over))
        return Lowered(count, node.type, unknown, fault, graph.false)
    assert value is not None  # noqa: S101 so that mypy sees it
    some_unknown = graph.step(Prim.ANY, graph.both(yes, value.unknown), const=over)
    some_fault = graph.step(Prim.ANY, graph.both(yes, value.fault), const=over)
    unknown, fault = graph.either(unknown, some_unknown), graph.either(fault, some_fault)
    counted = graph.both(yes, known(graph, value))
    result, someone = of_values(graph, node.quantifier, value.value, counted, over)
    status = Lowered(result, node.type, unknown, fault, graph.false)
    if someone == graph.true:
        return status
    absent = nothing(graph, node.type) if empty is None else empty
    return guarded(graph, status, chosen(graph, someone, replace_status(graph, status), absent))


def replace_status(graph: Graph, a: Lowered) -> Lowered:
    """Return the value as known everywhere; its status is put back by a guard."""
    return replace(a, unknown=graph.false, fault=graph.false, na=graph.false)


def of_values(
    graph: Graph,
    quantifier: Quantifier,
    value: Quantity,
    counted: int,
    over: str | None = None,
) -> tuple[Quantity, int]:
    """Return the result and the mask of groups where someone is counted (totals need nobody)."""
    same = common_denominator(graph, value, counted, over)
    if quantifier in (Quantifier.TOTAL, Quantifier.AVERAGE):
        masked = graph.select(counted, same.n, graph.zero)
        total = Quantity(graph.step(Prim.TOTAL, masked, const=over), same.d, same.unit)
        if quantifier is Quantifier.TOTAL:
            return total, graph.true
        number = Quantity(graph.step(Prim.COUNT, counted, const=over))
        average = quantities.quotient(graph, total, number)
        return average, graph.negated(graph.step(Prim.EQ, number.n, graph.zero))
    prim = Prim.HIGHEST if quantifier is Quantifier.HIGHEST else Prim.LOWEST
    best = Quantity(graph.step(prim, same.n, counted, const=over), same.d, same.unit)
    return best, graph.step(Prim.ANY, counted, const=over)


def common_denominator(graph: Graph, value: Quantity, counted: int, over: str | None) -> Quantity:
    """L8: the same value with a denominator of the group; different ones go to their multiple."""
    if value.d is None:
        return value
    node = graph.nodes[value.d]
    if node.prim is Prim.SPREAD and node.const == over:
        return Quantity(value.n, node.args[0], value.unit)
    if node.lane == "":
        return value
    d = graph.select(counted, value.d, graph.one)
    multiple = graph.step(Prim.COMMON, d)
    factor = graph.step(Prim.FLOOR_DIV, multiple, d)
    return Quantity(graph.step(Prim.MUL, value.n, factor), multiple, value.unit)


def any_of(graph: Graph, meant: Lowered, over: str | None = None) -> Lowered:
    """Return whether someone is meant: decided as soon as one is known to be.

    `over` names the list whose entries are looked at, or a group that is not the main one.
    """
    yes = graph.step(Prim.ANY, graph.both(meant.value.n, known(graph, meant)), const=over)
    no = graph.negated(yes)
    return Lowered(
        Quantity(yes),
        YES_NO,
        graph.both(no, graph.step(Prim.ANY, meant.unknown, const=over)),
        graph.both(no, graph.step(Prim.ANY, meant.fault, const=over)),
        graph.false,
    )


def _every(
    context: Context,
    node: Aggregate,
    where: Lowered | None,
    empty: Lowered | None,
) -> Lowered:
    """Return whether no member in the role breaks the condition; over nobody what is said."""
    graph, over = context.graph, context.over(node.group)
    assert where is not None  # noqa: S101 so that mypy sees it
    broken = selection(context, node.role, opposite(graph, where))
    result = opposite(graph, any_of(graph, broken, over))
    if empty is None:
        return result
    holders = any_of(graph, selection(context, node.role, None), over)
    nobody = graph.negated(holders.value.n)
    met = graph.both(result.value.n, known(graph, result))
    empty_met = graph.both(empty.value.n, known(graph, empty))
    unsure = graph.both(nobody, holders.unknown, met, graph.negated(empty_met))
    result = replace(result, unknown=graph.either(result.unknown, unsure))
    return chosen(graph, graph.both(nobody, graph.negated(holders.unknown)), empty, result)


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of members or a place: the least, and how many more are possible.

    `unknown` and `fault` say why more are; `broken` is a fault whatever the number is.
    """

    least: Quantity
    open: int
    unknown: int
    fault: int
    broken: int


def counted_members(graph: Graph, meant: Lowered, over: str | None = None) -> Counted:
    """Return how many members, or entries of a list, are meant for certain, and may be."""
    sure = graph.both(meant.value.n, known(graph, meant))
    return Counted(
        Quantity(graph.step(Prim.COUNT, sure, const=over)),
        graph.step(Prim.COUNT, graph.either(meant.unknown, meant.fault), const=over),
        graph.step(Prim.ANY, meant.unknown, const=over),
        graph.step(Prim.ANY, meant.fault, const=over),
        graph.false,
    )


def compared_number(graph: Graph, op: Op, counted: Counted, other: Lowered) -> Lowered:
    """Compare what is counted with another number: decided as soon as it is settled.

    Every number from the least up to the most must give the same answer.
    """
    least, open_ = counted.least, counted.open
    most = Quantity(graph.step(Prim.ADD, least.n, open_))
    answer = comparison(graph, op, least, other.value)
    if op in (Op.EQ, Op.NE):
        whole = quantities.rounded(graph, other.value, ONE, Direction.DOWN)
        between = graph.both(
            quantities.compared(graph, Prim.LE, least, other.value),
            quantities.compared(graph, Prim.LE, other.value, most),
            quantities.compared(graph, Prim.EQ, whole, other.value),
        )
        some_open = graph.negated(graph.step(Prim.EQ, open_, graph.zero))
        hangs = graph.both(some_open, between)
    else:
        at_most = comparison(graph, op, most, other.value)
        hangs = graph.negated(graph.step(Prim.EQ, answer, at_most))
    hangs = graph.either(hangs, other.unknown, other.fault)
    return Lowered(
        Quantity(answer),
        YES_NO,
        graph.either(other.unknown, graph.both(hangs, counted.unknown)),
        graph.either(other.fault, graph.both(hangs, counted.fault), counted.broken),
        graph.false,
    )


def comparison(graph: Graph, op: Op, a: Quantity, b: Quantity) -> int:
    """Return the mask of a comparison of two quantities."""
    prim, exchanged, opposed = COMPARISONS[op]
    mask = quantities.compared(graph, prim, *((b, a) if exchanged else (a, b)))
    return graph.negated(mask) if opposed else mask


COMPARISONS: Final[dict[Op, tuple[Prim, bool, bool]]] = {
    Op.EQ: (Prim.EQ, False, False),
    Op.NE: (Prim.EQ, False, True),
    Op.LT: (Prim.LT, False, False),
    Op.LE: (Prim.LE, False, False),
    Op.GT: (Prim.LT, True, False),
    Op.GE: (Prim.LE, True, False),
}
"""The step of a comparison, whether its operands are exchanged, and whether it is the opposite."""


def of_role(context: Context, node: OfRole, arg: Lowered, empty: Lowered | None) -> Lowered:
    """Return the value of the one person in the role; nobody there: `empty`, or not applicable."""
    graph, over = context.graph, context.over(node.group)
    role = has_role(context, node.role)
    holds = graph.both(role.value.n, known(graph, role))
    place = graph.step(Prim.FIRST, holds, const=over)
    someone = graph.step(Prim.ANY, holds, const=over)

    def taken(position: int, default: int) -> int:
        return graph.step(Prim.TAKE, position, place, const=default)

    flag = graph.nodes[arg.value.n].flag
    theirs = Lowered(
        Quantity(
            taken(arg.value.n, False if flag else 0),
            None if arg.value.d is None else taken(arg.value.d, 1),
            arg.value.unit,
        ),
        arg.type,
        taken(arg.unknown, False),
        taken(arg.fault, False),
        taken(arg.na, False),
    )
    absent = nothing(graph, node.type) if empty is None else empty
    unsure = graph.both(graph.negated(someone), graph.step(Prim.ANY, role.unknown, const=over))
    several = graph.step(Prim.LT, graph.one, graph.step(Prim.COUNT, holds, const=over))
    site = context.site("SB-E011", f"more than one person is {node.role}", node.span)
    fault = graph.mark(several, site)
    status = Lowered(Quantity(graph.zero), YES_NO, unsure, fault, graph.false)
    return guarded(graph, status, chosen(graph, someone, theirs, absent))
