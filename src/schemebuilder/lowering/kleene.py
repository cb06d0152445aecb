"""And, or, not over three-valued conditions: a known no (yes) absorbs unknowns and faults."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from schemebuilder.lowering.quantities import Quantity
from schemebuilder.lowering.statuses import Lowered
from schemebuilder.values.types import YES_NO

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemebuilder.lowering.graph import Graph


def conjunction(graph: Graph, operands: Iterable[Lowered]) -> Lowered:
    """And: no as soon as one is known to be no; else fault over unknown over yes."""
    operands = tuple(operands)
    maybe = graph.both(
        *(graph.either(item.value.n, item.unknown, item.fault) for item in operands),
    )
    return _decided(graph, operands, value=maybe, hangs=maybe)


def disjunction(graph: Graph, operands: Iterable[Lowered]) -> Lowered:
    """Or: yes as soon as one is known to be yes; else fault over unknown over no."""
    operands = tuple(operands)
    surely = graph.either(
        *(
            graph.both(item.value.n, graph.negated(graph.either(item.unknown, item.fault)))
            for item in operands
        ),
    )
    return _decided(graph, operands, value=surely, hangs=graph.negated(surely))


def opposite(graph: Graph, operand: Lowered) -> Lowered:
    """Not: the other value, the same status."""
    return replace(operand, value=Quantity(graph.negated(operand.value.n)))


def _decided(graph: Graph, operands: tuple[Lowered, ...], *, value: int, hangs: int) -> Lowered:
    unknown = graph.either(*(item.unknown for item in operands))
    fault = graph.either(*(item.fault for item in operands))
    return Lowered(
        Quantity(value),
        YES_NO,
        graph.both(hangs, unknown),
        graph.both(hangs, fault),
        graph.false,
    )
