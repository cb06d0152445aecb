"""Cases decided by all schemes of a portfolio, together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.engines.exact.case import read_cases
from schemebuilder.engines.exact.explain import Voice, explain
from schemebuilder.engines.exact.portfolio import decide_together, together_json
from schemebuilder.engines.exact.trace import trace_json
from schemebuilder.ir.portfolio import Portfolio
from schemebuilder.services.files import read_bytes
from schemebuilder.simulation.one_case import generated_decision, traced_decision

EXACT: Final = "exact"
GENERATED: Final = "generated"
ENGINES: Final = (EXACT, GENERATED)
"""Which engines decide cases one by one, the reference first."""


def decide_case(
    portfolio: Portfolio,
    data: object,
    *,
    on: date | None = None,
    values: Sequence[str] = (),
    explain_in: str | None = None,
    voice: str = Voice.OFFICER.value,
    engine: str = EXACT,
) -> tuple[dict[str, Any], str, tuple[Finding, ...]]:
    """Decide one case by all schemes together: the result, words for the terminal, findings.

    With `explain_in`, a language, the words are an explanation for `voice`.
    """
    traced = explain_in is not None
    by = None
    if engine == GENERATED:
        by = traced_decision if traced else generated_decision
    together, findings = decide_together(portfolio, data, on=on, values=values, trace=traced, by=by)
    if together is None:
        return {}, "", findings
    result = {**together_json(together), "run": {"engine": engine}}
    found = (*findings, *together.findings)
    if explain_in is None:
        return result, "", found
    shown: list[str] = []
    for id_, decision in together.decisions.items():
        words = {each.value: explain(decision, voice=each, language=explain_in) for each in Voice}
        result["schemes"][id_] |= {"explanation": words, "trace": trace_json(decision)}
        shown.append(words[voice])
    return result, "\n".join(shown), found


def decide_file(
    portfolio: Portfolio,
    cases_path: str,
    *,
    on: date | None,
    values: Sequence[str],
    explain_in: str | None,
    voice: str,
    engine: str = EXACT,
) -> tuple[list[dict[str, Any]], list[str], list[Finding]]:
    """Decide every case of a JSON file; those that cannot be read are findings."""
    content, unread = read_bytes(Path(cases_path), "the case file")
    if content is None:
        return [], [], list(unread)
    cases, findings = read_cases(content, cases_path)
    found = list(findings)
    results: list[dict[str, Any]] = []
    shown: list[str] = []
    for data in cases:
        result, words, wrong = decide_case(
            portfolio,
            data,
            on=on,
            values=values,
            explain_in=explain_in,
            voice=voice,
            engine=engine,
        )
        found += wrong
        if result:
            results.append(result)
            shown.append(words)
    return results, shown, found


def one_scheme_wanted(name: str) -> Finding:
    """Return the finding for a command that takes one scheme and was given a portfolio."""
    message = f"{name} is a portfolio; this command takes one scheme."
    hint = "Name one of its schemes. `check`, `decide` and `simulate` take a portfolio."
    return Finding("SB-U001", Severity.ERROR, message, hint=hint, place=name)
