"""Cells: values, lists, ranges and whole conditions, as conditions on the head of their column."""

from __future__ import annotations

from dataclasses import dataclass

from schemebuilder.compiler.conditions import compare, one_of
from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.fitting import condition
from schemebuilder.compiler.report import replaced
from schemebuilder.compiler.typed import Typed
from schemebuilder.ir.expressions import Among, Apply, Literal
from schemebuilder.ir.expressions import Expr as Meant
from schemebuilder.ir.operators import Op
from schemebuilder.language.syntax import (
    AnyCell,
    Cell,
    ConditionCell,
    Expr,
    NeverCell,
    RangeCell,
    ValueCell,
)
from schemebuilder.values.types import YES_NO, Kind


@dataclass(frozen=True, slots=True)
class Head:
    """A condition column: its expression, compiled once; None for a `when` column."""

    written: Expr | None
    value: Typed | None
    words: str


def cell_test(desk: Desk, scope: Scope, head: Head, cell: Cell) -> Meant | None:
    """Return the condition that a cell says of its column, or None after a finding."""
    match cell:
        case AnyCell():
            return Literal(True, YES_NO, cell.span)
        case ConditionCell():
            found = condition(desk, desk.compile(scope, cell.when, YES_NO), cell.when.span)
            return None if found is None else found.expr
        case NeverCell():
            desk.report.error(
                "SB-C004",
                "`-` says that an answer cannot occur; in a column of conditions it says nothing.",
                cell.span,
                hint="Write `any` if every value fits.",
                edits=(replaced(cell.span, "any"),),
            )
            return None
        case ValueCell() | RangeCell():
            if head.value is None or head.written is None:
                desk.report.error(
                    "SB-C004", "This column takes whole conditions.", cell.span,
                    hint="Write for example `age < 6`.",
                )  # fmt: skip
                return None
            if isinstance(cell, ValueCell):
                return _values(desk, scope, head.value, head.written, cell)
            return _range(desk, scope, head, head.value, cell)


def _values(desk: Desk, scope: Scope, value: Typed, written: Expr, cell: ValueCell) -> Meant | None:
    test = one_of(desk, scope, value, written, cell.values)
    if test is None or value.type.kind is not Kind.YES_NO or not isinstance(test, Apply):
        return test
    if test.op is Op.EQ and isinstance(test.args[1], Literal):
        wanted = test.args[1].value
        return value.expr if wanted is True else Apply(Op.NOT, (value.expr,), YES_NO, cell.span)
    return test


def _range(desk: Desk, scope: Scope, head: Head, value: Typed, cell: RangeCell) -> Meant | None:
    if value.type.kind in {Kind.YES_NO, Kind.TEXT} or head.written is None:
        desk.report.error(
            "SB-C004",
            f"{head.words} is {value.type.words()}; it has no ranges.",
            cell.span,
            hint="Write its values, or `any`.",
        )
        return None
    if not _clear(desk, head, value, cell):
        return None
    bounds = (
        (cell.low, Op.GE if cell.low_included else Op.GT),
        (cell.high, Op.LE if cell.high_included else Op.LT),
    )
    tests: list[Meant] = []
    for bound, op in bounds:
        if bound is None:
            continue
        side = desk.compile(scope, bound, value.type)
        if side is None:
            return None
        test = compare(desk, op, (value, side), (head.written, bound), bound)
        if test is None:
            return None
        tests.append(test.expr)
    if len(tests) == 2 and all(isinstance(test, Among) for test in tests):
        return _both(tests, cell)
    return tests[0] if len(tests) == 1 else Apply(Op.AND, tuple(tests), YES_NO, cell.span)


def _both(tests: list[Meant], cell: RangeCell) -> Meant:
    first, second = tests
    if isinstance(first, Among) and isinstance(second, Among):
        kept = tuple(value for value in first.values if value in second.values)
        return Among(first.arg, kept, YES_NO, cell.span)
    return Apply(Op.AND, tuple(tests), YES_NO, cell.span)


def _clear(desk: Desk, head: Head, value: Typed, cell: RangeCell) -> bool:
    """`6 to 17` is for whole numbers, choices and days; elsewhere 17.5 would fall between rows."""
    closed = cell.low is not None and cell.high is not None
    if not (closed and cell.low_included and cell.high_included):
        return True
    if value.type.whole or value.type.kind in {Kind.CHOICE, Kind.DATE}:
        return True
    low = desk.report.written(cell.low.span) if cell.low else ""
    high = desk.report.written(cell.high.span) if cell.high else ""
    desk.report.error(
        "SB-C004",
        f"{head.words} need not be whole, so `{low} to {high}` leaves out what lies between it and "
        "the next row.",
        cell.span,
        hint=f"Write `over {low} up to {high}`.",
        edits=(replaced(cell.span, f"over {low} up to {high}"),),
    )
    return False
