"""The records of a case before their facts are read: persons and groups, each with its own id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.engines.exact.nearest import did_you_mean
from schemebuilder.engines.exact.people import Subject
from schemebuilder.ir.scheme import Scheme
from schemebuilder.ir.vocabulary import Entity


@dataclass(frozen=True, slots=True)
class Record:
    """One person or group as written, and where it stands (for messages)."""

    subject: Subject
    entries: Mapping[str, object]
    place: str


@dataclass(frozen=True, slots=True)
class Records:
    """All records by entity, in the order written; `flat` is the shape with one person alone."""

    by_entity: Mapping[str, tuple[Record, ...]]
    flat: bool


def error(code: str, message: str, hint: str, place: str) -> Finding:
    """Return an error about a case."""
    return Finding(code, Severity.ERROR, message, hint=hint, place=place)


def split(
    scheme: Scheme, body: Mapping[str, object], place: str
) -> tuple[Records, tuple[Finding, ...]]:
    """Return the records in the body of a case: nested if it names persons or groups, else flat."""
    plurals = {entity.plural: entity for entity in scheme.entities.values()}
    if not any(key in plurals for key in body):
        return _flat(scheme, body, place), ()
    findings: list[Finding] = []
    by_entity: dict[str, tuple[Record, ...]] = {}
    for key, given in body.items():
        entity = plurals.get(key)
        if entity is None:
            findings.append(_stray(scheme, key, plurals, place))
        elif not isinstance(given, list | tuple):
            about = f'"{key}" is not a list.'
            findings.append(error("SB-E015", about, "Write a list of records.", place))
        else:
            by_entity[entity.name] = _records(entity, given, place, findings)
    return Records(by_entity, flat=False), tuple(findings)


def owners(scheme: Scheme, name: str) -> tuple[str, ...]:
    """Return the entities that have a fact of that name: a field, a list, or a rule to be given."""
    known = (scheme.fields.get(name), scheme.lists.get(name), scheme.rules.get(name))
    found = [each.entity for each in known if each]
    found += [entity for entity, names in scheme.unread.items() if name in names]
    return tuple(dict.fromkeys(found))


def known_names(scheme: Scheme, entity: str) -> tuple[str, ...]:
    """Return the names of the facts that a record of the entity may have."""
    fields = [field.name for field in scheme.fields.values() if field.entity == entity]
    rules = [rule.name for rule in scheme.rules.values() if rule.entity == entity]
    lists = [each.name for each in scheme.lists.values() if each.entity == entity]
    return (*fields, *lists, *rules, *scheme.unread.get(entity, ()))


def _flat(scheme: Scheme, body: Mapping[str, object], place: str) -> Records:
    """One person, alone in a group of each kind; every fact goes to the one that it is of."""
    persons = [entity.name for entity in scheme.entities.values() if entity.of is None]
    alone = persons[0] if persons else "person"
    entries: dict[str, dict[str, object]] = {entity: {} for entity in scheme.entities}
    for key, given in body.items():
        whose = owners(scheme, key)
        entries.setdefault(whose[0] if whose else alone, {})[key] = given
    person_id = entries[alone].get("id", alone)
    for entity in scheme.entities.values():
        if entity.of is not None:
            entries[entity.name]["members"] = [person_id]
    by_entity = {
        name: _records(scheme.entities[name], [given], place, [])
        for name, given in entries.items()
        if name in scheme.entities
    }
    return Records(by_entity, flat=True)


def _records(
    entity: Entity, given: list[object] | tuple[object, ...], place: str, findings: list[Finding]
) -> tuple[Record, ...]:
    records: list[Record] = []
    used: set[str] = set()
    for number, each in enumerate(given, 1):
        if not isinstance(each, Mapping):
            about = f"{entity.name} {number} of {len(given)} is not a record."
            findings.append(error("SB-E015", about, 'Write {"id": …, …}.', place))
            continue
        written = each.get("id", entity.name if len(given) == 1 else None)
        id_ = as_id(written)
        if id_ is None:
            about = f"{entity.name} {number} of {len(given)} has no id."
            findings.append(error("SB-E008", about, 'Give it an "id" of its own.', place))
            id_ = f"{entity.name} {number}"
        elif id_ in used:
            about = f'The id "{id_}" is used for more than one {entity.name}.'
            findings.append(error("SB-E008", about, "Give each an id of its own.", place))
        used.add(id_)
        subject = Subject(entity.name, id_)
        records.append(Record(subject, each, f"{place}, {subject.words}"))
    return tuple(records)


def as_id(given: object) -> str | None:
    """Return an id as text: a text, or a whole number."""
    if isinstance(given, bool):
        return None
    if isinstance(given, int):
        return str(given)
    return given if isinstance(given, str) and given.strip() else None


def _stray(scheme: Scheme, key: str, plurals: Mapping[str, Entity], place: str) -> Finding:
    whose = owners(scheme, key)
    if whose:
        about = f'"{key}" stands beside the lists of the case, but it is of a {whose[0]}.'
        return error("SB-E001", about, f"Write it in the record of that {whose[0]}.", place)
    about = f'The case has "{key}", which is not known here.'
    return error("SB-E001", about, did_you_mean(key, plurals), place)
