"""Programs without steps that nobody reads, and programs fitted to what is known of the data."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from schemebuilder.lowering.graph import Graph
from schemebuilder.lowering.program import Prim, StageSlots, roots

if TYPE_CHECKING:
    from collections.abc import Callable

    from schemebuilder.lowering.bounds import Bounds
    from schemebuilder.lowering.facts import Facts
    from schemebuilder.lowering.program import Program, Result, Slot


def pruned(program: Program) -> Program:
    """Return the program without the steps and inputs that no result needs."""
    needed = _needed(program)
    place = {old: new for new, old in enumerate(needed)}
    nodes = tuple(
        replace(program.nodes[old], args=tuple(place[arg] for arg in program.nodes[old].args))
        for old in needed
    )
    columns = {node.const for node in nodes if node.prim in (Prim.FIELD, Prim.FIELD_UNKNOWN)}
    columns |= {node.const for node in nodes if node.prim is Prim.FIELD_NA}
    lists = {node.lane for node in nodes} | {node.const for node in nodes}
    return replace(
        _moved(program, place.__getitem__),
        nodes=nodes,
        places=tuple(program.places[old] for old in needed),
        inputs=tuple(item for item in program.inputs if (item.entity, item.name) in columns),
        lists=tuple(of_list for of_list in program.lists if of_list.name in lists),
    )


def specialised(program: Program, facts: Facts) -> tuple[Program, tuple[Bounds, ...]]:
    """Return the program for data of which these facts hold, with the bounds of its steps.

    Masks that no entry needs, comparisons that always come out alike, branches that nobody takes
    and whatever else has one value only are gone.
    """
    owners = {of_list.name: of_list.owner for of_list in program.lists}
    graph = Graph(program.person, program.group, facts, owners, dict(program.groups))
    place: dict[int, int] = {}
    for old, node in enumerate(program.nodes):
        graph.place = program.places[old]
        if node.prim is Prim.CONST:
            assert isinstance(node.const, int)  # noqa: S101 so that mypy sees it
            place[old] = graph.const(node.const)
        elif not node.args:
            place[old] = graph.leaf(node.prim, node.lane, node.const, flag=node.flag)
        else:
            args = (place[arg] for arg in node.args)
            place[old] = graph.step(node.prim, *args, const=node.const)
    moved = replace(
        _moved(program, place.__getitem__),
        nodes=tuple(graph.nodes),
        places=tuple(graph.places),
    )
    return pruned(moved), tuple(graph.bounds[position] for position in _needed(moved))


def _needed(program: Program) -> list[int]:
    found: set[int] = set()
    waiting = list(roots(program))
    while waiting:
        position = waiting.pop()
        if position not in found:
            found.add(position)
            waiting.extend(program.nodes[position].args)
    return sorted(found)


def _moved(program: Program, place: Callable[[int], int]) -> Program:
    """Return the program with its results and values pointing to other positions."""
    return replace(
        program,
        results=tuple(_moved_result(result, place) for result in program.results),
        values=tuple((name, _moved_slot(slot, place)) for name, slot in program.values),
    )


def _moved_result(result: Result, place: Callable[[int], int]) -> Result:
    return replace(
        result,
        outcome=place(result.outcome),
        fault=place(result.fault),
        amount=None if result.amount is None else _moved_slot(result.amount, place),
        cost=None if result.cost is None else place(result.cost),
        stages=tuple(
            StageSlots(
                _moved_slot(stage.applied, place),
                None if stage.value is None else _moved_slot(stage.value, place),
                _moved_slot(stage.after, place),
            )
            for stage in result.stages
        ),
        conditions=None
        if result.conditions is None
        else tuple(
            replace(condition, met=_moved_slot(condition.met, place))
            for condition in result.conditions
        ),
    )


def _moved_slot(slot: Slot, place: Callable[[int], int]) -> Slot:
    return replace(
        slot,
        n=place(slot.n),
        d=None if slot.d is None else place(slot.d),
        unknown=place(slot.unknown),
        fault=place(slot.fault),
        not_applicable=place(slot.not_applicable),
    )
