"""Order among the members of a group: the place of a person, and the value of the other of two.

Two members are compared key by key. The first key in which they differ decides, and a key that is
not known before that leaves open which of them stands ahead; later keys are not looked at. A place
is known when nobody is left open, and a comparison with a place already when every place that is
still possible gives the same answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from schemebuilder.engines.exact.members import role_status
from schemebuilder.engines.exact.people import Subject
from schemebuilder.engines.exact.run import Problem, Run, fault, usable
from schemebuilder.ir.expressions import OfOther, Place
from schemebuilder.values.evidence import (
    NO,
    YES,
    Evidence,
    Fault,
    Known,
    NotApplicable,
    Plain,
    Unknown,
    conjunction,
    highest,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a person stands: whether they are among the ordered, and who stands ahead.

    `ahead` counts those who stand ahead for certain, `open` holds the statuses of those who may.
    """

    among: Known | Unknown | Fault
    ahead: int
    open: tuple[Unknown | Fault, ...]


def standing(run: Run, node: Place, subject: Subject) -> Standing:
    """Return how the subject stands in the order."""
    ahead = 0
    unsettled: list[Unknown | Fault] = []
    for member in fellows(run, node.group, subject):
        if member == subject:
            continue
        before = conjunction((_among(run, node, member), _before(run, node, member, subject)))
        if before == YES:
            ahead += 1
        elif isinstance(before, Unknown | Fault):
            unsettled.append(before)
    return Standing(_among(run, node, subject), ahead, tuple(unsettled))


def place_of(run: Run, node: Place, subject: Subject) -> Evidence:
    """Return the subject's place, from 1."""
    found = standing(run, node, subject)
    if found.among == NO:
        return NotApplicable(outside(subject))
    return highest((found.among, *found.open)) or Known(Fraction(found.ahead + 1))


def outside(subject: Subject) -> str:
    """Return what does not apply to a person who is not among those put in order."""
    return f"The place of {subject.words}, who is not among those put in order,"


def ordered(run: Run, node: Place, subject: Subject) -> tuple[Subject, ...]:
    """Return those who are known to be among the ordered, in the order of the case."""
    members = fellows(run, node.group, subject)
    return tuple(member for member in members if _among(run, node, member) == YES)


def fellows(run: Run, group: str, subject: Subject) -> tuple[Subject, ...]:
    """Return the members of the subject's group, the subject too."""
    return run.case.members.get(run.case.group_of[group][subject], ())


def _among(run: Run, node: Place, member: Subject) -> Known | Unknown | Fault:
    role = YES if node.role is None else role_status(run, node.group, node.role, member)
    if role == NO or node.where is None:
        return role
    where = usable(run, run.evaluate(run, node.where, member), member, node.span)
    return conjunction((role, where))


def _before(run: Run, node: Place, one: Subject, other: Subject) -> Known | Unknown | Fault:
    """Return whether one stands ahead of the other."""
    for key in node.keys:
        first = usable(run, run.evaluate(run, key.by, one), one, node.span)
        second = usable(run, run.evaluate(run, key.by, other), other, node.span)
        if type(first) is not Known or type(second) is not Known:
            return highest((first, second)) or NO
        if first.value != second.value:
            return YES if _less(first.value, second.value) is not key.falling else NO
    return NO if node.together else _tie(run, node, one, other)


def _less(first: Plain, second: Plain) -> bool:
    return first < second  # type: ignore[operator]  # two values of one kind that has an order


def _tie(run: Run, node: Place, one: Subject, other: Subject) -> Fault:
    names = " and ".join(sorted((one.id, other.id)))
    return fault(
        run,
        Problem(
            "SB-E022",
            f"{names} are alike in everything that puts them in order, so neither comes first.",
            "Check the facts that the order goes by, or say in the scheme what happens then: "
            "another key after `ties by`, or `ties together`.",
        ),
        other,
        node.span,
    )


def of_other(run: Run, node: OfOther, subject: Subject) -> Evidence:
    """Return the value of the other holder; where there is none, `empty`, else not applicable."""
    held = {
        member: role_status(run, node.group, node.role, member)
        for member in fellows(run, node.group, subject)
    }
    holders = [member for member, status in held.items() if status == YES]
    open_ = [status for status in held.values() if isinstance(status, Unknown)]
    may_be_two = len(holders) <= 2 <= len(holders) + len(open_)
    if held[subject] == NO or not may_be_two:
        return _without_other(run, node, subject)
    status = highest(open_)
    if status is not None:
        return status
    return run.evaluate(run, node.arg, next(each for each in holders if each != subject))


def _without_other(run: Run, node: OfOther, subject: Subject) -> Evidence:
    if node.empty is not None:
        return run.evaluate(run, node.empty, subject)
    return NotApplicable(f"The other {node.role} for {subject.words} (there are not just two)")
