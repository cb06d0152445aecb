"""What takes two people is not left to one: no step by itself, no appeal to who decided."""

from __future__ import annotations

from itertools import combinations

from schemebuilder.compiler.checks.procedure.refusing import deciders
from schemebuilder.compiler.checks.subject import Checked
from schemebuilder.ir.procedure import SILENCE, Expiry, Procedure, Step
from schemebuilder.ir.ways import onward, reached, ways


def check_segregation(checked: Checked) -> None:
    """Find steps kept apart from themselves, appeals to the decider, one post for two keys."""
    for procedure in checked.scheme.procedures.values():
        table = onward(ways(procedure))
        after = {step.name: reached(table.get(step.name, ()), table) for step in procedure.steps}
        for step in procedure.steps:
            _apart(checked, step, after)
            _escalates(checked, step)
        _one_post(checked, procedure, after)
        _appeals(checked, procedure)


def _apart(checked: Checked, step: Step, after: dict[str, set[str]]) -> None:
    for other in step.apart:
        if other == step.name:
            checked.desk.report.error(
                "SB-R007",
                f"The step {step.name} cannot be done by another person than itself.",
                step.span,
                hint="Name the step whose officer may not do this one.",
            )
        elif other not in after[step.name] and step.name not in after[other]:
            checked.desk.report.warning(
                "SB-R007",
                f"The steps {step.name} and {other} never belong to the same case, so nothing "
                "keeps one person from deciding alone.",
                step.span,
                hint="Name a step that comes before this one.",
            )


def _escalates(checked: Checked, step: Step) -> None:
    for otherwise in (step.deadline.otherwise if step.deadline else None, *step.no_answers):
        if otherwise is None or otherwise.kind is not Expiry.ESCALATE:
            continue
        if step.by == (otherwise.to,):
            checked.desk.report.warning(
                "SB-R007",
                f"The step {step.name} escalates to {otherwise.to}, who is late with it.",
                otherwise.span,
                hint="Name another post.",
            )


def _one_post(checked: Checked, procedure: Procedure, after: dict[str, set[str]]) -> None:
    """The post that decides pays too, and nothing says that it must be two persons."""
    for one, two in combinations(procedure.steps, 2):
        pays = one if one.pays else two
        decides = two if one.pays else one
        if not pays.pays or decides not in deciders(procedure):
            continue
        together = pays.name in after[decides.name]
        apart = pays.name in decides.apart or decides.name in pays.apart
        if together and not apart and len(pays.by) == 1 and pays.by == decides.by:
            checked.desk.report.warning(
                "SB-R007",
                f"{pays.by[0]} decides in the step {decides.name} and pays in the step "
                f"{pays.name}, and it may be one person.",
                pays.span,
                decides.span,
                hint=f"Add `not the same person as {decides.name}` to the step {pays.name}.",
            )


def _appeals(checked: Checked, procedure: Procedure) -> None:
    for appeal in procedure.appeals:
        for name in appeal.against:
            step = procedure.step(name)
            if name != SILENCE and step is not None and appeal.body and appeal.body in step.by:
                checked.desk.report.error(
                    "SB-R007",
                    f"The appeal against {name} goes to {appeal.body}, who does that step.",
                    appeal.span,
                    step.span,
                    hint="Name a body that had no part in the decision.",
                )
