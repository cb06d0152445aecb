"""Whoever is refused is told, with the reasons; letters that are written are sent."""

from __future__ import annotations

from schemebuilder.compiler.checks.procedure.refusing import (
    deciders,
    refused_to,
    until_decided,
)
from schemebuilder.compiler.checks.subject import Checked
from schemebuilder.ir.procedure import AGAINST, Letter, Notice, Procedure, Step

_REASONS = "{reasons}"


def check_notices(checked: Checked) -> None:
    """Find refusals that nobody is told of or that give no reasons, and letters nobody sends."""
    procedures = checked.scheme.procedures.values()
    own = {letter.name: letter for one in procedures for letter in one.letters}
    for procedure in procedures:
        for step in deciders(procedure):
            for end in refused_to(step):
                _told(checked, procedure, step, end, own)
    sent = {notice.letter for one in procedures for notice in _notices(one)}
    for letter in own.values():
        if letter.name not in sent:
            checked.desk.report.warning(
                "SB-N005",
                f"The letter {letter.name} is never sent.",
                letter.span,
                hint=f"Send it from a step, `notify … letter {letter.name}`, or take it out.",
            )


def _notices(procedure: Procedure) -> list[Notice]:
    found = [notice for step in procedure.steps for notice in step.notices]
    return found + [notice for appeal in procedure.appeals for notice in appeal.notices]


def _told(
    checked: Checked, procedure: Procedure, step: Step, end: str, own: dict[str, Letter]
) -> None:
    after = until_decided(procedure, end)
    if end and not after:
        return  # another decision follows, and is looked at itself
    notices = [notice for one in after for notice in one.notices]
    span = after[0].span if after else (step.decision.span if step.decision else step.span)
    if not notices:
        checked.desk.report.warning(
            "SB-R005",
            f"Who is refused by the step {step.name} is not told.",
            span,
            hint="Add a line to the step that follows: `notify … letter refusal`.",
        )
    elif not any(_with_reasons(notice, own) for notice in notices):
        checked.desk.report.warning(
            "SB-R005",
            f"Who is refused by the step {step.name} is told, but not why.",
            notices[0].span,
            hint="Send the letter that gives the reasons, `notify … letter refusal`, or put "
            "`{reasons}` into the text.",
        )


def _with_reasons(notice: Notice, own: dict[str, Letter]) -> bool:
    texts = list(notice.texts.values())
    if notice.letter in own:
        texts += own[notice.letter].texts.values()
    return notice.letter in AGAINST or any(_REASONS in text for text in texts)
