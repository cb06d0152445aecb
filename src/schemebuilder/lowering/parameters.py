"""Parameters: resolved for the governing date, or looked up by a date that each subject has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Final

from schemebuilder.ir.in_force import value_on
from schemebuilder.ir.payment_period import value_read
from schemebuilder.lowering import quantities
from schemebuilder.lowering.integers import days_of
from schemebuilder.lowering.program import Prim
from schemebuilder.lowering.quantities import Quantity
from schemebuilder.lowering.statuses import Lowered, highest, known, recoded
from schemebuilder.lowering.units import ONE, unit_of_values
from schemebuilder.values.types import Kind

if TYPE_CHECKING:
    from schemebuilder.ir.expressions import ParameterRef, Value
    from schemebuilder.ir.scheme import Parameter, ParameterValue
    from schemebuilder.lowering.context import Context
    from schemebuilder.lowering.graph import Graph
    from schemebuilder.values.types import Type

_MISSING: Final = 0


def parameter_value(
    context: Context,
    ref: ParameterRef,
    keys: tuple[Lowered, ...],
    on: Lowered | None,
) -> Lowered:
    """Return a parameter's value; no value on the date, or for the keys, is a fault there."""
    graph = context.graph
    parameter = context.scheme.parameters[ref.parameter]
    starts = (context.on,) if on is None else sorted({each.start for each in parameter.values})
    entries = [value_on(parameter, start) for start in starts]
    if on is None:
        entries = [value_read(context.scheme, parameter, context.on)]
        index = graph.zero
    else:
        entries.insert(0, None)
        index = graph.step(
            Prim.COUNT_FROM, on.value.n, const=tuple(days_of(start) for start in starts)
        )
    gap = _gap(context, ref, entries, index)
    if on is not None:
        gap = graph.both(gap, known(graph, on))
    for place, key in enumerate(keys):
        texts = _words(entries, place)
        index = graph.step(Prim.MUL, index, graph.const(len(texts) + 1))
        index = graph.step(Prim.ADD, index, _key_index(graph, key, texts))
    spaces = [(*_words(entries, place), None) for place in range(len(keys))]
    value, missing = _table(context, parameter, ref.type, _cells(entries, spaces), index)
    result = highest(graph, value, ref.type, (*keys, *(() if on is None else (on,))))
    if ref.type.kind is Kind.CHOICE:
        result = replace(result, type=parameter.type)
    site = context.site("SB-E006", f"{parameter.name} has no value for these keys", ref.span)
    read = graph.negated(graph.either(result.unknown, result.fault, gap))
    fault = graph.either(gap, graph.mark(graph.both(read, missing), site))
    return replace(result, fault=graph.either(result.fault, fault))


def _gap(
    context: Context,
    ref: ParameterRef,
    entries: list[ParameterValue | None],
    index: int,
) -> int:
    """Return the mask where no entry holds on the date, as faults."""
    graph = context.graph
    site = context.site("SB-E012", f"{ref.parameter} has no value on the date", ref.span)
    gaps = tuple(int(entry is None or entry.ended) for entry in entries)
    found = graph.step(Prim.LOOKUP, index, const=gaps)
    return graph.mark(graph.step(Prim.EQ, found, graph.one), site)


def _words(entries: list[ParameterValue | None], place: int) -> tuple[str, ...]:
    """Return the texts that a key takes, in one order."""
    return tuple(sorted({key[place] for entry in entries if entry for key in entry.cells}))


def _cells(
    entries: list[ParameterValue | None],
    spaces: list[tuple[str | None, ...]],
) -> list[Value | None]:
    """Return the values by entry and keys; None among a key's texts stands for any other."""
    return [
        None if entry is None or None in keys else entry.cells.get(keys)  # type: ignore[arg-type]  # no key is None here
        for entry in entries
        for keys in product(*spaces)
    ]


def _key_index(graph: Graph, key: Lowered, texts: tuple[str, ...]) -> int:
    """Return the position of the key's value among the texts, or their number if it is another."""
    other = len(texts)
    if key.type.kind is Kind.CHOICE:
        n = recoded(graph, key, texts).value.n
        return graph.select(graph.step(Prim.LT, n, graph.zero), graph.const(other), n)
    index = graph.const(other)
    for place, text in enumerate(texts):
        index = graph.select(_is_key(graph, key, text), graph.const(place), index)
    return index


def _is_key(graph: Graph, key: Lowered, text: str) -> int:
    if key.type.kind is Kind.YES_NO:
        if text not in ("yes", "no"):
            return graph.false
        return key.value.n if text == "yes" else graph.negated(key.value.n)
    try:
        number = Fraction(text)
    except ValueError:
        return graph.false
    return quantities.compared(graph, Prim.EQ, key.value, quantities.constant(graph, number))


def _table(
    context: Context,
    parameter: Parameter,
    type_: Type,
    cells: list[Value | None],
    index: int,
) -> tuple[Quantity, int]:
    """Return the looked-up value, and the mask where the table has none."""
    graph = context.graph
    unit = ONE
    if type_.is_quantity:
        unit = unit_of_values(cell for cell in cells if isinstance(cell, Fraction))
    entries = tuple(_whole(context, parameter, cell, unit) for cell in cells)
    n = graph.step(Prim.LOOKUP, index, const=_filled(entries))
    if type_.kind is Kind.YES_NO:
        n = graph.step(Prim.EQ, n, graph.one)
    missing = graph.false
    if None in entries:
        there = tuple(int(entry is not None) for entry in entries)
        found = graph.step(Prim.LOOKUP, index, const=there)
        missing = graph.step(Prim.EQ, found, graph.const(_MISSING))
    return Quantity(n, None, unit), missing


def _filled(entries: tuple[int | None, ...]) -> tuple[int, ...]:
    """Return the entries with some real one where there is none, so that bounds stay tight."""
    some = next((entry for entry in entries if entry is not None), 0)
    return tuple(some if entry is None else entry for entry in entries)


def _whole(
    context: Context,
    parameter: Parameter,
    cell: Value | None,
    unit: Fraction,
) -> int | None:
    if cell is None:
        return None
    if isinstance(cell, Fraction):
        return int(cell / unit)
    if isinstance(cell, bool):
        return int(cell)
    if isinstance(cell, date):
        return days_of(cell)
    if parameter.type.kind is Kind.CHOICE:
        return parameter.type.choices.index(cell)
    return context.text(cell)
