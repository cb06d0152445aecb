"""The program over one block of households: 64 bits where proven, else Python integers."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from math import lcm
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from schemebuilder.engines.columnar import layout as segments
from schemebuilder.engines.columnar.binding import facts_of, load, rows_of
from schemebuilder.engines.columnar.kernels import KERNELS, ratio_fits, round_fits
from schemebuilder.engines.columnar.order import Standings, of_other, standings
from schemebuilder.lowering.bounds import bound, fits
from schemebuilder.lowering.integers import EVALUATE
from schemebuilder.lowering.program import ORDER, Prim, roots

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from schemebuilder.engines.columnar.binding import Binding, BoundList
    from schemebuilder.engines.columnar.layout import Layout
    from schemebuilder.lowering.bounds import Bounds
    from schemebuilder.lowering.facts import Facts
    from schemebuilder.lowering.program import Node, Program

Array: TypeAlias = npt.NDArray[Any]
Lane: TypeAlias = Any

_WITH_OWNERS = frozenset({Prim.SPREAD, Prim.FIRST, *ORDER})
_RATIOS = (Prim.RATIO_EQ, Prim.RATIO_LT, Prim.RATIO_LE)


@dataclass(frozen=True, slots=True)
class Plan:
    """A program for a run: its bounds over the whole population, and when each value is done with.

    `proven` says that 64 bits hold every step of every block; `owners` that some step needs each
    person's household; `spent` lists, after each step, the
    values that nobody reads any more.
    """

    program: Program
    binding: Binding
    facts: Facts
    bounds: tuple[Bounds, ...]
    proven: bool
    owners: bool
    spent: tuple[tuple[int, ...], ...]


def planned(program: Program, binding: Binding, facts: Facts, bounds: Sequence[Bounds]) -> Plan:
    """Return the plan of a run."""
    proven = not any(
        is_wide(node, tuple(bounds[arg] for arg in node.args), bounds[position])
        for position, node in enumerate(program.nodes)
    )
    owners = any(node.prim in _WITH_OWNERS for node in program.nodes)
    return Plan(program, binding, facts, tuple(bounds), proven, owners, _spent(program))


def is_wide(node: Node, args: tuple[Bounds, ...], own: Bounds) -> bool:
    """Say whether a step needs Python integers: no proof that 64 bits hold all it computes."""
    if node.prim in _RATIOS:
        return not ratio_fits(args)
    if node.prim is Prim.ROUND and not round_fits(args, node.const):
        return True
    return not (node.flag or fits(own)) or not all(fits(arg) for arg in args)


def _spent(program: Program) -> tuple[tuple[int, ...], ...]:
    last = dict.fromkeys(range(len(program.nodes)), -1)
    for position, node in enumerate(program.nodes):
        for arg in node.args:
            last[arg] = position
    kept = set(roots(program))
    spent: list[list[int]] = [[] for _ in program.nodes]
    for position, reader in last.items():
        if position not in kept and reader >= 0:
            spent[reader].append(position)
    return tuple(tuple(items) for items in spent)


@dataclass(slots=True)
class Block:
    """The values of one block's steps; `wide` names the steps that ran on Python integers.

    `layout` is of households over persons, `lists` of whose lists are over their entries. `orders`
    keeps the order that several steps count in, by their operands.
    """

    layout: Layout
    lists: dict[str, Layout]
    values: list[Lane]
    wide: set[int]
    orders: dict[tuple[int, ...], Standings] = field(default_factory=dict)


def evaluated(plan: Plan, first: int, last: int, *, keep: bool = False) -> Block:
    """Run the program over the households from `first` to before `last`; `keep` frees nothing."""
    binding, nodes = plan.binding, plan.program.nodes
    rows = rows_of(binding, first, last)
    layout = segments.layout_of(binding.offsets[first : last + 1], owners=plan.owners)
    lists = {name: _list_layout(bound, rows) for name, bound in binding.lists.items()}
    block = Block(layout, lists, [None] * len(nodes), set())
    facts = plan.facts if plan.proven else facts_of(binding, first, last, plan.facts)
    bounds = list(plan.bounds)
    values = block.values
    for position, node in enumerate(nodes):
        args = tuple(values[arg] for arg in node.args)
        limits = tuple(bounds[arg] for arg in node.args)
        if not plan.proven:
            bounds[position] = _block_bounds(node, limits, facts)
        if not node.args:
            values[position] = _leaf(plan, node, rows.get(node.lane, slice(0, 0)), facts)
        elif not any(isinstance(arg, np.ndarray) for arg in args) and node.prim in EVALUATE:
            values[position] = EVALUATE[node.prim](*args, node.const)
        else:
            wide = not plan.proven and is_wide(node, limits, bounds[position])
            if wide:
                block.wide.add(position)
                args = tuple(_widened(arg) for arg in args)
            over = lists[node.const] if isinstance(node.const, str) else layout
            result = _step(block, over, node, args, limits)
            values[position] = _narrowed(result, node, bounds[position]) if wide else result
        if node.prim is Prim.COMMON:
            bounds[position] = (values[position], values[position])
        if not keep:
            for done in plan.spent[position]:
                values[done] = None
    return block


def _list_layout(bound: BoundList, rows: dict[str, slice]) -> Layout:
    own = rows[bound.owner]
    return segments.layout_of(bound.offsets[own.start : own.stop + 1])


def _block_bounds(node: Node, limits: tuple[Bounds, ...], facts: Facts) -> Bounds:
    found = bound(node.prim, node.const, limits, facts)
    return (0, 1) if found is None and node.flag else found


def _widened(arg: Lane) -> Lane:
    """Return an operand as Python integers, also one number (NumPy would take it for 64 bits)."""
    if isinstance(arg, np.ndarray):
        return arg if arg.dtype == np.bool_ else arg.astype(object)
    return arg if isinstance(arg, bool) else np.array(arg, dtype=object)


def _narrowed(result: Lane, node: Node, own: Bounds) -> Lane:
    if node.flag:
        return np.asarray(result, dtype=np.bool_)
    if fits(own) and isinstance(result, np.ndarray):
        return result.astype(np.int64)
    return result


def _leaf(  # noqa: PLR0911 one a kind of leaf
    plan: Plan, node: Node, rows: slice, facts: Facts
) -> Lane:
    binding = plan.binding
    if node.prim is Prim.CONST:
        return node.const
    if node.prim is Prim.ROLE_IS:
        place = (
            binding.role_names.index(str(node.const)) if node.const in binding.role_names else -2
        )
        return (
            np.full(rows.stop - rows.start, fill_value=False)
            if (binding.roles is None)
            else binding.roles[rows] == place
        )
    if node.prim is Prim.ROLE_UNKNOWN:
        mask = binding.role_unknown
        known = binding.roles is not None
        return _mask(mask, rows, default=not known)
    if node.prim is Prim.LIST_UNKNOWN:
        return _mask(binding.lists[str(node.const)].unknown, rows, default=False)
    key: tuple[str, str] = node.const  # type: ignore[assignment]  # what such a step carries
    column = binding.columns.get(key)
    if node.prim is Prim.FIELD_UNKNOWN:
        return _mask(None if column is None else column.unknown, rows, default=column is None)
    if node.prim is Prim.FIELD_NA:
        return _mask(None if column is None else column.na, rows, default=False)
    if column is None:
        fill: Any = False if node.flag else 0
        return np.full(rows.stop - rows.start, fill)
    return load(column, rows, facts.column(key))


def _mask(mask: Array | None, rows: slice, *, default: bool) -> Array:
    return np.full(rows.stop - rows.start, default) if mask is None else mask[rows]


def _step(  # noqa: PLR0911 one a kind of step
    block: Block, layout: Layout, node: Node, args: tuple[Lane, ...], limits: tuple[Bounds, ...]
) -> Lane:
    kernel = KERNELS.get(node.prim)
    if kernel is not None:
        return kernel(args, limits, node.const)
    if node.prim is Prim.SPREAD:
        return args[0][segments.owner_of(layout)]
    if node.prim is Prim.COMMON:
        return _common(args[0])
    if node.prim is Prim.TAKE:
        return _taken(layout, args, node)
    if node.prim in ORDER:
        if node.args not in block.orders:
            block.orders[node.args] = standings(layout, args)
        return _STANDING[node.prim](block.orders[node.args])
    if node.prim is Prim.OTHER:
        return of_other(layout, args[0], args[1], node.const)
    if node.prim is Prim.LINKED:
        return _linked(layout, args, node.const)
    if node.prim is Prim.TOTAL:
        return _total(layout, args[0], limits[0])
    return _OVER_MEMBERS[node.prim](layout, *args)


def _common(d: Lane) -> int:
    return lcm(*(int(each) for each in np.unique(d))) if isinstance(d, np.ndarray) else int(d)


def _taken(layout: Layout, args: tuple[Lane, ...], node: Node) -> Lane:
    x, place = args
    default: Any = node.const
    if not isinstance(x, np.ndarray):
        return np.where(place < 0, default, x)
    if not layout.persons:
        return np.full(layout.households, default, dtype=x.dtype)
    place = place.astype(np.int64, copy=False)
    taken = x[place]
    taken[place < 0] = default
    return taken


def _linked(layout: Layout, args: tuple[Lane, ...], default: Any) -> Lane:
    """Return what is said of the person who stands so many rows further on."""
    x, offset, mask = (segments.everyone(layout, each) for each in args)
    named = mask.astype(np.bool_)
    there = np.arange(layout.persons) + np.where(named, offset, 0).astype(np.int64)
    return np.where(named, x[there], np.asarray(default, dtype=x.dtype))


def _count(layout: Layout, mask: Lane) -> Lane:
    return (
        layout.sizes if mask is True else segments.counted(layout, segments.everyone(layout, mask))
    )


def _total(layout: Layout, n: Lane, limits: Bounds) -> Lane:
    """Sum by differences where the whole block's sum fits, else household by household."""
    members = segments.everyone(layout, n)
    reach = None if limits is None else max(abs(limits[0]), abs(limits[1])) * layout.persons
    if members.dtype == np.int64 and reach is not None and fits((0, reach)):
        return segments.summed(layout, members)
    return segments.reduced(layout, np.add, members, 0)


def _any(layout: Layout, mask: Lane) -> Lane:
    if mask is True:
        return layout.sizes > 0
    return segments.counted(layout, segments.everyone(layout, mask)) > 0


def _extreme(by: np.ufunc, layout: Layout, n: Lane, mask: Lane) -> Lane:
    """Return the extreme of the members meant; the others stand aside with the weakest value."""
    members = segments.everyone(layout, n)
    if not len(members):
        return np.zeros(layout.households, dtype=members.dtype)
    weakest = members.min() if by is np.maximum else members.max()
    return segments.reduced(layout, by, np.where(mask, members, weakest), weakest)


def _rank(layout: Layout, first: Lane, second: Lane, mask: Lane) -> Lane:
    """Return each entry's place among those of its owner where the mask holds."""
    meant = np.flatnonzero(segments.everyone(layout, mask))
    keys = [-_comparable(segments.everyone(layout, x)[meant]) for x in (second, first)]
    owner = segments.owner_of(layout)[meant]
    order = np.lexsort((*keys, owner))
    own = owner[order]
    begins = np.flatnonzero(np.diff(own, prepend=-1))
    lengths = np.diff(begins, append=len(own))
    places = np.zeros(layout.persons, dtype=np.int64)
    places[meant[order]] = np.arange(len(own)) - np.repeat(begins, lengths)
    return places


def _comparable(values: Array) -> Array:
    """Return numbers of 64 bits in the order of these, which may be Python integers."""
    if values.dtype != object:
        return values
    return np.unique(values, return_inverse=True)[1].reshape(values.shape)


_STANDING: dict[Prim, Callable[[Standings], Array]] = {
    Prim.AHEAD: lambda found: found.ahead,
    Prim.AHEAD_OPEN: lambda found: found.open,
    Prim.AHEAD_FAULT: lambda found: found.fault,
}

_OVER_MEMBERS: dict[Prim, Callable[..., Lane]] = {
    Prim.COUNT: _count,
    Prim.HIGHEST: partial(_extreme, np.maximum),
    Prim.LOWEST: partial(_extreme, np.minimum),
    Prim.ANY: _any,
    Prim.RANK: _rank,
    Prim.FIRST: lambda layout, mask: segments.first(layout, segments.everyone(layout, mask)),
}
