"""The case of an example under construction: persons and groups with their facts and lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from schemebuilder.compiler.desk import Desk
from schemebuilder.compiler.given_values import entries_given, given_list, plain, written_value
from schemebuilder.compiler.links import written_link
from schemebuilder.compiler.names import (
    BenefitName,
    EligibilityName,
    FieldName,
    FormulaName,
    ListName,
    ParameterName,
    RuleName,
)
from schemebuilder.compiler.report import nearest, replaced
from schemebuilder.language.syntax import (
    FactWritten,
    GroupWritten,
    ListWritten,
    MemberWritten,
    Name,
)
from schemebuilder.values.types import Kind

BORN: Final = "born"
BORN_FIELD: Final = "birth_date"
"""The short word for the date of birth in an example."""


@dataclass(slots=True)
class Draft:
    """A case under construction: facts by person and by group, and who belongs where."""

    persons: dict[str, dict[str, object]] = field(default_factory=dict)
    groups: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    alone: dict[str, object] = field(default_factory=dict)
    shared: dict[str, dict[str, object]] = field(default_factory=dict)


def written_case(desk: Desk, case: Draft, name: str, on: date | None) -> dict[str, object]:
    """Return the case as engines read it."""
    day = on or desk.header.in_force.start
    found: dict[str, object] = {"id": name}
    if day is not None:
        found["date"] = day.isoformat()
    if not case.persons and not case.groups and not case.shared:
        return found | case.alone
    persons = case.persons or {"person": {}}
    listed = [{"id": who, **case.alone, **facts} for who, facts in persons.items()]
    found[desk.names.entities[desk.names.person()].plural] = listed
    for entity in dict.fromkeys((*case.groups, *case.shared)):
        groups = case.groups.get(entity) or [{"id": entity, "members": list(persons)}]
        for group in groups:
            for key, value in case.shared.get(entity, {}).items():
                group.setdefault(key, value)
        found[desk.names.entities[entity].plural] = groups
    return found


def add_group(desk: Desk, case: Draft, group: GroupWritten) -> None:
    """Add a group with its facts, lists and members, or persons without a group."""
    people = group.entity.text
    alone = not desk.names.is_group(people)
    if alone and not group.members:
        name = group.name.text if group.name else "person"
        member = MemberWritten(Name(name, group.span), None, group.facts, group.span, group.lists)
        _member(desk, case, member)
        return
    ids = [member.name.text for member in group.members]
    number = len(case.groups.get(people, ())) + 1
    unnamed = people if number == 1 else f"{people}{number}"
    facts: dict[str, object] = {"id": group.name.text if group.name else unnamed}
    for fact in group.facts:
        entry = _fact(desk, fact)
        if entry is None:
            continue
        if entry[2] != people:
            _misplaced(desk, fact, entry[2], people)
            continue
        facts[entry[0]] = entry[1]
    _lists(desk, facts, group.lists, people)
    for member in group.members:
        _member(desk, case, member, people)
    if not alone:
        case.groups.setdefault(people, []).append({**facts, "members": ids})


def _member(desk: Desk, case: Draft, member: MemberWritten, group: str = "") -> None:
    name = member.name.text
    if name in case.persons:
        desk.report.error(
            "SB-N002",
            f"Two persons of this example are called {name}.",
            member.name.span,
            hint="Give each person a name of their own.",
        )
        return
    facts: dict[str, object] = {}
    if member.role is not None:
        roles = [who for who in desk.names.who(member.role.text) if who.role is not None]
        own = [who for who in roles if not group or who.group == group]
        if own:
            facts["role"] = own[0].role
        else:
            known = [role.name for one in desk.names.groups() for role in one.roles]
            near = nearest(member.role.text, known)
            desk.report.error(
                "SB-N001",
                f"There is no role {member.role.text}.",
                member.role.span,
                hint=f"Did you mean {near}?" if near else f"Roles are: {', '.join(known)}.",
                edits=(replaced(member.role.span, near),) if near else (),
            )
    for fact in member.facts:
        entry = _fact(desk, fact)
        if entry is None:
            continue
        if desk.names.is_group(entry[2]):
            _misplaced(desk, fact, entry[2], desk.names.person())
            continue
        facts[entry[0]] = entry[1]
    _lists(desk, facts, member.lists, desk.names.person())
    case.persons[name] = facts


def _lists(desk: Desk, facts: dict[str, object], lists: Sequence[ListWritten], entity: str) -> None:
    """Put the lists of a person or group beside their other facts."""
    for written in lists:
        meaning = given_list(desk, written, entity)
        if meaning is not None and meaning.name in facts:
            desk.report.error(
                "SB-N002",
                f"{meaning.name} is given twice.",
                written.name.span,
                hint="Write all its entries below one line.",
            )
        elif meaning is not None:
            facts[meaning.name] = entries_given(desk, written, meaning)


def give_list(desk: Desk, case: Draft, written: ListWritten) -> None:
    """Add a list that is given before any person or group: for everybody of whom it is."""
    meaning = given_list(desk, written, None)
    if meaning is not None:
        grouped = desk.names.is_group(meaning.entity)
        place = case.shared.setdefault(meaning.entity, {}) if grouped else case.alone
        _lists(desk, place, (written,), meaning.entity)


def give(desk: Desk, case: Draft, fact: FactWritten) -> None:
    """Add a fact that is given for everybody: a person's for each person, a group's for each."""
    entry = _fact(desk, fact)
    if entry is None:
        return
    grouped = desk.names.is_group(entry[2])
    place = case.shared.setdefault(entry[2], {}) if grouped else case.alone
    place[entry[0]] = entry[1]


def _misplaced(desk: Desk, fact: FactWritten, entity: str, here: str) -> None:
    desk.report.error(
        "SB-N007",
        f"{fact.name.text} is of {entity}, but stands here with a {here}.",
        fact.span,
        hint=f"Write it on the line of the {entity}.",
    )


def _fact(desk: Desk, fact: FactWritten) -> tuple[str, object, str] | None:
    """Return a fact's field, its value as a case writes it, and the entity it is of."""
    word = BORN_FIELD if fact.name.text == BORN else fact.name.text
    meaning = desk.names.meanings.get(word)
    match meaning:
        case FieldName() | RuleName():
            kind = meaning.type
            if kind is None and isinstance(meaning, RuleName):
                defined = desk.define(desk, meaning)
                kind = None if defined is None else defined.type
            if kind is None:
                return None
            desk.looked_up.add(word)
            if kind.kind is Kind.PERSON:
                person = written_link(desk, fact.value, kind)
                return None if person is None else (word, person, meaning.entity)
            value = written_value(desk, fact.value, kind, word, meaning.entity)
            return None if value is None else (word, plain(value), meaning.entity)
        case ListName():
            desk.report.error(
                "SB-N001",
                f"{word} is a list, so it has more than one value.",
                fact.name.span,
                hint=f"Write `list {word}` on a line of its own, and its entries in rows below.",
            )
        case ParameterName() | FormulaName() | EligibilityName() | BenefitName():
            desk.report.error(
                "SB-N001",
                f"{word} is not a fact about somebody, so an example cannot give it.",
                fact.name.span,
                hint="Give facts of persons and households; the scheme itself says the rest.",
            )
        case None:
            facts = [
                name for name, one in desk.names.meanings.items() if isinstance(one, FieldName)
            ]
            near = nearest(word, facts)
            desk.report.error(
                "SB-N001",
                f"There is no fact {word}.",
                fact.name.span,
                hint=f"Did you mean {near}?" if near else "Declare it with `input`.",
                edits=(replaced(fact.name.span, near),) if near else (),
            )
    return None
