"""Many cases decided together, where a list decides who of those entitled is served."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from schemebuilder.diagnostics.finding import Finding, Severity, has_errors
from schemebuilder.engines.exact.after_lists import after_lists
from schemebuilder.engines.exact.case import read_case
from schemebuilder.engines.exact.decide import decide
from schemebuilder.engines.exact.decision import Decision
from schemebuilder.engines.exact.people import Case
from schemebuilder.engines.exact.rationing import MadeList, make_lists
from schemebuilder.ir.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Together:
    """The lists that were made, and each case's decision after them; none where cases are wrong."""

    lists: tuple[MadeList, ...] = ()
    decisions: tuple[Decision, ...] = ()
    findings: tuple[Finding, ...] = ()


def decide_together(
    scheme: Scheme,
    data: Sequence[Mapping[str, object]],
    *,
    on: date | None = None,
    trace: bool = False,
) -> Together:
    """Make the lists of a scheme over cases; each case is decided on its own date.

    A list is of a day: `on`, else the last date among the cases. A case that cannot be read would
    be left out in silence, so then there is no list.
    """
    if not scheme.selections:
        return Together(findings=(_no_list(scheme),))
    cases: list[Case] = []
    findings: list[Finding] = []
    for one in data:
        case, found = read_case(scheme, one)
        findings += found
        cases += [] if case is None else [case]
    findings += _twice(cases)
    if has_errors(findings) or not cases:
        return Together(findings=tuple(findings))
    made = make_lists(scheme, cases, on or max(case.on for case in cases))
    decisions = (after_lists(decide(scheme, case, trace=trace), made) for case in cases)
    return Together(made, tuple(decisions), tuple(findings))


def _twice(cases: Sequence[Case]) -> Iterator[Finding]:
    for id_, number in Counter(case.id for case in cases).items():
        if number > 1:
            yield Finding(
                "SB-E008",
                Severity.ERROR,
                f'{number} cases have the id "{id_}", so a list could not tell them apart.',
                hint="Give each case an id of its own.",
                place=f"case {id_}",
            )


def _no_list(scheme: Scheme) -> Finding:
    return Finding(
        "SB-U005",
        Severity.ERROR,
        f"{scheme.title or scheme.id} has no selection, so it makes no list.",
        hint="Decide the cases one by one.",
    )
