"""One case decided: every benefit and eligibility for every person and group of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from schemebuilder.diagnostics.finding import Finding
from schemebuilder.engines.exact.asking import in_asking_order, referred
from schemebuilder.engines.exact.chain import in_entity
from schemebuilder.engines.exact.decision import (
    Assumed,
    Decision,
    NamedValue,
    OnList,
    Outcome,
    Reason,
    StageAmount,
    Verdict,
)
from schemebuilder.engines.exact.definitions import assumed_by, group_of_role, value_of
from schemebuilder.engines.exact.evaluate import start
from schemebuilder.engines.exact.members import role_status
from schemebuilder.engines.exact.named import Named, named_definition, no_such_name
from schemebuilder.engines.exact.needs import about
from schemebuilder.engines.exact.payments import Plan, planned
from schemebuilder.engines.exact.people import Case, Subject
from schemebuilder.engines.exact.quantity import quantity
from schemebuilder.engines.exact.referring import referred_on_exit
from schemebuilder.engines.exact.run import Key, Run
from schemebuilder.engines.exact.sentences import filled
from schemebuilder.engines.exact.split import joined
from schemebuilder.engines.exact.stages import beyond
from schemebuilder.ir.expressions import BenefitRef, OfGroup, ParameterRef
from schemebuilder.ir.in_force import benefit_in_force, eligibility_in_force
from schemebuilder.ir.known import as_known
from schemebuilder.ir.lists import selection_of
from schemebuilder.ir.payment_period import days_decided
from schemebuilder.ir.scheme import (
    WITHHOLDING,
    Benefit,
    Eligibility,
    Line,
    LineKind,
    Scheme,
    Stage,
    StageKind,
    Undecided,
)
from schemebuilder.ir.vocabulary import AskOfficer, Assume
from schemebuilder.values.evidence import NO, YES, Evidence, Fault, Known, Need, Unknown
from schemebuilder.values.types import Type


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


def decide(
    scheme: Scheme,
    case: Case,
    *,
    on: date | None = None,
    values: Collection[str] = (),
    trace: bool = False,
) -> Decision:
    """Decide a case on its own date, or on another.

    `values` names rules, facts, benefits and stages (`base of child_benefit`) to report as well,
    for everyone they are of. With `trace` the value of every node is kept.
    """
    case = case if on is None else replace(case, on=on)
    known = as_known(scheme, case.known_on)
    if known is not scheme:
        return replace(decide(known, case, values=values, trace=trace), scheme=scheme)
    days = days_decided(scheme, case.on)
    whole = _decided(scheme, case, values, trace=trace)
    if len(days) == 1:
        return whole
    later = {
        day: _decided(scheme, replace(case, on=day), (), trace=trace)
        for day in days
        if day != case.on
    }
    verdicts = joined(scheme, case.on, {case.on: whole, **later})
    return replace(whole, verdicts=verdicts, parts=tuple(later.values()))


def _decided(scheme: Scheme, case: Case, values: Collection[str], *, trace: bool) -> Decision:
    """Decide a case as of one day."""
    run = start(scheme, case, case.on, record=trace)
    verdicts = (*_eligibilities(run), *_benefits(run))
    named: list[NamedValue] = []
    findings: list[Finding] = []
    for name in values:
        found = named_definition(scheme, name)
        if found is None:
            findings.append(no_such_name(scheme, name, f"case {case.id}"))
        else:
            named.extend(_named_values(run, name, found))
    return Decision(
        scheme=scheme,
        case=case,
        on=case.on,
        verdicts=verdicts,
        values=tuple(named),
        findings=tuple(findings),
        run=run if trace else None,
    )


def _eligibilities(run: Run) -> Iterator[Verdict]:
    for eligibility in run.scheme.eligibilities.values():
        for subject in run.case.subjects.get(eligibility.entity, ()):
            yield _of_eligibility(run, eligibility, subject)


def _benefits(run: Run) -> Iterator[Verdict]:
    for benefit in run.scheme.benefits.values():
        for subject in run.case.subjects.get(benefit.entity, ()):
            yield _of_benefit(run, benefit, subject)


def _of_eligibility(run: Run, eligibility: Eligibility, subject: Subject) -> Verdict:
    if not eligibility_in_force(run.scheme, eligibility, run.on):
        return Verdict(eligibility.name, subject, None, Outcome.NOT_IN_FORCE, None)
    key: Key = ("eligibility", eligibility.name, "")
    return _concluded(run, key, subject, None, (eligibility.undecided,))


def _of_benefit(run: Run, benefit: Benefit, subject: Subject) -> Verdict:
    if not benefit_in_force(run.scheme, benefit, run.on):
        ended = Verdict(benefit.name, subject, benefit.type, Outcome.NOT_IN_FORCE, None)
        return _referred(run, benefit, ended)
    required = (run.scheme.eligibilities[name].undecided for name in benefit.requires)
    key: Key = ("amount", benefit.name, "")
    verdict = _concluded(run, key, subject, benefit.type, (benefit.undecided, *required))
    return _referred(run, benefit, verdict)


def _referred(run: Run, benefit: Benefit, verdict: Verdict) -> Verdict:
    told = tuple(referred_on_exit(run, benefit, verdict.subject, verdict.outcome))
    return replace(verdict, refer_to=told) if told else verdict


def _concluded(
    run: Run,
    key: Key,
    subject: Subject,
    type_: Type | None,
    policies: tuple[Undecided, ...],
) -> Verdict:
    """Return the verdict of an eligibility or benefit that is in force."""
    evidence = value_of(run, key, subject)
    conditions: Key = key if type_ is None else ("eligible", key[1], "")
    eligible = value_of(run, conditions, subject)
    amount: Fraction | None = None
    reasons: tuple[Reason, ...] = ()
    findings: tuple[Finding, ...] = ()
    parts: list[frozenset[Need]] = []
    undecided = Undecided.ASK
    stages = tuple(_stages(run, key[1], subject)) if type_ and eligible == YES else ()
    if eligible == NO:
        outcome = Outcome.NOT_ELIGIBLE
        reasons = tuple(_reasons(run, conditions, subject))
        amount = None if type_ is None else quantity(evidence)
    elif isinstance(evidence, Fault):
        outcome = Outcome.FAILED
        ordered = sorted(evidence.findings, key=lambda each: (each.place, each.code, each.message))
        findings = tuple(ordered)
    elif isinstance(evidence, Unknown):
        outcome = Outcome.UNDECIDED
        parts = _open_parts(run, conditions, subject, stages)
        undecided = _next(run.scheme, evidence.needs, policies)
    else:
        amount = None if type_ is None else quantity(evidence)
        reasons = tuple(_beyond(run, key[1], subject, stages))
        withheld = amount == 0 and _below_its_bound(stages)
        outcome = Outcome.NOT_PAYABLE if reasons or withheld else Outcome.ELIGIBLE
    on_list = _subject_to(run.scheme, key[1], outcome, amount)
    met = outcome in (Outcome.ELIGIBLE, Outcome.NOT_PAYABLE)
    return Verdict(
        name=key[1],
        subject=subject,
        type=type_,
        outcome=outcome,
        amount=amount,
        reasons=reasons,
        missing=in_asking_order(parts),
        referred=referred(parts),
        undecided=undecided,
        assumed=_assumed(run, assumed_by(run, key, subject)),
        stages=stages,
        findings=findings,
        on_list=on_list,
        warnings=tuple(_warned(run, key[1], subject, stages)) if met else (),
        payments=_payments(run, key[1], subject, amount)
        if type_ and outcome is Outcome.ELIGIBLE and on_list is None
        else None,
    )


def _payments(run: Run, name: str, subject: Subject, amount: Fraction | None) -> Plan | None:
    return None if amount is None else planned(run, run.scheme.benefits[name], subject, amount)


def _subject_to(
    scheme: Scheme, name: str, outcome: Outcome, amount: Fraction | None
) -> OnList | None:
    """Return that a benefit or eligibility hangs on a list, where there is something to give."""
    selection = selection_of(scheme, name)
    if selection is None or outcome is not Outcome.ELIGIBLE or amount == 0:
        return None
    return OnList(selection.name)


def _reasons(run: Run, conditions: Key, subject: Subject) -> Iterator[Reason]:
    """Yield every condition that is known not to hold, each once, in the order written."""
    given: set[tuple[str, str]] = set()
    for condition in _conditions(run, conditions, subject):
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


def _beyond(
    run: Run, name: str, subject: Subject, stages: tuple[StageAmount, ...]
) -> Iterator[Reason]:
    """Yield what leaves the subject without payment, though it is eligible: limits, suspensions."""
    for number, each in enumerate(stages):
        stage = each.stage
        if stage.kind in WITHHOLDING and beyond(each.step):
            yield _of_stage(run, name, number, stage, subject)


def _warned(
    run: Run, name: str, subject: Subject, stages: tuple[StageAmount, ...]
) -> Iterator[Reason]:
    """Yield the conditions of compliance of which the subject is warned."""
    for number, each in enumerate(stages):
        if each.stage.kind is StageKind.WARN and each.step.applied:
            yield _of_stage(run, name, number, each.stage, subject)


def _of_stage(run: Run, name: str, number: int, stage: Stage, subject: Subject) -> Reason:
    sentence = filled(run, stage, subject)
    return Reason(sentence, stage.text, stage.citation, name, number, span=stage.span)


def _open_parts(
    run: Run, conditions: Key, subject: Subject, stages: tuple[StageAmount, ...]
) -> list[frozenset[Need]]:
    """Return what each undecided line needs; where all lines are met, each undecided stage."""
    found = [condition.met for condition in _conditions(run, conditions, subject)]
    if not any(isinstance(met, Unknown) for met in found):
        for stage in stages:
            if stage.stage.kind is StageKind.WARN:
                continue
            step = stage.step
            found.append(step.after if step.value is None else step.value)
    return [met.needs for met in found if isinstance(met, Unknown)]


def _stages(run: Run, name: str, subject: Subject) -> Iterator[StageAmount]:
    for number, stage in enumerate(run.scheme.benefits[name].stages):
        yield StageAmount(stage, run.steps[("stage", name, str(number)), subject])


def _below_its_bound(stages: tuple[StageAmount, ...]) -> bool:
    """Say whether a `pay nothing below` took away what there was to pay, or would have."""
    so_far: Evidence = Known(Fraction(0))
    for each in stages:
        step = each.step
        bound = step.value if each.stage.kind is StageKind.NOTHING_BELOW and step.applied else None
        if type(bound) is Known and type(so_far) is Known and quantity(so_far) < quantity(bound):
            return True
        so_far = step.after
    return False


def _conditions(run: Run, key: Key, subject: Subject) -> Iterator[Condition]:
    """Yield the conditions of an eligibility or benefit, those it requires first."""
    definition: Benefit | Eligibility
    if key[0] == "eligible":
        definition = run.scheme.benefits[key[1]]
        for name in definition.requires:
            whose = in_entity(run, run.scheme.eligibilities[name].entity, subject)
            yield from _conditions(run, ("eligibility", name, ""), whose)
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
        yield from _conditions(run, key, whose)


def _next(scheme: Scheme, needs: Iterable[Need], policies: tuple[Undecided, ...]) -> Undecided:
    """Return what happens next: as the benefit says, else the eligibilities that it requires.

    A matter for an officer is escalated where the scheme only asks.
    """
    policy = next((each for each in policies if each is not Undecided.ASK), Undecided.ASK)
    for need in needs:
        field = about(scheme, need)
        for_officer = field is not None and isinstance(field.missing, AskOfficer)
        if need.referral or (policy is Undecided.ASK and for_officer):
            return Undecided.ESCALATE
    return policy


def _assumed(run: Run, needs: Iterable[Need]) -> tuple[Assumed, ...]:
    found = []
    for need in sorted(needs):
        fact = about(run.scheme, need)
        missing = None if fact is None else fact.missing
        if isinstance(missing, Assume):
            found.append(Assumed(need, missing.value, missing.because, missing.citation))
    return tuple(found)


def _named_values(run: Run, name: str, found: Named) -> Iterator[NamedValue]:
    for subject in run.case.subjects.get(found.entity, ()):
        if found.key[0] == "parameter":
            read = ParameterRef(found.key[1], (), found.type)
            held = run.evaluate(run, read, subject)
            yield NamedValue(name, found.key, subject, found.type, held, given=False)
            continue
        evidence = value_of(run, found.key, subject)
        yield NamedValue(
            name=name,
            key=found.key,
            subject=subject,
            type=found.type,
            evidence=evidence,
            given=found.key[1] in run.case.facts.get(subject, {}),
            assumed=_assumed(run, assumed_by(run, found.key, subject)),
        )
