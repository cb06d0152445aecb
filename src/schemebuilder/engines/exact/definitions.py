"""Rules, eligibilities, stages and amounts: each evaluated once per subject and remembered.

What an amount and an eligibility mean was settled here:
- an eligibility is the conjunction of its role and all its lines, a benefit's that of the
  eligibilities it requires, its role and its own lines; a line outside its dates is silent;
- an amount is 0 where the benefit's conditions are known not to hold, else their status where they
  are not known, else what the last stage leaves;
- a stage is readable whatever the eligibility is, since conditions may themselves read it;
- outside its dates the amount and the stages of a benefit do not apply, nobody is eligible for it,
  and using a rule outside its dates is a fault;
- a rule restricted to a role does not apply to a person outside it.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from schemebuilder.engines.exact.chain import in_entity, prepare
from schemebuilder.engines.exact.given import fact
from schemebuilder.engines.exact.members import role_status
from schemebuilder.engines.exact.people import Subject
from schemebuilder.engines.exact.run import Inside, Key, Memo, Problem, Run, fault, usable
from schemebuilder.engines.exact.stages import after_stage
from schemebuilder.ir.in_force import benefit_in_force, eligibility_in_force
from schemebuilder.ir.scheme import WITHHOLDING, Line, LineKind, Scheme
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
    negation,
)

_DEEP: Final = 24
"""How many definitions may wait for each other before the rest is evaluated from the bottom."""


def value_of(run: Run, key: Key, subject: Subject) -> Evidence:
    """Return the value of a definition for a subject, evaluating it once."""
    memo = run.memo.get((key, subject))
    if memo is None:
        if run.depth >= _DEEP:
            prepare(run, key, subject, _evaluate)
        else:
            _evaluate(run, key, subject)
        memo = run.memo[key, subject]
    run.assumed |= memo.assumed
    return memo.evidence


def assumed_by(run: Run, key: Key, subject: Subject) -> frozenset[Need]:
    """Return the assumed facts that a definition, evaluated before, has read."""
    return run.memo[key, subject].assumed


def _evaluate(run: Run, key: Key, subject: Subject) -> None:
    """Evaluate a definition and remember it, with the assumed facts that were read on the way."""
    outside, inside = run.assumed, run.inside
    run.assumed = set()
    run.depth += 1
    kind, name, part = key
    if kind == "rule":
        evidence = _rule(run, name, subject)
    elif kind == "fact":
        run.inside = Inside(name, run.scheme.fields[name].citation)
        evidence = fact(run, name, subject)
    elif kind == "eligibility":
        evidence = _eligibility(run, key, subject)
    elif kind == "eligible":
        evidence = _eligible(run, key, subject)
    elif kind == "stage":
        evidence = _stage(run, name, int(part), subject)
    else:
        evidence = _amount(run, name, subject)
    run.memo[key, subject] = Memo(evidence, frozenset(run.assumed))
    run.depth -= 1
    run.assumed, run.inside = outside, inside


def _rule(run: Run, name: str, subject: Subject) -> Evidence:
    rule = run.scheme.rules[name]
    run.inside = Inside(name, rule.citation)
    given = run.case.facts.get(subject, {}).get(name)
    if given is not None:
        return given.evidence
    if not rule.in_force.holds(run.on):
        message = f"{name} is not in force on {run.on}."
        hint = "Check the date of the case, or say in the scheme what holds at that time."
        return fault(run, Problem("SB-E012", message, hint), subject, rule.span)
    if rule.role is not None:
        held = role_status(run, group_of_role(run.scheme, rule.role), rule.role, subject)
        if held != YES:
            words = f"{name} of {subject.words}, who is not {rule.role},"
            return NotApplicable(words) if held == NO else held
    return run.evaluate(run, rule.body, subject)


def _eligibility(run: Run, key: Key, subject: Subject) -> Evidence:
    eligibility = run.scheme.eligibilities[key[1]]
    if not eligibility_in_force(run.scheme, eligibility, run.on):
        return NO
    role = _role(run, eligibility.role, subject)
    return conjunction((*role, *_lines(run, key, eligibility.lines, subject)))


def _eligible(run: Run, key: Key, subject: Subject) -> Evidence:
    benefit = run.scheme.benefits[key[1]]
    if not benefit_in_force(run.scheme, benefit, run.on):
        return NO
    required = [
        value_of(run, ("eligibility", name, ""), _assessed(run, name, subject))
        for name in benefit.requires
    ]
    role = _role(run, benefit.role, subject)
    return conjunction((*required, *role, *_lines(run, key, benefit.lines, subject)))


def _stage(run: Run, name: str, number: int, subject: Subject) -> Evidence:
    benefit = run.scheme.benefits[name]
    if not benefit_in_force(run.scheme, benefit, run.on):
        return NotApplicable(f"{name}, which is not in force on {run.on},")
    stage = benefit.stages[number]
    so_far: Evidence = Known(Fraction(0))
    if number > 0:
        so_far = value_of(run, ("stage", name, str(number - 1)), subject)
    run.inside = Inside(f"{stage.name} of {name}", stage.citation or benefit.citation)
    limits = (
        run.steps[("stage", name, str(place)), subject]
        for place, before in enumerate(benefit.stages[:number])
        if before.kind in WITHHOLDING
    )
    step = after_stage(run, stage, so_far, subject, limits)
    run.steps[("stage", name, str(number)), subject] = step
    return step.after


def _amount(run: Run, name: str, subject: Subject) -> Evidence:
    benefit = run.scheme.benefits[name]
    if not benefit_in_force(run.scheme, benefit, run.on):
        return NotApplicable(f"{name}, which is not in force on {run.on},")
    eligible = value_of(run, ("eligible", name, ""), subject)
    if eligible == NO:
        return Known(Fraction(0))
    if eligible != YES:
        return eligible
    if not benefit.stages:
        return Known(Fraction(0))
    return value_of(run, ("stage", name, str(len(benefit.stages) - 1)), subject)


def _lines(
    run: Run, key: Key, lines: tuple[Line, ...], subject: Subject
) -> list[Known | Unknown | Fault]:
    """Try every line, so that the letter can give all reasons; remember how each went."""
    tried = [_line(run, key[1], line, subject) for line in lines]
    run.lines[key, subject] = tuple(tried)
    return [met for met in tried if met is not None]


def _line(run: Run, name: str, line: Line, subject: Subject) -> Known | Unknown | Fault | None:
    """Return whether the line is met; None outside its dates."""
    if not line.in_force.holds(run.on):
        return None
    run.inside = Inside(name, line.citation)
    when = usable(run, run.evaluate(run, line.when, subject), subject, line.span)
    return negation(when) if line.kind is LineKind.EXCLUDE else when


def _role(run: Run, role: str | None, subject: Subject) -> tuple[Known | Unknown, ...]:
    if role is None:
        return ()
    return (role_status(run, group_of_role(run.scheme, role), role, subject),)


def _assessed(run: Run, eligibility: str, subject: Subject) -> Subject:
    return in_entity(run, run.scheme.eligibilities[eligibility].entity, subject)


def group_of_role(scheme: Scheme, role: str) -> str:
    """Return the group that has the role."""
    for entity in scheme.entities.values():
        if any(each.name == role for each in entity.roles):
            return entity.name
    raise ValueError(f"no group has the role {role}")
