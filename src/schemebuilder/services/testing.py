"""A scheme's examples, or the cases of a file, run and compared with what they expect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from schemebuilder.diagnostics.finding import Finding, Severity, has_errors
from schemebuilder.engines.exact.case import read_cases
from schemebuilder.engines.exact.expect import (
    Decider,
    Trial,
    decided_exactly,
    try_case,
    try_example,
)
from schemebuilder.ir.claims import with_claims
from schemebuilder.services import authoring
from schemebuilder.services.files import read_bytes
from schemebuilder.simulation.of_case import columnar_decision
from schemebuilder.simulation.one_case import generated_decision

DECIDERS: Final[dict[str, Decider]] = {
    "exact": decided_exactly,
    "columnar": columnar_decision,
    "generated": generated_decision,
}
"""How each engine decides one case."""
ENGINES: Final = tuple(DECIDERS)


@dataclass(frozen=True, slots=True)
class TestRun:
    """How many cases passed and failed, those that failed, and what kept others from running."""

    passed: int
    failed: int
    failures: tuple[Trial, ...]
    findings: tuple[Finding, ...]
    texts: Mapping[str, str]


def run(
    name: str, cases: str | None, *, match: Mapping[str, str], engine: str = "exact"
) -> TestRun:
    """Run a scheme's own examples, or the cases of a file; `match` turns their names into ours."""
    checked = authoring.check_source(name)
    scheme, by = checked.scheme, DECIDERS[engine]
    if scheme is None:
        return TestRun(0, 0, (), checked.findings, checked.texts)
    scheme = with_claims(scheme)
    findings = [finding for finding in checked.findings if has_errors((finding,))]
    if cases is None:
        trials = [try_example(scheme, example, by=by) for example in scheme.examples]
        if not trials:
            findings.append(_nothing_to_test(name))
    else:
        content, unread = read_bytes(Path(cases), "the case file")
        listed, wrong = ((), unread) if content is None else read_cases(content, cases)
        findings += wrong
        trials = [try_case(scheme, case, match=match, by=by) for case in listed]
        if not trials and not wrong:
            findings.append(_nothing_to_test(cases))
    failures = tuple(trial for trial in trials if not trial.passed)
    passed = len(trials) - len(failures)
    return TestRun(passed, len(failures), failures, tuple(findings), checked.texts)


def failure_words(trial: Trial) -> str:
    """Return what is wrong with a case that failed, a line each."""
    lines = [f"FAILED {trial.id}"]
    for finding in trial.findings:
        hint = f" {finding.hint}" if finding.hint else ""
        lines.append(f"  {finding.message}{hint}")
    return "\n".join(lines)


def _nothing_to_test(name: str) -> Finding:
    message = f"{name} has no example or case, so nothing was tested."
    hint = "Write an example beside the rules, or give a file of cases with --cases."
    return Finding("SB-E016", Severity.WARNING, message, hint=hint)
