"""Quantifiers over the members of a group: counted, totalled, or decided as soon as settled.

A member counts as selected when role and `where` are both known to hold, and is open when either
is not known. A known no to one of them leaves the member out, whatever the other is.
"""

from __future__ import annotations

from fractions import Fraction

from schemebuilder.engines.exact.people import Subject, holds_role
from schemebuilder.engines.exact.run import Problem, Run, fault, usable
from schemebuilder.engines.exact.selected import Selected, settled
from schemebuilder.ir.expressions import Aggregate, OfRole, Quantifier
from schemebuilder.values.evidence import (
    NO,
    YES,
    Evidence,
    Fault,
    Known,
    Need,
    NotApplicable,
    Unknown,
    conjunction,
    disjunction,
    highest,
    negation,
)


def aggregate(run: Run, node: Aggregate, subject: Subject) -> Evidence:
    """Return what the quantifier makes of the members of the subject."""
    match node.quantifier:
        case Quantifier.ANY:
            return disjunction(
                conjunction((_role(run, node, member), _where(run, node, member)))
                for member in run.case.members.get(subject, ())
            )
        case Quantifier.EVERY:
            return _every(run, node, subject)
        case Quantifier.NUMBER:
            chosen = select_members(run, node, subject)
            return highest(chosen.open) or Known(Fraction(len(chosen.sure)))
        case Quantifier.TOTAL | Quantifier.HIGHEST | Quantifier.LOWEST | Quantifier.AVERAGE:
            return _over_values(run, node, subject)


def _every(run: Run, node: Aggregate, subject: Subject) -> Evidence:
    """Every holder of the role meets the condition; over nobody it is what `empty` says."""
    members = run.case.members.get(subject, ())
    roles = [_role(run, node, member) for member in members]
    met = conjunction(
        disjunction((negation(role), _where(run, node, member)))
        for role, member in zip(roles, members, strict=True)
    )
    if met != YES or YES in roles or node.empty is None:
        return met
    empty = run.evaluate(run, node.empty, subject)
    return empty if empty == YES else highest(roles) or empty


def _over_values(run: Run, node: Aggregate, subject: Subject) -> Evidence:
    """Total, highest, lowest, average of the values of the selected; those without are skipped."""
    if node.value is None:
        raise ValueError(f"{node.quantifier.value} needs a value")
    chosen = select_members(run, node, subject)
    values = [run.evaluate(run, node.value, member) for member in chosen.sure]
    applying = [value for value in values if type(value) is not NotApplicable]
    status = highest((*applying, *chosen.open))
    if status is not None:
        return status
    return settled(node.quantifier, applying) or _over_nobody(run, node, subject)


def _over_nobody(run: Run, node: Aggregate, subject: Subject) -> Evidence:
    if node.empty is not None:
        return run.evaluate(run, node.empty, subject)
    among = node.role or "member"
    what = f"The {node.quantifier.value} over nobody (no {among} is selected in {subject.words})"
    return NotApplicable(what)


def select_members(run: Run, node: Aggregate, subject: Subject) -> Selected:
    """Return the members in the role who meet the condition, and those who may."""
    sure: list[Subject] = []
    unsettled: list[Unknown | Fault] = []
    for member in run.case.members.get(subject, ()):
        meant = conjunction((_role(run, node, member), _where(run, node, member)))
        if isinstance(meant, Unknown | Fault):
            unsettled.append(meant)
        elif meant.value:
            sure.append(member)
    return Selected(tuple(sure), tuple(unsettled))


def _role(run: Run, node: Aggregate, member: Subject) -> Known | Unknown:
    return YES if node.role is None else role_status(run, node.group, node.role, member)


def _where(run: Run, node: Aggregate, member: Subject) -> Known | Unknown | Fault:
    if node.where is None:
        return YES
    return usable(run, run.evaluate(run, node.where, member), member, node.span)


def role_status(run: Run, group: str, role: str, person: Subject) -> Known | Unknown:
    """Return whether the person holds the role, as evidence; the missing fact is their `role`."""
    held = holds_role(run.case, group, role, person)
    if held is None:
        return Unknown(frozenset((Need(person.entity, person.id, "role"),)))
    return YES if held else NO


def holder(run: Run, node: OfRole, group: Subject) -> Subject | Unknown | Fault | None:
    """Return the one member who holds the role; None if it is known that nobody does."""
    held = {
        member: role_status(run, node.group, node.role, member)
        for member in run.case.members.get(group, ())
    }
    holders = [member for member, status in held.items() if status == YES]
    if len(holders) > 1:
        names = ", ".join(member.id for member in holders)
        message = f"More than one person is {node.role} in {group.words}: {names}."
        return fault(
            run, Problem("SB-E011", message, "Give the role to one person."), group, node.span
        )
    if holders:
        return holders[0]
    return highest(held.values())
