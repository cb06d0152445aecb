"""A decision as people read it: outcome, amount, why, every step, what to ask next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from nicegui import ui

from schemebuilder_ui.widgets.accessible import heading
from schemebuilder_ui.widgets.case_form import HOUSEHOLD, spoken
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from schemebuilder.services.deciding import Decided

HOUSEHOLDS: Final = "households"
UNNAMED: Final = frozenset({"amount", "eligibility"})
NOT_IN_FORCE: Final = "not_in_force"
BENEFIT: Final = "benefit"


def show_decision(decided: Decided) -> None:
    """Draw a decision into the current place."""
    for finding in decided.findings:
        _trouble(finding.message, finding.hint)
    if decided.result is None:
        return
    verdicts = list(_verdicts(decided.result))
    shown = [each for each in verdicts if each[2]["outcome"] != NOT_IN_FORCE]
    sleeping = [each for each in verdicts if each[2]["outcome"] == NOT_IN_FORCE]
    if not verdicts:
        ui.label(say("decision.none")).classes("sb-quiet")
    for who, name, verdict in shown:
        _verdict(who, name, verdict, decided.explanations.get((who, name), ""))
    if sleeping:
        names = ", ".join(dict.fromkeys(spoken(name) for _, name, _ in sleeping))
        ui.label(f"{say('outcome.not_in_force')}: {names}").classes("sb-quiet")


def _verdicts(result: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Whose, of what and what: benefits, or eligibilities where a person has no benefit."""
    for plural, subjects in result["decisions"].items():
        for subject, named in subjects.items():
            who = say("decision.household") if plural == HOUSEHOLDS else spoken(subject)
            benefits = {name: each for name, each in named.items() if each["kind"] == BENEFIT}
            for name, verdict in (benefits or named).items():
                yield who, name, verdict


def _verdict(who: str, name: str, verdict: Mapping[str, Any], explanation: str) -> None:
    outcome = verdict["outcome"]
    with ui.element("article").classes(f"sb-outcome sb-outcome-{outcome}"):
        with ui.row(wrap=False, align_items="center").classes("sb-outcome-head"):
            title = who if name in UNNAMED else f"{who}: {spoken(name)}"
            heading(title, 3)
            ui.space()
            ui.label(say(f"outcome.{outcome}")).classes(f"sb-badge sb-badge-{outcome}")
        amount = verdict.get("amount")
        if amount is not None and outcome == "eligible":
            with ui.element("p").classes("sb-amount"):
                ui.label(money(amount, verdict.get("currency", "")))
                ui.label(_per(verdict)).classes("sb-quiet")
        if explanation:
            ui.label(explanation).classes("sb-why")
        else:
            for reason in verdict["reasons"]:
                _line(reason["sentence"] or reason["text"], reason.get("citation", ""))
        _asked(verdict["missing"])
        for matter in verdict["referred"]:
            _line(say("decision.referred", matter=matter), "")
        for finding in verdict["findings"]:
            _trouble(finding["message"], finding["hint"])
        _assumed(verdict["assumed"])
        _steps(verdict.get("stages", ()), verdict.get("currency", ""))


def _who(need: Mapping[str, Any]) -> str:
    own = need["entity"] == HOUSEHOLD
    return say("decision.household") if own else spoken(need["id"])


def money(amount: str, currency: str) -> str:
    """An amount as people read it: `KES 2,200.50`; a fraction stays one."""
    whole, _, cents = amount.partition(".")
    if "/" in amount:
        return f"{currency} {amount}".strip()
    grouped = f"{int(whole):,}" if whole.lstrip("-").isdigit() else whole
    return f"{currency} {grouped}{'.' + cents.ljust(2, '0') if cents else ''}".strip()


def _per(verdict: Mapping[str, Any]) -> str:
    parts = (verdict.get("period"), verdict.get("per"))
    return " ".join(say("period", period=part) for part in parts if part)


def _line(words: str, citation: str) -> None:
    with ui.element("div").classes("sb-step"):
        ui.label(words)
        ui.label(f"[{citation}]" if citation else "").classes("sb-cite")


def _asked(missing: Sequence[Mapping[str, Any]]) -> None:
    if not missing:
        return
    ui.label(say("decision.ask")).classes("sb-h3")
    with ui.element("ol").classes("sb-list"):
        for need in missing:
            with ui.element("li"):
                who = _who(need)
                question = need.get("question", "").replace(f"{{{need['entity']}}}", who)
                about = say("decision.fact", fact=spoken(need["field"]), who=who)
                ui.label(question or about)
                if question:
                    ui.label(about).classes("sb-quiet")


def _assumed(assumed: Sequence[Mapping[str, Any]]) -> None:
    if not assumed:
        return
    with ui.expansion(say("decision.assumed", n=len(assumed))).classes("sb-more"):
        for each in assumed:
            who = _who(each)
            value = {True: say("case.yes"), False: say("case.no")}.get(each["value"], each["value"])
            fact = say("decision.fact", fact=spoken(each["field"]), who=who)
            _line(f"{fact}: {value}. {each['because']}", each.get("citation", ""))


def _steps(stages: Sequence[Mapping[str, Any]], currency: str) -> None:
    if not stages:
        return
    with ui.expansion(say("decision.steps")).classes("sb-more"):
        for stage in stages:
            name = spoken(stage["name"] or stage["kind"])
            if stage["applied"] is False:
                _line(say("decision.step.not", step=name), stage.get("citation", ""))
            elif stage["amount"] is None:
                _line(say("decision.step.open", step=name), stage.get("citation", ""))
            else:
                amount = money(str(stage["amount"]), currency)
                _line(say("decision.step", step=name, amount=amount), stage.get("citation", ""))


def _trouble(message: str, hint: str) -> None:
    with ui.element("div").classes("sb-trouble").props("role=note"):
        ui.label(message)
        if hint:
            ui.label(hint).classes("sb-quiet")
