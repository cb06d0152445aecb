"""Where in the scheme a failed row fails: its household alone is run again and followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from schemebuilder.engines.columnar.evaluate import evaluated
from schemebuilder.engines.columnar.layout import owner_of
from schemebuilder.engines.columnar.result import FaultExample
from schemebuilder.lowering.program import Prim

if TYPE_CHECKING:
    from schemebuilder.engines.columnar.evaluate import Block, Plan
    from schemebuilder.lowering.program import Program, Result, Site

_OPEN = (
    Prim.AND,
    Prim.OR,
    Prim.SELECT,
    Prim.SPREAD,
    Prim.ANY,
    Prim.TAKE,
    Prim.OTHER,
    Prim.LINKED,
    Prim.MARK,
)


def example(plan: Plan, result: Result, row: int, row_id: str) -> FaultExample:
    """Return why a row of a result fails."""
    of_person = result.entity == plan.program.person
    offsets = plan.binding.offsets
    household = int(np.searchsorted(offsets, row, side="right")) - 1 if of_person else row
    block = evaluated(plan, household, household + 1, keep=True)
    inside = row - int(offsets[household]) if of_person else 0
    site = _site(plan.program, block, result.fault, inside)
    if site is None:
        return FaultExample(
            result.name, result.entity, row, row_id, "SB-E012", result.name, "", "it cannot be used"
        )
    return FaultExample(
        result.name,
        result.entity,
        row,
        row_id,
        site.code,
        site.place,
        site.citation,
        site.message,
    )


def _site(program: Program, block: Block, fault: int, row: int) -> Site | None:
    """Follow the masks that hold down to the place where the fault arises."""
    waiting, seen = [(fault, row)], set()
    while waiting:
        position, place = waiting.pop()
        if (position, place) in seen:
            continue
        seen.add((position, place))
        node = program.nodes[position]
        if not node.flag or node.prim not in _OPEN or not _holds(block.values[position], place):
            continue
        if node.prim is Prim.MARK:
            assert isinstance(node.const, int)  # noqa: S101 so that mypy sees it
            return program.sites[node.const]
        over = block.lists[node.const] if isinstance(node.const, str) else block.layout
        if node.prim is Prim.SPREAD:
            waiting.append((node.args[0], int(owner_of(over)[place])))
        elif node.prim is Prim.TAKE:
            waiting.append((node.args[0], int(block.values[node.args[1]][place])))
        elif node.prim is Prim.ANY:
            first, end = int(over.edges[place]), int(over.edges[place + 1])
            waiting.extend((node.args[0], member) for member in range(first, end))
        elif node.prim is Prim.LINKED:
            offset = block.values[node.args[1]]
            further = int(offset[place]) if isinstance(offset, np.ndarray) else int(offset)
            waiting.append((node.args[0], place + further))
        elif node.prim is Prim.OTHER:
            waiting.extend((node.args[0], member) for member in range(block.layout.persons))
        else:
            waiting.extend((arg, place) for arg in reversed(node.args))
    return None


def _holds(value: object, row: int) -> bool:
    return bool(value[row]) if isinstance(value, np.ndarray) else bool(value)
