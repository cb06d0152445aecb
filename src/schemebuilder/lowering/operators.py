"""One row for each operator: the steps it becomes on operands that all apply."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

from schemebuilder.ir.expressions import Direction
from schemebuilder.ir.operators import OPERATORS, Family, Op
from schemebuilder.lowering import days, quantities
from schemebuilder.lowering.kleene import conjunction, disjunction
from schemebuilder.lowering.members import COMPARISONS, comparison
from schemebuilder.lowering.program import Prim
from schemebuilder.lowering.quantities import Quantity
from schemebuilder.lowering.statuses import Lowered, alike, highest
from schemebuilder.lowering.units import ONE

if TYPE_CHECKING:
    from collections.abc import Callable

    from schemebuilder.ir.expressions import Apply
    from schemebuilder.lowering.context import Context
    from schemebuilder.lowering.graph import Graph

Operands: TypeAlias = tuple[Lowered, ...]


def apply(context: Context, node: Apply, operands: Operands) -> Lowered:
    """Return the value of an operator, with the status of its family."""
    graph = context.graph
    family = OPERATORS[node.op].family
    if family is Family.KLEENE:
        combine = conjunction if node.op is Op.AND else disjunction
        return combine(graph, operands)
    if node.op in COMPARISONS:
        return highest(graph, Quantity(_compared(graph, node.op, operands)), node.type, operands)
    if node.op in _DATE_STEPS:
        return _date_step(context, node, operands)
    result = highest(graph, ROWS[node.op](graph, operands), node.type, operands)
    if family is Family.DIVISION:
        return _divided(context, node, result, operands[1])
    return result


def _divided(context: Context, node: Apply, result: Lowered, divisor: Lowered) -> Lowered:
    """A divisor known to be 0 is a fault, also under an unknown dividend."""
    graph = context.graph
    is_zero = graph.step(Prim.EQ, divisor.value.n, graph.zero)
    there = graph.negated(graph.either(divisor.unknown, divisor.fault))
    site = context.site("SB-E003", "a division by zero", node.span)
    fault = graph.mark(graph.both(is_zero, there), site)
    return replace(result, fault=graph.either(result.fault, fault))


def _compared(graph: Graph, op: Op, operands: Operands) -> int:
    left, right = alike(graph, operands[0], operands[1])
    if left.type.is_quantity:
        return comparison(graph, op, left.value, right.value)
    prim, exchanged, opposed = COMPARISONS[op]
    a, b = (right, left) if exchanged else (left, right)
    mask = graph.step(prim, a.value.n, b.value.n)
    return graph.negated(mask) if opposed else mask


def _date_step(context: Context, node: Apply, operands: Operands) -> Lowered:
    """A date and days or months; part of a day, or a date beyond the calendar, is a fault."""
    graph = context.graph
    by = operands[1].value
    whole = quantities.rounded(graph, by, ONE, Direction.DOWN)
    partial = graph.negated(quantities.compared(graph, Prim.EQ, whole, by))
    day, outside = _DATE_STEPS[node.op](graph, operands[0].value.n, whole.n)
    result = highest(graph, Quantity(day), node.type, operands)
    site = context.site("SB-E009", "a date that does not exist", node.span)
    read = graph.negated(graph.either(result.unknown, result.fault))
    fault = graph.mark(graph.both(read, graph.either(partial, outside)), site)
    return replace(result, fault=graph.either(result.fault, fault))


_DATE_STEPS: Final[dict[Op, Callable[[Graph, int, int], tuple[int, int]]]] = {
    Op.DATE_ADD_DAYS: days.days_later,
    Op.DATE_ADD_MONTHS: days.months_later,
}


def _two(
    rule: Callable[[Graph, Quantity, Quantity], Quantity],
) -> Callable[[Graph, Operands], Quantity]:
    def row(graph: Graph, operands: Operands) -> Quantity:
        return rule(graph, operands[0].value, operands[1].value)

    return row


def _many(
    rule: Callable[[Graph, Quantity, Quantity], Quantity],
) -> Callable[[Graph, Operands], Quantity]:
    def row(graph: Graph, operands: Operands) -> Quantity:
        result = operands[0].value
        for operand in operands[1:]:
            result = rule(graph, result, operand.value)
        return result

    return row


def _on_days(rule: Callable[..., int]) -> Callable[[Graph, Operands], Quantity]:
    def row(graph: Graph, operands: Operands) -> Quantity:
        return Quantity(rule(graph, *(operand.value.n for operand in operands)))

    return row


def _days_between(graph: Graph, start: int, end: int) -> int:
    return graph.step(Prim.SUB, end, start)


def _not(graph: Graph, operands: Operands) -> Quantity:
    return Quantity(graph.negated(operands[0].value.n))


def _negative(graph: Graph, operands: Operands) -> Quantity:
    return quantities.negated(graph, operands[0].value)


ROWS: Final[dict[Op, Callable[[Graph, Operands], Quantity]]] = {
    Op.ADD: _two(quantities.total),
    Op.SUB: _two(quantities.difference),
    Op.MUL: _two(quantities.product),
    Op.DIV: _two(quantities.quotient),
    Op.NEG: _negative,
    Op.MIN: _many(quantities.smaller),
    Op.MAX: _many(quantities.larger),
    Op.NOT: _not,
    Op.DAYS_BETWEEN: _on_days(_days_between),
    Op.MONTHS_BETWEEN: _on_days(days.completed_months),
    Op.YEARS_BETWEEN: _on_days(days.completed_years),
    Op.YEAR_OF: _on_days(days.year),
    Op.MONTH_OF: _on_days(days.month),
    Op.DAY_OF: _on_days(days.day_of_month),
}
"""The rows that give a value; comparisons, date steps and and/or have tables of their own."""

EXCHANGED: Final = {Op.LT: Op.GT, Op.LE: Op.GE, Op.GT: Op.LT, Op.GE: Op.LE}
"""The comparison that says the same with its operands exchanged; the others stay as they are."""
