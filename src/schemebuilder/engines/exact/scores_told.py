"""What people are told of a score that was read: its version, its value, how to contest it."""

from __future__ import annotations

from collections.abc import Iterator

from schemebuilder.engines.exact.decision import Decision, Outcome, Verdict
from schemebuilder.engines.exact.people import Subject
from schemebuilder.engines.exact.phrases import Phrases
from schemebuilder.values.evidence import Known, Unknown

_REFUSED = frozenset({Outcome.NOT_ELIGIBLE, Outcome.NOT_SELECTED, Outcome.NOT_PAYABLE})


def scores_told(decision: Decision, verdict: Verdict, phrases: Phrases) -> Iterator[str]:
    """Yield a line for each score of the person or group, or of the group a person belongs to."""
    run = decision.run
    if run is None:
        return
    for instrument in decision.scheme.instruments.values():
        subject = _assessed(decision, verdict.subject, instrument.entity)
        memo = None if subject is None else run.memo.get((("rule", instrument.name, ""), subject))
        if memo is None:
            continue
        title = phrases.score(instrument)
        if isinstance(memo.evidence, Known):
            rule = decision.scheme.rules[instrument.name]
            value = phrases.amount(memo.evidence.value, rule.type)
            said = phrases.say("score", title=title, version=instrument.version, value=value)
            yield phrases.cited(said, instrument.citation)
        elif isinstance(memo.evidence, Unknown) and instrument.reassess:
            yield phrases.say("score_again", title=title, reassess=instrument.reassess)
        if instrument.contest and verdict.outcome in _REFUSED:
            contest = instrument.contest.replace("_", " ")
            yield phrases.say("score_contest", title=title, contest=contest)


def _assessed(decision: Decision, subject: Subject, entity: str) -> Subject | None:
    if subject.entity == entity:
        return subject
    return decision.case.group_of.get(entity, {}).get(subject)
