"""A kept case written into the text of its scheme as an example, where an example can say it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.ir.scheme import Scheme
from schemebuilder.services import authoring
from schemebuilder.services.trying import as_expected, plain, try_cases
from schemebuilder.values.types import Kind, Type

_NAME: Final = re.compile(r"[^\W\d]\w*")
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?")
_ABOUT: Final = frozenset({"id", "members", "role", "household"})
_UNNAMED: Final = frozenset({"amount", "eligibility"})


class _CannotBeSaidError(Exception):
    """A part of the case has no words in an example; raised and caught in this file alone."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """The types of the facts of a scheme, by entity and name."""

    types: Mapping[tuple[str, str], Type]
    currency: str


def with_example(
    text: str, name: str, case: Mapping[str, Any]
) -> tuple[str | None, tuple[Finding, ...]]:
    """Return the text with the case as its last example; None and why where it cannot be one.

    What was written is read again: it must have no errors, and come to what the case does.
    """
    scheme = authoring.check_text(text).scheme
    if scheme is None:
        return None, (_refusal(name, "the text has errors"),)
    try:
        example = "\n".join(_lines(scheme, name, plain(case)))
    except _CannotBeSaidError as why:
        return None, (_refusal(name, str(why)),)
    written = f"{text.rstrip()}\n\n{authoring.format_text(example).strip()}\n"
    checked = authoring.check_text(written).scheme
    tried, _ = try_cases(written, ())
    if checked is None or not tried or not tried[-1].passed:
        return None, (_refusal(name, "read again, it does not come to the same"),)
    again, _ = as_expected(written, plain(checked.examples[-1].case))
    before, _ = as_expected(text, case)
    if again.get("expect") != before.get("expect"):
        return None, (_refusal(name, "read again, it does not come to the same"),)
    return written, ()


def _lines(scheme: Scheme, name: str, case: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of the example."""
    facts = _Facts({(f.entity, f.name): f.type for f in scheme.fields.values()}, scheme.currency)
    if set(case) - {"id", "date", "persons", "households", "expect", "source"}:
        raise _CannotBeSaidError("it holds more than a day, households and persons")
    yield f'example "{name.replace(chr(34), chr(39))}"'
    if case.get("date"):
        yield f"    on {case['date']}"
    persons = {str(one.get("id")): one for one in case.get("persons", ())}
    for household in case.get("households", ()):
        yield f"    household {_id(household)} {_said(facts, 'household', household)}".rstrip()
        for member in household.get("members", ()):
            yield _person(facts, persons.pop(str(member), {"id": member}))
    if persons and case.get("households"):
        raise _CannotBeSaidError("a person lives in no household")
    for person in persons.values():
        yield _person(facts, person)
    expected = list(_expected(case.get("expect"), scheme))
    if not expected:
        raise _CannotBeSaidError("it expects nothing")
    yield from expected


def _person(facts: _Facts, person: Mapping[str, Any]) -> str:
    role = f" {person['role']}" if person.get("role") else ""
    return f"        person {_id(person)}{role} {_said(facts, 'person', person)}".rstrip()


def _id(record: Mapping[str, Any]) -> str:
    named = str(record.get("id", ""))
    if not _NAME.fullmatch(named):
        raise _CannotBeSaidError(f"{named or 'a person'} is no name as the text has them")
    return named


def _said(facts: _Facts, entity: str, record: Mapping[str, Any]) -> str:
    """Return the facts of a person or household, with commas between them."""
    said = []
    for name, value in record.items():
        if name in _ABOUT or value is None:
            continue
        kind = facts.types.get((entity, name))
        if kind is None:
            continue  # no rule reads it, so nothing of the decision hangs on it
        said.append(f"{name} {_literal(kind, value, facts.currency)}")
    return ", ".join(said)


def _literal(kind: Type, value: object, currency: str) -> str:
    if isinstance(value, list | dict):
        raise _CannotBeSaidError("it holds a list of entries")
    written = str(value)
    if isinstance(value, bool):
        written = "yes" if value else "no"
    if kind.kind is Kind.MONEY and _NUMBER.fullmatch(written):
        return f"{kind.currency or currency} {written}"
    return f'"{written}"' if kind.kind is Kind.TEXT else written


def _expected(expect: object, scheme: Scheme) -> Iterator[str]:
    if not isinstance(expect, Mapping):
        return
    for subjects in expect.values():
        if not isinstance(subjects, Mapping):
            raise _CannotBeSaidError("what it expects is not by person or household")
        for subject, names in subjects.items():
            for name, verdict in names.items() if isinstance(names, Mapping) else ():
                if not isinstance(verdict, Mapping):
                    raise _CannotBeSaidError(f"it expects a value of {name}")
                yield f"    expect {subject} {_verdict(name, verdict, scheme)}"


def _verdict(name: str, verdict: Mapping[str, Any], scheme: Scheme) -> str:
    outcome, amount = str(verdict.get("outcome", "")).replace("_", " "), verdict.get("amount")
    own = "" if name in _UNNAMED else f"{name} "
    if amount is None:
        return f"{own}{outcome}"
    benefit = next((one for one in scheme.benefits.values() if name in {one.name, "amount"}), None)
    if benefit is None or not _NUMBER.fullmatch(str(amount)):
        raise _CannotBeSaidError(f"the amount {amount} cannot be written out")
    written = _literal(benefit.type, amount, scheme.currency)
    return f"eligible, amount {written}" if name in _UNNAMED else f"{name} {written}"


def _refusal(name: str, why: str) -> Finding:
    message = f"The case {name} cannot be written into the text: {why}."
    return Finding("SB-U001", Severity.ERROR, message, hint="It stays a kept case beside the text.")
