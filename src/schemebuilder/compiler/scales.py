"""Scales: rates by band, of what lies in each band or of the whole amount.

A band is a definition of its own, so that traces and letters show what each comes to. What lies in
a band from `a` to `b` is `min(x, b) - a`, and nothing where `a` is not reached.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from schemebuilder.compiler.cells import Head, cell_test
from schemebuilder.compiler.choosing import in_force
from schemebuilder.compiler.desk import CheckedRow, CheckedTable, Desk, Scope
from schemebuilder.compiler.fitting import fit, refuse, together
from schemebuilder.compiler.formulas import stands_here
from schemebuilder.compiler.made import free_name, make, plain
from schemebuilder.compiler.names import FormulaName, RuleName
from schemebuilder.compiler.report import nearest, replaced
from schemebuilder.compiler.scale_bounds import check_rates, order_of_bounds
from schemebuilder.compiler.shapes import shape
from schemebuilder.compiler.typed import Typed
from schemebuilder.compiler.units import Refusal, product
from schemebuilder.compiler.unknown_names import unknown
from schemebuilder.ir.expressions import Apply, Branch, Choose, Hit, Literal
from schemebuilder.ir.expressions import Expr as Meant
from schemebuilder.ir.operators import Op
from schemebuilder.ir.scheme import Rule
from schemebuilder.language.syntax import (
    AnyCell,
    BandWritten,
    Expr,
    NameRef,
    OnScale,
    ScaleStatement,
)
from schemebuilder.values.types import NUMBER, YES_NO, Kind, Type


def compile_scale(
    desk: Desk, scope: Scope, name: RuleName, statement: ScaleStatement
) -> Typed | None:
    """Compile a scale that says itself what it is on."""
    if statement.on is None:
        return None
    amount = desk.compile(scope, statement.on, None)
    if amount is None:
        return None
    said = _Use(name.name, name.type, statement, scope.entity, name.role)
    return _worked_out(desk, scope, said, amount, statement.on)


def on_scale(desk: Desk, scope: Scope, expr: OnScale) -> Typed | None:
    """Compile `test_1 on assessable`."""
    meaning = desk.names.meanings.get(expr.scale.text)
    if not isinstance(meaning, FormulaName) or not isinstance(meaning.statement, ScaleStatement):
        _no_scale(desk, scope, expr)
        return None
    desk.used.add(meaning.name)
    if not stands_here(desk, scope, meaning, expr.span):
        return None
    amount = desk.compile(scope, expr.arg, meaning.type)
    if amount is None:
        return None
    key = (scope.owner, scope.entity, scope.inside, meaning.name, shape(amount.expr))
    found = desk.uses.get(key)
    if found is None:
        title = free_name(desk, scope, meaning.name)
        said = _Use(title, meaning.type, meaning.statement, scope.entity, meaning.role)
        body = _worked_out(desk, scope, said, amount, expr.arg)
        if body is None:
            return None
        found = Typed(make(desk, said.rule(body.expr)), shared_by=body.shared_by)
        desk.uses[key] = found
    return replace(found, expr=replace(found.expr, span=expr.span))


def _no_scale(desk: Desk, scope: Scope, expr: OnScale) -> None:
    meaning = desk.names.meanings.get(expr.scale.text)
    if isinstance(meaning, RuleName) and isinstance(meaning.statement, ScaleStatement):
        desk.report.error(
            "SB-T001",
            f"{meaning.name} says itself what it is on.",
            expr.span,
            hint=f"Write `{meaning.name}` alone, or take `on …` out of the scale.",
            edits=(replaced(expr.span, meaning.name),),
        )
        return
    if meaning is None:
        scales = [
            one.name
            for one in desk.names.meanings.values()
            if isinstance(one, FormulaName) and isinstance(one.statement, ScaleStatement)
        ]
        near = nearest(expr.scale.text, scales)
        if near is None:
            unknown(desk, scope, expr.scale)
            return
        desk.report.error(
            "SB-N001",
            f"No scale is called {expr.scale.text}.",
            expr.scale.span,
            hint=f"Did you mean {near}?",
            edits=(replaced(expr.scale.span, near),),
        )
        return
    desk.report.error(
        "SB-T001",
        f"{expr.scale.text} is not a scale, so nothing can be put on it.",
        expr.scale.span,
        hint="`on` goes with a scale; for a value of another day write `as of`.",
    )


@dataclass(frozen=True, slots=True)
class _Use:
    """A scale where it is used: under which name, of which type and entity."""

    name: str
    type: Type | None
    statement: ScaleStatement
    entity: str
    role: str | None

    def rule(self, body: Meant) -> Rule:
        """Return the definition of this use."""
        statement = self.statement
        return Rule(
            self.name,
            self.entity,
            body.type,
            body,
            role=self.role,
            kind="scale",
            in_force=in_force(statement.force),
            citation=statement.citation.text if statement.citation else "",
            labels=dict(statement.labels.by_language),
            span=statement.span,
        )


def _worked_out(desk: Desk, scope: Scope, use: _Use, amount: Typed, written: Expr) -> Typed | None:
    """Return what the scale comes to: the sum of its bands, or the band that is reached."""
    statement = use.statement
    if not amount.type.is_quantity:
        desk.report.error(
            "SB-T001",
            f"A scale is on a number, money or a duration, but "
            f"`{desk.report.written(written.span)}` is {amount.type.words()}.",
            written.span,
            hint="Put it on something that can be more or less.",
        )
        return None
    amount = plain(desk, scope, amount, f"amount on {use.name}", written.span)
    bounds = _bounds(desk, scope, statement, amount, written)
    rates = _rates(desk, scope, use, amount)
    if bounds is None or rates is None:
        return None
    ordered = order_of_bounds(desk, statement, bounds)
    bands: list[Typed] = []
    for place, rate in enumerate(rates):
        base = amount if statement.whole else _within(amount, bounds, place)
        band = _band(desk, use, place, rate, base)
        if band is None:
            return None
        bands.append(band)
    kind = replace(bands[0].type, whole=all(band.type.whole for band in bands))
    whole = _reached(statement, amount, bounds, bands, kind)
    body = whole if statement.whole else _sum(bands, kind)
    if ordered is not None:
        branch = Branch(ordered, body, span=statement.span)
        said = f"The bounds of the scale {statement.name.text} are not in order, the lowest first."
        body = Choose(Hit.FIRST, (branch,), None, kind, statement.span, said)
    return Typed(body)


def _bounds(
    desk: Desk, scope: Scope, statement: ScaleStatement, amount: Typed, written: Expr
) -> list[Typed] | None:
    """Compile where each band begins, in the unit of the amount."""
    found: list[Typed] = []
    for band in statement.bands:
        bound = desk.compile(scope, band.bound, amount.type)
        pair = bound and together(desk, amount, bound, written.span, band.bound.span)
        if pair:
            found.append(pair[1])
    return found if len(found) == len(statement.bands) else None


def _rates(desk: Desk, scope: Scope, use: _Use, amount: Typed) -> list[Typed] | None:
    """Compile the rate of each band; by a key, the rate of the column that fits."""
    statement = use.statement
    wanted = use.type if amount.type.kind is Kind.NUMBER else None
    wanted = NUMBER if wanted is None else wanted
    tests = _column_tests(desk, scope, statement)
    if tests is None:
        return None
    found: list[Typed] = []
    for band in statement.bands:
        cells = [None if one is None else desk.compile(scope, one, wanted) for one in band.rates]
        failed = any(
            cell is None and one is not None for cell, one in zip(cells, band.rates, strict=True)
        )
        known = [cell for cell in cells if cell is not None]
        if failed or not known:
            _none_known(desk, band, failed=failed)
            continue
        check_rates(desk, statement, band, cells)
        rate = cells[0] if not statement.columns else _chosen(desk, statement, band, tests, cells)
        if rate is not None:
            found.append(rate)
    return found if len(found) == len(statement.bands) else None


def _none_known(desk: Desk, band: BandWritten, *, failed: bool) -> None:
    if not failed:
        desk.report.error(
            "SB-C004",
            "This band has no rate at all.",
            band.span,
            hint="Write `0%` where nothing is taken.",
        )


def _column_tests(desk: Desk, scope: Scope, statement: ScaleStatement) -> list[Meant] | None:
    """Return the condition of each column, and note them for the check of gaps and overlaps."""
    if statement.key is None:
        return []
    key = NameRef(statement.key, statement.key.span)
    value = desk.compile(scope, key, None)
    if value is None:
        return None
    head = Head(key, value, statement.key.text)
    tests: list[Meant] = []
    for cell in statement.columns:
        test = cell_test(desk, scope, head, cell)
        if test is None:
            return None
        if not isinstance(cell, AnyCell):
            tests.append(test)
            continue
        tests.append(Literal(True, YES_NO, cell.span))
    name = statement.name
    if all(table.span != name.span for table in desk.tables):
        rows = tuple(
            CheckedRow(test, cell.span) for test, cell in zip(tests, statement.columns, strict=True)
        )
        desk.tables.append(CheckedTable(name.text, Hit.UNIQUE, rows, False, name.span))
    return tests


def _chosen(
    desk: Desk,
    statement: ScaleStatement,
    band: BandWritten,
    tests: list[Meant],
    cells: list[Typed | None],
) -> Typed | None:
    """Return the rate of the column that fits; a column with `-` cannot occur."""
    branches: list[Branch] = []
    first: Typed | None = None
    for test, cell, written in zip(tests, cells, band.rates, strict=True):
        if cell is None or written is None:
            continue
        pair = together(desk, first or cell, cell, band.span, written.span)
        if pair is None:
            return None
        first = first or pair[0]
        branches.append(Branch(test, pair[1].expr, span=written.span))
    if first is None:
        return None
    whole = all(branch.then.type.whole for branch in branches)
    kind = replace(first.type, whole=whole)
    said = f"The scale {statement.name.text} has no rate here."
    return Typed(Choose(Hit.UNIQUE, tuple(branches), None, kind, band.span, said))


def _within(amount: Typed, bounds: list[Typed], place: int) -> Typed:
    """Return what of the amount lies in a band."""
    bound = bounds[place]
    whole = amount.type.whole and all(one.type.whole for one in bounds[place : place + 2])
    kind = replace(amount.type, whole=whole)
    top = amount.expr
    if place + 1 < len(bounds):
        top = Apply(Op.MIN, (amount.expr, bounds[place + 1].expr), kind)
    inside = Apply(Op.SUB, (top, bound.expr), kind)
    zero = Literal(Fraction(0), kind)
    return replace(amount, expr=Apply(Op.MAX, (inside, zero), kind))


def _band(desk: Desk, use: _Use, place: int, rate: Typed, base: Typed) -> Typed | None:
    """Make the definition of one band."""
    written = use.statement.bands[place]
    found = product(rate, base)
    if isinstance(found, Refusal):
        refuse(desk, found, written.span, written.bound.span)
        return None
    kind, counts = found
    value = Typed(Apply(Op.MUL, (rate.expr, base.expr), kind, written.span), counts)
    if use.type is not None:
        fitted = fit(desk, value, use.type, written.span, use.statement.name.text)
        if fitted is None:
            return None
        value = fitted
    rule = Rule(
        f"band {place + 1} of {use.name}",
        use.entity,
        value.type,
        value.expr,
        kind="band",
        citation=written.citation.text if written.citation else "",
        labels=_label(desk, use, place),
        span=written.span,
    )
    return replace(value, expr=make(desk, rule))


def _label(desk: Desk, use: _Use, place: int) -> dict[str, str]:
    """Name a band by where it begins and, without columns, its rate."""
    statement, band = use.statement, use.statement.bands[place]
    labels = statement.labels.by_language
    said = labels.get("en") or statement.name.text.replace("_", " ")
    start = desk.report.written(band.bound.span).replace("_", " ")
    words = f"{'over' if statement.over else 'from'} {start}"
    if not statement.columns and band.rates[0] is not None:
        rate = desk.report.written(band.rates[0].span).replace("_", " ")
        words += f" at {rate}"
    return {"en": f"{said} ({words})"}


def _sum(bands: list[Typed], kind: Type) -> Meant:
    total = bands[0].expr
    for band in bands[1:]:
        total = Apply(Op.ADD, (total, band.expr), kind)
    return total


def _reached(
    statement: ScaleStatement,
    amount: Typed,
    bounds: list[Typed],
    bands: list[Typed],
    kind: Type,
) -> Meant:
    """Return the band that is reached, the highest first; below the first bound, nothing."""
    op = Op.GT if statement.over else Op.GE
    branches = tuple(
        Branch(
            Apply(op, (amount.expr, bound.expr), YES_NO),
            band.expr,
            citation=written.citation.text if written.citation else "",
            span=written.span,
        )
        for bound, band, written in reversed(list(zip(bounds, bands, statement.bands, strict=True)))
    )
    return Choose(Hit.FIRST, branches, Literal(Fraction(0), kind), kind, statement.span)


def check_unused_scale(desk: Desk, name: FormulaName) -> None:
    """Compile the parts of a scale that nothing is put on, for what is wrong in them."""
    statement = name.statement
    if not isinstance(statement, ScaleStatement):
        return
    scope = Scope(name.entity or desk.names.person(), name.role, owner=name.name)
    _column_tests(desk, scope, statement)
    for band in statement.bands:
        for one in (band.bound, *band.rates):
            if one is not None:
                desk.compile(scope, one, name.type)
