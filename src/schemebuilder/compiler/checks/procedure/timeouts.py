"""Silence never refuses: a deadline that passes, or a paper that lacks, opens a decision."""

from __future__ import annotations

from schemebuilder.compiler.checks.procedure.refusing import (
    REFUSALS,
    refusing_steps,
    until_decided,
)
from schemebuilder.compiler.checks.subject import Checked
from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.procedure import Expiry, Otherwise, Procedure, Step
from schemebuilder.ir.ways import Why, ways_from


def check_timeouts(checked: Checked) -> None:
    """Find deadlines, registers and missing papers that lead to a refusal without a decision."""
    for procedure in checked.scheme.procedures.values():
        refusing = refusing_steps(procedure)
        for step in procedure.steps:
            _step(checked, procedure, step, refusing)


def _step(checked: Checked, procedure: Procedure, step: Step, refusing: frozenset[str]) -> None:
    deadline = step.deadline.otherwise if step.deadline else None
    if _deems_refused(deadline):
        _report(checked, Why.TIME_OUT, step, deadline.span if deadline else None)
        return
    for way in ways_from(step):
        if way.why not in _SAID:
            continue
        following = {one.name for one in until_decided(procedure, way.end)}
        if following & refusing:
            late = deadline.span if deadline and way.why is Why.TIME_OUT else None
            _report(checked, way.why, step, way.span or late)


def _deems_refused(otherwise: Otherwise | None) -> bool:
    return otherwise is not None and otherwise.kind is Expiry.DEEMED and otherwise.to in REFUSALS


_SAID = {
    Why.TIME_OUT: "When the deadline of the step {step} passes, the person is refused without a "
    "decision.",
    Why.NO_ANSWER: "When a register does not answer in the step {step}, the person is refused "
    "without a decision.",
    Why.LACKING: "Who lacks something in the step {step} is refused without a decision.",
}


def _report(checked: Checked, why: Why, step: Step, span: Span | None) -> None:
    checked.desk.report.error(
        "SB-R006",
        _SAID[why].format(step=step.name),
        span or step.span,
        hint="Lead to the step that decides, or to a person: `otherwise escalate to supervisor`. "
        "Silence never refuses."
        if why is not Why.LACKING
        else 'Offer another way: a step in which others confirm it, or `without … "…"`.',
    )
