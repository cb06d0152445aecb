"""Every case of dsl/conformance/ on every engine: the text's findings, what its cases come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from schemebuilder.diagnostics.finding import Severity
from schemebuilder.diagnostics.render import finding_text
from schemebuilder.engines.exact.expect import Decider, try_case, try_example
from schemebuilder.ir.scheme import Scheme
from schemebuilder.language.formatter import format_text
from schemebuilder.services import deciding
from schemebuilder.services.authoring import Checked, check_text
from schemebuilder.services.deciding import decide_scheme
from schemebuilder.values.canonical import canonical
from tests.conformance import lists, portfolios, suite
from tests.conformance.engines import ENGINES
from tests.conformance.markdown import ConformanceCase
from tests.conformance.suite import CASES, DECIDED, FILES, PORTFOLIOS, checked, facts


def identify(case: ConformanceCase) -> str:
    return case.id


def scheme_of(case: ConformanceCase) -> Scheme:
    found = checked(case)
    assert found.scheme is not None, described(found)
    return found.scheme


def described(found: Checked) -> str:
    return "\n\n".join(finding_text(finding, found.texts) for finding in found.findings)


@pytest.mark.parametrize("case", CASES, ids=identify)
def test_the_text_has_these_findings_and_no_others(case: ConformanceCase) -> None:
    found = checked(case)
    if case.findings is None:
        assert not [f for f in found.findings if f.severity is Severity.ERROR], described(found)
        return
    shown = []
    for finding in found.findings:
        span = finding.span
        pointed = "" if span is None else case.text[span.start : span.end].strip()
        shown.append(f'{finding.code} "{" ".join(pointed.split())}"')
    assert sorted(shown) == sorted(case.findings), described(found)
    assert all(finding.hint or finding.edits for finding in found.findings), described(found)


@pytest.mark.parametrize("case", CASES, ids=identify)
def test_formatting_twice_changes_nothing_and_keeps_the_meaning(case: ConformanceCase) -> None:
    once = format_text(case.text)
    assert format_text(once) == once
    before, after = checked(case), check_text(once, case.id, dict(case.files))
    assert before.meaning_hash == after.meaning_hash


def wrong_with(scheme: Scheme, data: Mapping[str, Any], by: Decider) -> list[str]:
    """Return what differs from what a case expects, the codes of its findings among it."""
    expect = dict(data["expect"])
    codes = expect.pop("findings", None)
    breaks = expect.pop("breaks", [])
    trial = try_case(scheme, {**data, "expect": expect}, by=by)
    broken = [each for each in trial.findings if each.code == "SB-E023"]
    trial = replace(trial, findings=tuple(f for f in trial.findings if f not in broken))
    said = sorted(each.message.split("` ")[0].removeprefix("`") for each in broken)
    if said != sorted(breaks):
        return [f"{trial.id}: breaks {said}, expected {breaks}"]
    decision = trial.decision
    if codes is None:
        return [f"{trial.id}: {each.message}" for each in trial.findings]
    if decision is None:
        found, differing = [each.code for each in trial.findings], []
    else:
        verdicts = decision.verdicts if decision.explained else ()
        found = [each.code for verdict in verdicts for each in verdict.findings]
        plans = (verdict.payments for verdict in verdicts)
        found += [each.code for plan in plans if plan is not None for each in plan.findings]
        differing = [f"{trial.id}: {each.message}" for each in trial.findings]
        codes = codes if decision.explained else []
    if sorted(set(found)) != sorted(codes):
        differing.append(f"{trial.id}: finds {sorted(set(found))}, expected {codes}")
    return differing


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", DECIDED, ids=identify)
def test_cases_come_to_what_they_expect(case: ConformanceCase, engine: str) -> None:
    scheme = scheme_of(case)
    by = ENGINES[engine]
    wrong: list[str] = []
    for example in scheme.examples:
        trial = try_example(scheme, example, by=by)
        wrong += [f"{trial.id}: {each.message}" for each in trial.findings]
    for data in facts(case):
        assert data.get("expect"), "a case that expects nothing tests nothing"
        wrong += wrong_with(scheme, data, by)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("case", [case for case in DECIDED if case.cases], ids=identify)
def test_generated_code_gives_the_same_result_to_the_byte(case: ConformanceCase) -> None:
    scheme = scheme_of(case)
    for data in facts(case):
        exact, fast = (decide_scheme(scheme, data, engine=engine) for engine in deciding.ENGINES)
        assert exact.findings == fast.findings
        assert canonical({**exact.result, "run": {}}) == canonical({**fast.result, "run": {}})


@pytest.mark.parametrize("engine", lists.ENGINES)
@pytest.mark.parametrize("case", [case for case in DECIDED if case.lists], ids=identify)
def test_lists_come_to_what_they_expect(case: ConformanceCase, engine: str) -> None:
    scheme = scheme_of(case)
    for data in suite.lists(case):
        assert data.get("expect"), "a list that expects nothing tests nothing"
        made = lists.ENGINES[engine](scheme, data)
        wrong = lists.wrong_with_list(made, data["expect"])
        assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", [one for one in PORTFOLIOS if one.cases], ids=identify)
def test_portfolios_come_to_what_they_expect(case: ConformanceCase, engine: str) -> None:
    found = checked(case)
    assert found.portfolio is not None, described(found)
    wrong: list[str] = []
    for data in facts(case):
        wrong += portfolios.wrong_with(found.portfolio, data, ENGINES[engine])
    assert not wrong, "\n".join(wrong)


def test_the_suite_is_there() -> None:
    topics = {path.parent.parent.name for path in FILES}
    assert len(CASES) >= 250
    assert len(topics) >= 12
    assert {path.parent.name for path in FILES} == {"good", "bad"}
