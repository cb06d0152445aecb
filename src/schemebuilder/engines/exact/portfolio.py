"""One case decided by all schemes of a portfolio together: what one pays, the next one reads."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any, Final, TypeAlias

from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.engines.exact.case import read_case
from schemebuilder.engines.exact.decide import decide
from schemebuilder.engines.exact.decision import Decision, Outcome, Verdict
from schemebuilder.engines.exact.people import Case, Given, Subject
from schemebuilder.engines.exact.records import known_names
from schemebuilder.engines.exact.result import finding_json, result_json
from schemebuilder.ir.combining import COUNTED, Award
from schemebuilder.ir.portfolio import Portfolio, Read, Source, Step
from schemebuilder.ir.scheme import Scheme
from schemebuilder.values.evidence import Known, Need, Plain

FORMAT: Final = "sb-portfolio-result/1"
Decider: TypeAlias = Callable[[Scheme, Case, Collection[str]], Decision]
_OPEN: Final = frozenset({Outcome.UNDECIDED, Outcome.FAILED})
_MEETS: Final = frozenset({Outcome.ELIGIBLE, Outcome.NOT_PAYABLE, Outcome.NOT_SELECTED})


@dataclass(frozen=True, slots=True)
class Together:
    """A case decided by a portfolio: the decision of each scheme, in the order listed."""

    portfolio: Portfolio
    case: str
    on: date
    decisions: Mapping[str, Decision]
    findings: tuple[Finding, ...] = ()


def decide_together(
    portfolio: Portfolio,
    data: object,
    *,
    on: date | None = None,
    values: Collection[str] = (),
    trace: bool = False,
    by: Decider | None = None,
) -> tuple[Together | None, tuple[Finding, ...]]:
    """Decide a case by every scheme; None where the case cannot be read, and what is wrong.

    `by` decides a single step instead of this evaluator.
    """
    cases: dict[str, Case] = {}
    findings: list[Finding] = []
    for id_, scheme in portfolio.schemes.items():
        known = _without_roles_of_others(portfolio, scheme, data)
        case, wrong = read_case(_readable(portfolio, scheme), known, on=on)
        findings += [one for one in wrong if one not in findings]
        if case is not None:
            cases[id_] = case
    if len(cases) < len(portfolio.schemes):
        return None, tuple(findings)
    done: list[Decision] = []
    for step in portfolio.steps:
        scheme = portfolio.schemes[step.scheme]
        case = _with_awards(portfolio, step, cases[step.scheme], done)
        wanted = [name for name in values if name in scheme.rules or name in scheme.fields]
        if by is None:
            decision = decide(scheme, case, values=wanted, trace=trace)
        else:
            decision = by(scheme, case, wanted)
        done.append(_asked(portfolio, step, decision, done))
    decisions = {id_: done[number] for id_, number in portfolio.final.items()}
    ordered = {id_: decisions[id_] for id_ in portfolio.schemes}
    first = next(iter(ordered.values()))
    unsettled = tuple(_unsettled(portfolio, done, first.case.id))
    return Together(portfolio, first.case.id, first.on, ordered, unsettled), tuple(findings)


def _without_roles_of_others(portfolio: Portfolio, scheme: Scheme, data: object) -> object:
    """Leave out roles that only other schemes have: to this one such a role is not known."""
    own = {role.name for entity in scheme.entities.values() for role in entity.roles}
    others = {
        role.name
        for other in portfolio.schemes.values()
        for entity in other.entities.values()
        for role in entity.roles
    }

    def kept(node: object) -> object:
        if isinstance(node, Mapping):
            return {
                key: kept(each)
                for key, each in node.items()
                if not (key == "role" and each in others - own)
            }
        return [kept(each) for each in node] if isinstance(node, list | tuple) else node

    return kept(data) if others - own else data


def together_json(together: Together) -> dict[str, Any]:
    """Return the results of all schemes as JSON data."""
    return {
        "format": FORMAT,
        "portfolio": {"id": together.portfolio.id, "title": together.portfolio.title},
        "case": together.case,
        "on": together.on.isoformat(),
        "schemes": {id_: result_json(each) for id_, each in together.decisions.items()},
        "findings": [finding_json(finding) for finding in together.findings],
        "run": {},
    }


def _readable(portfolio: Portfolio, scheme: Scheme) -> Scheme:
    """Return a scheme that lets the facts and awards pass which other schemes read."""
    unread = {entity: list(names) for entity, names in scheme.unread.items()}
    awards: dict[str, Award] = {}
    for other in portfolio.schemes.values():
        awards |= {name: one for name, one in other.awards.items() if name not in awards}
        for entity in scheme.entities:
            known = unread.setdefault(entity, [])
            own = set(known_names(scheme, entity)) | set(known)
            known += [name for name in known_names(other, entity) if name not in own]
    return replace(
        scheme,
        unread={entity: tuple(names) for entity, names in unread.items()},
        awards={**awards, **scheme.awards},
    )


@dataclass(frozen=True, slots=True)
class Held:
    """What a verdict means to another scheme: each None where it is not known."""

    amount: Fraction | None
    held: bool | None
    eligible: bool | None


NOTHING: Final = Held(Fraction(0), held=False, eligible=False)
_UNKNOWN: Final = Held(None, None, None)


def held(verdict: Verdict) -> Held:
    """Return what an award is to other schemes: held is what is paid, a failed one is not known."""
    if verdict.outcome in _OPEN:
        return _UNKNOWN
    amount = verdict.amount if verdict.outcome is Outcome.ELIGIBLE else Fraction(0)
    return Held(amount, None if amount is None else amount > 0, verdict.outcome in _MEETS)


def _verdicts(decision: Decision, benefit: str) -> dict[Subject, Verdict]:
    """Return the verdicts of a benefit by subject; of a scheme without one, of its conditions."""
    named = [verdict for verdict in decision.verdicts if verdict.name == benefit]
    return {verdict.subject: verdict for verdict in named or decision.verdicts}


def _with_awards(portfolio: Portfolio, step: Step, case: Case, done: list[Decision]) -> Case:
    """Return a case with the awards that earlier steps came to, in place of what it gives."""
    scheme = portfolio.schemes[step.scheme]
    facts = {subject: dict(given) for subject, given in case.facts.items()}
    for award in scheme.awards.values():
        source = step.reads.get(award.scheme, Read.GIVEN)
        if source is Read.GIVEN:
            continue
        for subject in case.subjects.get(award.entity, ()):
            found = _of(source, award.benefit, subject, done)
            said = {
                award.amount: found.amount,
                award.held: found.held,
                award.eligible: found.eligible,
            }
            for fact, value in said.items():
                _set(scheme, facts.setdefault(subject, {}), fact, value)
    field = scheme.fields.get(COUNTED)
    if field is not None:
        for subject in case.subjects.get(field.entity, ()):
            total = _counted(portfolio, step, case, subject, done)
            _set(scheme, facts.setdefault(subject, {}), COUNTED, total)
    return replace(case, facts=facts)


def _of(source: Source, benefit: str, subject: Subject, done: list[Decision]) -> Held:
    if not isinstance(source, int):
        return NOTHING
    verdict = _verdicts(done[source], benefit).get(subject)
    return NOTHING if verdict is None else held(verdict)


def _set(scheme: Scheme, facts: dict[str, Given], fact: str, value: Plain | None) -> None:
    if fact not in scheme.fields:
        return
    facts.pop(fact, None)
    if value is not None:
        facts[fact] = Given(Known(value))


def _counted(
    portfolio: Portfolio, step: Step, case: Case, subject: Subject, done: list[Decision]
) -> Fraction | None:
    """Return what other schemes pay that counts as income; None where one is not known."""
    total = Fraction(0)
    for one in portfolio.counted.get(step.scheme, ()):
        source = step.reads.get(one.scheme, Read.NOTHING)
        entity = portfolio.schemes[one.scheme].benefits[one.benefit].entity
        whose = (subject,) if entity == subject.entity else case.members.get(subject, ())
        for each in whose:
            amount = _of(source, one.benefit, each, done).amount
            if amount is None:
                return None
            total += amount * one.factor
    return total


def _asked(portfolio: Portfolio, step: Step, decision: Decision, done: list[Decision]) -> Decision:
    """Ask for what another scheme lacks, not for its award, where that is worked out here."""
    scheme = portfolio.schemes[step.scheme]
    facts: dict[str, list[tuple[int, str]]] = {}
    for award in scheme.awards.values():
        source = step.reads.get(award.scheme)
        if isinstance(source, int):
            for fact in (award.amount, award.held, award.eligible):
                facts[fact] = [(source, award.benefit)]
    for one in portfolio.counted.get(step.scheme, ()):
        source = step.reads.get(one.scheme)
        if isinstance(source, int):
            facts.setdefault(COUNTED, []).append((source, one.benefit))
    verdicts = tuple(
        replace(verdict, missing=tuple(_needed(verdict.missing, facts, decision.case, done)))
        if verdict.missing
        else verdict
        for verdict in decision.verdicts
    )
    return replace(decision, verdicts=verdicts)


def _needed(
    missing: tuple[Need, ...],
    facts: Mapping[str, list[tuple[int, str]]],
    case: Case,
    done: list[Decision],
) -> Iterator[Need]:
    told: set[Need] = set()
    for need in missing:
        found: list[Need] = []
        for source, benefit in facts.get(need.name, ()):
            subject = Subject(need.entity, need.id)
            verdicts = _verdicts(done[source], benefit)
            for whose in (subject, *case.members.get(subject, ())):
                if whose in verdicts:
                    found += verdicts[whose].missing
        for each in found or [need]:
            if each not in told:
                told.add(each)
                yield each


def _unsettled(portfolio: Portfolio, done: list[Decision], case: str) -> Iterator[Finding]:
    """Yield the schemes whose awards still change when the rounds are over."""
    for id_, (before, last) in portfolio.settles.items():
        amounts = [[verdict.amount for verdict in done[n].verdicts] for n in (before, last)]
        if amounts[0] != amounts[1]:
            yield Finding(
                "SB-O006",
                Severity.WARNING,
                f"The award of {id_} still changes when the rounds are over.",
                hint="The last round holds. More rounds, or another way out, may settle it.",
                place=f"case {case}",
            )
