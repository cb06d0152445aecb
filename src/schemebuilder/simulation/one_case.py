"""One case decided by generated code, and explained by the exact evaluator where that is needed.

The generated code decides every outcome, amount, stage and value of every case. An eligible award
of which every fact is given is whole with that. The exact evaluator is asked, for that benefit and
person alone, for what is not in the program: reasons with their sentences, what is missing, what
was assumed, what is wrong, warnings, days of payment, a referral, the parts of a split period. What
it is asked about both have decided: where they differ, that is our fault and is raised, not hidden.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final, TypeAlias

from schemebuilder.engines.exact.decide import Part, decide
from schemebuilder.engines.exact.decision import (
    Decision,
    NamedValue,
    OnList,
    Outcome,
    StageAmount,
    Verdict,
)
from schemebuilder.engines.exact.named import named_definition
from schemebuilder.engines.exact.people import Case, Subject
from schemebuilder.engines.exact.run import Step
from schemebuilder.engines.generated.binding import put_day
from schemebuilder.engines.generated.evaluate import Ran, ran
from schemebuilder.ir.known import as_known
from schemebuilder.ir.lists import selection_of
from schemebuilder.ir.scheme import Benefit, Scheme, Stage, StageKind
from schemebuilder.lowering.integers import day_of
from schemebuilder.lowering.program import (
    OUTCOMES,
    Result,
    Slot,
    StageSlots,
)
from schemebuilder.simulation.as_given import given_rules, giving_way, wanted
from schemebuilder.simulation.assuming import absent_facts
from schemebuilder.simulation.bound_case import bound_case, units_of_case
from schemebuilder.simulation.law import Law, law_of
from schemebuilder.values.evidence import Evidence, Fault, Known, NotApplicable, Plain, Unknown
from schemebuilder.values.types import YES_NO, Kind

Subjects: TypeAlias = dict[str, Sequence[Subject]]

_WITH_AMOUNT: Final = frozenset({Outcome.ELIGIBLE, Outcome.NOT_ELIGIBLE, Outcome.NOT_PAYABLE})


class EnginesDifferError(AssertionError):
    """Two engines came to different results: a mistake of ours, whatever the case."""

    def __init__(self, case: str, what: str, generated: object, exact: object) -> None:
        """Keep the sentence."""
        super().__init__(
            f"case {case}, {what}: the generated engine says {generated}, the exact one {exact}"
        )


def generated_decision(scheme: Scheme, case: Case, values: Collection[str]) -> Decision:
    """Decide a case, and report values by name, for everyone they are of."""
    known = as_known(scheme, case.known_on)
    asked = wanted(known, values)
    law = _law(known, case, tuple(dict.fromkeys(asked.values())))
    bound, subjects = bound_case(known, law.plan.program, law.plan.limits, case)
    put_day(bound, case.on)
    found = ran(law.plan, bound)
    absent = absent_facts(known, case)
    verdicts: dict[Part, Verdict] = {}
    open_: set[Part] = set()
    for result in found.compiled.program.results:
        assumed = not law.assumed[result.name].isdisjoint(absent)
        for entry, subject in enumerate(subjects[result.entity]):
            verdict, whole = _verdict(known, result, found, (entry, subject))
            verdicts[result.name, subject] = verdict
            if assumed or law.split or not whole:
                open_.add((result.name, subject))
    named = {name: tuple(_named(law, case, name, found, subjects)) for name in asked}
    unsaid = [
        name
        for name in values
        if not all(type(one.evidence) is Known for one in named.get(name) or (_UNSAID,))
        or not law.assumed[named[name][0].key[1]].isdisjoint(absent)
    ]
    decision = Decision(scheme, case, case.on, ())
    if open_ or unsaid:
        decision = decide(scheme, case, values=unsaid, only=open_)
    for verdict in decision.verdicts:
        _same_verdict(case, verdicts[verdict.name, verdict.subject], verdict)
        verdicts[verdict.name, verdict.subject] = verdict
    told: dict[str, list[NamedValue]] = {name: [] for name in unsaid}
    for value in decision.values:
        told[value.name].append(value)
    for name in unsaid:
        if name in named:
            _same_values(case, named[name], told[name])
    return replace(
        decision,
        verdicts=tuple(verdicts.values()),
        values=tuple(one for name in values for one in told.get(name, named.get(name, ()))),
    )


def traced_decision(scheme: Scheme, case: Case, values: Collection[str]) -> Decision:
    """Decide a case by both engines: the exact evaluator's decision, with its trace."""
    mine = generated_decision(scheme, case, values)
    exact = decide(scheme, case, values=values, trace=True)
    others = {(one.name, one.subject): one for one in mine.verdicts}
    for verdict in exact.verdicts:
        _same_verdict(case, others[verdict.name, verdict.subject], verdict)
    return exact


_UNSAID: Final = NamedValue(
    "", ("", "", ""), Subject("", ""), YES_NO, Unknown(frozenset()), given=False
)


def _law(known: Scheme, case: Case, names: tuple[str, ...]) -> Law:
    given = given_rules(known, case)
    units = units_of_case(giving_way(known, given), case)
    return law_of(known, case.on, names, given, units)


def _verdict(
    scheme: Scheme, result: Result, found: Ran, whose: tuple[int, Subject]
) -> tuple[Verdict, bool]:
    """Return what a subject's verdict comes to, and whether there is nothing more to tell of it."""
    entry, subject = whose
    benefit = scheme.benefits.get(result.name)
    outcome = Outcome(OUTCOMES[found.at(result.outcome, entry)])
    amount = None
    if result.amount is not None and outcome in _WITH_AMOUNT:
        amount = found.exactly(result.amount, entry)
    verdict = Verdict(result.name, subject, benefit.type if benefit else None, outcome, amount)
    if outcome is Outcome.NOT_IN_FORCE:
        return verdict, not scheme.combines
    if outcome is not Outcome.ELIGIBLE:
        return verdict, False
    selection = selection_of(scheme, result.name)
    if selection is not None and amount != 0:
        verdict = replace(verdict, on_list=OnList(selection.name))
    if benefit is None:
        return verdict, True
    stages = tuple(
        _stage(found, stage, slots, entry)
        for stage, slots in zip(benefit.stages, result.stages, strict=False)
    )
    verdict = replace(verdict, stages=tuple(stage for stage in stages if stage is not None))
    return verdict, None not in stages and not _has_more(benefit, amount)


def _has_more(benefit: Benefit, amount: Fraction | None) -> bool:
    """Say whether an award is told with days of payment or warnings."""
    dated = benefit.payment.dated and bool(amount) and benefit.type.whom is None
    return dated or any(stage.kind is StageKind.WARN for stage in benefit.stages)


def _stage(found: Ran, stage: Stage, slots: StageSlots, entry: int) -> StageAmount | None:
    """Return how a stage went, or None where some part of it is not known."""
    applied, after = _evidence(found, slots.applied, entry), _evidence(found, slots.after, entry)
    if type(applied) is not Known or type(after) is not Known:
        return None
    value = None
    if applied.value and slots.value is not None:
        value = _evidence(found, slots.value, entry)
        if type(value) is not Known:
            return None
    return StageAmount(stage, Step(bool(applied.value), value, after))


def _named(law: Law, case: Case, name: str, found: Ran, subjects: Subjects) -> Iterator[NamedValue]:
    named = named_definition(law.known, name)
    assert named is not None  # noqa: S101 only what has a meaning is asked
    slots = dict(found.compiled.program.values)
    slot = slots[wanted(law.known, (name,))[name]]
    for entry, subject in enumerate(subjects[slot.entity]):
        evidence = _evidence(found, slot, entry)
        given = named.key[1] in case.facts.get(subject, {})
        yield NamedValue(name, named.key, subject, named.type, evidence, given=given)


def _evidence(found: Ran, slot: Slot, entry: int) -> Evidence:
    if found.at(slot.fault, entry):
        return Fault(frozenset())
    if found.at(slot.unknown, entry):
        return Unknown(frozenset())
    if found.at(slot.not_applicable, entry):
        return NotApplicable("")
    return Known(_plain(found, slot, entry))


def _plain(found: Ran, slot: Slot, entry: int) -> Plain:
    n: int = found.at(slot.n, entry)
    match slot.type.kind:
        case Kind.NUMBER | Kind.MONEY | Kind.DURATION:
            return found.exactly(slot, entry)
        case Kind.YES_NO:
            return bool(n)
        case Kind.DATE:
            return day_of(n)
        case Kind.CHOICE:
            return slot.type.choices[n]
        case Kind.TEXT | Kind.PERSON:
            raise ValueError("a text or a link is no value of a definition")


def _same_verdict(case: Case, mine: Verdict, exact: Verdict) -> None:
    if (mine.outcome, mine.amount) != (exact.outcome, exact.amount):
        what = f"{mine.name} of {mine.subject.words}"
        said = (f"{each.outcome.value}, {each.amount}" for each in (mine, exact))
        raise EnginesDifferError(case.id, what, *said)


def _same_values(case: Case, mine: Sequence[NamedValue], exact: Sequence[NamedValue]) -> None:
    for one, other in zip(mine, exact, strict=True):
        alike = type(one.evidence) is type(other.evidence)
        if alike and type(one.evidence) is Known:
            alike = one.evidence == other.evidence
        if not alike:
            what = f"{one.name} of {one.subject.words}"
            raise EnginesDifferError(case.id, what, one.evidence, other.evidence)
