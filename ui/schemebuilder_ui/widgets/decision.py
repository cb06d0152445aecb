"""A decision as people read it: outcome, amount, why, every step, what to ask next."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from nicegui import ui

from schemebuilder_ui.widgets.accessible import heading
from schemebuilder_ui.widgets.case_form import HOUSEHOLD, spoken
from schemebuilder_ui.widgets.findings import trouble
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from schemebuilder.services.deciding import Decided

    Verdict = tuple[str, Mapping[str, Any]]

HOUSEHOLDS: Final = "households"
UNNAMED: Final = frozenset({"amount", "eligibility"})
NOT_IN_FORCE: Final = "not_in_force"
DASH: Final = "- "
BENEFIT: Final = "benefit"
ELIGIBLE: Final = "eligible"
HANGS: Final = "subject_to_selection"
LEADING: Final = (
    "failed",
    "undecided",
    ELIGIBLE,
    HANGS,
    "not_payable",
    "not_selected",
    "not_eligible",
)
"""Which outcome a card with several benefits is coloured by, the first that occurs."""


def show_decision(decided: Decided) -> None:
    """Draw a decision into the current place."""
    for finding in decided.findings:
        trouble(finding.message, finding.hint)
    if not decided.result:
        return
    sleeping: list[str] = []
    people = list(_people(decided.result))
    if not people:
        ui.label(say("decision.none")).classes("sb-quiet")
    for who, verdicts in people:
        awake = [each for each in verdicts if each[1]["outcome"] != NOT_IN_FORCE]
        sleeping += [name for name, each in verdicts if each["outcome"] == NOT_IN_FORCE]
        if awake:
            _person(who, awake)
    if sleeping:
        names = ", ".join(dict.fromkeys(spoken(name) for name in sleeping))
        ui.label(f"{say('outcome.not_in_force')}: {names}").classes("sb-quiet")
    _explanations(decided.explanations)


def _people(result: Mapping[str, Any]) -> Iterator[tuple[str, list[Verdict]]]:
    """Whose, and what was decided: benefits, or eligibilities where there is no benefit."""
    for plural, subjects in result["decisions"].items():
        for subject, named in subjects.items():
            who = say("decision.household") if plural == HOUSEHOLDS else spoken(subject)
            benefits = [pair for pair in named.items() if pair[1]["kind"] == BENEFIT]
            yield who, benefits or list(named.items())


def _person(who: str, verdicts: Sequence[Verdict]) -> None:
    """What one person or household gets, and once for all benefits: reasons, what to ask."""
    outcomes = {shown_outcome(verdict) for _, verdict in verdicts}
    lead = next(outcome for outcome in LEADING if outcome in outcomes)
    with ui.element("article").classes(f"sb-outcome sb-outcome-{lead}"):
        if len(verdicts) == 1:
            name, verdict = verdicts[0]
            _head(who if name in UNNAMED else f"{who}: {spoken(name)}", shown_outcome(verdict))
            if _paid(verdict):
                with ui.element("p").classes("sb-amount"):
                    _amount(verdict)
        else:
            _head(who, lead)
            with ui.element("dl").classes("sb-benefits"):
                for name, verdict in verdicts:
                    _benefit(name, verdict, lead)
        for reason in _once(verdicts, "reasons"):
            _line(reason["sentence"] or reason["text"], reason.get("citation", ""))
        _asked(_once(verdicts, "missing"))
        for matter in _once(verdicts, "referred"):
            _line(say("decision.referred", matter=matter), "")
        for finding in _once(verdicts, "findings"):
            trouble(finding["message"], finding["hint"])
        _assumed(_once(verdicts, "assumed"))


def _head(title: str, outcome: str) -> None:
    with ui.row(wrap=False, align_items="center").classes("sb-outcome-head"):
        heading(title, 3)
        ui.space()
        _badge(outcome)


def _badge(outcome: str) -> None:
    ui.label(say(f"outcome.{outcome}")).classes(f"sb-badge sb-badge-{outcome}")


def _benefit(name: str, verdict: Mapping[str, Any], lead: str) -> None:
    """One of several benefits; its outcome is said where it is not that of the whole card."""
    with ui.element("dt"):
        ui.label(spoken(name))
    with ui.element("dd"):
        if _paid(verdict):
            _amount(verdict)
        elif shown_outcome(verdict) != lead:
            _badge(shown_outcome(verdict))


def shown_outcome(verdict: Mapping[str, Any]) -> str:
    """The outcome as a card says it: what hangs on a list is no award yet."""
    hangs = verdict.get("selection", {}).get("standing") == HANGS
    return HANGS if hangs and verdict["outcome"] == ELIGIBLE else str(verdict["outcome"])


def _paid(verdict: Mapping[str, Any]) -> bool:
    return shown_outcome(verdict) == ELIGIBLE and verdict.get("amount") is not None


def _amount(verdict: Mapping[str, Any]) -> None:
    currency = verdict.get("currency", "")
    unit = "" if currency else verdict.get("given", {}).get("what", "")
    ui.label(f"{money(verdict['amount'], currency)} {unit}".strip())
    ui.label(per(verdict)).classes("sb-quiet")


def _once(verdicts: Sequence[Verdict], part: str) -> list[Any]:
    """What several verdicts have in common is said once, in the order found."""
    found: list[Any] = []
    for _, verdict in verdicts:
        found += [each for each in verdict[part] if each not in found]
    return found


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


def per(verdict: Mapping[str, Any]) -> str:
    """For what an amount is: `per month`."""
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


def _explanations(explanations: Mapping[str, str]) -> None:
    """Why, for the person concerned; folded below it every step, for the officer."""
    if not explanations:
        return
    with ui.element("article").classes("sb-outcome"):
        heading(say("decision.why"), 3)
        with ui.element("div").classes("sb-why"):
            told(explanations["applicant"])
        with ui.expansion(say("decision.steps")).classes("sb-more"):
            told(explanations["officer"])


def told(explanation: str) -> None:
    """Draw short lines: a dash begins an entry of a list, a colon ends a title."""
    for paragraph in explanation.strip().split("\n\n"):
        lines = [line.strip() for line in paragraph.splitlines()]
        with ui.element("div").classes("sb-told"):
            for listed, run in groupby(lines, key=lambda line: line.startswith(DASH)):
                if listed:
                    _list(run)
                    continue
                for line in run:
                    ui.label(line).classes("sb-told-title" if line.endswith(":") else "")


def _list(lines: Iterable[str]) -> None:
    with ui.element("ul").classes("sb-list"):
        for line in lines:
            with ui.element("li"):
                ui.label(line.removeprefix(DASH))
