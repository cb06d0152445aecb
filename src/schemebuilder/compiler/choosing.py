"""One value out of several: `if … then … otherwise`, a base with exceptions, `escalate`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from schemebuilder.compiler.arithmetic import both
from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.fitting import condition, fit, together
from schemebuilder.compiler.literals import takes_its_unit
from schemebuilder.compiler.typed import Typed
from schemebuilder.ir.expressions import (
    Apply,
    Branch,
    Choose,
    Escalate,
    GoverningDate,
    Hit,
    Literal,
)
from schemebuilder.ir.expressions import (
    Expr as Meant,
)
from schemebuilder.ir.operators import Op
from schemebuilder.ir.scheme import InForce
from schemebuilder.language.syntax import (
    EscalateExpr,
    ExceptionWritten,
    Expr,
    Force,
    IfThen,
)
from schemebuilder.values.types import DATE, YES_NO, Type


def if_then(desk: Desk, scope: Scope, expr: IfThen, expected: Type | None) -> Typed | None:
    """Compile `if c then a otherwise b`."""
    when = condition(desk, desk.compile(scope, expr.when, YES_NO), expr.when.span)
    sides = both(desk, scope, expr.then, expr.otherwise, expected)
    if when is None or sides is None:
        return None
    pair = together(desk, *sides, expr.then.span, expr.otherwise.span)
    if pair is None:
        return None
    then, otherwise = pair
    kind = common(then, otherwise)
    branch = Branch(when.expr, then.expr, span=expr.then.span)
    counts = then.counts if then.counts == otherwise.counts else None
    return Typed(Choose(Hit.FIRST, (branch,), otherwise.expr, kind, expr.span), counts)


def common(first: Typed, second: Typed) -> Type:
    """Return the type of a place where either value can stand."""
    return replace(first.type, whole=first.type.whole and second.type.whole)


def escalate(desk: Desk, expr: EscalateExpr, expected: Type | None) -> Typed | None:
    """Compile an answer that goes to an officer."""
    if expected is None:
        desk.report.error(
            "SB-T004",
            f"`{expr.word}` stands only where the kind of answer is known.",
            expr.span,
            hint="Declare the kind of the rule: `… of person : money per month`.",
        )
        return None
    return Typed(Escalate(expr.word, expected, expr.span))


def in_force(force: Force | None) -> InForce:
    """Return the days on which something holds."""
    return InForce() if force is None else InForce(force.start, force.end)


def while_in_force(force: Force | None, when: Meant) -> Meant:
    """Add the days on which a branch is law to its condition."""
    if force is None:
        return when
    tests: list[Meant] = []
    for bound, op in ((force.start, Op.GE), (force.end, Op.LE)):
        if bound is not None:
            tests.append(_on_date(op, bound))
    if not tests:
        return when
    return Apply(Op.AND, (*tests, when), YES_NO, when.span)


def _on_date(op: Op, bound: date) -> Meant:
    return Apply(op, (GoverningDate(DATE), Literal(bound, DATE)), YES_NO)


def with_exceptions(
    desk: Desk,
    scope: Scope,
    base: Expr | None,
    exceptions: Sequence[ExceptionWritten],
    wanted: Type | None,
    what: str,
) -> Typed | None:
    """Compile a base and its exceptions; with no type `wanted` it is worked out from the values."""
    values = ([] if base is None else [base]) + [one.then for one in exceptions]
    kind = wanted if wanted is not None else _kind_of(desk, scope, values, what)
    if kind is None:
        return None
    counts: set[str | None] = set()
    shared: set[str | None] = set()
    otherwise: Typed | None = None
    failed = False
    if base is not None:
        found = desk.compile(scope, base, kind)
        otherwise = None if found is None else _fitted(desk, found, kind, wanted, base, what)
        failed = otherwise is None
        if otherwise is not None and found is not None:
            counts.add(found.counts)
            shared.add(found.shared_by)
    branches: list[Branch] = []
    for one in exceptions:
        when = condition(desk, desk.compile(scope, one.when, YES_NO), one.when.span)
        found = desk.compile(scope, one.then, kind)
        then = None if found is None else _fitted(desk, found, kind, wanted, one.then, what)
        if when is None or then is None or found is None:
            failed = True
            continue
        counts.add(found.counts)
        shared.add(found.shared_by)
        branches.append(
            Branch(
                while_in_force(one.force, when.expr),
                then.expr,
                one.label.text if one.label else "",
                tuple(name.text for name in one.overrides),
                one.citation.text if one.citation else "",
                one.span,
            )
        )
    _overrides(desk, exceptions)
    if failed:
        return None
    counted = counts.pop() if len(counts) == 1 else None
    shared_by = shared.pop() if len(shared) == 1 and wanted is None else None
    if not branches and otherwise is not None:
        return replace(otherwise, counts=counted, shared_by=shared_by)
    parts = [branch.then for branch in branches]
    if otherwise is not None:
        parts.append(otherwise.expr)
    whole = all(part.type.whole for part in parts)
    return Typed(
        Choose(
            Hit.EXCEPTIONS,
            tuple(branches),
            None if otherwise is None else otherwise.expr,
            replace(parts[0].type, whole=whole),
            base.span if base is not None else exceptions[0].span,
        ),
        counted,
        shared_by,
    )


def _fitted(
    desk: Desk, value: Typed, kind: Type, wanted: Type | None, written: Expr, what: str
) -> Typed | None:
    target = kind if wanted is not None else replace(kind, whole=value.type.whole)
    if wanted is None and value.shared_by is not None and kind.whom is None:
        return value
    return fit(desk, value, target, written.span, what)


def _kind_of(desk: Desk, scope: Scope, values: Sequence[Expr], what: str) -> Type | None:
    """Work out the kind of a definition that declares none: the first value with a unit says it."""
    lead = next((value for value in values if not takes_its_unit(value)), values[0])
    found = desk.compile(scope, lead, None)
    if found is None:
        return None
    if isinstance(lead, EscalateExpr):
        desk.report.error(
            "SB-T004",
            f"{what} needs to declare its kind.",
            lead.span,
            hint="Write the kind after a colon: `let x of person : number`.",
        )
        return None
    return found.type


def _overrides(desk: Desk, exceptions: Sequence[ExceptionWritten]) -> None:
    labels = {one.label.text for one in exceptions if one.label is not None}
    for one in exceptions:
        for name in one.overrides:
            if name.text not in labels:
                desk.report.error(
                    "SB-N001",
                    f"No exception here is called {name.text}.",
                    name.span,
                    hint=f"Exceptions with a name: {', '.join(sorted(labels)) or 'none'}.",
                )
