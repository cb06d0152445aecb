"""Decisions after a list is made: who was not selected is given nothing, and is told why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from schemebuilder.engines.exact.decision import Decision, OnList, Outcome, Reason, Verdict
from schemebuilder.engines.exact.people import Subject
from schemebuilder.engines.exact.rationing import Entry, MadeList
from schemebuilder.engines.exact.words import say
from schemebuilder.engines.exact.written import plain_text
from schemebuilder.ir.selection import Standing

_OUTCOMES: Mapping[Standing, Outcome] = {
    Standing.SELECTED: Outcome.ELIGIBLE,
    Standing.WAITING: Outcome.NOT_SELECTED,
    Standing.NOT_SELECTED: Outcome.NOT_SELECTED,
    Standing.UNDECIDED: Outcome.UNDECIDED,
    Standing.FAILED: Outcome.FAILED,
}


def after_lists(decision: Decision, made: Iterable[MadeList]) -> Decision:
    """Return a decision as the lists leave it."""
    verdicts = decision.verdicts
    for each in made:
        entries = {one.subject: one for one in each.entries if one.case == decision.case.id}
        verdicts = tuple(_after(decision, verdict, each, entries) for verdict in verdicts)
    return replace(decision, verdicts=verdicts)


def _after(
    decision: Decision, verdict: Verdict, made: MadeList, entries: Mapping[Subject, Entry]
) -> Verdict:
    """Return a verdict after a list, if it hangs on it."""
    if verdict.on_list is None or verdict.on_list.selection != made.selection.name:
        return verdict
    entry = entries.get(_on_the_list(decision, verdict.subject, made.selection.entity))
    if entry is None:
        return verdict
    number = made.ranked if entry.place else 0
    on_list = OnList(made.selection.name, entry.standing, entry.place, number, entry.waiting)
    outcome = _OUTCOMES[entry.standing]
    if outcome is Outcome.ELIGIBLE:
        return replace(verdict, on_list=on_list)
    if outcome is not Outcome.NOT_SELECTED:
        return replace(
            verdict,
            outcome=outcome,
            amount=None,
            missing=entry.missing,
            findings=entry.findings,
            on_list=on_list,
        )
    return replace(
        verdict,
        outcome=outcome,
        amount=None if verdict.type is None else Fraction(0),
        reasons=tuple(_reasons(made, entry)),
        on_list=on_list,
    )


def _on_the_list(decision: Decision, subject: Subject, entity: str) -> Subject:
    """Return who stands on the list for a subject: themselves, or the group they belong to."""
    if subject.entity == entity:
        return subject
    return decision.case.group_of.get(entity, {}).get(subject, subject)


def _reasons(made: MadeList, entry: Entry) -> Iterator[Reason]:
    """Yield why somebody was not selected: the place, what ran out, and the waiting list."""
    selection = made.selection
    area = "" if entry.area is None else plain_text(entry.area)
    words = [
        say("en", "list_place", place=str(entry.place), number=str(made.ranked)),
        say("en", f"list_{entry.cause}", area=str(area)),
    ]
    if entry.waiting and made.until is not None:
        until = made.until.isoformat()
        words.append(say("en", "list_waiting", waiting=str(entry.waiting), until=until))
    citations = {
        "budget": selection.budget.citation if selection.budget else "",
        "quota": selection.quota.citation if selection.quota else "",
    }
    for number, sentence in enumerate(words):
        citation = citations.get(entry.cause, "") if number == 1 else ""
        yield Reason(
            sentence,
            f"selection {selection.name}",
            citation or (selection.citation if number == 0 else ""),
            selection.name,
            number,
            span=selection.span,
        )
