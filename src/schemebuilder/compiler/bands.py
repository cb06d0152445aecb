"""Keys that are bands of a number: which band a value falls in, as a choice among the bands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import zip_longest

from schemebuilder.compiler.cells import Head, cell_test
from schemebuilder.compiler.desk import (
    BandsFrom,
    CheckedRow,
    CheckedTable,
    Desk,
    KeyBands,
    Scope,
)
from schemebuilder.compiler.typed import Typed
from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.expressions import Apply, Branch, Choose, GoverningDate, Hit, Literal
from schemebuilder.ir.expressions import Expr as Meant
from schemebuilder.ir.operators import Op
from schemebuilder.language.syntax import Cell, Name, NameRef, RangeCell
from schemebuilder.values.types import DATE, YES_NO


@dataclass(frozen=True, slots=True)
class KeyAt:
    """Where a key is read: for whom, and in which parameter."""

    scope: Scope
    parameter: str
    key: Name


def band_of(desk: Desk, place: KeyAt, value: Typed, on: Meant | None, span: Span) -> Meant | None:
    """Return the band that `value` falls in; a value in no band is a fault when it is read.

    Bands that were drawn anew are those of the day on which the parameter is read.
    """
    bands = desk.bands[place.parameter, place.key.text]
    day = on if on is not None else GoverningDate(DATE, span)
    found: list[Branch] = []
    for drawn, following in zip_longest(bands.drawn, bands.drawn[1:]):
        branches = _branches(desk, place, bands, drawn, value)
        if branches is None:
            return None
        limits: list[Meant] = []
        if drawn is not bands.drawn[0]:
            limits.append(Apply(Op.GE, (day, Literal(drawn.start, DATE)), YES_NO))
        if following is not None:
            limits.append(Apply(Op.LT, (day, Literal(following.start, DATE)), YES_NO))
        for branch in branches:
            when = Apply(Op.AND, (*limits, branch.when), YES_NO, branch.span)
            found.append(replace(branch, when=when) if limits else branch)
    return Choose(Hit.FIRST, tuple(found), None, bands.choice, span)


def band_text(desk: Desk, cell: Cell) -> str:
    """Return a band in words that are the same in whichever language the text is."""
    if not isinstance(cell, RangeCell):
        return desk.report.written(cell.span)
    low = desk.report.written(cell.low.span) if cell.low else ""
    high = desk.report.written(cell.high.span) if cell.high else ""
    if not high:
        return f"{low} or over" if cell.low_included else f"over {low}"
    if not low:
        return f"up to {high}" if cell.high_included else f"under {high}"
    if cell.low_included:
        return f"{low} to {high}"
    return f"over {low} {'up to' if cell.high_included else 'under'} {high}"


def check_bands(desk: Desk, scope: Scope, parameter: str, key: Name, value: Typed) -> None:
    """Note the bands of a key for the check of gaps and overlaps, as the rows of a table are."""
    bands = desk.bands[parameter, key.text]
    for drawn in bands.drawn:
        branches = _branches(desk, KeyAt(scope, parameter, key), bands, drawn, value)
        if branches is None:
            return
        rows = tuple(
            CheckedRow(branch.when, cell.span)
            for branch, (_, cell) in zip(branches, drawn.cells, strict=True)
        )
        name = parameter if len(bands.drawn) == 1 else f"{parameter} from {drawn.start}"
        span = key.span if len(bands.drawn) == 1 else drawn.cells[0][1].span
        desk.tables.append(CheckedTable(name, Hit.UNIQUE, rows, False, span))


def _branches(
    desk: Desk, place: KeyAt, bands: KeyBands, drawn: BandsFrom, value: Typed
) -> tuple[Branch, ...] | None:
    head = Head(NameRef(place.key, place.key.span), value, place.key.text)
    found: list[Branch] = []
    for text, cell in drawn.cells:
        test = cell_test(desk, place.scope, head, cell)
        if test is None:
            return None
        found.append(Branch(test, Literal(text, bands.choice, cell.span), span=cell.span))
    return tuple(found)
