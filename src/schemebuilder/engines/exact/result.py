"""The result of a decision, `sb-result/1`: per person and group, each benefit's outcome and amount.

What may differ between engines or runs stands under `run` and nowhere else; here it is empty, and
whoever runs the decision fills it.
"""

from __future__ import annotations

from typing import Any, Final

from schemebuilder.diagnostics.finding import Finding
from schemebuilder.engines.exact.asking import in_asking_order
from schemebuilder.engines.exact.decision import (
    Assumed,
    Decision,
    NamedValue,
    OnList,
    Outcome,
    PaidPart,
    Reason,
    Referral,
    StageAmount,
    Verdict,
)
from schemebuilder.engines.exact.given_told import given_json
from schemebuilder.engines.exact.identity import identity
from schemebuilder.engines.exact.needs import about
from schemebuilder.engines.exact.payments import Plan
from schemebuilder.engines.exact.trace_nodes import law, need_json, said, span_json
from schemebuilder.engines.exact.written import plain_text
from schemebuilder.ir.scheme import Scheme
from schemebuilder.ir.vocabulary import AskOfficer
from schemebuilder.values.evidence import Need, Unknown
from schemebuilder.values.numbers import as_text
from schemebuilder.values.types import Kind, Type

FORMAT: Final = "sb-result/1"


def result_json(decision: Decision) -> dict[str, Any]:
    """Return the result as JSON data, in an order that depends on scheme and case alone."""
    scheme = decision.scheme
    decisions: dict[str, dict[str, dict[str, Any]]] = {}
    for verdict in decision.verdicts:
        entity = scheme.entities[verdict.subject.entity].plural
        mine = decisions.setdefault(entity, {}).setdefault(verdict.subject.id, {})
        mine[verdict.name] = verdict_json(scheme, verdict)
    values: dict[str, dict[str, dict[str, Any]]] = {}
    for named in decision.values:
        entity = scheme.entities[named.subject.entity].plural
        mine = values.setdefault(entity, {}).setdefault(named.subject.id, {})
        mine[named.name] = _value_json(scheme, named)
    return {
        "format": FORMAT,
        "scheme": identity(scheme),
        "case": decision.case.id,
        "on": decision.on.isoformat(),
        **_known(decision),
        "decisions": decisions,
        "values": values,
        "findings": [finding_json(finding) for finding in decision.findings],
        "run": {},
    }


def _known(decision: Decision) -> dict[str, Any]:
    """Return the day whose knowledge counted, where the case says one."""
    day = decision.case.known_on
    return {} if day is None else {"known_on": day.isoformat()}


def verdict_json(scheme: Scheme, verdict: Verdict) -> dict[str, Any]:
    """Return one outcome: `amount` is text, or null where there is none."""
    found: dict[str, Any] = {
        "kind": "eligibility" if verdict.type is None else "benefit",
        "outcome": verdict.outcome.value,
    }
    if verdict.type is not None:
        amount = None if verdict.amount is None else as_text(verdict.amount)
        found |= {"amount": amount, **_unit(verdict.type)}
        found |= {"charge": True} if scheme.benefits[verdict.name].charge else {}
        found |= given_json(scheme.benefits[verdict.name].modality)
        found["stages"] = [_stage_json(each) for each in verdict.stages]
        found |= {"parts": [_part_json(each) for each in verdict.parts]} if verdict.parts else {}
        if verdict.payments is not None:
            found["payments"] = _payments_json(scheme, verdict.payments)
    found["reasons"] = [reason_json(each) for each in verdict.reasons]
    if verdict.warnings:
        found["warnings"] = [reason_json(each) for each in verdict.warnings]
    found["missing"] = [missing_json(scheme, need) for need in verdict.missing]
    found["referred"] = list(verdict.referred)
    if verdict.on_list is not None:
        found["selection"] = _on_list_json(verdict.on_list)
    if verdict.outcome is Outcome.UNDECIDED:
        found["undecided"] = verdict.undecided.value
    if verdict.refer_to:
        found["refer_to"] = [_referral_json(each) for each in verdict.refer_to]
    found["assumed"] = [_assumed_json(each) for each in verdict.assumed]
    found["findings"] = [finding_json(each) for each in verdict.findings]
    return found


def _referral_json(referral: Referral) -> dict[str, Any]:
    """Return another scheme that somebody is told of; `eligible` null where it is not known."""
    found = {"scheme": referral.award, "title": referral.title, "eligible": referral.eligible}
    return found | law(referral.citation, None)


def _on_list_json(on_list: OnList) -> dict[str, Any]:
    """Return how somebody stands on a list; alone, that the list decides."""
    if on_list.standing is None:
        return {"list": on_list.selection, "standing": "subject_to_selection"}
    found: dict[str, Any] = {"list": on_list.selection, "standing": on_list.standing.value}
    if on_list.place:
        found |= {"place": on_list.place, "of": on_list.number}
    return found | ({"waiting_place": on_list.waiting} if on_list.waiting else {})


def finding_json(finding: Finding) -> dict[str, Any]:
    """Return a finding about a case."""
    found: dict[str, Any] = {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "hint": finding.hint,
        "place": finding.place,
    }
    if finding.citation:
        found["citation"] = finding.citation
    if finding.span is not None:
        found["span"] = span_json(finding.span)
    return found


def _unit(type_: Type) -> dict[str, Any]:
    """Return the currency, the period and per whom, as far as the type has them."""
    found: dict[str, Any] = {}
    if type_.kind is Kind.MONEY:
        found["currency"] = type_.currency
    if type_.period is not None:
        found["period"] = type_.period.value
    if type_.whom is not None:
        found["per"] = type_.whom
    return found


def _stage_json(each: StageAmount) -> dict[str, Any]:
    stage, step = each.stage, each.step
    found: dict[str, Any] = {"name": stage.name, "kind": stage.kind.value, "applied": step.applied}
    if step.value is not None:
        found["by"] = said(step.value)["value"]
    return found | {"amount": said(step.after)["value"]} | law(stage.citation, None)


def _part_json(each: PaidPart) -> dict[str, Any]:
    """Return a part of a split payment period; `share` is that of its days."""
    return {
        "from": each.first.isoformat(),
        "until": each.last.isoformat(),
        "share": as_text(each.share),
        "outcome": each.outcome.value,
        "amount": None if each.amount is None else as_text(each.amount),
    }


def _payments_json(scheme: Scheme, plan: Plan) -> dict[str, Any]:
    """Return how an award is paid; without `until` it goes on, and one year of it is listed."""
    if plan.first is None:
        return {
            "missing": [missing_json(scheme, need) for need in plan.missing],
            "findings": [finding_json(each) for each in plan.findings],
        }
    found: dict[str, Any] = {"from": plan.first.isoformat()}
    found |= {"until": plan.last.isoformat()} if plan.last is not None else {}
    found |= {"to": plan.payee} if plan.payee else {}
    found |= {"otherwise_to": plan.instead} if plan.instead else {}
    found |= {"kept_back": as_text(plan.kept)} if plan.kept else {}
    found["total"] = as_text(plan.total)
    found["paid"] = [
        {
            "on": each.on.isoformat(),
            "amount": as_text(each.amount),
            "for": [each.first.isoformat(), each.last.isoformat()],
        }
        | ({"kind": each.kind} if each.kind else {})
        for each in plan.paid
    ]
    return found


def reason_json(reason: Reason) -> dict[str, Any]:
    """Return a condition that does not hold, with its sentence and the law."""
    return {
        "sentence": reason.sentence,
        "text": reason.text,
        "in": reason.definition,
        "line": reason.number,
        **law(reason.citation, reason.span),
    }


def missing_json(scheme: Scheme, need: Need) -> dict[str, Any]:
    """Return a missing fact with its question, proof and source."""
    found = need_json(need)
    field = about(scheme, need)
    if field is not None:
        found |= {"question": field.ask} if field.ask else {}
        found |= {"proof": list(field.proof)} if field.proof else {}
        found |= {"source": field.source} if field.source else {}
        found |= {"officer": True} if isinstance(field.missing, AskOfficer) else {}
    return found


def _assumed_json(assumed: Assumed) -> dict[str, Any]:
    found = need_json(assumed.need)
    found |= {"value": plain_text(assumed.value), "because": assumed.because}
    return found | law(assumed.citation, None)


def _value_json(scheme: Scheme, named: NamedValue) -> dict[str, Any]:
    """Return a value that was asked for; `given` where the case stated it instead."""
    found = said(named.evidence)
    if isinstance(named.evidence, Unknown):
        needs = in_asking_order([named.evidence.needs])
        found["missing"] = [missing_json(scheme, need) for need in needs]
    found |= {"type": named.type.words(), "given": named.given}
    found["assumed"] = [_assumed_json(each) for each in named.assumed]
    return found
