"""A case's JSON to its result's JSON by generated code, with no more work than the case needs.

What `one_case` says of generated code and the exact evaluator holds here too. A case in which all
is ordinary is read straight to whole numbers, and a verdict with nothing to explain is written
straight from them; for each other verdict, the exact evaluator is asked for that one alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final, TypeAlias

from schemebuilder.engines.exact.case import read_case
from schemebuilder.engines.exact.decide import Part, decide
from schemebuilder.engines.exact.decision import OnList, Outcome, Reason, Verdict
from schemebuilder.engines.exact.facts import as_day
from schemebuilder.engines.exact.identity import identity
from schemebuilder.engines.exact.people import Subject
from schemebuilder.engines.exact.result import FORMAT, reason_json, verdict_json
from schemebuilder.engines.exact.trace_nodes import law as cited
from schemebuilder.engines.generated.binding import put_day
from schemebuilder.engines.generated.evaluate import Ran, ran
from schemebuilder.engines.generated.reading import ReadCase, read
from schemebuilder.ir.lists import selection_of
from schemebuilder.ir.scheme import Benefit, Scheme, Stage, StageKind
from schemebuilder.lowering.program import OUTCOMES, ConditionSlot, Result, Slot, StageSlots
from schemebuilder.simulation.law import Law, law_of
from schemebuilder.simulation.one_case import EnginesDifferError
from schemebuilder.values.numbers import as_text
from schemebuilder.values.types import Kind

_ELIGIBLE: Final = OUTCOMES.index(Outcome.ELIGIBLE.value)
_NOT_IN_FORCE: Final = OUTCOMES.index(Outcome.NOT_IN_FORCE.value)
_NOT_ELIGIBLE: Final = OUTCOMES.index(Outcome.NOT_ELIGIBLE.value)
_WITH_AMOUNT: Final = frozenset(
    OUTCOMES.index(each.value)
    for each in (Outcome.ELIGIBLE, Outcome.NOT_ELIGIBLE, Outcome.NOT_PAYABLE)
)
_DAYS: Final = ("on", "date", "period")

Text: TypeAlias = Callable[[Ran, int], str | bool | None]
"""A value of an entry as a result has it; None where it is not known."""


@dataclass(frozen=True, slots=True)
class ToldStage:
    """How a stage is told: what is always said, and where the rest stands."""

    always: Mapping[str, Any]
    law: Mapping[str, Any]
    applied: Slot
    value: Text | None
    after: Text


@dataclass(frozen=True, slots=True)
class ToldCondition:
    """How a condition that does not hold is told; `reason` None: its sentence speaks of the case.

    A role is told by whose it is not.
    """

    met: Slot
    role: str
    reason: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Told:
    """How a benefit or eligibility is told where there is nothing to explain.

    `award` is None where there always is. `listed` is for an award that hangs on a list, `refused`
    for who is not eligible, with `conditions` that may not hold.
    """

    result: Result
    plural: str
    amount: Text | None
    award: Mapping[str, Any] | None
    listed: Mapping[str, Any] | None
    ended: Mapping[str, Any] | None
    stages: tuple[ToldStage, ...]
    dated: bool
    refused: Mapping[str, Any] | None
    conditions: tuple[ToldCondition, ...]


def decided_at_once(
    scheme: Scheme, data: Mapping[str, Any], on: date | None
) -> dict[str, Any] | None:
    """Return the result of a case as JSON data, or None where the case must be read with care."""
    ready = read_at_once(scheme, data, on)
    if ready is None:
        return None
    law, case, day = ready
    found = ran(law.plan, case.bound)
    decisions: dict[str, dict[str, dict[str, Any]]] = {}
    open_: dict[Part, tuple[dict[str, Any], Result, int]] = {}
    for told in _told(law, found):
        result = told.result
        assumed = bool(case.absent) and not law.assumed[result.name].isdisjoint(case.absent)
        of_all = decisions.setdefault(told.plural, {}) if case.ids[result.entity] else {}
        for entry, id_ in enumerate(case.ids[result.entity]):
            mine = of_all.setdefault(id_, {})
            verdict = None if assumed else _verdict(told, found, case, entry)
            mine[result.name] = verdict
            if verdict is None:
                open_[result.name, Subject(result.entity, id_)] = (mine, result, entry)
    if open_ and not _explained(scheme, data, on, open_, found):
        return None
    return {
        "format": FORMAT,
        "scheme": identity(scheme),
        "case": _id(data),
        "on": day.isoformat(),
        "decisions": decisions,
        "values": {},
        "findings": [],
        "run": {},
    }


def read_at_once(
    scheme: Scheme, data: Mapping[str, Any], on: date | None = None
) -> tuple[Law, ReadCase, date] | None:
    """Return a case as its program takes it, and its day; None where it must be read with care."""
    day, keys = _day(scheme, data, on)
    if day is None or type(data) is not dict:
        return None
    law = law_of(scheme, day)
    case = None if law.split else read(law.reader, data, keys)
    if case is None:
        return None
    put_day(case.bound, day)
    return law, case, day


def _id(data: Mapping[str, Any]) -> str:
    given = data.get("id")
    if type(given) is int:
        return str(given)
    return given if type(given) is str and given.strip() else "case"


def _day(
    scheme: Scheme, data: Mapping[str, Any], on: date | None
) -> tuple[date | None, frozenset[str]]:
    """Return the date that governs, said once and as a day, and the names that may say it."""
    keys = frozenset((*_DAYS, scheme.governed_by.replace(" ", "_")))
    if on is not None:
        return on, keys
    given = [(key, data[key]) for key in keys if data.get(key) is not None]
    if len(given) != 1 or given[0][0] == "period":
        return None, keys
    return as_day(given[0][1]), keys


def _explained(
    scheme: Scheme,
    data: Mapping[str, Any],
    on: date | None,
    open_: Mapping[Part, tuple[dict[str, Any], Result, int]],
    found: Ran,
) -> bool:
    """Ask the exact evaluator for verdicts; say whether it could read the case."""
    case, _ = read_case(scheme, data, on=on)
    if case is None:
        return False
    for verdict in decide(scheme, case, only=open_).verdicts:
        mine, result, entry = open_[verdict.name, verdict.subject]
        outcome = found.at(result.outcome, entry)
        amount = None
        if result.amount is not None and outcome in _WITH_AMOUNT:
            amount = found.exactly(result.amount, entry)
        if (OUTCOMES[outcome], amount) != (verdict.outcome.value, verdict.amount):
            what = f"{verdict.name} of {verdict.subject.words}"
            said = f"{OUTCOMES[outcome]}, {amount}"
            raise EnginesDifferError(
                case.id, what, said, f"{verdict.outcome.value}, {verdict.amount}"
            )
        mine[verdict.name] = verdict_json(scheme, verdict)
    return True


def _verdict(told: Told, found: Ran, case: ReadCase, entry: int) -> dict[str, Any] | None:
    """Return a verdict that needs no explanation; None where it does."""
    outcome = found.at(told.result.outcome, entry)
    if outcome == _NOT_IN_FORCE and told.ended is not None:
        return _fresh(told.ended)
    if outcome == _NOT_ELIGIBLE and told.refused is not None:
        return _refusal(told, found, case, entry)
    return _award(told, found, entry) if outcome == _ELIGIBLE else None


def _award(told: Told, found: Ran, entry: int) -> dict[str, Any] | None:
    """Return an award with its stages; None where there is more to tell of it."""
    if told.award is None:
        return None
    if told.amount is None:
        return _fresh(told.award if told.listed is None else told.listed)
    amount = told.amount(found, entry)
    if told.dated and amount != "0":
        return None
    template = told.award if told.listed is None or amount == "0" else told.listed
    verdict = _fresh(template)
    verdict["amount"] = amount
    stages = verdict["stages"]
    for stage in told.stages:
        line = _stage(stage, found, entry)
        if line is None:
            return None
        stages.append(line)
    return verdict


def _refusal(told: Told, found: Ran, case: ReadCase, entry: int) -> dict[str, Any] | None:
    """Return a refusal with every reason, each once; None where one speaks of the case."""
    assert told.refused is not None  # noqa: S101 so that mypy sees it
    verdict = _fresh(told.refused)
    reasons, at = verdict["reasons"], found.at
    seen: set[tuple[str, str]] = set()
    for condition in told.conditions:
        slot, whose = condition.met, entry
        if slot.entity != told.result.entity:
            whose = case.bound.owners[slot.entity][entry]
        if at(slot.n, whose) or at(slot.unknown, whose) or at(slot.fault, whose):
            continue
        if condition.reason is None:
            return None
        reason = dict(condition.reason)
        if condition.role:
            id_ = case.ids[slot.entity][whose]
            reason["sentence"] = f'{id_} does not have the role "{condition.role}".'
        key = reason["sentence"], reason.get("citation", "")
        if key not in seen:
            seen.add(key)
            reasons.append(reason)
    return verdict


def _fresh(template: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: each.copy() if type(each) in (list, dict) else each for key, each in template.items()
    }


def _stage(stage: ToldStage, found: Ran, entry: int) -> dict[str, Any] | None:
    at = found.at
    slot = stage.applied
    if at(slot.unknown, entry) or at(slot.fault, entry) or at(slot.not_applicable, entry):
        return None
    applied = bool(at(slot.n, entry))
    line: dict[str, Any] = {**stage.always, "applied": applied}
    if applied and stage.value is not None:
        line["by"] = stage.value(found, entry)
        if line["by"] is None:
            return None
    line["amount"] = stage.after(found, entry)
    if line["amount"] is None:
        return None
    line.update(stage.law)
    return line


# --- prepared once for each text that was compiled ------------------------------------------------

_prepared: dict[int, tuple[Any, tuple[Told, ...]]] = {}
_KEPT: Final = 1024


def _told(law: Law, found: Ran) -> tuple[Told, ...]:
    kept = _prepared.get(id(found.compiled))
    if kept is None or kept[0] is not found.compiled:
        if len(_prepared) >= _KEPT:
            _prepared.clear()
        results = found.compiled.program.results
        kept = (found.compiled, tuple(_of_result(law.known, one) for one in results))
        _prepared[id(found.compiled)] = kept
    return kept[1]


def _of_result(scheme: Scheme, result: Result) -> Told:
    benefit = scheme.benefits.get(result.name)
    subject = Subject(result.entity, "")
    type_ = benefit.type if benefit else None
    amount = None if benefit is None else Fraction(0)
    award = Verdict(result.name, subject, type_, Outcome.ELIGIBLE, amount)
    ended = Verdict(result.name, subject, type_, Outcome.NOT_IN_FORCE, None)
    selection = selection_of(scheme, result.name)
    listed = None if selection is None else OnList(selection.name)
    refused = Verdict(result.name, subject, type_, Outcome.NOT_ELIGIBLE, amount)
    warns = benefit is not None and any(one.kind is StageKind.WARN for one in benefit.stages)
    return Told(
        result,
        scheme.entities[result.entity].plural,
        None if result.amount is None else _text(result.amount),
        None if warns else verdict_json(scheme, award),
        None if listed is None else verdict_json(scheme, _on_list(award, listed)),
        None if scheme.combines else verdict_json(scheme, ended),
        _stages(benefit, result) if benefit else (),
        benefit is not None and benefit.payment.dated and benefit.type.whom is None,
        None if scheme.combines or result.conditions is None else verdict_json(scheme, refused),
        tuple(_condition(scheme, each) for each in result.conditions or ()),
    )


def _condition(scheme: Scheme, slot: ConditionSlot) -> ToldCondition:
    if slot.role:
        reason = Reason("", f"is {slot.role}", "", slot.definition, -1)
        return ToldCondition(slot.met, slot.role, reason_json(reason))
    definition = scheme.benefits.get(slot.definition) or scheme.eligibilities[slot.definition]
    line = definition.lines[slot.number]
    if "{" in line.sentence:
        return ToldCondition(slot.met, "", None)
    said = line.sentence or line.text
    reason = Reason(
        said, line.text, line.citation, slot.definition, slot.number, line.kind, line.span
    )
    return ToldCondition(slot.met, "", reason_json(reason))


def _on_list(award: Verdict, listed: OnList) -> Verdict:
    return Verdict(
        award.name, award.subject, award.type, award.outcome, award.amount, on_list=listed
    )


def _stages(benefit: Benefit, result: Result) -> tuple[ToldStage, ...]:
    slots = result.stages
    return tuple(_of_stage(*pair) for pair in zip(benefit.stages, slots, strict=bool(slots)))


def _of_stage(stage: Stage, slots: StageSlots) -> ToldStage:
    return ToldStage(
        {"name": stage.name, "kind": stage.kind.value},
        cited(stage.citation, None),
        slots.applied,
        None if slots.value is None else _text(slots.value),
        _text(slots.after),
    )


def _text(slot: Slot) -> Text:
    """Return how a slot's value is written: exactly as `as_text` writes the same number."""
    n, unknown, fault, outside = slot.n, slot.unknown, slot.fault, slot.not_applicable
    yes_no = slot.type.kind is Kind.YES_NO
    up, down, d = slot.unit.numerator, slot.unit.denominator, slot.d

    def written(found: Ran, entry: int) -> str | bool | None:
        at = found.at
        if at(unknown, entry) or at(fault, entry) or at(outside, entry):
            return None
        if yes_no:
            return bool(at(n, entry))
        return ratio_text(at(n, entry) * up, down if d is None else down * at(d, entry))

    return written


def ratio_text(n: int, d: int) -> str:
    """Return n/d as `as_text` writes it."""
    millionths, rest = divmod(n * 1_000_000, d)
    return as_text(Fraction(n, d)) if rest else decimal_text(millionths, 6)


def decimal_text(number: int, places: int) -> str:
    """Return a number of 10^-places as decimal text with no more decimals than it needs."""
    if not places:
        return str(number)
    whole, rest = divmod(abs(number), 10**places)
    sign = "-" if number < 0 else ""
    return f"{sign}{whole}.{rest:0{places}d}".rstrip("0") if rest else f"{sign}{whole}"
