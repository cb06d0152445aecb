"""A case with an expectation, or an example beside the rules, tried: what differs, as findings.

An expected 0 is met by every outcome that pays nothing for certain; true and false by eligible and
not eligible. A number may differ by the case's tolerance, which is 0 unless it says.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeAlias

from schemebuilder.diagnostics.finding import Finding, Label, Severity, has_errors
from schemebuilder.engines.exact.case import read_case
from schemebuilder.engines.exact.compare import Found, difference
from schemebuilder.engines.exact.decide import decide
from schemebuilder.engines.exact.decision import Decision, NamedValue
from schemebuilder.engines.exact.named import (
    default_conditions,
    default_outcome,
    named_definition,
    no_such_name,
    reviewed_benefit,
)
from schemebuilder.engines.exact.people import Case, Subject
from schemebuilder.engines.exact.review import review
from schemebuilder.ir.claims import claims_of, with_claims
from schemebuilder.ir.scheme import Benefit, Eligibility, Example, Rule, Scheme
from schemebuilder.values.evidence import NO, Known, Unknown

_EXPLAINING: Final = frozenset({"missing", "because", "paid_on", "paid_times", "warned_of"})
_ANY: Final = ""
"""In place of a benefit's name: whichever of them."""

_OF_A_VERDICT: Final = frozenset({"outcome", *_EXPLAINING})


Decider: TypeAlias = Callable[[Scheme, Case, Collection[str]], Decision]
"""What decides a case and reports values by name: the evaluator here, or another engine."""


def decided_exactly(scheme: Scheme, case: Case, values: Collection[str]) -> Decision:
    """Decide by the exact evaluator."""
    return decide(scheme, case, values=values)


@dataclass(frozen=True, slots=True)
class Trial:
    """A case that was tried: what was decided (None: it cannot be read) and what is wrong."""

    id: str
    decision: Decision | None
    findings: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Whether the case could be decided and everything expected was met."""
        return self.decision is not None and not has_errors(self.findings)


@dataclass(frozen=True, slots=True)
class _Expected:
    """One expectation: of whom (an id, or None: of the only one), of what, and what it should be.

    `entity` is given where the case says it; `place` is for messages.
    """

    name: str
    value: object
    id: str | None = None
    entity: str | None = None
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Ready:
    """A case that was read, with what is expected of it, to be tried with one scheme or many.

    The schemes must know the same facts and roles.
    """

    id: str
    case: Case | None
    expected: tuple[_Expected, ...]
    findings: tuple[Finding, ...]


def try_case(
    scheme: Scheme,
    data: Mapping[str, object],
    *,
    on: date | None = None,
    match: Mapping[str, str] | None = None,
    by: Decider = decided_exactly,
) -> Trial:
    """Try a case with its `expect`; `match` turns names of the case file into names of the scheme.

    A case that expects nothing passes if it can be read.
    """
    return tried(scheme, ready_case(scheme, data, on=on, match=match), by=by)


def try_example(scheme: Scheme, example: Example, *, by: Decider = decided_exactly) -> Trial:
    """Try an example that stands beside the rules."""
    return tried(scheme, ready_example(scheme, example), by=by)


def tried(scheme: Scheme, ready: Ready, *, by: Decider = decided_exactly) -> Trial:
    """Decide a case that was read, and compare it with what is expected of it."""
    if ready.case is None:
        return Trial(ready.id, None, ready.findings)
    decision, differing = _compare(scheme, ready.case, ready.expected, by)
    return Trial(ready.id, decision, (*ready.findings, *differing))


def ready_case(
    scheme: Scheme,
    data: Mapping[str, object],
    *,
    on: date | None = None,
    match: Mapping[str, str] | None = None,
) -> Ready:
    """Read a case with its `expect`."""
    id_ = str(data.get("id") or "case")
    case, findings = read_case(scheme, data, on=on)
    if case is None:
        return Ready(id_, None, (), findings)
    expected, wrong = _expectations(scheme, case, match or {})
    return Ready(id_, case, tuple(expected), (*findings, *wrong))


def ready_example(scheme: Scheme, example: Example) -> Ready:
    """Read an example that stands beside the rules."""
    case, findings = read_case(scheme, example.case)
    expected = []
    for each in example.expectations:
        labels = (Label(each.span),) if each.span else ()
        value: object = each.outcome or each.value
        if each.paid_on is not None:
            value = {"paid_on": {each.paid_on.isoformat(): each.value}}
        expected.append(_Expected(each.name, value, each.subject, labels=labels))
        if each.because:
            because: object = list(each.because)
            name = "because"
            if each.name in scheme.benefits or each.name in scheme.eligibilities:
                name, because = each.name, {"because": because}
            expected.append(_Expected(name, because, each.subject, labels=labels))
    return Ready(example.name, case, tuple(expected), findings)


def _expectations(
    scheme: Scheme, case: Case, match: Mapping[str, str]
) -> tuple[list[_Expected], list[Finding]]:
    """Return what a case expects, by person, by household, or flat."""
    expect, place = case.expect, f"case {case.id}"
    if expect is None:
        return [], []
    if not isinstance(expect, Mapping):
        return [], [_error('"expect" is not a record.', 'Write {"amount": …}.', place)]
    plurals = {entity.plural: entity.name for entity in scheme.entities.values()}
    found: list[_Expected] = []
    findings: list[Finding] = []
    for key, given in expect.items():
        if key not in plurals:
            found.append(_Expected(match.get(key, key), given))
            continue
        for id_, names in given.items() if isinstance(given, Mapping) else ((key, given),):
            if isinstance(names, Mapping):
                found += [
                    _Expected(match.get(name, name), value, str(id_), plurals[key])
                    for name, value in names.items()
                ]
            else:
                about = f'What is expected of "{id_}" is not a record.'
                findings.append(_error(about, 'Write {"amount": …}.', place))
    return found, findings


def _compare(
    scheme: Scheme, case: Case, expected: tuple[_Expected, ...], by: Decider
) -> tuple[Decision, list[Finding]]:
    """Decide the case and compare it with what is expected of it."""
    place = f"case {case.id}"
    findings: list[Finding] = []
    sought: list[tuple[_Expected, str, Subject]] = []
    of_review = [each for each in expected if reviewed_benefit(scheme, each.name) is not None]
    for each in expected:
        if each in of_review:
            continue
        meant = _meant(scheme, case, each)
        if meant is None and each.name in _OF_A_VERDICT | {"eligible"}:
            about = f"It is not said of which benefit {each.name} is expected."
            finding = _error(about, "Name the benefit before it.", place)
        elif meant is None:
            finding = no_such_name(scheme, each.name, place)
        elif isinstance(meant, str):
            finding = _error(meant, "Name the person or group by its id.", place)
        else:
            sought.append((each, *meant))
            continue
        findings.append(_at(finding, each))
    claims = {claim.name: claim for claim in claims_of(scheme)}
    names = dict.fromkeys((*(name for _, name, _ in sought if name != _ANY), *claims))
    decision = by(with_claims(scheme), case, tuple(names))
    for each, name, subject in sought:
        wanted = each.value if decision.explained else _of_results(each)
        about = difference(_found(decision, name, subject), each.name, wanted, case.tolerance)
        if about:
            message = f"{each.name} of {subject.words} {about}."
            findings.append(_at(_error(message, "", place), each))
    findings += _broken(decision, claims, place)
    findings += _of_review(scheme, case, of_review, by)
    return decision, findings


def _of_review(
    scheme: Scheme, case: Case, expected: list[_Expected], by: Decider
) -> Iterator[Finding]:
    """Compare what a review of past periods comes to with what is expected of it."""
    reviews = review(scheme, case, by) if expected else ()
    place = f"case {case.id}"
    for each in expected:
        part, benefit = each.name.partition(" of ")[0], reviewed_benefit(scheme, each.name)
        assert benefit is not None  # noqa: S101 only these are asked
        subjects = _subjects(case, benefit.entity, each)
        mine = [one for one in reviews if one.benefit.name == benefit.name]
        found = [one for one in mine if one.subject in subjects]
        if case.paid is None:
            about, hint = f"{each.name} is expected, but nothing was paid.", "Say what was: `paid`."
            yield _at(_error(about, hint, place), each)
        elif len(found) != 1:
            about = f"{each.name} is expected of {_nobody(each, benefit.entity)}."
            yield _at(_error(about, "Name the person or group by its id.", place), each)
        else:
            value = found[0].value(part)
            evidence = Unknown(frozenset()) if value is None else Known(value)
            kind = benefit.type.with_period(None)
            key = ("amount", benefit.name, "")
            named = NamedValue(each.name, key, found[0].subject, kind, evidence, given=False)
            about = difference(Found(None, named), each.name, each.value, case.tolerance)
            if about:
                message = f"{each.name} of {found[0].subject.words} {about}."
                yield _at(_error(message, "", place), each)


def _broken(decision: Decision, claims: Mapping[str, Rule], place: str) -> Iterator[Finding]:
    """Yield each claim of the scheme that is known not to hold for someone of the case."""
    for value in decision.values:
        if value.name in claims and value.evidence == NO:
            claim = claims[value.name]
            cited = f" [{claim.citation}]" if claim.citation else ""
            message = f"`{claim.name}`{cited} is broken for {value.subject.words}."
            hint = "Correct the rules, or say the exception in the claim: `… when …`."
            labels = () if claim.span is None else (Label(claim.span),)
            yield Finding(
                "SB-E023", Severity.ERROR, message, labels, hint, claim.citation, place=place
            )


def _of_results(expected: _Expected) -> object:
    """Return what is expected without what an engine of results alone cannot say."""
    if expected.name in _EXPLAINING:
        return {}
    if not isinstance(expected.value, Mapping):
        return expected.value
    return {key: each for key, each in expected.value.items() if key not in _EXPLAINING}


def _meant(scheme: Scheme, case: Case, expected: _Expected) -> tuple[str, Subject] | str | None:
    """Return the definition and subject that are meant, what is wrong, or None: no such name."""
    if expected.name in _OF_A_VERDICT or expected.name == "eligible":
        return _meant_verdict(scheme, case, expected)
    named = named_definition(scheme, expected.name)
    if named is None:
        return None
    if expected.entity not in (None, named.entity):
        return f"{expected.name} is of a {named.entity}, and is expected of a {expected.entity}."
    subjects = _subjects(case, named.entity, expected)
    if len(subjects) != 1:
        return f"{expected.name} is expected of {_nobody(expected, named.entity)}."
    return expected.name, subjects[0]


def _meant_verdict(
    scheme: Scheme, case: Case, expected: _Expected
) -> tuple[str, Subject] | str | None:
    """Return the definition that `eligible`, `outcome` or `missing` speaks of."""
    if expected.name == "because":
        return _refused(scheme, case, expected)
    default = default_conditions if expected.name == "eligible" else default_outcome
    tried = False
    for entity in scheme.entities:
        definition = default(scheme, entity)
        if definition is None or expected.entity not in (None, entity):
            continue
        tried = True
        subjects = _subjects(case, entity, expected)
        if len(subjects) == 1:
            return _verdict_name(definition, expected.name), subjects[0]
    if not tried:
        return None
    return f"{expected.name} is expected of {_nobody(expected, expected.entity or 'person')}."


def _refused(scheme: Scheme, case: Case, expected: _Expected) -> tuple[str, Subject] | str | None:
    """Return who is refused something: of several benefits, any refusal can have the reason."""
    entities = dict.fromkeys(each.entity for each in scheme.eligibilities.values())
    entities |= dict.fromkeys(each.entity for each in scheme.benefits.values())
    for entity in entities:
        subjects = _subjects(case, entity, expected)
        if len(subjects) == 1 and expected.entity in (None, entity):
            return _ANY, subjects[0]
    if not entities:
        return None
    return f"because is expected of {_nobody(expected, expected.entity or 'person')}."


def _verdict_name(definition: Benefit | Eligibility, name: str) -> str:
    of_benefit = isinstance(definition, Benefit) and name == "eligible"
    return f"eligible of {definition.name}" if of_benefit else definition.name


def _subjects(case: Case, entity: str, expected: _Expected) -> list[Subject]:
    subjects = case.subjects.get(entity, ())
    return [each for each in subjects if expected.id in (None, each.id)]


def _nobody(expected: _Expected, entity: str) -> str:
    if expected.id is not None:
        return f'"{expected.id}", and the case has no {entity} of that id'
    return f"the case, which does not have exactly one {entity}"


def _found(decision: Decision, name: str, subject: Subject) -> Found:
    whose = name.removeprefix("eligible of ").removeprefix("amount of ")
    if name in ("amount", "benefit") and len(decision.scheme.benefits) == 1:
        whose = next(iter(decision.scheme.benefits))
    verdicts = [each for each in decision.verdicts if each.subject == subject]
    if name == _ANY:
        reasons = tuple(reason for each in verdicts for reason in each.reasons)
        return Found(replace(verdicts[0], reasons=reasons), None)
    values = (each for each in decision.values if each.subject == subject)
    return Found(
        verdict=next((each for each in verdicts if each.name == whose), None),
        value=next((each for each in values if each.name == name), None),
    )


def _at(finding: Finding, expected: _Expected) -> Finding:
    return Finding(
        finding.code,
        finding.severity,
        finding.message,
        labels=expected.labels,
        hint=finding.hint,
        place=finding.place,
    )


def _error(message: str, hint: str, place: str) -> Finding:
    return Finding("SB-E016", Severity.ERROR, message, hint=hint, place=place)
