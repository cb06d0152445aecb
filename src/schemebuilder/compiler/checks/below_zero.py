"""Whether an amount can fall below zero: a benefit would then be paid by who receives it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from schemebuilder.compiler.bounds import Bounds, bounds_of
from schemebuilder.compiler.checks.guards import Atom, alike, at_least, atoms, of_conditions
from schemebuilder.compiler.checks.subject import Checked
from schemebuilder.diagnostics.finding import Edit, Span
from schemebuilder.ir.expressions import Apply, Choose, Expr, Hit, Literal, Round, Scaled
from schemebuilder.ir.operators import Op
from schemebuilder.ir.scheme import Benefit, Scheme, Stage, StageKind
from schemebuilder.ir.vocabulary import Use
from schemebuilder.ir.walk import nodes
from schemebuilder.values.types import Kind

_ZERO = Fraction(0)


def check_below_zero(checked: Checked) -> None:
    """Warn of a benefit or charge that may fall below zero, with the floor that prevents it.

    A fact without a declared range is taken not to be negative; what another benefit pays also,
    since that one has a warning of its own.
    """
    scheme = _not_negative(checked.scheme)
    known = {f"{name}/amount": Bounds(_ZERO, None) for name in checked.parts.benefits}
    for benefit in checked.parts.benefits.values():
        low: Fraction | None = _ZERO
        holds = tuple(of_conditions(scheme, benefit))
        culprit: Stage | None = None
        for stage in benefit.stages:
            after = _after(stage, low, scheme, known, holds)
            known[f"{benefit.name}/{stage.name}"] = Bounds(after, None)
            if _negative(after) and not _negative(low):
                culprit = stage
            low = after
        if culprit is not None and _negative(low):
            _warn(checked, benefit, culprit)


def _negative(low: Fraction | None) -> bool:
    return low is None or low < 0


def _not_negative(scheme: Scheme) -> Scheme:
    fields = {
        name: replace(field, lowest=_ZERO)
        if field.lowest is None and field.type.is_quantity and not isinstance(field.missing, Use)
        else field
        for name, field in scheme.fields.items()
    }
    return replace(scheme, fields=fields)


def _after(
    stage: Stage,
    low: Fraction | None,
    scheme: Scheme,
    known: dict[str, Bounds],
    holds: tuple[Atom, ...],
) -> Fraction | None:
    """Return the lowest amount after a stage."""
    if stage.when is not None:
        holds = (*holds, *atoms(stage.when))
    value = Bounds()
    if stage.value is not None:
        value = bounds_of(_limited(stage.value, holds), scheme, known)
    after = _changed(stage, low, value)
    always = stage.when is None and stage.in_force.start is None and stage.in_force.end is None
    if always or after is None:
        return after
    return None if low is None else min(low, after)


def _changed(  # noqa: C901, PLR0911 one a kind
    stage: Stage, low: Fraction | None, value: Bounds
) -> Fraction | None:
    match stage.kind:
        case StageKind.BASE | StageKind.REPLACE:
            return value.low
        case StageKind.ADD:
            return None if low is None or value.low is None else low + value.low
        case StageKind.REDUCE:
            if value.high is not None and value.high <= 0:
                return low
            return None if low is None or value.high is None else low - value.high
        case StageKind.FLOOR:
            found = [one for one in (low, value.low) if one is not None]
            return max(found) if found else None
        case StageKind.CAP:
            return None if low is None or value.low is None else min(low, value.low)
        case StageKind.NOTHING_BELOW:
            bounded = value.low is not None and value.low >= 0
            return _ZERO if bounded or not _negative(low) else low
        case StageKind.LIMIT | StageKind.SUSPEND | StageKind.WARN:
            return low  # whoever is beyond it gets 0 for good
        case StageKind.ROUND:
            if low is None or low >= 0 or stage.step is None:
                return low
            return low - stage.step


def _limited(expr: Expr, holds: tuple[Atom, ...]) -> Expr:
    """Return the expression with the differences that a condition keeps from falling below 0."""
    match expr:
        case Apply(op=Op.SUB, args=(left, right)):
            if any(alike(left, a) and alike(right, b) for a, b in at_least(holds)):
                return Apply(Op.MAX, (expr, Literal(_ZERO, expr.type)), expr.type)
            return expr
        case Apply():
            return replace(expr, args=tuple(_limited(arg, holds) for arg in expr.args))
        case Scaled() | Round():
            return replace(expr, arg=_limited(expr.arg, holds))
        case Choose():
            return _limited_branches(expr, holds)
        case _:
            return expr


def _limited_branches(expr: Choose, holds: tuple[Atom, ...]) -> Choose:
    passed = holds
    branches = []
    for branch in expr.branches:
        then = _limited(branch.then, (*passed, *atoms(branch.when)))
        branches.append(replace(branch, then=then))
        if expr.hit is Hit.FIRST:
            passed = (*passed, *atoms(branch.when, holds=False))
    if expr.otherwise is None:
        return replace(expr, branches=tuple(branches))
    none = tuple(atom for each in expr.branches for atom in atoms(each.when, holds=False))
    otherwise = _limited(expr.otherwise, (*holds, *none))
    return replace(expr, branches=tuple(branches), otherwise=otherwise)


def _warn(checked: Checked, benefit: Benefit, culprit: Stage) -> None:
    zero = f"{benefit.type.currency} 0" if benefit.type.kind is Kind.MONEY else "0"
    floor = f"floor {zero}"
    rounding = {StageKind.ROUND, StageKind.NOTHING_BELOW}
    last = [stage for stage in benefit.stages if stage.kind not in rounding][-1]
    edits = _line_after(checked, last, floor)
    whose = "owes" if benefit.charge else "gets"
    checked.desk.report.warning(
        "SB-T011",
        f"{benefit.name} may fall below zero, and nothing stops it: who {whose} less than nothing "
        "would turn payer into paid.",
        culprit.span or benefit.span,
        hint=f"Write `{floor}` after it if it ends at nothing, or give the facts that it is made "
        "of their range.",
        edits=edits,
    )


def _line_after(checked: Checked, stage: Stage, words: str) -> tuple[Edit, ...]:
    """Return the edit that writes a line of its own below a stage and its exceptions."""
    report = checked.desk.report
    inside = [] if stage.value is None else [node.span for node in nodes((stage.value,))]
    spans = [one for one in (stage.span, *inside) if one and one.source == report.source]
    if not spans:
        return ()
    span = max(spans, key=lambda one: one.end)
    end = report.text.find("\n", span.end)
    end = len(report.text) if end < 0 else end
    place = Span(end, end, span.line, span.column, span.source)
    return (Edit(f"Add {words}", place, f"\n    {words}"),)
