"""To which other schemes somebody is referred who does not receive an award, or no more."""

from __future__ import annotations

from collections.abc import Iterator

from schemebuilder.engines.exact.decision import Outcome, Referral
from schemebuilder.engines.exact.people import Subject
from schemebuilder.engines.exact.run import Run
from schemebuilder.ir.combining import Combining
from schemebuilder.ir.scheme import Benefit
from schemebuilder.values.evidence import NO, YES

_NOT_RECEIVED = frozenset({Outcome.NOT_ELIGIBLE, Outcome.NOT_IN_FORCE})


def referred_on_exit(
    run: Run, benefit: Benefit, subject: Subject, outcome: Outcome
) -> Iterator[Referral]:
    """Yield the schemes that the person is told of; `eligible` is None where that is not known.

    Whoever is known not to be eligible for it is not told.
    """
    if outcome not in _NOT_RECEIVED:
        return
    for combine in run.scheme.combines:
        if combine.kind is not Combining.ON_EXIT or combine.own != benefit.name:
            continue
        title = run.scheme.awards[combine.award].title
        if combine.when is None:
            yield Referral(combine.award, title, None, combine.citation)
            continue
        held = run.evaluate(run, combine.when, subject)
        if held != NO:
            yield Referral(combine.award, title, held == YES or None, combine.citation)
