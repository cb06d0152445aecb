"""Past periods reviewed: what was paid on what was known then, and what is right on what is now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.engines.exact.case import read_case, read_cases
from schemebuilder.engines.exact.expect import decided_exactly
from schemebuilder.engines.exact.people import Case, Paid
from schemebuilder.engines.exact.review import review, review_json
from schemebuilder.ir.scheme import Scheme
from schemebuilder.services import authoring
from schemebuilder.services.files import read_bytes


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The reviews of the cases of a file, the lines to show, and all findings."""

    reviews: tuple[dict[str, Any], ...] = ()
    shown: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Past:
    """What a person says of past periods; what is None stands in the case."""

    first: date | None = None
    last: date | None = None
    paid_as_known_on: date | None = None
    known_on: date | None = None


def review_file(name: str, cases_path: str, past: Past) -> Reviewed:
    """Review every case of a JSON file; one that says no past periods is a finding."""
    checked = authoring.named_by_id(authoring.check_source(name))
    if checked.scheme is None:
        return Reviewed(findings=checked.findings, texts=checked.texts)
    content, unread = read_bytes(Path(cases_path), "the case file")
    if content is None:
        return Reviewed(findings=unread)
    cases, findings = read_cases(content, cases_path)
    found = list(findings)
    reviews: list[dict[str, Any]] = []
    for data in cases:
        case, wrong = _case(checked.scheme, data, past)
        found += wrong
        if case is not None:
            reviews.append(review_json(case, review(checked.scheme, case, decided_exactly)))
    shown = tuple(review_words(one) for one in reviews)
    return Reviewed(tuple(reviews), shown, tuple(found), checked.texts)


def _case(
    scheme: Scheme, data: Mapping[str, object], past: Past
) -> tuple[Case | None, tuple[Finding, ...]]:
    case, findings = read_case(scheme, data, known_on=past.known_on)
    if case is None:
        return None, findings
    said = case.paid
    first = past.first or (said.first if said else None)
    last = past.last or (said.last if said else None)
    known = past.paid_as_known_on or (said.known_on if said else None)
    if first is None or last is None or known is None or last < first:
        message = "It is not said which past periods were paid, and on what was known when."
        hint = (
            "Give --from, --to and --paid-as-known-on, or write in the case "
            '"paid": {"from": …, "until": …, "known_on": …}.'
        )
        problem = Finding("SB-E015", Severity.ERROR, message, hint=hint, place=f"case {case.id}")
        return None, (*findings, problem)
    return replace(case, paid=Paid(first, last, known)), findings


def review_words(found: Mapping[str, Any]) -> str:
    """Return the review of a case: a line for each period, and what follows from their sum."""
    lines = [f"{found['case']}, paid as known on {found['paid_as_known_on']}"]
    for one in found["reviews"]:
        money = one["currency"]
        lines.append(f"  {one['of']['id']}, {one['benefit']}:")
        for period in one["periods"]:
            paid, right = (_amount(period[key], money) for key in ("paid", "right"))
            missing = _amount(period["difference"], money)
            days = f"{period['from']} to {period['until']}"
            lines.append(f"    {days}: paid {paid}, right {right}, difference {missing}")
        lines.append(f"    {_sum(one, money)}")
    return "\n".join(lines)


def _amount(said: str | None, money: str) -> str:
    return "not known" if said is None else f"{money} {said}"


def _sum(one: Mapping[str, Any], money: str) -> str:
    if one["difference"] is None:
        return "what is owed is not known"
    if one["overpayment"] == "0":
        owed = _amount(one["arrears"], money)
        return "nothing is owed" if one["arrears"] == "0" else f"arrears {owed}"
    return f"overpayment {_amount(one['overpayment'], money)}; {_taken(one, money)}"


def _taken(one: Mapping[str, Any], money: str) -> str:
    """Say how an overpayment is taken back."""
    taken = one.get("recovery")
    if taken is None:
        return "the scheme does not say how it is taken back"
    if taken["waived"]:
        return "waived"
    if taken["each_payment"] is None:
        return "the next payment is not known"
    if taken["payments"] is None:
        return "nothing can be taken out of the next payment"
    times = "payment" if taken["payments"] == 1 else "payments"
    each = _amount(taken["each_payment"], money)
    return f"taken back out of {taken['payments']} {times}, {each} at most out of each"
