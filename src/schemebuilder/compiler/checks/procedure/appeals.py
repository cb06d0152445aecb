"""Whoever is refused, or hears nothing, can appeal."""

from __future__ import annotations

from typing import Final

from schemebuilder.compiler.checks.procedure.refusing import (
    deciders,
    letters_against,
    refused_to,
    until_decided,
)
from schemebuilder.compiler.checks.subject import Checked
from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.procedure import SILENCE, Procedure, Step

_STOPS_PAYMENT: Final = frozenset({"reduction", "suspension", "ending"})


def check_appeals(checked: Checked) -> None:
    """Find decisions and letters against the person, and silence, that no appeal is against."""
    for procedure in checked.scheme.procedures.values():
        against = {name for appeal in procedure.appeals for name in appeal.against}
        _decisions(checked, procedure, against)
        _silence(checked, procedure, against)
        _pending(checked, procedure)
        for appeal in procedure.appeals:
            if appeal.window is not None and not appeal.body:
                checked.desk.report.warning(
                    "SB-R004",
                    "It is not said to whom one appeals.",
                    appeal.span,
                    hint="Write it: `within 60 days to appeals_board, decided within 90 days`.",
                )


def _decisions(checked: Checked, procedure: Procedure, against: set[str]) -> None:
    looked_at: set[str] = set()
    for step in deciders(procedure):
        after = [one.name for end in refused_to(step) for one in until_decided(procedure, end)]
        looked_at |= {step.name, *after}
        if not against & {step.name, *after}:
            span = step.decision.span if step.decision else step.span
            _report(
                checked, step, f"Nobody can appeal against what the step {step.name} decides.", span
            )
    for step in procedure.steps:
        letters = letters_against(step)
        if letters and step.name not in against | looked_at:
            words = (
                f"Nobody can appeal against the {letters[0]} that the step {step.name} tells of."
            )
            _report(checked, step, words, step.span)


def _report(checked: Checked, step: Step, words: str, span: Span | None) -> None:
    checked.desk.report.warning(
        "SB-R004",
        words,
        span or step.span,
        hint=f"Add `appeal against {step.name}`, with `within … to …, decided within …`.",
    )


def _silence(checked: Checked, procedure: Procedure, against: set[str]) -> None:
    deciding = deciders(procedure)
    if deciding and SILENCE not in against:
        checked.desk.report.warning(
            "SB-R004",
            f"In the procedure {procedure.name} nobody can appeal when no decision comes in time.",
            procedure.span,
            hint="Name it in the appeal: `appeal against decide, silence`.",
        )


def _pending(checked: Checked, procedure: Procedure) -> None:
    """Who is paid and then is not: the appeal says whether payment goes on meanwhile."""
    stops = {step.name for step in procedure.steps if _STOPS_PAYMENT & set(letters_against(step))}
    for appeal in procedure.appeals:
        if appeal.pending is None and stops & set(appeal.against):
            checked.desk.report.warning(
                "SB-R004",
                "It is not said whether payment goes on while this appeal is open.",
                appeal.span,
                hint="Add `payment continues` or `payment stops`, with the article that says so.",
            )
