"""A payment period in parts, each decided for itself, put together as one result.

As the exact evaluator does: of the parts' outcomes the first in the order of `RANKS` is that of the
period; the amount is the sum of the parts' amounts by their days, each rounded at its end.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from schemebuilder.ir.in_force import benefit_in_force
from schemebuilder.ir.payment_period import last_round
from schemebuilder.lowering import quantities
from schemebuilder.lowering.program import OUTCOMES, Prim
from schemebuilder.lowering.statuses import certain, highest, known, nothing

if TYPE_CHECKING:
    from schemebuilder.ir.payment_period import Part
    from schemebuilder.ir.scheme import Benefit
    from schemebuilder.lowering.context import Context
    from schemebuilder.lowering.graph import Graph
    from schemebuilder.lowering.statuses import Lowered

_RANKS: Final = ("failed", "undecided", "eligible", "not_payable", "not_eligible")


def context_of(context: Context, part: Part) -> Context:
    """Return the context of a part: the same graph and inputs, another governing date."""
    if part.first == context.on:
        return context
    return replace(context, on=part.first, rules={}, fields={}, parts={}, withheld={})


def outcome_of_parts(graph: Graph, outcomes: list[int]) -> int:
    """Return the outcome of the period from those of its parts."""
    found = graph.const(OUTCOMES.index("not_in_force"))
    for word in reversed(_RANKS):
        code = graph.const(OUTCOMES.index(word))
        some = graph.either(*(graph.step(Prim.EQ, one, code) for one in outcomes))
        found = graph.select(some, code, found)
    return found


def amount_of_parts(benefit: Benefit, parts: list[tuple[Part, Context, Lowered]]) -> Lowered:
    """Return the sum of the parts' amounts; where the benefit is not in force there is none."""
    graph = parts[0][1].graph
    shares: list[Lowered] = []
    for part, context, amount in parts:
        if benefit_in_force(context.scheme, benefit, context.on):
            shares.append(_share(graph, benefit, part, amount))
    if not shares:
        return nothing(graph, benefit.type)
    value = certain(graph, shares[0].value, benefit.type).value
    for share in shares[1:]:
        value = quantities.total(graph, value, share.value)
    return highest(graph, value, benefit.type, tuple(shares))


def _share(graph: Graph, benefit: Benefit, part: Part, amount: Lowered) -> Lowered:
    value = quantities.scaled(graph, amount.value, part.share)
    last = last_round(benefit)
    if last is not None and last.step is not None and last.direction is not None:
        value = quantities.rounded(graph, value, last.step, last.direction)
    none = quantities.Quantity(graph.zero)
    there = known(graph, amount)
    return replace(amount, value=quantities.selected(graph, there, value, none))
