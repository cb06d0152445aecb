"""A case read from JSON: all that is wrong with it is found at once, by person and field.

Nested (`persons`, `households`) or flat (one person, alone in a household); the `input` around it
may be left out. What is not given is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from schemebuilder.diagnostics.finding import Finding, has_errors
from schemebuilder.engines.exact.awards import with_awards
from schemebuilder.engines.exact.entries import read_list
from schemebuilder.engines.exact.facts import Slot, as_day, read_fact, read_versions
from schemebuilder.engines.exact.knowledge import known_day, paid_periods
from schemebuilder.engines.exact.membership import place_members, role_words
from schemebuilder.engines.exact.nearest import did_you_mean
from schemebuilder.engines.exact.people import Case, Given, GivenList, Subject, Version
from schemebuilder.engines.exact.records import (
    Record,
    as_id,
    error,
    known_names,
    owners,
    split,
)
from schemebuilder.ir.scheme import Scheme
from schemebuilder.values.dates import first_day
from schemebuilder.values.evidence import Known
from schemebuilder.values.numbers import UnreadableJsonError, exact, loads
from schemebuilder.values.types import Kind

_DATES = ("date", "on", "period")
_NAMED_DAYS = ("claim_date", "contingency_date", "assessment_date", "award_date")
"""Facts of persons that may stand beside the date of the case, and then hold for all of them."""
_AROUND = (*_DATES, "known_on", "paid", "id", "expect", "tolerance", "source", "name", "note")


def read_case(
    scheme: Scheme, data: object, *, on: date | None = None, known_on: date | None = None
) -> tuple[Case | None, tuple[Finding, ...]]:
    """Return the case, or None where something is wrong with it, and all that is.

    `on` overrides the case's own date, which may then be missing, and `known_on` the day whose
    knowledge counts. Numbers must be exact: read the
    text with `values.numbers.loads`, or with `read_cases`.
    """
    if not isinstance(data, Mapping):
        about = "A case is not a record."
        return None, (error("SB-E015", about, 'Write {"on": …, "persons": […], …}.', ""),)
    id_ = as_id(data.get("id")) or "case"
    place = f"case {id_}"
    governing = scheme.governed_by.replace(" ", "_")
    body, findings = _body(scheme, data, governing, place)
    day, about_dates = _date(scheme, data, governing, place)
    body, about_awards = with_awards(scheme, body, place)
    findings += about_awards
    records, about_records = split(scheme, body, place)
    membership = place_members(scheme, records, place)
    findings += [*(() if on else about_dates), *about_records, *membership.findings]
    since = known_on or known_day(data.get("known_on"), "known_on", place, findings)
    paid = paid_periods(data.get("paid"), place, findings)
    facts: dict[Subject, Mapping[str, Given]] = {}
    versions: dict[Subject, Mapping[str, tuple[Version, ...]]] = {}
    lists: dict[Subject, Mapping[str, GivenList]] = {}
    owner_of: dict[Subject, Subject] = {}
    subjects: dict[str, tuple[Subject, ...]] = {}
    for entity, many in records.by_entity.items():
        subjects[entity] = tuple(record.subject for record in many)
        for record in many:
            mine, later = _facts(scheme, record, findings, flat=records.flat)
            facts[record.subject] = mine
            if later:
                versions[record.subject] = later
            lists[record.subject] = _lists(scheme, record, (facts, owner_of), findings)
    findings += _nobody_linked(scheme, subjects, facts, place)
    for group in membership.alone:
        subjects[group.entity] = (*subjects.get(group.entity, ()), group)
    tolerance = _tolerance(data.get("tolerance"), place, findings)
    day = on or day
    if day is None or has_errors(findings):
        return None, tuple(findings)
    case = Case(
        id=id_,
        on=day,
        subjects=subjects,
        facts=facts,
        members=membership.members,
        group_of=membership.group_of,
        roles=membership.roles,
        listed=membership.listed,
        lists=lists,
        owner_of=owner_of,
        expect=data.get("expect"),
        tolerance=tolerance,
        source=str(data.get("source") or ""),
        versions=versions,
        paid=paid,
    )
    return case.as_known(since), tuple(findings)


def read_cases(
    text: str | bytes, place: str = ""
) -> tuple[tuple[Mapping[str, object], ...], tuple[Finding, ...]]:
    """Return the cases of a file, not yet read against a scheme: a list, `cases`, or one case."""
    try:
        data = loads(text)
    except UnreadableJsonError as problem:
        hint = "Check the file, or make it again."
        return (), (error("SB-E015", str(problem), hint, place),)
    if isinstance(data, Mapping):
        data = data["cases"] if isinstance(data.get("cases"), list) else [data]
    if not isinstance(data, list):
        about = "The file holds no case and no list of cases."
        return (), (error("SB-E015", about, "Write a list of cases.", place),)
    cases: list[Mapping[str, object]] = []
    findings: list[Finding] = []
    for number, each in enumerate(data, 1):
        if isinstance(each, Mapping):
            cases.append(each)
        else:
            about = f"Case {number} of {len(data)} is not a record."
            findings.append(error("SB-E015", about, 'Write {"on": …, …}.', place))
    return tuple(cases), tuple(findings)


def _body(
    scheme: Scheme, data: Mapping[str, object], governing: str, place: str
) -> tuple[Mapping[str, object], list[Finding]]:
    """Return the facts without what stands around them."""
    around = {*_AROUND, governing}
    days = {name: data[name] for name in _named_days(scheme, data, governing)}
    if "input" not in data:
        facts = {name for name in around if owners(scheme, name)} - {*_DATES, "id"}
        body = {key: each for key, each in data.items() if key not in around or key in facts}
        return _for_all(scheme, body, days), []
    findings = [
        error(
            "SB-E001",
            f'The case has "{key}" beside "input", which is not known here.',
            did_you_mean(key, (*around, "input")),
            place,
        )
        for key in data
        if key not in around and key != "input" and key not in days
    ]
    given = data["input"]
    if not isinstance(given, Mapping):
        findings.append(error("SB-E015", '"input" is not a record.', "Write {…}.", place))
        return {}, findings
    return _for_all(scheme, {**days, **given}, days), findings


def _named_days(scheme: Scheme, data: Mapping[str, object], governing: str) -> list[str]:
    """Return the named days that stand beside the date of the case; the one that governs is it."""
    persons = {entity.name for entity in scheme.entities.values() if entity.of is None}
    return [
        name
        for name in _NAMED_DAYS
        if name in data and name != governing and persons & {*owners(scheme, name)}
    ]


def _for_all(
    scheme: Scheme, body: Mapping[str, object], days: Mapping[str, object]
) -> Mapping[str, object]:
    """Give the named days to every person who has none of their own, where persons are listed."""
    plurals = {entity.plural: entity.of is None for entity in scheme.entities.values()}
    if not days or not any(key in plurals for key in body):
        return body
    kept = {key: each for key, each in body.items() if key not in days}
    for key, each in kept.items():
        if plurals.get(key) and isinstance(each, list | tuple):
            kept[key] = [{**days, **one} if isinstance(one, Mapping) else one for one in each]
    return kept


def _date(
    scheme: Scheme, data: Mapping[str, object], governing: str, place: str
) -> tuple[date | None, list[Finding]]:
    """Return the date that governs: `on`, `date`, `period`, or the scheme's own name for it."""
    given = {key: data[key] for key in (*_DATES, governing) if data.get(key) is not None}
    days: dict[str, date] = {}
    findings: list[Finding] = []
    for key, each in given.items():
        found = as_day(each)
        if found is None and key == "period" and isinstance(each, str | int):
            found = first_day(str(each), scheme.calendar)
        if found is None:
            about = f'"{key}" of the case is "{each}", which is no date that exists.'
            hint = "Write 2024-03-01."
            if key == "period":
                about = f'"period" of the case is "{each}", which is no period that exists.'
                hint = "Write 2024, 2024-01, 2024-W15 or 2024-03-01."
            findings.append(error("SB-E009", about, hint, place))
        else:
            days[key] = found
    if len(set(days.values())) > 1:
        named = ", ".join(f"{key} {day}" for key, day in days.items())
        about = f"The case says more than one date: {named}."
        findings.append(error("SB-E013", about, "Keep the one that governs.", place))
    if not given:
        about = "The case does not say its date."
        findings.append(error("SB-E009", about, 'Write "on": "2024-03-01".', place))
    return next(iter(days.values()), None), findings


def _facts(
    scheme: Scheme, record: Record, findings: list[Finding], *, flat: bool
) -> tuple[dict[str, Given], dict[str, tuple[Version, ...]]]:
    """Read the facts of a record, and those that became known on a day or one after another.

    What is none of its facts is a finding.
    """
    entity = scheme.entities[record.subject.entity]
    structural = {"id"}
    if entity.of is None:
        structural.add("role")
    else:
        structural |= {"members", *role_words(entity)}
    facts: dict[str, Given] = {}
    versions: dict[str, tuple[Version, ...]] = {}
    for name, given in record.entries.items():
        if name in structural or _is_list(scheme, name, entity.name):
            continue
        whose = owners(scheme, name)
        if entity.name not in whose:
            findings.append(_unknown_fact(scheme, record, name, whose, flat=flat))
            continue
        field, rule = scheme.fields.get(name), scheme.rules.get(name)
        known = field or rule
        if known is None or known.entity != entity.name:
            continue
        slot = Slot(name, record.subject.words, record.place, known.type, field)
        many, wrong = read_versions(slot, given)
        if many is None and not wrong:
            fact, wrong = read_fact(slot, given)
            if fact is not None:
                facts[name] = fact
        elif many is not None:
            versions[name] = many
        findings.extend(wrong)
    return facts, versions


def _nobody_linked(
    scheme: Scheme,
    subjects: Mapping[str, tuple[Subject, ...]],
    facts: Mapping[Subject, Mapping[str, Given]],
    place: str,
) -> list[Finding]:
    """Return what is wrong with links that name somebody who is not in the case."""
    found: list[Finding] = []
    links = [field for field in scheme.fields.values() if field.type.kind is Kind.PERSON]
    for link in links:
        known = {subject.id for subject in subjects.get(link.entity, ())}
        for subject in subjects.get(link.entity, ()):
            given = facts.get(subject, {}).get(link.name)
            evidence = None if given is None else given.evidence
            if type(evidence) is Known and str(evidence.value) not in known:
                about = (
                    f'{link.name} of {subject.words} is "{evidence.value}", and no one has that id.'
                )
                hint = did_you_mean(str(evidence.value), known)
                found.append(error("SB-E008", about, hint, place))
    return found


def _is_list(scheme: Scheme, name: str, entity: str) -> bool:
    of_list = scheme.lists.get(name)
    return of_list is not None and of_list.entity == entity


def _lists(
    scheme: Scheme,
    record: Record,
    entries: tuple[dict[Subject, Mapping[str, Given]], dict[Subject, Subject]],
    findings: list[Finding],
) -> dict[str, GivenList]:
    """Read the lists of a record; the facts of each entry, and whose it is, go to `entries`."""
    facts, owner_of = entries
    lists: dict[str, GivenList] = {}
    for name, given in record.entries.items():
        if not _is_list(scheme, name, record.subject.entity):
            continue
        read = read_list(scheme.lists[name], record.subject, given, record.place)
        findings.extend(read.findings)
        if read.given is not None:
            lists[name] = read.given
            facts.update(read.facts)
            owner_of.update(dict.fromkeys(read.given.entries, record.subject))
    return lists


def _unknown_fact(
    scheme: Scheme, record: Record, name: str, whose: tuple[str, ...], *, flat: bool
) -> Finding:
    subject = record.subject
    if whose:
        about = f'"{name}" is a fact of a {whose[0]}, not of a {subject.entity}.'
        hint = f"Write it in the record of the {whose[0]} that {subject.words} belongs to."
        return error("SB-E001", about, hint, record.place)
    entities = tuple(scheme.entities) if flat else (subject.entity,)
    known = [each for entity in entities for each in known_names(scheme, entity)]
    about = f'{subject.words} has "{name}", which the scheme does not know.'
    return error("SB-E001", about, did_you_mean(name, known), record.place)


def _tolerance(given: object, place: str, findings: list[Finding]) -> Fraction | None:
    if given is None:
        return None
    number = exact(given) if isinstance(given, str) else None
    if isinstance(given, int | Fraction) and not isinstance(given, bool):
        number = Fraction(given)
    if number is None or number < 0:
        about = f'"tolerance" of the case is "{given}", not an amount of at least 0.'
        findings.append(error("SB-E002", about, "Write it as in 0.01.", place))
        return None
    return number
