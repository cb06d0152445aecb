"""One household of a population opened as a case, and what two versions of a scheme make of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.population.cases import household_case as case_of
from schemebuilder.population.one import row_of
from schemebuilder.population.read import Population, open_population, wanted_by
from schemebuilder.services import authoring
from schemebuilder.services.deciding import decide_text, verdict_words


@dataclass(frozen=True, slots=True)
class Side:
    """What one version makes of the household.

    `result` is as `decide` gives it (sb-result), `explanation` the officer's in plain words, and
    `case` the facts as that version reads them. `result` is empty where the case is refused.
    """

    case: dict[str, Any]
    result: dict[str, Any]
    explanation: str
    trace: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Explored:
    """A household by two versions; `lines` say what differs, one for each award or condition."""

    after: Side | None
    before: Side | None
    lines: tuple[str, ...]
    findings: tuple[Finding, ...]


def household_case(
    folder: Path, household: str, text: str, on: date | None = None
) -> tuple[dict[str, Any] | None, tuple[Finding, ...]]:
    """Return a household by its id as a case of a scheme's text, for the form and `decide_text`.

    It has the facts that the scheme reads and the population holds, in the scheme's units; what is
    not known is left out. The day is the population's own unless one is given. Only the household
    and the ids before it are read.
    """
    population, findings = open_population(folder)
    if population is None:
        return None, findings
    case, wrong = _case(population, household, text, on)
    return case, (*findings, *wrong)


def _case(
    population: Population, household: str, text: str, on: date | None
) -> tuple[dict[str, Any] | None, tuple[Finding, ...]]:
    checked = authoring.check_text(text)
    if checked.scheme is None:
        return None, checked.findings
    row = row_of(population.folder, household)
    if row is None:
        message = f"The population has no household {household}."
        hint = "Its ids stand in the column household_id of households.parquet."
        place = str(population.folder)
        return None, (Finding("SB-U002", Severity.ERROR, message, hint=hint, place=place),)
    frame = population.household(wanted_by(checked.scheme, ids=True), row)
    case = case_of(frame, 0, on or population.info.reference_date)
    facts = case.pop("input")
    return {**case, **(facts if isinstance(facts, dict) else {})}, ()


def explore(
    folder: Path, household: str, after: str, before: str | None = None, on: date | None = None
) -> Explored:
    """Decide a household by one or two texts, with why, and say what differs between them."""
    population, about_folder = open_population(folder)
    findings = list(about_folder)
    if population is None:
        return Explored(None, None, (), about_folder)
    sides: list[Side | None] = []
    for text in (after, before):
        side, wrong = (None, ()) if text is None else _side(population, household, text, on)
        sides.append(side)
        findings += wrong
    lines = () if sides[0] is None or sides[1] is None else _lines(sides[0], sides[1])
    return Explored(sides[0], sides[1], lines, tuple(dict.fromkeys(findings)))


def _side(
    population: Population, household: str, text: str, on: date | None
) -> tuple[Side | None, tuple[Finding, ...]]:
    case, findings = _case(population, household, text, on)
    if case is None:
        return None, findings
    done = decide_text(text, case, explain=True)
    explanation = done.explanations.get("officer", "")
    return Side(case, done.result, explanation, done.trace), (*findings, *done.findings)


def _lines(after: Side, before: Side) -> tuple[str, ...]:
    """Return what differs: of everybody and each award or condition, what it is and was.

    Those of which the outcome or the amount differs come first; of the others only the reasons do.
    """
    now, was = _verdicts(after.result), _verdicts(before.result)
    first: list[str] = []
    others: list[str] = []
    for key in dict.fromkeys((*now, *was)):
        one, other = now.get(key, {}), was.get(key, {})
        said = verdict_words(one) if one else "not in this version"
        earlier = verdict_words(other) if other else "not in that version"
        if said != earlier:
            subject, name = key
            moved = any(one.get(fact) != other.get(fact) for fact in ("outcome", "amount"))
            (first if moved else others).append(f"{subject}, {name}: {said}; before: {earlier}")
    return (*first, *others)


def _verdicts(result: Mapping[str, Any]) -> dict[tuple[str, str], Mapping[str, Any]]:
    return {
        (subject, name): verdict
        for subjects in result.get("decisions", {}).values()
        for subject, verdicts in subjects.items()
        for name, verdict in verdicts.items()
    }
