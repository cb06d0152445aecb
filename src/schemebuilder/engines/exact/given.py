"""A fact of a person or group: as given, or as the field's missing policy says."""

from __future__ import annotations

from schemebuilder.engines.exact.people import Given, Subject
from schemebuilder.engines.exact.run import Problem, Run, fault
from schemebuilder.engines.exact.written import written
from schemebuilder.ir.vocabulary import Ask, AskOfficer, Assume, Field, Use
from schemebuilder.values.evidence import Evidence, Known, Need, Unknown


def fact(run: Run, name: str, subject: Subject) -> Evidence:
    """Return the fact as given; where it is not, ask, assume (and mark it) or derive it."""
    field = run.scheme.fields[name]
    given = run.case.facts.get(subject, {}).get(name)
    if given is not None:
        return _agreeing(run, field, given, subject) if field.must_agree else given.evidence
    match field.missing:
        case Ask() | AskOfficer():
            return Unknown(frozenset((Need(subject.entity, subject.id, name),)))
        case Assume():
            run.assumed.add(Need(subject.entity, subject.id, name))
            return Known(field.missing.value)
        case Use():
            return run.evaluate(run, field.missing.expression, subject)


def _agreeing(run: Run, field: Field, given: Given, subject: Subject) -> Evidence:
    """Return the fact unless what it can be derived from says otherwise; that is a fault."""
    if not isinstance(field.missing, Use) or type(given.evidence) is not Known:
        return given.evidence
    derived = run.evaluate(run, field.missing.expression, subject)
    if type(derived) is not Known or derived == given.evidence:
        return given.evidence
    said, follows = written(given.evidence.value, field.type), written(derived.value, field.type)
    return fault(
        run,
        Problem(
            "SB-E013",
            (
                f"{field.name} of {subject.words} is given as {said}, but the other facts make it"
                f" {follows}."
            ),
            "Correct one of them, or leave one out.",
        ),
        subject,
        field.span,
    )
