"""A list as a case gives it: its entries read one by one, each thing wrong with its number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schemebuilder.diagnostics.finding import Finding
from schemebuilder.engines.exact.facts import Slot, as_day, read_fact
from schemebuilder.engines.exact.nearest import did_you_mean
from schemebuilder.engines.exact.people import Given, GivenList, Subject, entry
from schemebuilder.engines.exact.records import error
from schemebuilder.ir.vocabulary import ListField

_WRAPPER = frozenset({"value", "source", "known_on"})


@dataclass(frozen=True, slots=True)
class ReadList:
    """A list as read: None where it is unknown (`null`) or cannot be read; the facts by entry."""

    given: GivenList | None
    facts: Mapping[Subject, Mapping[str, Given]]
    findings: tuple[Finding, ...]


def read_list(of_list: ListField, owner: Subject, given: object, place: str) -> ReadList:
    """Read `[{"year": 2013, "salary": 12000}, …]`, or a record with that as its `value`."""
    whole, source, known_on, wrong = given, "", None, tuple[Finding, ...]()
    if isinstance(given, Mapping):
        whole, source = given.get("value"), str(given.get("source") or "")
        known_on = as_day(given.get("known_on"))
        wrong = _around(of_list, owner, given, place)
    if whole is None or wrong:
        return ReadList(None, {}, wrong)
    if not isinstance(whole, list | tuple):
        about = f"{of_list.name} of {owner.words} is not a list."
        finding = error("SB-E015", about, _hint(of_list), place)
        return ReadList(None, {}, (finding,))
    findings: list[Finding] = []
    facts: dict[Subject, Mapping[str, Given]] = {}
    for number, each in enumerate(whole, 1):
        facts[entry(owner, of_list.name, number)] = _entry(
            of_list, each, f"entry {number} of {of_list.name} of {owner.words}", (place, findings)
        )
    return ReadList(GivenList(tuple(facts), source, known_on), facts, tuple(findings))


def _around(
    of_list: ListField, owner: Subject, given: Mapping[object, object], place: str
) -> tuple[Finding, ...]:
    """Find what is wrong with the record around a list."""
    about = f"{of_list.name} of {owner.words}"
    if given.get("not_applicable") is not None:
        hint = "Write [] if there are no entries, or null if it is not known."
        return (error("SB-E002", f"{about} is a list, which always applies.", hint, place),)
    extra = sorted(str(key) for key in given if key not in _WRAPPER)
    if extra or "value" not in given:
        named = ", ".join(f'"{key}"' for key in extra)
        said = f"is a record with {named}, which is no list" if extra else "is empty"
        return (error("SB-E002", f"{about} {said}.", _hint(of_list), place),)
    since = given.get("known_on")
    if since is not None and as_day(since) is None:
        said = f'{about} is known since "{since}", which is no date that exists.'
        return (error("SB-E009", said, "Write year, month and day, as in 2024-03-01.", place),)
    return ()


def _entry(
    of_list: ListField, given: object, whose: str, found: tuple[str, list[Finding]]
) -> dict[str, Given]:
    place, findings = found
    if not isinstance(given, Mapping):
        findings.append(
            error("SB-E015", f"{_capital(whose)} is not a record.", _hint(of_list), place)
        )
        return {}
    facts: dict[str, Given] = {}
    names = [field.name for field in of_list.fields]
    for name, value in given.items():
        field = of_list.fact(str(name))
        if field is None:
            about = f'{_capital(whose)} has "{name}", which the scheme does not know.'
            findings.append(error("SB-E001", about, did_you_mean(str(name), names), place))
            continue
        fact, wrong = read_fact(Slot(field.name, whose, place, field.type, field), value)
        findings.extend(wrong)
        if fact is not None:
            facts[field.name] = fact
    return facts


def _hint(of_list: ListField) -> str:
    shown = ", ".join(f'"{field.name}": …' for field in of_list.fields)
    return f"Write [{{{shown}}}, …]."


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
