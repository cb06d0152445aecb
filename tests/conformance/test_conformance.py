"""Every case of dsl/conformance/ on every engine: the text's findings, what its cases come to."""

from __future__ import annotations

import pytest

from schemebuilder import bundled
from schemebuilder.diagnostics.finding import Severity
from schemebuilder.diagnostics.render import finding_text
from schemebuilder.engines.exact.case import read_cases
from schemebuilder.engines.exact.expect import Decider, decided_exactly, try_case, try_example
from schemebuilder.ir.json import from_json, to_json
from schemebuilder.ir.scheme import Scheme
from schemebuilder.language.formatter import format_text
from schemebuilder.services.authoring import Checked, check_text
from schemebuilder.services.testing import DECIDERS
from schemebuilder.values.canonical import canonical
from schemebuilder.values.numbers import loads
from tests.conformance.markdown import ConformanceCase, read_file

FILES = sorted((bundled.dsl() / "conformance").glob("*/*/*.md"))
CASES = [case for path in FILES for case in read_file(path)]
GOOD = [case for case in CASES if case.cases or "example" in case.text]


def identify(case: ConformanceCase) -> str:
    return case.id


def checked(case: ConformanceCase) -> Checked:
    return check_text(case.text, case.id)


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
    before, after = checked(case), check_text(once, case.id)
    assert before.meaning_hash == after.meaning_hash


def through_the_pack(scheme: Scheme) -> Scheme:
    """Return the scheme as a player of packs reads it."""
    return from_json(loads(canonical(to_json(scheme))))


ENGINES: dict[str, Decider] = {
    **DECIDERS,
    "pack player": lambda scheme, case, values: decided_exactly(
        through_the_pack(scheme), case, values
    ),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", GOOD, ids=identify)
def test_cases_come_to_what_they_expect(case: ConformanceCase, engine: str) -> None:
    scheme = scheme_of(case)
    by = ENGINES[engine]
    trials = [try_example(scheme, example, by=by) for example in scheme.examples]
    for block in case.cases:
        cases, findings = read_cases(block, case.id)
        assert not findings
        assert all(data.get("expect") for data in cases), (
            "a case that expects nothing tests nothing"
        )
        trials += [try_case(scheme, data, by=by) for data in cases]
    assert trials
    wrong = [f"{t.id}: {f.message}" for t in trials if not t.passed for f in t.findings]
    assert not wrong, "\n".join(wrong)


def test_the_suite_is_there() -> None:
    topics = {path.parent.parent.name for path in FILES}
    assert len(CASES) >= 100
    assert len(topics) >= 8
    assert {path.parent.name for path in FILES} == {"good", "bad"}
