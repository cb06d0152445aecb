"""What a case says of knowledge: the day on which it counts, and periods paid on an earlier one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from schemebuilder.diagnostics.finding import Finding
from schemebuilder.engines.exact.facts import as_day
from schemebuilder.engines.exact.people import Paid
from schemebuilder.engines.exact.records import error

_HINT = 'Write {"from": "2020-04-01", "until": "2020-04-30", "known_on": "2020-04-25"}.'


def known_day(given: object, name: str, place: str, findings: list[Finding]) -> date | None:
    """Return the day, or None where it is not said."""
    if given is None:
        return None
    day = as_day(given)
    if day is None:
        about = f'"{name}" of the case is "{given}", which is no date that exists.'
        findings.append(error("SB-E009", about, "Write 2024-03-01.", place))
    return day


def paid_periods(given: object, place: str, findings: list[Finding]) -> Paid | None:
    """Return the past periods that were paid, or None where none are said."""
    if given is None:
        return None
    keys = {"from", "until", "known_on"}
    if not isinstance(given, Mapping) or set(given) != keys:
        findings.append(error("SB-E015", '"paid" of the case is no such record.', _HINT, place))
        return None
    first = known_day(given["from"], "from", place, findings)
    last = known_day(given["until"], "until", place, findings)
    known_on = known_day(given["known_on"], "known_on", place, findings)
    if first is None or last is None or known_on is None:
        return None
    if last < first:
        about = f"What was paid ends on {last}, before it begins on {first}."
        findings.append(error("SB-E009", about, "Exchange the two days.", place))
        return None
    return Paid(first, last, known_on)
