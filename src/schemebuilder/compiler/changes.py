"""The days on which the law of a benefit changes: new values, and what begins or ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from schemebuilder.compiler.dependencies import Node, Parts, reached
from schemebuilder.compiler.desk import Desk
from schemebuilder.ir.expressions import Apply, Expr, GoverningDate, Literal
from schemebuilder.ir.operators import Op
from schemebuilder.ir.scheme import Benefit, InForce
from schemebuilder.ir.walk import benefit_roots, eligibility_roots, nodes


def changes_of(
    desk: Desk, parts: Parts, wanted: Mapping[Node, tuple[Node, ...]], benefit: Benefit
) -> tuple[date, ...]:
    """Return the first days of what is new to a benefit, in order."""
    needed = reached(wanted, [("amount", benefit.name)])
    found = {day for force in _periods(parts, needed) for day in _bounds(force)}
    found |= set(_bounds(desk.header.in_force))
    for kind, name in needed:
        parameter = desk.parameters.get(name)
        if kind == "parameter" and parameter is not None:
            found |= {value.start for value in parameter.values}
    found |= {day for node in nodes(_expressions(parts, needed)) for day in _compared(node)}
    return tuple(sorted(found))


def _expressions(parts: Parts, needed: set[Node]) -> Iterator[Expr]:
    for kind, name in needed:
        if kind == "rule" and name in parts.rules:
            yield parts.rules[name].body
        elif kind == "eligible" and name in parts.eligibilities:
            yield from (root for _, root in eligibility_roots(parts.eligibilities[name]))
        elif kind == "amount" and name in parts.benefits:
            yield from (root for _, root in benefit_roots(parts.benefits[name]))


def _compared(node: Expr) -> Iterator[date]:
    """Yield the days from which a comparison of the governing date with a written day differs."""
    match node:
        case Apply(op=op, args=(GoverningDate(), Literal(value=date() as day))):
            pass
        case Apply(op=op, args=(Literal(value=date() as day), GoverningDate())):
            op = _EXCHANGED.get(op, op)
        case _:
            return
    if op in {Op.GE, Op.LT, Op.EQ, Op.NE}:
        yield day
    if op in {Op.GT, Op.LE, Op.EQ, Op.NE} and day < date.max:
        yield day + timedelta(days=1)


_EXCHANGED: Final = {Op.GE: Op.LE, Op.LE: Op.GE, Op.GT: Op.LT, Op.LT: Op.GT}


def _periods(parts: Parts, needed: set[Node]) -> Iterator[InForce]:
    for kind, name in needed:
        if kind == "rule" and name in parts.rules:
            yield parts.rules[name].in_force
        elif kind == "eligible" and name in parts.eligibilities:
            yield parts.eligibilities[name].in_force
            yield from (line.in_force for line in parts.eligibilities[name].lines)
        elif kind in {"amount", "eligible"} and name in parts.benefits:
            yield parts.benefits[name].in_force
            yield from (line.in_force for line in parts.benefits[name].lines)
            yield from (stage.in_force for stage in parts.benefits[name].stages)


def _bounds(force: InForce) -> Iterator[date]:
    if force.start is not None:
        yield force.start
    if force.end is not None and force.end < date.max:
        yield force.end + timedelta(days=1)
