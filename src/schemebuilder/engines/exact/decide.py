"""One case decided: every benefit and eligibility for every person and group of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from schemebuilder.diagnostics.finding import Finding
from schemebuilder.engines.exact.asking import in_asking_order, referred
from schemebuilder.engines.exact.conditions import (
    conditions_of,
    failed_conditions,
    warned_of,
    withheld_by,
)
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
from schemebuilder.engines.exact.definitions import assumed_by, value_of
from schemebuilder.engines.exact.evaluate import start
from schemebuilder.engines.exact.named import Named, named_definition, no_such_name
from schemebuilder.engines.exact.needs import about
from schemebuilder.engines.exact.payments import Plan, planned
from schemebuilder.engines.exact.people import Case, Subject
from schemebuilder.engines.exact.quantity import quantity
from schemebuilder.engines.exact.referring import referred_on_exit
from schemebuilder.engines.exact.run import Key, Run
from schemebuilder.engines.exact.split import joined
from schemebuilder.ir.expressions import ParameterRef
from schemebuilder.ir.in_force import benefit_in_force, eligibility_in_force
from schemebuilder.ir.known import as_known
from schemebuilder.ir.lists import selection_of
from schemebuilder.ir.payment_period import days_decided
from schemebuilder.ir.scheme import (
    Benefit,
    Eligibility,
    Scheme,
    StageKind,
    Undecided,
)
from schemebuilder.ir.vocabulary import AskOfficer, Assume
from schemebuilder.values.evidence import NO, YES, Evidence, Fault, Known, Need, Unknown
from schemebuilder.values.types import Type

Part: TypeAlias = tuple[str, Subject]
"""A benefit or eligibility by its name, and whose."""


def decide(
    scheme: Scheme,
    case: Case,
    *,
    on: date | None = None,
    values: Collection[str] = (),
    trace: bool = False,
    only: Collection[Part] | None = None,
) -> Decision:
    """Decide a case on its own date, or on another.

    `values` names rules, facts, benefits and stages (`base of child_benefit`) to report as well,
    for everyone they are of. With `trace` the value of every node is kept. `only` names the
    benefits and eligibilities of subjects that are wanted; a split payment period has them all.
    """
    case = case if on is None else replace(case, on=on)
    known = as_known(scheme, case.known_on)
    if known is not scheme:
        decision = decide(known, case, values=values, trace=trace, only=only)
        return replace(decision, scheme=scheme)
    days = days_decided(scheme, case.on)
    if len(days) == 1:
        return _decided(scheme, case, values, trace=trace, only=only)
    whole = _decided(scheme, case, values, trace=trace)
    later = {
        day: _decided(scheme, replace(case, on=day), (), trace=trace)
        for day in days
        if day != case.on
    }
    verdicts = joined(scheme, case.on, {case.on: whole, **later})
    return replace(whole, verdicts=verdicts, parts=tuple(later.values()))


def _decided(
    scheme: Scheme,
    case: Case,
    values: Collection[str],
    *,
    trace: bool,
    only: Collection[Part] | None = None,
) -> Decision:
    """Decide a case as of one day."""
    run = start(scheme, case, case.on, record=trace)
    verdicts = (*_eligibilities(run, only), *_benefits(run, only))
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


def _eligibilities(run: Run, only: Collection[Part] | None) -> Iterator[Verdict]:
    for eligibility in run.scheme.eligibilities.values():
        for subject in run.case.subjects.get(eligibility.entity, ()):
            if only is None or (eligibility.name, subject) in only:
                yield _of_eligibility(run, eligibility, subject)


def _benefits(run: Run, only: Collection[Part] | None) -> Iterator[Verdict]:
    for benefit in run.scheme.benefits.values():
        for subject in run.case.subjects.get(benefit.entity, ()):
            if only is None or (benefit.name, subject) in only:
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
        reasons = tuple(failed_conditions(run, conditions, subject))
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
        reasons = tuple(withheld_by(run, key[1], subject, stages))
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
        warnings=tuple(warned_of(run, key[1], subject, stages)) if met else (),
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


def _open_parts(
    run: Run, conditions: Key, subject: Subject, stages: tuple[StageAmount, ...]
) -> list[frozenset[Need]]:
    """Return what each undecided line needs; where all lines are met, each undecided stage."""
    found = [condition.met for condition in conditions_of(run, conditions, subject)]
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
