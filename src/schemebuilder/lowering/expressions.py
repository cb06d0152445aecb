"""The meaning of each kind of expression as whole-number steps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from schemebuilder.ir.expressions import (
    Aggregate,
    Among,
    Apply,
    BenefitRef,
    Choose,
    Escalate,
    FieldRef,
    GoverningDate,
    HasRole,
    ItemFact,
    ListAggregate,
    Literal,
    OfGroup,
    OfLinked,
    OfOther,
    OfOwner,
    OfRole,
    ParameterRef,
    Place,
    Quantifier,
    Round,
    RuleRef,
    Scaled,
)
from schemebuilder.lowering import quantities
from schemebuilder.lowering.choices import choose
from schemebuilder.lowering.given import entry_fact, fact
from schemebuilder.lowering.integers import days_of
from schemebuilder.lowering.linked import of_linked
from schemebuilder.lowering.listed import Parts, compared_entries, list_aggregate
from schemebuilder.lowering.members import (
    COMPARISONS,
    Counted,
    aggregate,
    compared_number,
    counted_members,
    has_role,
    of_role,
    selection,
)
from schemebuilder.lowering.operators import EXCHANGED, apply
from schemebuilder.lowering.order import of_other, place
from schemebuilder.lowering.parameters import parameter_value
from schemebuilder.lowering.program import GOVERNING, Prim
from schemebuilder.lowering.quantities import Quantity
from schemebuilder.lowering.statuses import (
    Lowered,
    applied,
    certain,
    highest,
    same_value,
    spread,
    unknown,
)
from schemebuilder.values.types import Kind

if TYPE_CHECKING:
    from schemebuilder.diagnostics.finding import Span
    from schemebuilder.ir.expressions import Expr, Value
    from schemebuilder.ir.operators import Op
    from schemebuilder.lowering.context import Context
    from schemebuilder.values.types import Type


def lower_expression(  # noqa: C901, PLR0911, PLR0912 one a node
    context: Context, node: Expr
) -> Lowered:
    """Return the value of an expression for everyone it is asked of, with its status."""
    graph = context.graph
    match node:
        case Literal():
            return literal(context, node.value, node.type)
        case FieldRef():
            return fact(context, node.name)
        case RuleRef():
            return context.rule(context, node.rule)
        case BenefitRef():
            return context.part(context, node.benefit, node.part)
        case ParameterRef():
            keys = tuple(operand(context, key, node.span) for key in node.keys)
            on = None if node.on is None else operand(context, node.on, node.span)
            return parameter_value(context, node, keys, on)
        case GoverningDate():
            return certain(graph, Quantity(governing(context)), node.type)
        case Apply():
            return _apply(context, node)
        case Among():
            return _among(context, node)
        case Scaled():
            arg = lower_expression(context, node.arg)
            value = quantities.scaled(graph, arg.value, node.factor)
            return replace(arg, value=value, type=node.type)
        case Round():
            arg = operand(context, node.arg, node.span)
            value = quantities.rounded(graph, arg.value, node.step, node.direction)
            return highest(graph, value, node.type, (arg,))
        case Choose():
            return _choose(context, node)
        case Aggregate():
            return _aggregate(context, node)
        case ItemFact():
            return entry_fact(context, node.list_name, node.name)
        case ListAggregate():
            return _list_aggregate(context, node)
        case OfOwner():
            return spread(graph, lower_expression(context, node.arg), node.list_name)
        case OfGroup():
            return spread(graph, lower_expression(context, node.arg), context.over(node.group))
        case OfRole():
            arg = lower_expression(context, node.arg)
            return of_role(context, node, arg, _optional(context, node.empty))
        case OfLinked():
            arg = lower_expression(context, node.arg)
            return of_linked(context, node, arg, _optional(context, node.empty))
        case Place():
            return _place(context, node)[0]
        case OfOther():
            arg = lower_expression(context, node.arg)
            return of_other(context, node, arg, _optional(context, node.empty))
        case HasRole():
            return has_role(context, node.role)
        case Escalate():
            return unknown(graph, node.type)


def governing(context: Context) -> int:
    """Return the governing date; a program for many days is given it."""
    if context.moving:
        return context.graph.leaf(Prim.FIELD, "", GOVERNING)
    return context.graph.const(days_of(context.on))


def operand(context: Context, node: Expr, span: Span | None) -> Lowered:
    """Return an expression as an operand: where it does not apply, using it is a fault."""
    return applied(context.graph, lower_expression(context, node), context.misused(span))


def literal(context: Context, value: Value, type_: Type) -> Lowered:
    """Return a written value."""
    graph = context.graph
    if isinstance(value, bool):
        return certain(graph, Quantity(graph.const(value)), type_)
    if isinstance(value, Fraction):
        return certain(graph, quantities.constant(graph, value), type_)
    if isinstance(value, date):
        return certain(graph, Quantity(graph.const(days_of(value))), type_)
    if type_.kind is Kind.CHOICE:
        if value not in type_.choices:
            type_ = replace(type_, choices=(*type_.choices, value))
        position = type_.choices.index(value)
    else:
        position = context.text(value)
    return certain(graph, Quantity(graph.const(position)), type_)


def _apply(context: Context, node: Apply) -> Lowered:
    """Lower an operator; a long chain to the left (a + b + c + …) takes no depth."""
    chain = [node]
    while isinstance(first := chain[-1].args[0], Apply):
        chain.append(first)
    result: Lowered | None = None
    while chain:
        result = _link(context, chain.pop(), result)
    assert result is not None  # noqa: S101 so that mypy sees it
    return result


def _link(context: Context, node: Apply, first: Lowered | None) -> Lowered:
    if node.op in COMPARISONS and _is_counted(node.args[0]) != _is_counted(node.args[1]):
        return _compared_number(context, node)
    site = context.misused(node.span)
    done = () if first is None else (applied(context.graph, first, site),)
    rest = (operand(context, arg, node.span) for arg in node.args[len(done) :])
    return apply(context, node, (*done, *rest))


def _is_counted(node: Expr) -> bool:
    return isinstance(node, Place) or (
        isinstance(node, Aggregate | ListAggregate) and node.quantifier is Quantifier.NUMBER
    )


def _compared_number(context: Context, node: Apply) -> Lowered:
    first, second = node.args
    op: Op = node.op
    if not _is_counted(first):
        first, second = second, first
        op = EXCHANGED.get(op, op)
    assert isinstance(first, Aggregate | ListAggregate | Place)  # noqa: S101 so that mypy sees it
    if isinstance(first, Place):
        counted = _place(context, first)[1]
        return compared_number(context.graph, op, counted, operand(context, second, node.span))
    where = _where(context, first)
    other = operand(context, second, node.span)
    if isinstance(first, ListAggregate):
        return compared_entries(context, op, first, where, other)
    meant, over = selection(context, first.role, where), context.over(first.group)
    counted = counted_members(context.graph, meant, over)
    return compared_number(context.graph, op, counted, other)


def _place(context: Context, node: Place) -> tuple[Lowered, Counted]:
    keys = [operand(context, key.by, node.span) for key in node.keys]
    return place(context, node, _where(context, node), keys)


def _among(context: Context, node: Among) -> Lowered:
    """Whether the operand is one of the written values."""
    graph = context.graph
    arg = operand(context, node.arg, node.span)
    if arg.type.kind is Kind.CHOICE:
        table = tuple(int(choice in node.values) for choice in arg.type.choices)
        found = graph.step(Prim.LOOKUP, arg.value.n, const=table)
        mask = graph.step(Prim.EQ, found, graph.one)
    else:
        values = (literal(context, value, arg.type) for value in node.values)
        mask = graph.either(*(same_value(graph, arg, value) for value in values))
    return highest(graph, Quantity(mask), node.type, (arg,))


def _choose(context: Context, node: Choose) -> Lowered:
    branches = [
        (branch, lower_expression(context, branch.when), lower_expression(context, branch.then))
        for branch in node.branches
    ]
    return choose(context, node, branches, _optional(context, node.otherwise))


def _aggregate(context: Context, node: Aggregate) -> Lowered:
    where = _where(context, node)
    value, empty = _optional(context, node.value), _optional(context, node.empty)
    return aggregate(context, node, where, value, empty)


def _list_aggregate(context: Context, node: ListAggregate) -> Lowered:
    pick = node.pick
    parts = Parts(
        where=_where(context, node),
        value=_optional(context, node.value),
        by=None if pick is None else _optional(context, pick.by),
        count=None if pick is None else operand(context, pick.count, node.span),
        empty=_optional(context, node.empty),
    )
    return list_aggregate(context, node, parts)


def _where(context: Context, node: Aggregate | ListAggregate | Place) -> Lowered | None:
    return None if node.where is None else operand(context, node.where, node.span)


def _optional(context: Context, node: Expr | None) -> Lowered | None:
    return None if node is None else lower_expression(context, node)
