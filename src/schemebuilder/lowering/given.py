"""A fact of a person or group: its column, and the missing policy where it is not given."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from schemebuilder.ir.vocabulary import Ask, AskOfficer, Assume, Use
from schemebuilder.lowering import quantities
from schemebuilder.lowering.integers import days_of
from schemebuilder.lowering.program import Input, Prim
from schemebuilder.lowering.quantities import Quantity
from schemebuilder.lowering.statuses import Lowered, certain, chosen, known, same_value
from schemebuilder.lowering.units import ONE, decimal_unit
from schemebuilder.values.types import Kind

if TYPE_CHECKING:
    from schemebuilder.ir.vocabulary import Field
    from schemebuilder.lowering.context import Context


def fact(context: Context, name: str) -> Lowered:
    """Return the fact as given; where it is not: unknown, assumed, or derived."""
    if name not in context.fields:
        context.fields[name] = _fact(context, context.scheme.fields[name])
    return context.fields[name]


def entry_fact(context: Context, list_name: str, name: str) -> Lowered:
    """Return a fact of each entry of a list, as given; where it is not, it is unknown."""
    field = context.scheme.lists[list_name].fact(name)
    assert field is not None  # noqa: S101 so that mypy sees it
    return _column(context, field)


def _fact(context: Context, field: Field) -> Lowered:
    graph = context.graph
    given = _column(context, field)
    match field.missing:
        case Ask() | AskOfficer():
            return given
        case Assume(value=value):
            return _filled(context, given, assumed(context, field, value))
        case Use(expression=expression):
            before = context.at(field.name, field.citation)
            derived = context.value(context, expression)
            result = _filled(context, given, derived)
            if field.must_agree:
                differ = graph.both(
                    known(graph, given),
                    known(graph, derived),
                    graph.negated(same_value(graph, given, derived)),
                )
                site = context.site("SB-E013", "two facts disagree", field.span)
                fault = graph.mark(differ, site)
                result = replace(result, fault=graph.either(result.fault, fault))
            context.back(before)
            return result


def _filled(context: Context, given: Lowered, other: Lowered) -> Lowered:
    return chosen(context.graph, given.unknown, other, replace(given, unknown=context.graph.false))


def assumed(context: Context, field: Field, value: object) -> Lowered:
    """Return the value that a field takes where it is missing."""
    graph = context.graph
    if isinstance(value, Fraction):
        return certain(graph, quantities.constant(graph, value), field.type)
    if isinstance(value, bool):
        return certain(graph, Quantity(graph.const(value)), field.type)
    if isinstance(value, date):
        return certain(graph, Quantity(graph.const(days_of(value))), field.type)
    assert isinstance(value, str)  # noqa: S101 so that mypy sees it
    choices = field.type.choices
    position = choices.index(value) if field.type.kind is Kind.CHOICE else context.text(value)
    return certain(graph, Quantity(graph.const(position)), field.type)


def _column(context: Context, field: Field) -> Lowered:
    """Return the given values; a column is read in the unit of the field's decimals, or its own."""
    graph = context.graph
    key = (field.entity, field.name)
    unit = ONE
    if field.type.is_quantity:
        unit = context.units.get(key, decimal_unit(field.decimals))
    context.inputs[key] = Input(
        field.entity, field.name, field.type, unit, isinstance(field.missing, Assume)
    )
    n = graph.leaf(Prim.FIELD, field.entity, key, flag=field.type.kind is Kind.YES_NO)
    return Lowered(
        Quantity(n, None, unit),
        field.type,
        graph.leaf(Prim.FIELD_UNKNOWN, field.entity, key),
        graph.false,
        graph.leaf(Prim.FIELD_NA, field.entity, key),
    )
