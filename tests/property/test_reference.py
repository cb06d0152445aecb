"""Promises of the meaning and of the reference evaluator, on generated schemes and people."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace

import pytest

from schemebuilder.diagnostics.finding import Finding
from schemebuilder.engines.exact.decide import decide
from schemebuilder.engines.exact.decision import Decision, Outcome
from schemebuilder.engines.exact.people import Case
from schemebuilder.engines.exact.result import result_json
from schemebuilder.engines.exact.trace import trace_json
from schemebuilder.ir.json import from_json, meaning_hash, to_json
from schemebuilder.ir.scheme import Scheme
from schemebuilder.ir.vocabulary import Ask, AskOfficer
from schemebuilder.values.canonical import canonical
from schemebuilder.values.evidence import Fault, Known
from schemebuilder.values.numbers import loads
from tests.property.generators.choosing import Seeded
from tests.property.generators.populations import cases_of, people
from tests.property.generators.schemes import ON, scheme, wanted

SEEDS = range(40)
CONTRADICTIONS = frozenset({"SB-E006", "SB-E011", "SB-E013"})
"""Two rows, two holders of a role, two facts that disagree: only seen when both are known. A scheme
that was checked has no such rows, and a case that was read no such holders."""
OUTSIDE = "who is not among those put in order"
"""A place is compared as of someone in the order until it is known that they are not in it: so that
`is the adult with highest pay` is a no beside a higher pay, whatever the role. A scheme that was
checked asks it of nobody else."""
SETTLED = frozenset({Outcome.ELIGIBLE, Outcome.NOT_ELIGIBLE, Outcome.NOT_IN_FORCE})


def drawn(seed: int) -> tuple[Scheme, list[Case], random.Random]:
    source = random.Random(seed)  # noqa: S311 a test, not a secret
    chooser = Seeded(source)
    return scheme(chooser), cases_of(people(chooser, households=8, complete=True), ON), source


def knowing_less(about: Scheme, case: Case, source: random.Random) -> Case:
    """Return the case without some of the facts and roles that are asked for when missing."""
    facts = {}
    for subject, given in case.facts.items():
        facts[subject] = {
            name: fact
            for name, fact in given.items()
            if name not in about.fields
            or not isinstance(about.fields[name].missing, Ask | AskOfficer)
            or source.random() < 0.7
        }
    roles = {
        group: {person: role for person, role in held.items() if source.random() < 0.8}
        for group, held in case.roles.items()
    }
    return replace(case, facts=facts, roles=roles)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_meaning_survives_json(seed: int) -> None:
    about, _, _ = drawn(seed)
    back = from_json(loads(canonical(to_json(about))))
    assert back == about
    assert meaning_hash(back) == meaning_hash(about)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_decided_stands_whatever_the_missing_facts_turn_out_to_be(seed: int) -> None:
    about, cases, source = drawn(seed)
    names = wanted(about)
    for case in cases:
        whole = decide(about, case, values=names)
        part = decide(about, knowing_less(about, case, source), values=names)
        for less, more in zip(part.verdicts, whole.verdicts, strict=True):
            if less.outcome in SETTLED and not contradicted(more.findings):
                assert (less.outcome, less.amount) == (more.outcome, more.amount)
        for value, full in zip(part.values, whole.values, strict=True):
            if not isinstance(value.evidence, Known):
                continue
            if isinstance(full.evidence, Fault):
                assert contradicted(full.evidence.findings)
            else:
                assert value.evidence == full.evidence


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_undecided_says_what_is_missing_and_only_that(seed: int) -> None:
    about, cases, source = drawn(seed)
    for case in cases:
        less = knowing_less(about, case, source)
        for verdict in decide(about, less).verdicts:
            undecided = verdict.outcome is Outcome.UNDECIDED
            assert bool(verdict.missing or verdict.referred) == undecided
            for need in verdict.missing:
                subject = next(each for each in less.facts if each.id == need.id
                               and each.entity == need.entity)  # fmt: skip
                assert need.name not in less.facts[subject]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_trace_changes_nothing_and_leads_everywhere(seed: int) -> None:
    about, cases, source = drawn(seed)
    for case in cases:
        less = knowing_less(about, case, source)
        plain, traced = told(about, less), told(about, less, trace=True)
        assert result_json(plain) == result_json(traced)
        trace = trace_json(traced)
        linked = {id_ for node in trace["nodes"].values() for id_ in node["inputs"]}
        assert linked | set(trace["roots"]) == trace["nodes"].keys()
        assert all("status" in node for node in trace["nodes"].values())


def contradicted(findings: Iterable[Finding]) -> bool:
    return any(each.code in CONTRADICTIONS or OUTSIDE in each.message for each in findings)


def told(about: Scheme, case: Case, *, trace: bool = False) -> Decision:
    return decide(about, case, values=wanted(about), trace=trace)
