"""Keys that are bands of a number: which band a value falls in, as a choice among the bands."""

from __future__ import annotations

from dataclasses import dataclass

from schemebuilder.compiler.cells import Head, cell_test
from schemebuilder.compiler.desk import CheckedRow, CheckedTable, Desk, KeyBands, Scope
from schemebuilder.compiler.typed import Typed
from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.expressions import Branch, Choose, Hit, Literal
from schemebuilder.ir.expressions import Expr as Meant
from schemebuilder.language.syntax import Name, NameRef


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a key is read: for whom, and in which parameter."""

    scope: Scope
    parameter: str
    key: Name


def band_of(
    desk: Desk, scope: Scope, parameter: str, key: Name, value: Typed, span: Span
) -> Meant | None:
    """Return the band that `value` falls in; a value in no band is a fault when it is read."""
    bands = desk.bands[parameter, key.text]
    branches = _branches(desk, _Place(scope, parameter, key), bands, value)
    if branches is None:
        return None
    return Choose(Hit.FIRST, branches, None, bands.choice, span)


def check_bands(desk: Desk, scope: Scope, parameter: str, key: Name, value: Typed) -> None:
    """Note the bands of a key for the check of gaps and overlaps, as the rows of a table are."""
    bands = desk.bands[parameter, key.text]
    branches = _branches(desk, _Place(scope, parameter, key), bands, value)
    if branches is None:
        return
    rows = tuple(
        CheckedRow(branch.when, cell.span)
        for branch, (_, cell) in zip(branches, bands.cells, strict=True)
    )
    desk.tables.append(CheckedTable(parameter, Hit.UNIQUE, rows, False, key.span))  # noqa: FBT003


def _branches(
    desk: Desk, place: _Place, bands: KeyBands, value: Typed
) -> tuple[Branch, ...] | None:
    head = Head(NameRef(place.key, place.key.span), value, place.key.text)
    found: list[Branch] = []
    for text, cell in bands.cells:
        test = cell_test(desk, place.scope, head, cell)
        if test is None:
            return None
        found.append(Branch(test, Literal(text, bands.choice, cell.span), span=cell.span))
    return tuple(found)
