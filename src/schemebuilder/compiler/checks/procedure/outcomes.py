"""Every outcome of a decision leads to one place."""

from __future__ import annotations

from schemebuilder.compiler.checks.subject import Checked
from schemebuilder.compiler.step_clauses import APPEAL_OUTCOMES, outcome_words
from schemebuilder.ir.procedure import Procedure, Step, StepDecision


def check_outcomes(checked: Checked) -> None:
    """Find outcomes that lead nowhere, and outcomes that lead to two places."""
    for procedure in checked.scheme.procedures.values():
        for step in procedure.steps:
            if step.decision is not None:
                _covered(checked, step, step.decision)
            _once(checked, step)
        _appeals(checked, procedure)


def _covered(checked: Checked, step: Step, decision: StepDecision) -> None:
    rest = [route for route in step.routes if not route.outcomes]
    if step.then and step.routes:
        checked.desk.report.error(
            "SB-R003",
            f"The step {step.name} decides, and `then {step.then}` does not say after which "
            "outcome.",
            step.routes[0].span,
            step.span,
            hint=f"Write `when anything else then {step.then}`.",
        )
        return
    if rest or step.then or step.ends:
        return
    named = {outcome for route in step.routes for outcome in route.outcomes}
    open_ = [outcome for outcome in decision.outcomes if outcome not in named]
    if open_:
        said = " and ".join(f"`{outcome_words(one)}`" for one in open_)
        checked.desk.report.error(
            "SB-R003",
            f"It is not said what follows when the step {step.name} comes to {said}.",
            decision.span,
            hint=f"Add a line: `when {outcome_words(open_[0])} then …`.",
        )


def _once(checked: Checked, step: Step) -> None:
    seen: dict[str, str] = {}
    rest = 0
    for route in step.routes:
        rest += not route.outcomes
        if rest == 2 and not route.outcomes:
            checked.desk.report.error(
                "SB-R003",
                f"The step {step.name} says twice what follows everything else.",
                route.span,
                hint="Keep one of the two lines.",
            )
        for outcome in route.outcomes:
            if outcome in seen:
                checked.desk.report.error(
                    "SB-R003",
                    f"The outcome `{outcome_words(outcome)}` of the step {step.name} leads to two "
                    "places.",
                    route.span,
                    hint="Keep one of the two lines.",
                )
            seen[outcome] = route.to


def _appeals(checked: Checked, procedure: Procedure) -> None:
    """An appeal that says what follows one of its outcomes says it of both."""
    for appeal in procedure.appeals:
        named = {outcome for route in appeal.routes for outcome in route.outcomes}
        if not appeal.routes or any(not route.outcomes for route in appeal.routes):
            continue
        for outcome in APPEAL_OUTCOMES:
            if outcome not in named:
                checked.desk.report.error(
                    "SB-R003",
                    f"It is not said what follows when the appeal comes to `{outcome}`.",
                    appeal.routes[0].span,
                    hint=f"Add a line: `when {outcome} then …`, or `when {outcome} ends`.",
                )
