"""What is expected against what was found: equal, or how it differs, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from schemebuilder.engines.exact.decision import NamedValue, Outcome, Reason, Verdict
from schemebuilder.engines.exact.written import plain_text
from schemebuilder.values.evidence import Evidence, Known, NotApplicable, Unknown
from schemebuilder.values.numbers import as_text, exact

_PAYS_NOTHING: Final = frozenset(
    {Outcome.NOT_ELIGIBLE, Outcome.NOT_PAYABLE, Outcome.NOT_SELECTED, Outcome.NOT_IN_FORCE}
)
_OUTCOMES: Final = frozenset(outcome.value for outcome in Outcome)


@dataclass(frozen=True, slots=True)
class Found:
    """What the decision says: the verdict of a benefit or eligibility, and the named value."""

    verdict: Verdict | None
    value: NamedValue | None


def difference(found: Found, name: str, expected: object, tolerance: Fraction | None) -> str:
    """Return how what was found differs (`is 5, expected 6`), or nothing if it is as expected."""
    if isinstance(expected, Mapping) and name != "paid_on":
        parts = (difference(found, str(key), each, tolerance) for key, each in expected.items())
        return "; ".join(part for part in parts if part)
    if found.verdict is not None:
        about = _of_verdict(found.verdict, found.value, name, expected)
        if about is not None:
            return about
        number = _number(expected)
        if found.verdict.type is not None and number is not None:
            return _amount(found.verdict, number, tolerance or Fraction(0))
        if found.value is None and expected is None:
            known = found.verdict.outcome is not Outcome.UNDECIDED
            return _differs(found.verdict.outcome.value, "unknown") if known else ""
    if found.value is None:
        return f"cannot be compared with {_text(expected)}"
    return _value(found.value.evidence, expected, tolerance or Fraction(0))


def _of_verdict(
    verdict: Verdict, value: NamedValue | None, name: str, expected: object
) -> str | None:
    """Compare what is said of a verdict as a whole; None where an amount or value is expected."""
    if name in ("paid_on", "paid_times"):
        return _payments(verdict, name, expected)
    if name == "missing":
        return _missing(verdict, expected)
    if name in ("because", "warned_of"):
        return _because(verdict.reasons if name == "because" else verdict.warnings, expected)
    if _outcome(expected) in _OUTCOMES or name == "outcome":
        same = verdict.outcome.value == _outcome(expected)
        return "" if same else _differs(verdict.outcome.value, expected)
    if isinstance(expected, bool):
        return _yes_or_no(verdict, None if value is None else value.evidence, wanted=expected)
    return None


def _yes_or_no(verdict: Verdict, evidence: Evidence | None, *, wanted: bool) -> str:
    """Compare eligible or not; of a benefit, someone with an undecided amount is not yet either."""
    if isinstance(evidence, Known) and isinstance(evidence.value, bool):
        met = evidence.value is wanted
    elif wanted:
        met = verdict.outcome is Outcome.ELIGIBLE
    else:
        met = verdict.outcome in _PAYS_NOTHING
    expected = Outcome.ELIGIBLE if wanted else Outcome.NOT_ELIGIBLE
    return "" if met else _differs(verdict.outcome.value, expected.value)


def _value(evidence: Evidence, expected: object, tolerance: Fraction) -> str:
    if expected is None:
        return "" if isinstance(evidence, Unknown) else _differs(_said(evidence), "unknown")
    if not isinstance(evidence, Known):
        return _differs(_said(evidence), _text(expected))
    number = _number(expected)
    if isinstance(evidence.value, Fraction) and number is not None:
        near = abs(evidence.value - number) <= tolerance
        return "" if near else _differs(as_text(evidence.value), as_text(number))
    wanted = {"yes": True, "no": False}.get(str(expected), _text(expected))
    same = plain_text(evidence.value) == (
        wanted if isinstance(evidence.value, bool) else _text(expected)
    )
    return "" if same else _differs(_said(evidence), _text(expected))


def _amount(verdict: Verdict, expected: Fraction, tolerance: Fraction) -> str:
    """Compare an amount; nothing paid for certain is 0, in whatever outcome."""
    amount = Fraction(0) if verdict.outcome in _PAYS_NOTHING else verdict.amount
    if amount is None:
        why = "; ".join(finding.message for finding in verdict.findings)
        missing = ", ".join(need.name for need in verdict.missing)
        about = why or (f"missing: {missing}" if missing else "")
        said = f"{verdict.outcome.value} ({about})" if about else verdict.outcome.value
        return _differs(said, as_text(expected))
    if abs(amount - expected) <= tolerance:
        return ""
    said = as_text(amount)
    if verdict.outcome is not Outcome.ELIGIBLE:
        said = f"{said} ({verdict.outcome.value})"
    return _differs(said, as_text(expected))


def _payments(verdict: Verdict, name: str, expected: object) -> str:
    """Compare how many payments there are, or what is paid on days: `{"2026-03-01": 2000}`."""
    plan = verdict.payments
    paid = () if plan is None else plan.paid
    if plan is not None and plan.first is None:
        about = [*(need.name for need in plan.missing), *(each.message for each in plan.findings)]
        known = _differs(f"not known ({'; '.join(about)})", _text(expected))
        return "" if expected is None else known
    if name == "paid_times" or not isinstance(expected, Mapping):
        return "" if _number(expected) == len(paid) else _differs(len(paid), _text(expected))
    for day, amount in expected.items():
        there = sum((each.amount for each in paid if each.on.isoformat() == day), Fraction(0))
        if _number(amount) != there:
            return _differs(f"paid {as_text(there)} on {day}", f"{_text(amount)}")
    return ""


def _missing(verdict: Verdict, expected: object) -> str:
    """Compare the facts that are asked for, whoever they are of, in whatever order."""
    asked = sorted({need.name for need in verdict.missing})
    listed = expected if isinstance(expected, list | tuple) else [expected]
    wanted = sorted(str(each) for each in listed)
    return "" if asked == wanted else _differs(", ".join(asked) or "nothing", ", ".join(wanted))


def _because(reasons: tuple[Reason, ...], expected: object) -> str:
    """Every expected citation or sentence stands among the reasons, with or without a full stop."""
    wanted = expected if isinstance(expected, list | tuple) else [expected]
    said = {_bare(text) for each in reasons for text in (each.citation, each.sentence, each.text)}
    if reasons and not wanted:
        return _differs("there", "nothing")
    absent = [str(each) for each in wanted if _bare(str(each)) not in said]
    given = ", ".join(each.citation or each.sentence for each in reasons)
    return _differs(given or "nothing", ", ".join(absent)) if absent else ""


def _bare(text: str) -> str:
    return " ".join(text.split()).removesuffix(".")


def _number(given: object) -> Fraction | None:
    if isinstance(given, str):
        return exact(given)
    if isinstance(given, int | Fraction) and not isinstance(given, bool):
        return Fraction(given)
    return None


def _outcome(given: object) -> str:
    return given.strip().replace(" ", "_") if isinstance(given, str) else ""


def _text(given: object) -> str | bool:
    if isinstance(given, bool):
        return given
    if isinstance(given, Fraction):
        return as_text(given)
    return given.isoformat() if isinstance(given, date) else str(given)


def _said(evidence: Evidence) -> str:
    if isinstance(evidence, Known):
        value = plain_text(evidence.value)
        return ("yes" if value else "no") if isinstance(value, bool) else value
    if isinstance(evidence, Unknown):
        names = sorted({need.name or need.referral for need in evidence.needs})
        return f"unknown (missing: {', '.join(names)})"
    if isinstance(evidence, NotApplicable):
        return "not applicable"
    return "; ".join(sorted(finding.message for finding in evidence.findings))


def _differs(found: object, expected: object) -> str:
    wanted = ("yes" if expected else "no") if isinstance(expected, bool) else expected
    return f"is {found}, expected {wanted}"
