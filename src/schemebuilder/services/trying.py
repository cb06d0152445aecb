"""The cases of a scheme tried: those of its text and those kept, each with what differs and why."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final

from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.engines.exact.case import read_cases
from schemebuilder.engines.exact.expect import Trial, try_case, try_example
from schemebuilder.ir.claims import with_claims
from schemebuilder.ir.scheme import Expectation, Scheme
from schemebuilder.services import authoring, deciding
from schemebuilder.services.keeping import Example
from schemebuilder.values.numbers import as_text

_ABOUT: Final = frozenset({"id", "members", "role", "household"})
_AROUND: Final = frozenset(
    {"id", "date", "on", "period", "expect", "tolerance", "source", "persons", "households"}
)
_MOST_LINES: Final = 8


@dataclass(frozen=True, slots=True)
class TriedCase:
    """One case tried, in words: its facts, what is expected, what came out, and why that is wrong.

    `kept` is the id of one that is kept beside the text; of one that stands in it, nothing.
    """

    name: str
    kept: str
    case: Mapping[str, Any]
    given: tuple[str, ...]
    expected: tuple[str, ...]
    got: tuple[str, ...]
    passed: bool
    why: tuple[str, ...]


def try_cases(
    text: str, kept: Sequence[Example]
) -> tuple[tuple[TriedCase, ...], tuple[Finding, ...]]:
    """Try the examples of a text, then the kept cases; of a text with errors, say only these."""
    scheme = authoring.check_text(text).scheme
    if scheme is None:
        return (), authoring.check_text(text).findings
    claimed = with_claims(scheme)
    tried = [
        _told(
            scheme,
            example.case,
            try_example(claimed, example),
            tuple(_expected(each) for each in example.expectations),
        )
        for example in scheme.examples
    ]
    for one in kept:
        trial = try_case(claimed, {**one.case, "id": one.name})
        expected = tuple(_expectations(one.case.get("expect")))
        tried.append(_told(scheme, one.case, trial, expected, one.id))
    return tuple(tried), ()


def as_expected(text: str, case: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """Return a case that expects what the text decides of it now; or what keeps it from deciding.

    Of each verdict it expects the outcome, and the amount where there is one.
    """
    facts = {name: value for name, value in case.items() if name != "expect"}
    decided = deciding.decide_text(text, facts)
    if not decided.result:
        return {}, decided.findings
    expect = {
        plural: {
            subject: {name: _expectation(verdict) for name, verdict in verdicts.items()}
            for subject, verdicts in subjects.items()
        }
        for plural, subjects in _telling(decided.result).items()
    }
    return {**facts, "expect": expect}, ()


def cases_json(kept: Sequence[Example]) -> str:
    """Return cases that are kept as a file of cases, each with its name as its id."""
    cases = [{**plain(one.case), "id": one.name} for one in kept]
    return json.dumps({"cases": cases}, ensure_ascii=False, indent=2) + "\n"


def cases_of_file(
    content: bytes, name: str
) -> tuple[tuple[tuple[str, dict[str, Any]], ...], tuple[Finding, ...]]:
    """Return the cases of a file by their names, as they can be kept, and what is wrong with it."""
    cases, findings = read_cases(content, name)
    named = (str(case.get("id") or f"case {n}") for n, case in enumerate(cases, 1))
    return tuple(zip(named, map(plain, cases), strict=True)), findings


def plain(case: Mapping[str, Any]) -> dict[str, Any]:
    """Return a case as JSON can hold it: numbers as text, exactly; days as text."""
    return {name: _plain(value) for name, value in case.items()}


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return plain(value)
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | Fraction):
        return as_text(Fraction(value))
    return value.isoformat() if isinstance(value, date) else value


def _told(
    scheme: Scheme,
    case: Mapping[str, Any],
    trial: Trial,
    expected: tuple[str, ...],
    kept: str = "",
) -> TriedCase:
    facts = {name: value for name, value in case.items() if name != "expect"}
    decided = deciding.decide_scheme(scheme, facts)
    lines: list[str] = []
    if decided.result:
        shown = {**decided.result, "decisions": _telling(decided.result)}
        lines = deciding.result_words(shown).split("\n")[1:]
    got = [line.strip() for line in lines]
    if len(got) > _MOST_LINES:
        got = [*got[:_MOST_LINES], "…"]
    wrong = [one for one in trial.findings if one.severity is Severity.ERROR]
    why = tuple(f"{one.message} {one.hint}".strip() for one in wrong)
    return TriedCase(
        trial.id, kept, case, tuple(_given(case)), expected, tuple(got), trial.passed, why
    )


def _given(case: Mapping[str, Any]) -> Iterator[str]:
    """Yield the facts of a case in words: its day, then each household and person."""
    day = case.get("date") or case.get("on") or case.get("period")
    if day:
        yield f"on {_words(day)}"
    flat = [f"{name} {_words(value)}" for name, value in case.items() if name not in _AROUND]
    if flat:
        yield ", ".join(flat)
    for record in (*case.get("households", ()), *case.get("persons", ())):
        facts = [f"{name} {_words(v)}" for name, v in record.items() if name not in _ABOUT]
        role = f" ({record['role']})" if record.get("role") else ""
        if facts or role:
            yield f"{record.get('id', '')}{role}: {', '.join(facts)}".removesuffix(": ")


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return "not known"
    if isinstance(value, list | tuple):
        return f"({len(value)} entries)" if value else "none"
    return str(_plain(value)).replace("_", " ")


def _expected(each: Expectation) -> str:
    """Return an expectation of an example in words."""
    of = f"{each.subject}: " if each.subject else ""
    law = f" because {', '.join(each.because)}" if each.because else ""
    if each.outcome:
        return f"{of}{each.name} {each.outcome}{law}".replace("_", " ")
    if each.name == "eligible" and isinstance(each.value, bool):
        return f"{of}{'eligible' if each.value else 'not eligible'}{law}"
    on = f" paid on {each.paid_on}" if each.paid_on else ""
    return f"{of}{each.name.replace('_', ' ')} {_words(each.value)}{on}{law}"


def _expectations(expect: object, of: str = "") -> Iterator[str]:
    """Yield what a case expects, a line for each value, with whose it is before it."""
    if not isinstance(expect, Mapping):
        return
    for name, value in expect.items():
        shown = str(name).replace("_", " ")
        if not isinstance(value, Mapping):
            yield f"{of}{shown} {_words(value)}"
        elif "outcome" in value:
            parts = [_words(value["outcome"])]
            parts += [f"{key} {_words(each)}" for key, each in value.items() if key != "outcome"]
            yield f"{of}{shown}: {', '.join(parts)}"
        else:
            own = of if name in {"households", "persons"} else f"{of}{shown}, "
            yield from _expectations(value, own)


def _telling(result: Mapping[str, Any]) -> dict[str, dict[str, dict[str, Any]]]:
    """Return the verdicts that say what is decided: benefits, or eligibilities where there is none.

    The conditions of a benefit are among its own verdict.
    """
    return {
        plural: {
            subject: {name: one for name, one in named.items() if one["kind"] == "benefit"} or named
            for subject, named in subjects.items()
        }
        for plural, subjects in result["decisions"].items()
    }


def _expectation(verdict: Mapping[str, Any]) -> dict[str, Any]:
    expected = {"outcome": verdict["outcome"]}
    if verdict["outcome"] == "eligible" and verdict.get("amount") is not None:
        expected["amount"] = verdict["amount"]
    return expected
