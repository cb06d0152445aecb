"""Which outcomes and steps are against the person, for the checks that look after them."""

from __future__ import annotations

from typing import Final

from schemebuilder.ir.procedure import AGAINST, Deciding, Procedure, Step
from schemebuilder.ir.ways import outcomes_of, target_of

REFUSALS: Final = frozenset({"not_eligible", "not_selected"})
"""Outcomes that are against the person."""

_BY_LAW: Final = frozenset({Deciding.ELIGIBILITY, Deciding.BENEFIT, Deciding.SELECTION})


def deciders(procedure: Procedure) -> tuple[Step, ...]:
    """Return the steps in which somebody is granted or refused something."""
    return tuple(
        step
        for step in procedure.steps
        if step.decision is not None and step.decision.kind in _BY_LAW
    )


def refused_to(step: Step) -> tuple[str, ...]:
    """Return the places that the refusals of a step lead to."""
    outcomes = () if step.decision is None else step.decision.outcomes
    targets = (target_of(step, one) for one in outcomes if one in REFUSALS)
    return tuple(dict.fromkeys(target for target in targets if target is not None))


def until_decided(procedure: Procedure, start: str) -> tuple[Step, ...]:
    """Return the steps that follow by themselves from `start`, up to one that decides."""
    found: list[Step] = []
    step = procedure.step(start)
    while step is not None and step.decision is None and step not in found:
        found.append(step)
        step = procedure.step(step.then)
    return tuple(found)


def refusing_steps(procedure: Procedure) -> frozenset[str]:
    """Return the steps that are there to refuse: they decide nothing any more."""
    refused: set[str] = set()
    granted: set[str] = set()
    for step in procedure.steps:
        for route in step.routes:
            outcomes = set(outcomes_of(step, route))
            (refused if outcomes & REFUSALS else granted).add(route.to)
            if outcomes - REFUSALS:
                granted.add(route.to)
    told = {step.name for step in procedure.steps if letters_against(step)}
    deciding = {step.name for step in procedure.steps if step.decision is not None}
    return frozenset(((refused - granted) | told) - deciding - {""})


def letters_against(step: Step) -> tuple[str, ...]:
    """Return the letters of a step that tell of something against the person."""
    return tuple(notice.letter for notice in step.notices if notice.letter in AGAINST)
