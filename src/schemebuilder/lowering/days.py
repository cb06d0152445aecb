"""Date operators on days since 1970 and on yyyymmdd numbers; to these nothing is added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemebuilder.lowering.integers import FIRST_DAY, LAST_DAY
from schemebuilder.lowering.program import Prim

if TYPE_CHECKING:
    from schemebuilder.lowering.graph import Graph


def completed_years(graph: Graph, start: int, end: int) -> int:
    """Return (end - start) div 10000 on yyyymmdd: a 29 February birthday falls on 1 March."""
    span = graph.step(Prim.SUB, _number(graph, end), _number(graph, start))
    return graph.step(Prim.FLOOR_DIV, span, graph.const(10000))


def completed_months(graph: Graph, start: int, end: int) -> int:
    """Return the months from start to end, less one where the day number is not reached."""
    months = graph.step(Prim.SUB, _months(graph, end), _months(graph, start))
    short = graph.step(Prim.LT, day_of_month(graph, end), day_of_month(graph, start))
    return graph.select(short, graph.step(Prim.SUB, months, graph.one), months)


def year(graph: Graph, day: int) -> int:
    """Return the calendar year of a date."""
    return graph.step(Prim.FLOOR_DIV, _number(graph, day), graph.const(10000))


def month(graph: Graph, day: int) -> int:
    """Return the month of a date, 1 to 12."""
    hundreds = graph.step(Prim.FLOOR_DIV, _number(graph, day), graph.const(100))
    return graph.step(Prim.MOD, hundreds, graph.const(100))


def day_of_month(graph: Graph, day: int) -> int:
    """Return the day number of a date, 1 to 31."""
    return graph.step(Prim.MOD, _number(graph, day), graph.const(100))


def days_later(graph: Graph, day: int, days: int) -> tuple[int, int]:
    """Return the date so many days later, and the mask where that leaves the years 1 to 9999."""
    return _kept(graph, graph.step(Prim.ADD, day, days))


def months_later(graph: Graph, day: int, months: int) -> tuple[int, int]:
    """Return the date so many months later, its day clamped to the month, and the mask as above."""
    there = graph.step(Prim.ADD, _months(graph, day), months)
    outside = graph.either(
        graph.step(Prim.LT, there, graph.const(1 * 12)),
        graph.step(Prim.LT, graph.const(9999 * 12 + 11), there),
    )
    steps = graph.select(outside, graph.zero, months)
    return graph.step(Prim.ADD_MONTHS, day, steps), outside


def _kept(graph: Graph, day: int) -> tuple[int, int]:
    first, last = graph.const(FIRST_DAY), graph.const(LAST_DAY)
    outside = graph.either(graph.step(Prim.LT, day, first), graph.step(Prim.LT, last, day))
    return graph.step(Prim.MAX, graph.step(Prim.MIN, day, last), first), outside


def _number(graph: Graph, day: int) -> int:
    return graph.step(Prim.YMD, day)


def _months(graph: Graph, day: int) -> int:
    """Return y·12 + m - 1."""
    years = graph.step(Prim.MUL, year(graph, day), graph.const(12))
    return graph.step(Prim.SUB, graph.step(Prim.ADD, years, month(graph, day)), graph.one)
