"""A decision in plain words: for the person concerned, for the officer, for a court.

The person reads what was decided, why, on which figures, and what to send. The officer reads every
step with its citation. The court reads the same with the dates of the law and what its laws are.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from typing import Any, Final

from schemebuilder.engines.exact.decide import decide
from schemebuilder.engines.exact.decision import (
    Decision,
    Outcome,
    Reason,
    Referral,
    StageAmount,
    Verdict,
)
from schemebuilder.engines.exact.facts_told import facts_told
from schemebuilder.engines.exact.given_told import given_told
from schemebuilder.engines.exact.identity import identity
from schemebuilder.engines.exact.needs import about
from schemebuilder.engines.exact.payments_told import payments_told
from schemebuilder.engines.exact.people import Subject
from schemebuilder.engines.exact.phrases import Phrases
from schemebuilder.engines.exact.scores_told import scores_told
from schemebuilder.engines.exact.steps import steps_told
from schemebuilder.engines.exact.trace import node_id, trace_json
from schemebuilder.ir.scheme import WITHHOLDING, LineKind, StageKind
from schemebuilder.ir.selection import Standing
from schemebuilder.ir.vocabulary import AskOfficer, Field, ListField
from schemebuilder.values.evidence import Evidence, Known, Need
from schemebuilder.values.types import Type


class Voice(Enum):
    """Who reads the explanation."""

    APPLICANT = "applicant"
    OFFICER = "officer"
    COURT = "court"


_SILENT: Final = frozenset(
    {StageKind.FLOOR, StageKind.CAP, StageKind.NOTHING_BELOW, StageKind.ROUND}
)
"""Stages that are not worth a sentence where they change nothing."""


_SILENT_ALWAYS: Final = frozenset({*WITHHOLDING, StageKind.WARN})
"""Stages of which other lines speak."""
_FAILED: Final = {
    LineKind.REQUIRE: "condition_failed",
    LineKind.EXCLUDE: "exclusion_holds",
    LineKind.ENTRY: "entry_failed",
    LineKind.CONTINUE: "continuing_failed",
    LineKind.COMPLY: "compliance_failed",
}


_MEETS_THE_CONDITIONS: Final = frozenset({Outcome.ELIGIBLE, Outcome.NOT_PAYABLE})


def explain(
    decision: Decision, *, voice: Voice = Voice.APPLICANT, language: str = "en", of: str = ""
) -> str:
    """Return the explanation as text of short lines; `of` limits it to one person or group by id.

    A decision made without a trace is made again with one, to name the figures it rests on.
    """
    if decision.run is None:
        decision = decide(decision.scheme, decision.case, trace=True)
    trace = trace_json(decision)
    phrases = Phrases(decision.scheme, language)
    parts = [
        _told(decision, verdict, trace, phrases, voice)
        for verdict in _concerned(decision)
        if of in ("", verdict.subject.id)
    ]
    if voice is Voice.COURT:
        parts.append(_law(decision, phrases))
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _concerned(decision: Decision) -> list[Verdict]:
    """Return the verdicts to explain: of the benefits, or of the eligibilities if there are none.

    Whoever does not have the role that a benefit is for is told only if nobody else is concerned.
    """
    benefits = [each for each in decision.verdicts if each.type is not None]
    verdicts = benefits or list(decision.verdicts)
    inside = [each for each in verdicts if all(reason.number >= 0 for reason in each.reasons)]
    return inside or verdicts


def _told_of(referral: Referral, phrases: Phrases) -> str:
    key = "refer_to" if referral.eligible is None else "refer_to_eligible"
    return phrases.cited(phrases.say(key, title=referral.title), referral.citation)


def _told(
    decision: Decision,
    verdict: Verdict,
    trace: Mapping[str, Any],
    phrases: Phrases,
    voice: Voice,
) -> list[str]:
    """Return the lines about one benefit of one person or group."""
    whom = phrases.whom(verdict.subject)
    name = phrases.benefit(verdict.name)
    lines = [phrases.say("title", title=name, whom=whom, on=decision.on.isoformat()), ""]
    lines.append(phrases.opening(_outcome(decision, verdict, phrases)))
    lines += _on_list(decision, verdict, phrases)
    if verdict.outcome is Outcome.UNDECIDED:
        lines += _needed(verdict, phrases)
    if verdict.reasons:
        lines += ["", phrases.say("because")]
        lines += [f"- {_reason(reason, verdict.outcome, phrases)}" for reason in verdict.reasons]
    if verdict.warnings:
        lines += ["", phrases.say("warned")]
        lines += [f"- {_warning(each, phrases)}" for each in verdict.warnings]
    if verdict.refer_to:
        lines += ["", *(_told_of(each, phrases) for each in verdict.refer_to)]
    if verdict.findings:
        lines += ["", phrases.say("facts_wrong")]
        lines += [f"- {each.message} {each.hint}".strip() for each in verdict.findings]
    if verdict.parts and verdict.type is not None:
        lines += ["", phrases.say("parts"), *_parts(verdict, verdict.type, phrases)]
    scores = list(scores_told(decision, verdict, phrases))
    lines += ["", *scores] if scores else []
    if verdict.type is not None:
        benefit = decision.scheme.benefits[verdict.name]
        lines += payments_told(verdict.payments, benefit, phrases)
    root = _root(verdict)
    if voice is Voice.APPLICANT:
        lines += _worked_out(verdict, phrases)
        lines += _rests_on(verdict, trace, phrases)
    else:
        steps = steps_told(trace, root, phrases, dated=voice is Voice.COURT)
        numbered = [f"{number}. {step}" for number, step in enumerate(steps, 1)]
        lines += ["", phrases.say("steps"), *numbered, *_rests_on(verdict, trace, phrases)]
        for later in trace.get("parts", ()):
            told = steps_told(later, root, phrases, dated=voice is Voice.COURT)
            numbered = [f"{number}. {step}" for number, step in enumerate(told, 1)]
            lines += ["", phrases.say("part_of", on=later["on"]), *numbered]
    return lines


def _parts(verdict: Verdict, type_: Type, phrases: Phrases) -> list[str]:
    """Say what each part of a split payment period comes to."""
    single = type_.with_period(None)
    return [
        "- "
        + phrases.say(
            "part",
            first=part.first.isoformat(),
            last=part.last.isoformat(),
            amount=part.outcome.value.replace("_", " ")
            if part.amount is None
            else phrases.amount(part.amount, single),
        )
        for part in verdict.parts
    ]


def _root(verdict: Verdict) -> str:
    kind = "eligibility" if verdict.type is None else "benefit"
    return node_id(f"{kind}/{verdict.name}", verdict.subject)


def _outcome(decision: Decision, verdict: Verdict, phrases: Phrases) -> str:
    places = {"whom": phrases.whom(verdict.subject), "benefit": phrases.benefit(verdict.name)}
    key = verdict.outcome.value
    if verdict.on_list is not None and verdict.on_list.standing is None:
        if verdict.type is None or verdict.amount is None:
            return phrases.say("subject_to_selection_yes", **places)
        modality = decision.scheme.benefits[verdict.name].modality
        amount = given_told(verdict.amount, verdict.type, modality, phrases)
        return phrases.say("subject_to_selection", **places, amount=amount)
    if verdict.type is None and verdict.outcome in (Outcome.ELIGIBLE, Outcome.NOT_ELIGIBLE):
        return phrases.say(f"{key}_yes", **places)
    if verdict.outcome is Outcome.NOT_IN_FORCE:
        return phrases.say(key, **places, on=decision.on.isoformat())
    if verdict.outcome is Outcome.ELIGIBLE and verdict.type and verdict.amount is not None:
        benefit = decision.scheme.benefits[verdict.name]
        amount = given_told(verdict.amount, verdict.type, benefit.modality, phrases)
        if verdict.amount == 0:
            key = "eligible_nothing"
            amount = phrases.amount(verdict.amount, verdict.type)
        elif benefit.charge:
            key = "charge"
        return phrases.say(key, **places, amount=amount)
    return phrases.say(key, **places)


def _on_list(decision: Decision, verdict: Verdict, phrases: Phrases) -> list[str]:
    """Say that a list decides, or the place of one who was selected."""
    on_list = verdict.on_list
    if on_list is None:
        return []
    if on_list.standing is None:
        keys = ", then ".join(decision.scheme.selections[on_list.selection].words)
        return [phrases.say("list_decides", keys=keys.replace("_", " "))]
    if on_list.standing is not Standing.SELECTED:
        return []
    place, number = str(on_list.place), str(on_list.number)
    return [phrases.say("list_selected", place=place, number=number)]


def _reason(reason: Reason, outcome: Outcome, phrases: Phrases) -> str:
    sentence = reason.sentence
    if outcome is Outcome.NOT_PAYABLE:
        limit = phrases.condition(reason.text)
        key = "beyond_limit" if reason.text.startswith("limit ") else "suspended"
        if sentence == reason.text:
            sentence = phrases.say(key, limit=limit)
    if reason.kind is not None and sentence == reason.text:
        key = _FAILED[reason.kind]
        sentence = phrases.say(key, text=phrases.condition(reason.text))
    return phrases.cited(sentence, reason.citation)


def _warning(reason: Reason, phrases: Phrases) -> str:
    sentence = reason.sentence
    if sentence == reason.text:
        sentence = phrases.say("condition_followed", text=phrases.condition(reason.text))
    return phrases.cited(sentence, reason.citation)


def _for_officer(field: Field | ListField | None) -> bool:
    return field is not None and isinstance(field.missing, AskOfficer)


def _open_matter(need: Need, phrases: Phrases) -> str:
    """Return a missing fact as a matter for an officer; one of an entry says of which."""
    if need.entity not in phrases.scheme.lists:
        return phrases.label(need.name)
    whose = phrases.whom(Subject(need.entity, need.id))
    return phrases.say("need_of", label=phrases.fact(need), whose=whose)


def _needed(verdict: Verdict, phrases: Phrases) -> list[str]:
    """Say what is missing, the most deciding first, how to show it, and what happens then."""
    scheme = phrases.scheme
    left = [need for need in verdict.missing if _for_officer(about(scheme, need))]
    asked = [need for need in verdict.missing if need not in left]
    lines = [phrases.say("we_need")] if asked else []
    for need in asked:
        field = about(scheme, need)
        whose = Subject(need.entity, need.id)
        key = "need" if whose == verdict.subject else "need_of"
        said = phrases.say(key, label=phrases.fact(need), whose=phrases.whom(whose))
        if field is not None and field.ask:
            question = field.ask.replace("{person}", whose.id).replace("{household}", whose.id)
            said = phrases.say("question", need=said, question=question)
        if field is not None and field.proof:
            proof = ", ".join(each.replace("_", " ") for each in field.proof)
            said = phrases.say("proof", need=said.rstrip(".") + ".", proof=proof)
        if field is not None and field.source:
            source = field.source.replace("_", " ")
            said = phrases.say("our_own", need=said.rstrip(".") + ".", source=source)
        lines.append(f"- {said}")
    open_to_officers = (_open_matter(need, phrases) for need in left)
    lines += [
        phrases.say("referred", reason=what) for what in (*open_to_officers, *verdict.referred)
    ]
    return [*lines, phrases.say(f"next_{verdict.undecided.value}")]


def _worked_out(verdict: Verdict, phrases: Phrases) -> list[str]:
    """Say what each stage that applied made of the amount; a limit leaves nothing to work out."""
    if verdict.type is None or verdict.outcome not in _MEETS_THE_CONDITIONS or verdict.reasons:
        return []
    told: list[str] = []
    so_far: Evidence = Known(Fraction(0))
    for each in verdict.stages:
        line = _stage(each, verdict.type, phrases)
        if line and (each.step.after != so_far or each.stage.kind not in _SILENT):
            told.append(f"- {line}")
        so_far = each.step.after
    return ["", phrases.say("amount_is_made"), *told] if told else []


def _stage(each: StageAmount, type_: Type, phrases: Phrases) -> str:
    stage, step = each.stage, each.step
    if not step.applied or not isinstance(step.after, Known) or stage.kind in _SILENT_ALWAYS:
        return ""
    places = {"amount": phrases.amount(step.after.value, type_)}
    key = f"stage_{stage.kind.value.replace(' ', '_').removeprefix('pay_')}"
    if stage.kind is StageKind.ROUND:
        if stage.step is None or stage.direction is None:
            return phrases.say("stage_exact")
        plain = type_.with_period(None).with_whom(None)
        places["step"] = phrases.amount(stage.step, plain)
        places["direction"] = phrases.say(stage.direction.value)
    elif isinstance(step.value, Known):
        places["value"] = phrases.amount(step.value.value, type_)
    said = phrases.say(key, **places)
    return phrases.cited(said, stage.citation)


def _rests_on(verdict: Verdict, trace: Mapping[str, Any], phrases: Phrases) -> list[str]:
    """Say the facts that were given, with their source, and those that were assumed."""
    given, assumed = facts_told(trace, _root(verdict), verdict.subject, phrases)
    lines = ["", phrases.say("facts"), *(f"- {each}" for each in given)] if given else []
    if assumed:
        lines += ["", phrases.say("assumed"), *(f"- {each}" for each in assumed)]
        lines.append(phrases.say("tell_us"))
    return lines


def _law(decision: Decision, phrases: Phrases) -> list[str]:
    """Name the day whose law was applied, the laws that are cited, and the rules by their hash."""
    lines = [phrases.say("law_of", on=decision.on.isoformat())]
    if decision.scheme.laws:
        lines.append(phrases.say("laws"))
        lines += [
            f"- {phrases.say('law', id=law.id, title=law.title)}" for law in decision.scheme.laws
        ]
    who = identity(decision.scheme)
    lines.append(phrases.say("scheme_is", id=who["id"], version=who["version"]))
    lines.append(phrases.say("meaning", hash=who["hash"]))
    return lines
