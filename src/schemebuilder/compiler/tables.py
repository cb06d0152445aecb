"""Tables: rows whose cells become conditions, answers chosen by the way of taking rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from schemebuilder.compiler.cells import Head, cell_test
from schemebuilder.compiler.choosing import while_in_force
from schemebuilder.compiler.desk import CheckedRow, CheckedTable, Desk, Scope
from schemebuilder.compiler.fitting import fit
from schemebuilder.compiler.literals import takes_its_unit
from schemebuilder.compiler.names import RuleName
from schemebuilder.compiler.report import nearest, replaced
from schemebuilder.compiler.typed import Typed
from schemebuilder.ir.expressions import Apply, Branch, Choose, Hit, Literal
from schemebuilder.ir.expressions import Expr as Meant
from schemebuilder.ir.operators import Op
from schemebuilder.language.syntax import (
    EscalateExpr,
    NameRef,
    TableRow,
    TableStatement,
)
from schemebuilder.values.types import YES_NO, Type

HITS: Final[dict[str, Hit]] = {
    "one": Hit.UNIQUE,
    "first": Hit.FIRST,
    "add": Hit.SUM,
    "highest": Hit.HIGHEST,
}
"""How a table takes its rows."""


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


def _rows(desk: Desk, scope: Scope, name: RuleName, heads: list[Head], kind: Type) -> _Rows | None:
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


def _heads(desk: Desk, scope: Scope, statement: TableStatement) -> list[Head] | None:
    found: list[Head] = []
    failed = False
    for written in statement.heads:
        if written is None:
            found.append(Head(None, None, "when"))
            continue
        value = desk.compile(scope, written, None)
        failed = failed or value is None
        found.append(Head(written, value, desk.report.written(written.span)))
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
        desk.report.error(
            "SB-T004",
            f"{name.name} needs to declare its kind.",
            name.span,
            hint="Write the kind after a colon: `table x of person : number`.",
        )
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


def _row(desk: Desk, scope: Scope, heads: list[Head], row: TableRow) -> Meant | None:
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
        test = cell_test(desk, scope, head, cell)
        if test is None:
            failed = True
        elif not (isinstance(test, Literal) and test.value is True):
            tests.append(test)
    if failed:
        return None
    if not tests:
        return Literal(True, YES_NO, row.span)
    if len(tests) == 1:
        return tests[0]
    return Apply(Op.AND, tuple(tests), YES_NO, row.span)
