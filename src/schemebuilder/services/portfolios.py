"""What one does with a portfolio: decide cases by it, and cost all its schemes together."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path
from typing import Any

from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.diagnostics.render import finding_json
from schemebuilder.engines.exact.case import read_cases
from schemebuilder.engines.exact.explain import Voice, explain
from schemebuilder.engines.exact.portfolio import decide_together, together_json
from schemebuilder.engines.exact.trace import trace_json
from schemebuilder.ir.portfolio import Portfolio
from schemebuilder.ir.scheme import Scheme
from schemebuilder.services.files import read_bytes
from schemebuilder.simulation.answers import EngineMaker, Walker
from schemebuilder.simulation.forecasts import not_enacted
from schemebuilder.simulation.grouping import grouping
from schemebuilder.simulation.portfolio import facts_worked_out, run_together
from schemebuilder.simulation.priced import without_cost
from schemebuilder.simulation.report import FORMAT, failure_part, population_part, scheme_part
from schemebuilder.simulation.run import Progressed
from schemebuilder.simulation.source import Source
from schemebuilder.values.numbers import as_text


def decide_case(
    portfolio: Portfolio,
    data: object,
    *,
    on: date | None = None,
    values: Sequence[str] = (),
    explain_too: bool = False,
) -> tuple[dict[str, Any], str, tuple[Finding, ...]]:
    """Decide one case by all schemes together: the result, words for the terminal, findings."""
    together, findings = decide_together(portfolio, data, on=on, values=values, trace=explain_too)
    if together is None:
        return {}, "", findings
    result = together_json(together)
    found = (*findings, *together.findings)
    if explain_too:
        for id_, decision in together.decisions.items():
            words = {voice.value: explain(decision, voice=voice) for voice in Voice}
            result["schemes"][id_] |= {"explanation": words, "trace": trace_json(decision)}
        shown = "\n".join(
            explain(decision, voice=Voice.OFFICER) for decision in together.decisions.values()
        )
        return result, shown, found
    return result, "", found


def decide_file(
    portfolio: Portfolio,
    cases_path: str,
    *,
    on: date | None,
    values: Sequence[str],
    explain_too: bool,
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
            portfolio, data, on=on, values=values, explain_too=explain_too
        )
        found += wrong
        if result:
            results.append(result)
            shown.append(words)
    return results, shown, found


def without_worked_out(portfolio: Portfolio, scheme: Scheme) -> Scheme:
    """Return a scheme without the facts that the portfolio works out: no data need have them."""
    worked_out = facts_worked_out(portfolio, scheme)
    fields = {name: field for name, field in scheme.fields.items() if name not in worked_out}
    return replace(scheme, fields=fields)


def simulate(
    portfolio: Portfolio,
    people: Source,
    made: tuple[EngineMaker, Walker],
    *,
    on: date | None,
    engine: str,
    progress: Progressed | None = None,
) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """Return the report of a portfolio on a population, and what the engine notes."""
    started = time.perf_counter()
    day = on or people.info.reference_date
    groups = grouping(people)
    done, sources = run_together(portfolio, people, made, day, groups, progress)
    parts = [
        scheme_part(
            portfolio.schemes[id_],
            one,
            sources[id_],
            groups,
            [failure_part(failure, ()) for failure in one.failures],
            day,
        )
        | {"not_enacted": list(not_enacted(portfolio.schemes[id_], day))}
        for id_, one in done.items()
    ]
    found = [note for one in done.values() for note in one.findings]
    found += [note for id_ in done for note in without_cost(portfolio.schemes[id_], day)]
    notes = tuple(dict.fromkeys(found))
    report: dict[str, Any] = {
        "format": FORMAT,
        "on": day.isoformat(),
        "population": population_part(people, groups),
        "portfolio": {
            "id": portfolio.id,
            "title": portfolio.title,
            "country": portfolio.country,
            "level": portfolio.level,
            "cost_per_year": _total(parts),
        },
        "schemes": parts,
        "run": {
            "engine": engine,
            "version": version("schemebuilder"),
            "seconds": f"{time.perf_counter() - started:.3f}",
            "notes": [finding_json(note) for note in notes],
        },
    }
    return report, notes


def _total(parts: Sequence[dict[str, Any]]) -> str | None:
    """Return the yearly cost of all schemes; None where currencies differ or one is not known."""
    costs = [part["cost_per_year"] for part in parts]
    if len({part["currency"] for part in parts}) != 1 or None in costs:
        return None
    return as_text(sum((Fraction(cost) for cost in costs), Fraction(0)))


def one_scheme_wanted(name: str) -> Finding:
    """Return the finding for a command that takes one scheme and was given a portfolio."""
    message = f"{name} is a portfolio; this command takes one scheme."
    hint = "Name one of its schemes. `check`, `decide` and `simulate` take a portfolio."
    return Finding("SB-U001", Severity.ERROR, message, hint=hint, place=name)
