"""How the conditions of an eligibility or benefit went, and the reasons that follow from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schemebuilder.engines.exact.chain import in_entity
from schemebuilder.engines.exact.decision import Reason, StageAmount
from schemebuilder.engines.exact.definitions import group_of_role
from schemebuilder.engines.exact.members import role_status
from schemebuilder.engines.exact.people import Subject
from schemebuilder.engines.exact.run import Key, Run
from schemebuilder.engines.exact.sentences import filled
from schemebuilder.engines.exact.stages import beyond
from schemebuilder.ir.expressions import BenefitRef, OfGroup
from schemebuilder.ir.scheme import (
    WITHHOLDING,
    Benefit,
    Eligibility,
    Line,
    LineKind,
    Stage,
    StageKind,
)
from schemebuilder.values.evidence import NO, YES, Evidence


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of an eligibility or benefit for a subject, and whether it is met.

    It is a line with its number, or the `role` that the definition is limited to (number -1).
    """

    definition: str
    number: int
    subject: Subject
    met: Evidence
    line: Line | None = None
    role: str = ""


def failed_conditions(run: Run, conditions: Key, subject: Subject) -> Iterator[Reason]:
    """Yield every condition that is known not to hold, each once, in the order written."""
    given: set[tuple[str, str]] = set()
    for condition in conditions_of(run, conditions, subject):
        if condition.met != NO:
            continue
        reason = _reason(run, condition)
        if (reason.sentence, reason.citation) not in given:
            given.add((reason.sentence, reason.citation))
            yield reason


def _reason(run: Run, condition: Condition) -> Reason:
    line = condition.line
    if line is None:
        sentence = f'{condition.subject.id} does not have the role "{condition.role}".'
        text = f"is {condition.role}"
        return Reason(sentence, text, "", condition.definition, -1)
    return Reason(
        sentence=filled(run, line, condition.subject),
        text=line.text,
        citation=line.citation,
        definition=condition.definition,
        number=condition.number,
        kind=line.kind,
        span=line.span,
    )


def withheld_by(
    run: Run, name: str, subject: Subject, stages: tuple[StageAmount, ...]
) -> Iterator[Reason]:
    """Yield what leaves the subject without payment, though it is eligible: limits, suspensions."""
    for number, each in enumerate(stages):
        stage = each.stage
        if stage.kind in WITHHOLDING and beyond(each.step):
            yield _of_stage(run, name, number, stage, subject)


def warned_of(
    run: Run, name: str, subject: Subject, stages: tuple[StageAmount, ...]
) -> Iterator[Reason]:
    """Yield the conditions of compliance of which the subject is warned."""
    for number, each in enumerate(stages):
        if each.stage.kind is StageKind.WARN and each.step.applied:
            yield _of_stage(run, name, number, each.stage, subject)


def _of_stage(run: Run, name: str, number: int, stage: Stage, subject: Subject) -> Reason:
    sentence = filled(run, stage, subject)
    return Reason(sentence, stage.text, stage.citation, name, number, span=stage.span)


def conditions_of(run: Run, key: Key, subject: Subject) -> Iterator[Condition]:
    """Yield the conditions of an eligibility or benefit, those it requires first."""
    definition: Benefit | Eligibility
    if key[0] == "eligible":
        definition = run.scheme.benefits[key[1]]
        for name in definition.requires:
            whose = in_entity(run, run.scheme.eligibilities[name].entity, subject)
            yield from conditions_of(run, ("eligibility", name, ""), whose)
    else:
        definition = run.scheme.eligibilities[key[1]]
    if definition.role is not None:
        group = group_of_role(run.scheme, definition.role)
        met = role_status(run, group, definition.role, subject)
        yield Condition(key[1], -1, subject, met, role=definition.role)
    for number, (line, met_line) in enumerate(
        zip(definition.lines, run.lines[key, subject], strict=True)
    ):
        if met_line is None:
            continue
        inner = tuple(_required(run, line, subject))
        if any(each.met != YES for each in inner):
            yield from inner
        else:
            yield Condition(key[1], number, subject, met_line, line=line)


def _required(run: Run, line: Line, subject: Subject) -> Iterator[Condition]:
    """Yield the conditions of the eligibility that a line `require NAME` stands for, if it does."""
    test, whose = line.when, subject
    if isinstance(test, OfGroup):
        whose = in_entity(run, test.group, subject)
        test = test.arg
    if not isinstance(test, BenefitRef) or line.kind is not LineKind.REQUIRE:
        return
    key: Key = ("eligibility", test.benefit, "")
    if test.benefit in run.scheme.eligibilities and (key, whose) in run.lines:
        yield from conditions_of(run, key, whose)
