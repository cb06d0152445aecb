"""Every step can be reached, goes on, and comes to an end."""

from __future__ import annotations

from schemebuilder.compiler.checks.subject import Checked
from schemebuilder.ir.procedure import Procedure
from schemebuilder.ir.ways import END, onward, reached, ways


def check_reachability(checked: Checked) -> None:
    """Find steps that lead nowhere, cannot be reached, or from which no way ends."""
    for procedure in checked.scheme.procedures.values():
        if not _goes_on(checked, procedure):
            continue
        table = onward(ways(procedure))
        there = reached([procedure.steps[0].name], table)
        _unreached(checked, procedure, there)
        _endless(checked, procedure, table, there)


def _goes_on(checked: Checked, procedure: Procedure) -> bool:
    """Report steps that do not say what follows, or say two things; say whether none is found."""
    fine = True
    for step in procedure.steps:
        if step.ends and (step.then or step.routes):
            fine = False
            checked.desk.report.error(
                "SB-R001",
                f"The step {step.name} ends the procedure and yet goes on.",
                step.span,
                hint="Take out `ends`, or what follows.",
            )
        elif not (step.ends or step.then or step.routes or step.decision):
            fine = False
            checked.desk.report.error(
                "SB-R001",
                f"It is not said what follows the step {step.name}.",
                step.span,
                hint="Write `then …` with the step that follows, or `ends`.",
            )
        elif step.decision is not None and not (step.ends or step.then or step.routes):
            fine = False  # the outcomes that lead nowhere are reported with the decision
    return fine


def _unreached(checked: Checked, procedure: Procedure, there: set[str]) -> None:
    for step in procedure.steps:
        if step.name not in there:
            checked.desk.report.warning(
                "SB-R001",
                f"No way leads to the step {step.name}.",
                step.span,
                hint=f"Let a step lead to it, `then {step.name}`, or take it out.",
            )


def _endless(
    checked: Checked, procedure: Procedure, table: dict[str, list[str]], there: set[str]
) -> None:
    backward: dict[str, list[str]] = {}
    for start, ends in table.items():
        for end in ends:
            backward.setdefault(end, []).append(start)
    endless = there - reached([END], backward)
    caught = [step for step in procedure.steps if step.name in endless]
    if caught:
        names = ", ".join(step.name for step in caught)
        checked.desk.report.error(
            "SB-R001",
            f"The procedure {procedure.name} can go on for ever: no way ends from {names}.",
            *(step.span for step in caught),
            hint="Let one of these steps end, or lead to a step that does.",
        )
