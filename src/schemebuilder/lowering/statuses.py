"""A lowered value with its status masks, and how statuses combine (the engine's status table)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from schemebuilder.lowering import quantities
from schemebuilder.lowering.program import Prim, Site, Slot
from schemebuilder.lowering.quantities import Quantity
from schemebuilder.values.types import Kind, Type

if TYPE_CHECKING:
    from collections.abc import Callable

    from schemebuilder.lowering.graph import Graph


@dataclass(frozen=True, slots=True)
class Lowered:
    """A value of `type` and where it is unknown, a fault, or not applicable (masks).

    `fault` outranks `unknown` where both hold; `na` excludes both. A choice is its position in the
    type's choices, a date days since 1970, a yes/no a mask: all in `value.n`.
    """

    value: Quantity
    type: Type
    unknown: int
    fault: int
    na: int


def certain(graph: Graph, value: Quantity, type_: Type) -> Lowered:
    """Return a value that is known everywhere."""
    return Lowered(value, type_, graph.false, graph.false, graph.false)


def nothing(graph: Graph, type_: Type) -> Lowered:
    """Return the answer "not applicable" of a type."""
    return Lowered(some_value(graph, type_), type_, graph.false, graph.false, graph.true)


def faulty(graph: Graph, type_: Type, site: Site) -> Lowered:
    """Return a fault everywhere, that arises at this place."""
    fault = graph.mark(graph.true, site)
    return Lowered(some_value(graph, type_), type_, graph.false, fault, graph.false)


def unknown(graph: Graph, type_: Type) -> Lowered:
    """Return a value that is unknown everywhere."""
    return Lowered(some_value(graph, type_), type_, graph.true, graph.false, graph.false)


def some_value(graph: Graph, type_: Type) -> Quantity:
    """Return a valid value to stand under a mask, where it is never read."""
    return Quantity(graph.false if type_.kind is Kind.YES_NO else graph.zero)


def known(graph: Graph, a: Lowered) -> int:
    """Return the mask where the value is there and known."""
    return graph.negated(graph.either(a.unknown, a.fault, a.na))


def applied(graph: Graph, a: Lowered, site: Site) -> Lowered:
    """Return the value as an operand: where it does not apply, using it is a fault."""
    if a.na == graph.false:
        return a
    return replace(a, fault=graph.either(a.fault, graph.mark(a.na, site)), na=graph.false)


def highest(graph: Graph, value: Quantity, type_: Type, operands: tuple[Lowered, ...]) -> Lowered:
    """Return a value with the highest status of its operands, all of which apply."""
    return Lowered(
        value,
        type_,
        graph.either(*(operand.unknown for operand in operands)),
        graph.either(*(operand.fault for operand in operands)),
        graph.false,
    )


def recoded(graph: Graph, a: Lowered, choices: tuple[str, ...]) -> Lowered:
    """Return a choice by its position among `choices`; one that is not there becomes -1."""
    if a.type.kind is not Kind.CHOICE or a.type.choices == choices:
        return a
    table = tuple(choices.index(choice) if choice in choices else -1 for choice in a.type.choices)
    n = graph.step(Prim.LOOKUP, a.value.n, const=table)
    return replace(a, value=Quantity(n), type=replace(a.type, choices=choices))


def alike(graph: Graph, a: Lowered, b: Lowered) -> tuple[Lowered, Lowered]:
    """Bring two choices to one list of choices; other values stay as they are."""
    if a.type.kind is not Kind.CHOICE or a.type.choices == b.type.choices:
        return a, b
    union = tuple(dict.fromkeys(a.type.choices + b.type.choices))
    return recoded(graph, a, union), recoded(graph, b, union)


def same_value(graph: Graph, a: Lowered, b: Lowered) -> int:
    """Return the mask where two values of one kind are equal."""
    if a.type.is_quantity:
        return quantities.compared(graph, Prim.EQ, a.value, b.value)
    a, b = alike(graph, a, b)
    return graph.step(Prim.EQ, a.value.n, b.value.n)


def chosen(graph: Graph, mask: int, a: Lowered, b: Lowered) -> Lowered:
    """Return a where the mask holds, else b: value and status of the chosen one alone."""
    if mask == graph.true:
        return a
    if mask == graph.false:
        return b
    a, b = alike(graph, a, b)
    return Lowered(
        chosen_value(graph, mask, a, b),
        a.type,
        graph.select(mask, a.unknown, b.unknown),
        graph.select(mask, a.fault, b.fault),
        graph.select(mask, a.na, b.na),
    )


def chosen_value(graph: Graph, mask: int, a: Lowered, b: Lowered) -> Quantity:
    """Return the chosen value; one that stands under a mask everywhere is never chosen."""
    if graph.either(b.unknown, b.fault, b.na) == graph.true:
        return a.value
    if graph.either(a.unknown, a.fault, a.na) == graph.true:
        return b.value
    if a.type.is_quantity:
        return quantities.selected(graph, mask, a.value, b.value)
    return Quantity(graph.select(mask, a.value.n, b.value.n))


def guarded(graph: Graph, condition: Lowered, a: Lowered) -> Lowered:
    """Return a, with the status of `condition` where that is not known."""
    unread = graph.either(condition.unknown, condition.fault)
    if unread == graph.false:
        return a
    read = graph.negated(unread)
    return Lowered(
        a.value,
        a.type,
        graph.either(condition.unknown, graph.both(read, a.unknown)),
        graph.either(condition.fault, graph.both(read, a.fault)),
        graph.both(read, a.na),
    )


def spread(graph: Graph, a: Lowered, of_list: str | None = None) -> Lowered:
    """L7: a group's value for each of its members, or for each entry of a list."""

    def each(position: int) -> int:
        return graph.step(Prim.SPREAD, position, const=of_list)

    d = None if a.value.d is None else each(a.value.d)
    value = Quantity(each(a.value.n), d, a.value.unit)
    return Lowered(value, a.type, each(a.unknown), each(a.fault), each(a.na))


def of_another(graph: Graph, a: Lowered, theirs: Callable[[int, int], int]) -> Lowered:
    """Return somebody else's value; `theirs` takes a step, and what stands where nobody is."""
    flag = graph.nodes[a.value.n].flag
    return Lowered(
        Quantity(
            theirs(a.value.n, False if flag else 0),
            None if a.value.d is None else theirs(a.value.d, 1),
            a.value.unit,
        ),
        a.type,
        theirs(a.unknown, False),
        theirs(a.fault, False),
        theirs(a.na, False),
    )


def slot_of(a: Lowered, entity: str) -> Slot:
    """Return where the parts of a value stand."""
    return Slot(
        a.type,
        entity,
        a.value.n,
        a.value.d,
        a.value.unit,
        a.unknown,
        a.fault,
        a.na,
    )
