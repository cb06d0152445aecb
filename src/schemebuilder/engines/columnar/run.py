"""A program over a population, block by block, with exact totals: the default population engine."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.engines.columnar.binding import bind, facts_of, units_of
from schemebuilder.engines.columnar.blame import example
from schemebuilder.engines.columnar.evaluate import evaluated, planned
from schemebuilder.engines.columnar.result import ColumnarResult, Columns, Filled, Values
from schemebuilder.engines.columnar.totals import weighted_total
from schemebuilder.lowering.bounds import fits
from schemebuilder.lowering.lower import lower
from schemebuilder.lowering.program import OUTCOMES, Prim
from schemebuilder.lowering.pruned import specialised

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import date

    from schemebuilder.engines.columnar.binding import Binding, Key
    from schemebuilder.engines.columnar.evaluate import Block, Plan
    from schemebuilder.engines.columnar.result import FaultExample
    from schemebuilder.ir.scheme import Scheme
    from schemebuilder.lowering.program import Program, Result, Slot
    from schemebuilder.population.frame import Frame, Mask

Array: TypeAlias = npt.NDArray[Any]
Root: TypeAlias = tuple[int, str]

BLOCK_PERSONS: Final = 65_536
EXAMPLES: Final = 5


def run(  # settings of a run, each with a default
    program: Program,
    frame: Frame,
    *,
    threads: int = 2,
    block_persons: int = BLOCK_PERSONS,
    examples: int = EXAMPLES,
    progress: Callable[[int, int], None] | None = None,
) -> ColumnarResult:
    """Run a program over a population.

    Blocks hold whole households, about `block_persons` persons each. `examples` bounds how many
    failed rows of each result are explained. `progress` is told of the households done and of all.

    Raises:
        ValueError: a column's unit is not whole in the program's; see `lower_for`.
    """
    binding = bind(program, frame)
    households = frame.household_count
    facts = facts_of(binding, 0, households)
    fitted, bounds = specialised(program, facts)
    plan = planned(fitted, binding, facts, bounds)
    columns = _collected(plan, frame, threads, block_persons, progress)
    person_weights = np.repeat(frame.weights, np.diff(frame.offsets))
    weights = {True: person_weights, False: frame.weights}
    results = {
        result.name: _columns(plan, result, columns, weights[result.entity == program.person])
        for result in fitted.results
    }
    values = {name: _values(slot, plan, columns) for name, slot in fitted.values}
    faults = [
        found
        for result in fitted.results
        for found in _faults(plan, result, results[result.name], frame, examples)
    ]
    return ColumnarResult(
        program.scheme,
        program.on,
        results,
        values,
        _assumed(program, binding, frame, weights),
        tuple(faults),
        _findings(fitted, columns.wide),
    )


def lower_for(scheme: Scheme, frame: Frame, on: date, wanted: Collection[str] = ()) -> Program:
    """Return a scheme's program for the units in which a population's columns are."""
    return lower(scheme, on, wanted, units_of(scheme, frame))


@dataclass(slots=True)
class Collected:
    """The values that results read, by step and entity, put together from all blocks.

    `lanes` are 64-bit, masks or outcomes; a step that needed more in some block is in `wide_lanes`.
    """

    lanes: dict[Root, Array]
    wide_lanes: dict[Root, Array] = field(default_factory=dict)
    wide: set[int] = field(default_factory=set)

    def lane(self, position: int, entity: str) -> Array:
        """Return the values of a step for everyone of an entity."""
        wide = self.wide_lanes.get((position, entity))
        return self.lanes[position, entity] if wide is None else wide


def _collected(
    plan: Plan,
    frame: Frame,
    threads: int,
    block_persons: int,
    progress: Callable[[int, int], None] | None,
) -> Collected:
    program = plan.program
    outcomes = {result.outcome for result in program.results}
    collected = Collected({})
    varying: list[Root] = []
    for root in _roots(program):
        position, entity = root
        rows = frame.person_count if entity == program.person else frame.household_count
        node = program.nodes[position]
        kind = np.bool_ if node.flag else np.uint8 if position in outcomes else np.int64
        if node.prim is Prim.CONST and (node.flag or fits(plan.bounds[position])):
            constant: Any = node.const
            collected.lanes[root] = np.broadcast_to(kind(constant), (rows,))
        else:
            collected.lanes[root] = np.empty(rows, dtype=kind)
            varying.append(root)
    cuts = _cuts(frame.offsets, block_persons)

    def one(place: int) -> tuple[int, Block]:
        return place, evaluated(plan, cuts[place], cuts[place + 1])

    with ThreadPoolExecutor(max_workers=max(threads, 1)) as pool:
        for place, block in pool.map(one, range(len(cuts) - 1)):
            first, last = cuts[place], cuts[place + 1]
            collected.wide |= block.wide
            persons = slice(int(frame.offsets[first]), int(frame.offsets[last]))
            for root in varying:
                rows_of = persons if root[1] == program.person else slice(first, last)
                _put(collected, root, rows_of, block.values[root[0]])
            if progress is not None:
                progress(last, frame.household_count)
    return collected


def _roots(program: Program) -> list[Root]:
    """Return the steps that results read, each with the entity whose entries are wanted."""
    found: list[Root] = []
    slots = [slot for _, slot in program.values]
    for result in program.results:
        found.append((result.outcome, result.entity))
        if result.cost is not None:
            found.append((result.cost, result.entity))
        if result.amount is not None:
            slots.append(result.amount)
    for slot in slots:
        parts = (slot.n, slot.d, slot.unknown, slot.fault, slot.not_applicable)
        found.extend((position, slot.entity) for position in parts if position is not None)
    return list(dict.fromkeys(found))


def _put(collected: Collected, root: Root, rows: slice, value: Any) -> None:
    wide = value.dtype == object if isinstance(value, np.ndarray) else not fits((value, value))
    if wide and root not in collected.wide_lanes:
        collected.wide_lanes[root] = collected.lanes[root].astype(object)
    collected.wide_lanes.get(root, collected.lanes[root])[rows] = value


def _cuts(offsets: Array, block_persons: int) -> list[int]:
    """Return the first household of each block, and the number of households at the end."""
    households = len(offsets) - 1
    cuts = [0]
    while cuts[-1] < households:
        reach = int(offsets[cuts[-1]]) + block_persons
        cut = int(np.searchsorted(offsets, reach, side="right")) - 1
        cuts.append(min(max(cut, cuts[-1] + 1), cuts[-1] + block_persons, households))
    return cuts


def _columns(
    plan: Plan,
    result: Result,
    columns: Collected,
    weights: Array,
) -> Columns:
    outcome = columns.lane(result.outcome, result.entity)
    counts, weighted = {}, {}
    number = np.bincount(outcome, minlength=len(OUTCOMES))
    for code, word in enumerate(OUTCOMES):
        if number[code]:
            counts[word] = int(number[code])
            weighted[word] = weighted_total((outcome == code).astype(np.int64), weights)
    if result.amount is None or result.cost is None:
        return Columns(result.name, result.entity, outcome, counts, weighted)
    cost = columns.lane(result.cost, result.entity)
    return Columns(
        result.name,
        result.entity,
        outcome,
        counts,
        weighted,
        _values(result.amount, plan, columns),
        cost,
        result.cost_unit,
        weighted_total(cost, weights) * result.cost_unit / 10**6,
    )


def _values(slot: Slot, plan: Plan, columns: Collected) -> Values:
    def mask(position: int) -> Mask | None:
        if plan.bounds[position] == (0, 0):
            return None
        found = columns.lane(position, slot.entity)
        return found if found.any() else None

    return Values(
        slot.type,
        slot.entity,
        columns.lane(slot.n, slot.entity),
        None if slot.d is None else columns.lane(slot.d, slot.entity),
        slot.unit,
        mask(slot.unknown),
        mask(slot.fault),
        mask(slot.not_applicable),
    )


def _faults(
    plan: Plan,
    result: Result,
    columns: Columns,
    frame: Frame,
    examples: int,
) -> list[FaultExample]:
    if "failed" not in columns.counts:
        return []
    ids = frame.person_ids if result.entity == plan.program.person else frame.household_ids
    found = []
    for row in columns.rows_with("failed")[:examples]:
        row_id = str(row) if ids is None else str(ids[row])
        found.append(example(plan, result, int(row), row_id))
    return found


def _assumed(
    program: Program,
    binding: Binding,
    frame: Frame,
    weights: dict[bool, Array],
) -> dict[Key, Filled]:
    """Return where a fact is missing for which the scheme writes a value to assume."""
    found = {}
    for item in program.inputs:
        if not item.assumed:
            continue
        of_person = item.entity == program.person
        bound = binding.columns.get((item.entity, item.name))
        rows = frame.person_count if of_person else frame.household_count
        if bound is None:
            mask = np.ones(rows, dtype=np.int64)
        elif bound.unknown is None:
            continue
        else:
            mask = bound.unknown.astype(np.int64)
        count = int(mask.sum())
        if count:
            total = weighted_total(mask, weights[of_person])
            found[item.entity, item.name] = Filled(count, total)
    for of_list in program.lists:
        unknown = binding.lists[of_list.name].unknown
        if of_list.assumed and unknown is not None and unknown.any():
            mask = unknown.astype(np.int64)
            total = weighted_total(mask, weights[of_list.owner == program.person])
            found[of_list.owner, of_list.name] = Filled(int(mask.sum()), total)
    return found


def _findings(program: Program, wide: set[int]) -> tuple[Finding, ...]:
    if not wide:
        return ()
    places = list(
        dict.fromkeys(program.places[position] or "the scheme" for position in sorted(wide))
    )
    named = ", ".join(places[:5]) + (" and others" if len(places) > 5 else "")
    return (
        Finding(
            "SB-W013",
            Severity.NOTE,
            f"The numbers in {named} can need more than 64 bits, so they are worked out as whole"
            " numbers of any size: the result is exact, and takes longer.",
            hint="Round inside the rule where the law does, or declare narrower ranges.",
        ),
    )
