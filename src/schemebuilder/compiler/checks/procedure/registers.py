"""Registers fail: what happens then is said."""

from __future__ import annotations

from schemebuilder.compiler.checks.subject import Checked


def check_registers(checked: Checked) -> None:
    """Find steps that look something up without a word on what happens if nobody answers."""
    for procedure in checked.scheme.procedures.values():
        for step in procedure.steps:
            asked = [fact for fact in step.facts if fact.register]
            escape = step.no_answers or (step.deadline and step.deadline.otherwise)
            if not asked or escape:
                continue
            registers = ", ".join(dict.fromkeys(fact.register for fact in asked))
            checked.desk.report.warning(
                "SB-R011",
                f"It is not said what the step {step.name} does when {registers} does not answer.",
                *(fact.span for fact in asked),
                hint="Say it at the end of the line: `otherwise ask`, `otherwise use the last "
                "known`, `otherwise escalate to …`.",
            )
