"""Rule L11: a value of the person whom a fact names, who stands so many rows further on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemebuilder.lowering.given import fact
from schemebuilder.lowering.program import Prim
from schemebuilder.lowering.quantities import Quantity
from schemebuilder.lowering.statuses import Lowered, chosen, guarded, known, nothing, of_another
from schemebuilder.values.types import YES_NO

if TYPE_CHECKING:
    from schemebuilder.ir.expressions import OfLinked
    from schemebuilder.lowering.context import Context


def of_linked(context: Context, node: OfLinked, arg: Lowered, empty: Lowered | None) -> Lowered:
    """Return the value of the one who is named; where nobody is, `empty`, or not applicable."""
    graph = context.graph
    link = fact(context, node.link)
    named = known(graph, link)

    def theirs(position: int, default: int) -> int:
        return graph.step(Prim.LINKED, position, link.value.n, named, const=default)

    other = of_another(graph, arg, theirs)
    absent = nothing(graph, node.type) if empty is None else empty
    status = Lowered(Quantity(graph.zero), YES_NO, link.unknown, link.fault, graph.false)
    return guarded(graph, status, chosen(graph, graph.negated(link.na), other, absent))
