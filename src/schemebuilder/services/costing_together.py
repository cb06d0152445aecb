"""What the schemes of a portfolio cost together, over one population."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from importlib.metadata import version
from typing import Any

from schemebuilder.diagnostics.finding import Finding
from schemebuilder.diagnostics.render import finding_json
from schemebuilder.ir.portfolio import Portfolio
from schemebuilder.ir.scheme import Scheme
from schemebuilder.simulation.answers import EngineMaker, Walker
from schemebuilder.simulation.forecasts import not_enacted
from schemebuilder.simulation.grouping import grouping
from schemebuilder.simulation.portfolio import facts_worked_out, run_together
from schemebuilder.simulation.priced import without_cost
from schemebuilder.simulation.report import FORMAT, failure_part, population_part, scheme_part
from schemebuilder.simulation.run import Progressed
from schemebuilder.simulation.source import Source
from schemebuilder.values.numbers import as_text


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
