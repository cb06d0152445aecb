"""The ways through a procedure: from each step to those that can follow, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.procedure import Expiry, Otherwise, Procedure, Route, Step

END: Final = ""
"""The end of a procedure, as a place that a way leads to."""


class Why(Enum):
    """Why a step follows another."""

    DONE = "done"
    OUTCOME = "outcome"
    LACKING = "lacking"
    TIME_OUT = "time-out"
    NO_ANSWER = "no answer"
    APPEAL = "appeal"


@dataclass(frozen=True, slots=True)
class Way:
    """From a step to a step (or `END`); `outcomes` of the decision that lead there."""

    start: str
    end: str
    why: Why
    outcomes: tuple[str, ...] = ()
    lacking: str = ""
    span: Span | None = None


def ways(procedure: Procedure) -> tuple[Way, ...]:
    """Return every way, in the order written."""
    found: list[Way] = []
    for step in procedure.steps:
        found += ways_from(step)
    for appeal in procedure.appeals:
        for name in appeal.against:
            found += (
                Way(name, route.to, Why.APPEAL, route.outcomes, span=route.span)
                for route in appeal.routes
                if procedure.step(name) is not None
            )
    return tuple(found)


def ways_from(step: Step) -> Iterator[Way]:
    """Yield the ways on from a step, those of appeals left out."""
    if step.then:
        yield Way(step.name, step.then, Why.DONE)
    for route in step.routes:
        yield Way(step.name, route.to, Why.OUTCOME, outcomes_of(step, route), span=route.span)
    for detour in step.detours:
        if detour.to:
            yield Way(step.name, detour.to, Why.LACKING, lacking=detour.lacking, span=detour.span)
    if step.ends:
        yield Way(step.name, END, Why.DONE)
    if step.deadline is not None:
        yield from _instead(step, step.deadline.otherwise, Why.TIME_OUT)
    for otherwise in step.no_answers:
        yield from _instead(step, otherwise, Why.NO_ANSWER)


def outcomes_of(step: Step, route: Route) -> tuple[str, ...]:
    """Return the outcomes that take a route: those it names, or all that no route names."""
    if route.outcomes or step.decision is None:
        return route.outcomes
    named = {outcome for other in step.routes for outcome in other.outcomes}
    return tuple(outcome for outcome in step.decision.outcomes if outcome not in named)


def target_of(step: Step, outcome: str) -> str | None:
    """Return where an outcome leads; None where nothing is said."""
    for route in step.routes:
        if outcome in outcomes_of(step, route):
            return route.to
    return step.then or (END if step.ends else None)


def _instead(step: Step, otherwise: Otherwise | None, why: Why) -> Iterator[Way]:
    """Yield where a step goes instead; who escalates or asks stays in the step."""
    if otherwise is None:
        return
    match otherwise.kind:
        case Expiry.STEP:
            yield Way(step.name, otherwise.to, why, span=otherwise.span)
        case Expiry.DEEMED:
            target = target_of(step, otherwise.to)
            if target is not None:
                yield Way(step.name, target, why, (otherwise.to,), span=otherwise.span)
        case Expiry.AS_KNOWN | Expiry.GO_ON:
            if step.then:
                yield Way(step.name, step.then, why, span=otherwise.span)
        case Expiry.ESCALATE | Expiry.ASK | Expiry.LAST_KNOWN:
            pass


def reached(starts: Iterable[str], onward: Mapping[str, Iterable[str]]) -> set[str]:
    """Return the places that can be reached, the starts among them."""
    found: set[str] = set()
    waiting = list(starts)
    while waiting:
        place = waiting.pop()
        if place not in found:
            found.add(place)
            waiting.extend(onward.get(place, ()))
    return found


def onward(found: Iterable[Way]) -> dict[str, list[str]]:
    """Return the ways as a table: the places that follow each step."""
    table: dict[str, list[str]] = {}
    for way in found:
        table.setdefault(way.start, []).append(way.end)
    return table
