"""A value of someone who may not be there, used as if there always were one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from schemebuilder.compiler.checks.guards import atoms, filled, of_conditions
from schemebuilder.compiler.checks.subject import Checked
from schemebuilder.compiler.report import replaced
from schemebuilder.diagnostics.finding import Edit
from schemebuilder.ir.expressions import (
    Aggregate,
    Among,
    Apply,
    Choose,
    Expr,
    Hit,
    ListAggregate,
    OfGroup,
    OfLinked,
    OfRole,
    Quantifier,
    Round,
    RuleRef,
    Scaled,
)
from schemebuilder.ir.operators import Op
from schemebuilder.ir.scheme import Benefit, Eligibility, LineKind
from schemebuilder.ir.walk import parts
from schemebuilder.values.types import Kind

Filled: TypeAlias = frozenset[tuple[str, str]]

_OF_SOME: Final = frozenset({Quantifier.HIGHEST, Quantifier.LOWEST, Quantifier.AVERAGE})


@dataclass(frozen=True, slots=True)
class _Use:
    """A value of somebody in a role, and the operation that takes it."""

    value: OfRole | OfLinked | Aggregate | ListAggregate
    whole: Expr
    reference: RuleRef | None = None


def check_nobody(checked: Checked) -> None:
    """Warn of a value that does not apply to a group without the person, where it is needed."""
    for use in _uses(checked):
        _warn(checked, use)


def _uses(checked: Checked) -> Iterator[_Use]:
    scheme = checked.scheme
    for rule in checked.parts.rules.values():
        yield from _below(checked, rule.body, _held(checked, rule.role))
    for eligibility in checked.parts.eligibilities.values():
        yield from _of_lines(checked, eligibility, _held(checked, eligibility.role))
    for benefit in checked.parts.benefits.values():
        there = _held(checked, benefit.role)
        yield from _of_lines(checked, benefit, there)
        there |= filled(of_conditions(scheme, benefit))
        for stage in benefit.stages:
            met = there
            if stage.when is not None:
                yield from _needed(checked, stage.when, stage.when, there)
                met |= filled(atoms(stage.when))
            if stage.value is not None:
                yield from _needed(checked, stage.value, stage.value, met)


def _held(checked: Checked, role: str | None) -> Filled:
    groups = checked.desk.names.groups()
    return frozenset((group.name, role) for group in groups if role is not None)


def _of_lines(checked: Checked, one: Benefit | Eligibility, there: Filled) -> Iterator[_Use]:
    for line in one.lines:
        others = (
            filled(atoms(other.when, holds=other.kind is not LineKind.EXCLUDE))
            for other in one.lines
            if other is not line
        )
        yield from _needed(checked, line.when, line.when, there.union(*others))


def _needed(checked: Checked, node: Expr, whole: Expr, there: Filled) -> Iterator[_Use]:
    """Yield the node if a value is needed here and may be nobody's, and what is below it."""
    found = _nobodys(checked, node, there)
    if found is not None:
        yield _Use(found, whole, node if isinstance(node, RuleRef) else None)
    yield from _below(checked, node, there)


def _nobodys(
    checked: Checked, node: Expr, there: Filled
) -> OfRole | OfLinked | Aggregate | ListAggregate | None:
    """Return the value of a role or list that may be empty, if that is what the node is."""
    while isinstance(node, OfGroup):
        node = node.arg
    if isinstance(node, RuleRef):
        rule = checked.parts.rules.get(node.rule)
        body = None if rule is None or rule.role is not None else rule.body
        looked_through = isinstance(body, OfGroup | OfRole | OfLinked | ListAggregate)
        return _nobodys(checked, body, there) if looked_through and body is not None else None
    if isinstance(node, ListAggregate):
        return node if _may_be_short(node) and (node.list_name, "") not in there else None
    if isinstance(node, OfLinked):
        return node if node.empty is None and (node.link, "") not in there else None
    if isinstance(node, OfRole):
        role = checked.desk.names.role(node.group, node.role)
        empty = node.empty is None and role is not None and role.least == 0
        return node if empty and (node.group, node.role) not in there else None
    if isinstance(node, Aggregate) and node.quantifier in _OF_SOME and node.role is not None:
        role = checked.desk.names.role(node.group, node.role)
        empty = node.empty is None and role is not None and role.least == 0
        whole = empty and node.where is None
        return node if whole and (node.group, node.role) not in there else None
    return None


def _may_be_short(node: ListAggregate) -> bool:
    """Say whether there is no value where the list has no entries, or too few."""
    if node.empty is not None:
        return False
    if node.pick is not None and not node.pick.fewer:
        return True
    return node.where is None and node.quantifier in _OF_SOME


def _below(checked: Checked, node: Expr, there: Filled) -> Iterator[_Use]:
    match node:
        case Apply(op=Op.AND | Op.OR):
            for arg in node.args:
                others = (
                    filled(atoms(other, holds=node.op is Op.AND))
                    for other in node.args
                    if other is not arg
                )
                yield from _needed(checked, arg, arg, there.union(*others))
        case Apply():
            for arg in node.args:
                yield from _needed(checked, arg, node, there)
        case Among() | Scaled() | Round():
            yield from _needed(checked, node.arg, node, there)
        case Choose():
            yield from _branches(checked, node, there)
        case _:
            for _, _, part in parts(node):
                yield from _below(checked, part, there)


def _branches(checked: Checked, node: Choose, there: Filled) -> Iterator[_Use]:
    passed = there
    for branch in node.branches:
        yield from _needed(checked, branch.when, branch.when, passed)
        yield from _below(checked, branch.then, passed | filled(atoms(branch.when)))
        if node.hit is Hit.FIRST:
            passed |= filled(atoms(branch.when, holds=False))
    if node.otherwise is not None:
        none = (filled(atoms(each.when, holds=False)) for each in node.branches)
        yield from _below(checked, node.otherwise, there.union(*none))


def _warn(checked: Checked, use: _Use) -> None:
    report = checked.desk.report
    value = use.value
    span = use.reference.span if use.reference is not None else value.span
    if span is None:
        return
    written = report.written(span)
    if isinstance(value, ListAggregate):
        _warn_of_list(checked, use, value)
        return
    owner, role = "person", ""
    if isinstance(value, OfLinked):
        role = value.link
    else:
        owner, role = value.group, value.role or "member"
    where = f" in {use.reference.rule}" if use.reference is not None else ""
    report.warning(
        "SB-T010",
        f"A {owner} may have no {role}; then `{written}` does not apply, and what needs it fails.",
        span,
        hint=f"Say what holds then{where}: `… or {_none(checked, use)} if none`, or ask first "
        f"whether `there is a {role}`.",
        edits=_edits(checked, use) if use.reference is None else (),
    )


def _warn_of_list(checked: Checked, use: _Use, value: ListAggregate) -> None:
    span = use.reference.span if use.reference is not None else value.span
    picked = value.pick is not None and not value.pick.fewer
    few, word = ("too few entries", "fewer") if picked else ("no entries", "none")
    where = f" in {use.reference.rule}" if use.reference is not None else ""
    checked.desk.report.warning(
        "SB-T010",
        f"{value.list_name} may have {few}; then this does not apply, and what needs it fails.",
        span,
        hint=f"Say what holds then{where}: `… or {_none(checked, use)} if {word}`.",
        edits=_edits(checked, use) if use.reference is None else (),
    )


def _none(checked: Checked, use: _Use) -> str:
    kind = use.value.type
    if use.whole.type.kind is Kind.YES_NO:
        return "no"
    return f"{kind.currency or checked.scheme.currency} 0" if kind.kind is Kind.MONEY else "0"


def _edits(checked: Checked, use: _Use) -> tuple[Edit, ...]:
    """Return the edit that says what holds if there is nobody: no, or nothing."""
    report = checked.desk.report
    span = use.whole.span if use.whole.type.kind is Kind.YES_NO else use.value.span
    answers = use.whole.type.kind is Kind.YES_NO or use.value.type.kind in {Kind.MONEY, Kind.NUMBER}
    if span is None or span.source != report.source or not answers:
        return ()
    written = report.text[span.start : span.end]
    return (replaced(span, f"({written} or {_none(checked, use)} if none)"),)
