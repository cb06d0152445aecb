"""Who belongs to which group, and in what role, as a case says it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from schemebuilder.diagnostics.finding import Finding
from schemebuilder.engines.exact.nearest import did_you_mean
from schemebuilder.engines.exact.people import Subject
from schemebuilder.engines.exact.records import Record, Records, as_id, error
from schemebuilder.ir.expressions import HasRole, OfGroup
from schemebuilder.ir.scheme import Benefit, Eligibility, Rule, Scheme
from schemebuilder.ir.vocabulary import Entity
from schemebuilder.ir.walk import scheme_nodes


@dataclass(slots=True)
class Membership:
    """Members, groups and roles while they are read; the names are those of `people.Case`."""

    members: dict[Subject, tuple[Subject, ...]] = field(default_factory=dict)
    group_of: dict[str, dict[Subject, Subject]] = field(default_factory=dict)
    roles: dict[str, dict[Subject, str]] = field(default_factory=dict)
    listed: dict[Subject, frozenset[str]] = field(default_factory=dict)
    alone: tuple[Subject, ...] = ()
    findings: list[Finding] = field(default_factory=list)


def place_members(scheme: Scheme, records: Records, place: str) -> Membership:
    """Return who is in which group and role; what does not fit together is a finding.

    A role comes from the group's list under the role's name or plural, or from the person's own
    `role`; who is only among the `members` has an unknown role.
    """
    result = Membership()
    for entity in scheme.entities.values():
        if entity.of is not None:
            _fill(scheme, entity, records, place, result)
    _check_own_roles(scheme, records, result)
    return result


def role_words(entity: Entity) -> dict[str, str]:
    """Return the role that each word of the group's vocabulary means: names and plurals."""
    singular = {role.name: role.name for role in entity.roles}
    return {role.plural: role.name for role in entity.roles} | singular


def _fill(scheme: Scheme, entity: Entity, records: Records, place: str, result: Membership) -> None:
    persons = {each.subject.id: each for each in records.by_entity.get(entity.of or "", ())}
    groups = records.by_entity.get(entity.name, ())
    belongs = result.group_of.setdefault(entity.name, {})
    roles = result.roles.setdefault(entity.name, {})
    for group in groups:
        members: dict[Subject, None] = {}
        for role, id_ in _listed(entity, group, result):
            person = persons.get(id_)
            if person is None:
                about = f'{group.subject.words} lists "{id_}", and no {entity.of} has that id.'
                hint = did_you_mean(id_, persons)
                result.findings.append(error("SB-E008", about, hint, group.place))
                continue
            subject = person.subject
            if belongs.setdefault(subject, group.subject) != group.subject:
                about = f"{subject.words} is in {belongs[subject].words} and in {group.subject.id}."
                hint = f"Leave it in one {entity.name}."
                result.findings.append(error("SB-E007", about, hint, place))
                continue
            members[subject] = None
            if role and roles.setdefault(subject, role) != role:
                about = f"{subject.words} is listed as {roles[subject]} and as {role}."
                hint = "Each person has one role in a group."
                result.findings.append(error("SB-E013", about, hint, group.place))
        result.members[group.subject] = tuple(members)
    _own_roles(entity, persons, roles, result)
    _without_group(scheme, entity, records, place, result)
    _overfilled(entity, place, result)


def _listed(entity: Entity, group: Record, result: Membership) -> Iterator[tuple[str, str]]:
    """Yield the role (empty under `members`) and id of everyone whom a group lists."""
    words = role_words(entity)
    listed: set[str] = set()
    for key, given in group.entries.items():
        if key != "members" and key not in words:
            continue
        role = words.get(key, "")
        if role:
            listed.add(role)
        many = given if isinstance(given, list | tuple) else () if given is None else (given,)
        seen: set[str] = set()
        for each in many:
            id_ = as_id(each)
            if id_ is None or id_ in seen:
                about = f'"{key}" of {group.subject.words} lists ' + (
                    "something that is no id." if id_ is None else f'"{id_}" twice.'
                )
                hint = "List the id of each person once."
                result.findings.append(error("SB-E008", about, hint, group.place))
                continue
            seen.add(id_)
            yield role, id_
    result.listed[group.subject] = frozenset(listed)


def _own_roles(
    entity: Entity, persons: Mapping[str, Record], roles: dict[Subject, str], result: Membership
) -> None:
    """Take the role that a person's own record says, which must agree with the group's lists."""
    words = role_words(entity)
    for person in persons.values():
        role = words.get(str(person.entries.get("role")))
        if role is None:
            continue
        subject = person.subject
        group = result.group_of[entity.name].get(subject)
        if subject not in roles and role in result.listed.get(group or subject, ()):
            about = (
                f"{subject.words} says it is {role}, but its {entity.name} lists others as that."
            )
        elif roles.setdefault(subject, role) != role:
            about = f"{subject.words} says it is {role}, but is listed as {roles[subject]}."
        else:
            continue
        result.findings.append(error("SB-E013", about, "Correct one of them.", person.place))


def _check_own_roles(scheme: Scheme, records: Records, result: Membership) -> None:
    words: dict[str, str] = {}
    for entity in scheme.entities.values():
        words |= role_words(entity)
    for person in (each for many in records.by_entity.values() for each in many):
        entity = scheme.entities[person.subject.entity]
        given = person.entries.get("role")
        if entity.of is None and given is not None and str(given) not in words:
            about = f'The role of {person.subject.words} is "{given}", which is no role here.'
            hint = did_you_mean(str(given), words)
            result.findings.append(error("SB-E002", about, hint, person.place))


def _without_group(
    scheme: Scheme, entity: Entity, records: Records, place: str, result: Membership
) -> None:
    """Whoever is in no group stands alone in one, if the case has no groups to list them in.

    With several persons and a scheme that reads their group it is not known who belongs together.
    """
    belongs = result.group_of[entity.name]
    persons = [each.subject for each in records.by_entity.get(entity.of or "", ())]
    left = [subject for subject in persons if subject not in belongs]
    if not left:
        return
    if entity.name in records.by_entity or (len(persons) > 1 and _reads(scheme, entity)):
        for subject in left:
            about = f"{subject.words} is in no {entity.name}."
            hint = f'List "{subject.id}" among the members of a {entity.name}.'
            result.findings.append(error("SB-E007", about, hint, place))
        return
    for subject in left:
        id_ = entity.name if len(left) == 1 else f"{entity.name} of {subject.id}"
        group = Subject(entity.name, id_)
        belongs[subject] = group
        result.members[group] = (subject,)
        result.alone = (*result.alone, group)


def _reads(scheme: Scheme, entity: Entity) -> bool:
    """Say whether the scheme reads anything of the group, or anyone's role in it."""
    limited: tuple[Rule | Eligibility | Benefit, ...] = (
        *scheme.rules.values(),
        *scheme.eligibilities.values(),
        *scheme.benefits.values(),
    )
    entities = {each.entity for each in (*scheme.fields.values(), *limited)}
    roles = {each.role for each in limited}
    if entity.name in entities or any(role.name in roles for role in entity.roles):
        return True
    return any(
        isinstance(node, OfGroup | HasRole) and node.group == entity.name
        for node in scheme_nodes(scheme)
    )


def _overfilled(entity: Entity, place: str, result: Membership) -> None:
    roles = result.roles[entity.name]
    for group, members in result.members.items():
        if group.entity != entity.name:
            continue
        for role in entity.roles:
            holders = [member.id for member in members if roles.get(member) == role.name]
            if role.most is not None and len(holders) > role.most:
                about = (
                    f"{group.words} has {len(holders)} persons as {role.name}"
                    f" ({', '.join(holders)}), and at most {role.most} can be."
                )
                hint = "Correct the roles of these persons."
                result.findings.append(error("SB-E011", about, hint, place))
