"""Tables: rows whose cells become conditions, answers chosen by the way of taking rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from schemebuilder.compiler.choosing import while_in_force
from schemebuilder.compiler.conditions import compare, one_of
from schemebuilder.compiler.desk import CheckedRow, CheckedTable, Desk, Scope
from schemebuilder.compiler.fitting import condition, fit
from schemebuilder.compiler.literals import takes_its_unit
from schemebuilder.compiler.names import RuleName
from schemebuilder.compiler.report import nearest, replaced
from schemebuilder.compiler.typed import Typed
from schemebuilder.ir.expressions import Among, Apply, Branch, Choose, Hit, Literal
from schemebuilder.ir.expressions import Expr as Meant
from schemebuilder.ir.operators import Op
from schemebuilder.language.syntax import (
    AnyCell,
    Cell,
    ConditionCell,
    EscalateExpr,
    Expr,
    NameRef,
    NeverCell,
    RangeCell,
    TableRow,
    TableStatement,
    ValueCell,
)
from schemebuilder.values.types import YES_NO, Kind, Type

HITS: Final[dict[str, Hit]] = {
    "one": Hit.UNIQUE,
    "first": Hit.FIRST,
    "add": Hit.SUM,
    "highest": Hit.HIGHEST,
}
"""How a table takes its rows."""


@dataclass(frozen=True, slots=True)
class _Head:
    """A condition column: its expression, compiled once; None for a `when` column."""

    written: Expr | None
    value: Typed | None
    words: str


def compile_table(
    desk: Desk, scope: Scope, name: RuleName, statement: TableStatement
) -> Typed | None:
    """Compile one answer column of a table."""
    heads = _heads(desk, scope, statement)
    if heads is None:
        return None
    kind = name.type or _kind(desk, scope, name, statement)
    if kind is None:
        return None
    rows = _rows(desk, scope, name, heads, kind)
    hit = HITS.get(statement.hit, Hit.UNIQUE)
    if rows is None or not _answers_fit(desk, hit, kind, statement):
        return None
    if name.answer == 0:
        rest = any(row.otherwise for row in statement.rows)
        desk.tables.append(CheckedTable(name.name, hit, tuple(rows.checked), rest, name.span))
    otherwise = rows.otherwise
    if hit is Hit.SUM and otherwise is None:
        otherwise = Literal(Fraction(0), kind, None)
    parts = [branch.then for branch in rows.branches]
    if otherwise is not None:
        parts.append(otherwise)
    kind = replace(kind, whole=bool(parts) and all(part.type.whole for part in parts))
    counted = rows.counts.pop() if len(rows.counts) == 1 else None
    return Typed(Choose(hit, tuple(rows.branches), otherwise, kind, statement.span), counted)


@dataclass(slots=True)
class _Rows:
    """The rows of one answer column; `checked` has those that answer `-` too."""

    branches: list[Branch]
    checked: list[CheckedRow]
    counts: set[str | None]
    otherwise: Meant | None = None


def _rows(desk: Desk, scope: Scope, name: RuleName, heads: list[_Head], kind: Type) -> _Rows | None:
    if not isinstance(name.statement, TableStatement):
        return None
    found = _Rows([], [], set())
    failed = False
    for row in name.statement.rows:
        when = None if row.otherwise else _row(desk, scope, heads, row)
        then = _answer(desk, scope, name, row, kind)
        if (when is None and not row.otherwise) or then is _WRONG:
            failed = True
            continue
        held = None if when is None else while_in_force(row.force, when)
        if held is not None:
            found.checked.append(CheckedRow(held, row.span))
        if not isinstance(then, Typed):
            continue
        found.counts.add(then.counts)
        if held is None:
            found.otherwise = then.expr
            continue
        citation = row.citation.text if row.citation else ""
        found.branches.append(Branch(held, then.expr, citation=citation, span=row.span))
    return None if failed else found


_WRONG: Final = object()


def _heads(desk: Desk, scope: Scope, statement: TableStatement) -> list[_Head] | None:
    found: list[_Head] = []
    failed = False
    for written in statement.heads:
        if written is None:
            found.append(_Head(None, None, "when"))
            continue
        value = desk.compile(scope, written, None)
        failed = failed or value is None
        found.append(_Head(written, value, desk.report.written(written.span)))
    words = [head.words for head in found]
    for name in statement.by:
        if name.text not in words:
            near = nearest(name.text, words)
            desk.report.error(
                "SB-C004",
                f"The table says `by {name.text}`, but has no such column.",
                name.span,
                hint=f"Its columns are: {', '.join(words)}.",
                edits=(replaced(name.span, near),) if near else (),
            )
            failed = True
    return None if failed else found


def _kind(desk: Desk, scope: Scope, name: RuleName, statement: TableStatement) -> Type | None:
    """Work out the kind of an answer column that declares none."""
    answers = [row.answers[name.answer] for row in statement.rows if name.answer < len(row.answers)]
    present = [one for one in answers if one is not None and not isinstance(one, EscalateExpr)]
    if not present:
        desk.report.error("SB-T004", f"{name.name} needs to declare its kind.", name.span)
        return None
    lead = next((one for one in present if not takes_its_unit(one)), present[0])
    if isinstance(lead, NameRef) and lead.name.text not in desk.names.meanings:
        values = ", ".join(dict.fromkeys(desk.report.written(one.span) for one in present))
        desk.report.error(
            "SB-T004",
            f"{name.name} does not say what its answers are.",
            lead.span,
            hint=f"Declare them: `table {name.name} of {name.entity} : {values}`.",
        )
        return None
    found = desk.compile(scope, lead, None)
    return None if found is None else found.type


def _answer(
    desk: Desk, scope: Scope, name: RuleName, row: TableRow, kind: Type
) -> Typed | object | None:
    """Return the answer of a row; None for `-` (it cannot occur), `_WRONG` after a finding."""
    if name.answer >= len(row.answers):
        desk.report.error(
            "SB-C004",
            "This row has fewer cells than the table has columns.",
            row.span,
            hint="Write `any` or `-` in a cell that has nothing to say.",
        )
        return _WRONG
    written = row.answers[name.answer]
    if written is None:
        return None
    found = desk.compile(scope, written, kind)
    if found is None:
        return _WRONG
    target = kind if name.type is not None else replace(kind, whole=found.type.whole)
    fitted = fit(desk, found, target, written.span, name.name)
    return _WRONG if fitted is None else replace(fitted, counts=found.counts)


def _answers_fit(desk: Desk, hit: Hit, kind: Type, statement: TableStatement) -> bool:
    if hit in {Hit.SUM, Hit.HIGHEST} and not kind.is_quantity:
        said = "add every row" if hit is Hit.SUM else "take the highest"
        desk.report.error(
            "SB-T001",
            f"The table says `{said}`, but its answers are {kind.words()}.",
            statement.name.span,
            hint="Only numbers, money and durations can be added or are higher than others.",
        )
        return False
    return True


def _row(desk: Desk, scope: Scope, heads: list[_Head], row: TableRow) -> Meant | None:
    """Return the condition under which a row fits."""
    if len(row.cells) != len(heads):
        desk.report.error(
            "SB-C004",
            f"This row has {len(row.cells)} cells for {len(heads)} columns of conditions.",
            row.span,
            hint="Write `any` in a cell that has nothing to say.",
        )
        return None
    tests: list[Meant] = []
    failed = False
    for head, cell in zip(heads, row.cells, strict=True):
        test = _cell(desk, scope, head, cell)
        if test is None:
            failed = True
        elif not (isinstance(test, Literal) and test.value is True):
            tests.append(test)
    if failed:
        return None
    if not tests:
        return Literal(True, YES_NO, row.span)  # noqa: FBT003
    if len(tests) == 1:
        return tests[0]
    return Apply(Op.AND, tuple(tests), YES_NO, row.span)


def _cell(desk: Desk, scope: Scope, head: _Head, cell: Cell) -> Meant | None:
    match cell:
        case AnyCell():
            return Literal(True, YES_NO, cell.span)  # noqa: FBT003
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


def _range(desk: Desk, scope: Scope, head: _Head, value: Typed, cell: RangeCell) -> Meant | None:
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


def _clear(desk: Desk, head: _Head, value: Typed, cell: RangeCell) -> bool:
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
