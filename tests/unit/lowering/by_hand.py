"""A graph worked out for one row on Python integers, to compare with Fractions."""

from __future__ import annotations

from fractions import Fraction

from schemebuilder.lowering.graph import Graph
from schemebuilder.lowering.integers import EVALUATE
from schemebuilder.lowering.program import Prim
from schemebuilder.lowering.quantities import Quantity


def person_graph() -> Graph:
    """Return an empty graph of persons in households."""
    return Graph("person", "household")


def field(graph: Graph, name: str) -> int:
    """Return the step that reads a number of the person."""
    return graph.leaf(Prim.FIELD, "person", ("person", name))


def worked_out(graph: Graph, facts: dict[str, int]) -> list[int]:
    """Return the value of every step, given the fields' values."""
    values: list[int] = []
    for node in graph.nodes:
        if node.prim is Prim.CONST:
            assert isinstance(node.const, int)
            values.append(node.const)
        elif node.prim is Prim.FIELD:
            assert isinstance(node.const, tuple)
            values.append(facts[str(node.const[1])])
        else:
            values.append(EVALUATE[node.prim](*(values[arg] for arg in node.args), node.const))
    return values


def value_of(graph: Graph, quantity: Quantity, facts: dict[str, int]) -> Fraction:
    """Return a quantity's value; its denominator must be positive."""
    values = worked_out(graph, facts)
    d = 1 if quantity.d is None else values[quantity.d]
    assert d > 0
    return values[quantity.n] * quantity.unit / d
