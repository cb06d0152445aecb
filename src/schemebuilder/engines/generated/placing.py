"""Who is in which group and in what role, where a case says it in the ordinary way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from schemebuilder.lowering.program import Prim

if TYPE_CHECKING:
    from schemebuilder.engines.generated.binding import Entries
    from schemebuilder.engines.generated.writing import Argument
    from schemebuilder.ir.vocabulary import Entity


@dataclass(frozen=True, slots=True)
class Groups:
    """The entities of a scheme, prepared to place persons in groups.

    `asked` are the roles that the program asks for. `words` gives, by group, the role that each
    word for it means; `structural` the names in a record, by entity, that are no facts.
    """

    entities: tuple[Entity, ...]
    asked: frozenset[str]
    words: dict[str, dict[str, str]] = field(init=False)
    structural: dict[str, frozenset[str]] = field(init=False)
    plurals: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        words = {one.name: _words(one) for one in self.entities if one.of is not None}
        structural = {
            one.name: frozenset(
                {"id", "members", *words[one.name]} if one.of is not None else {"id", "role"}
            )
            for one in self.entities
        }
        object.__setattr__(self, "words", words)
        object.__setattr__(self, "structural", structural)
        plurals = {one.name: one.plural for one in self.entities}
        object.__setattr__(self, "plurals", plurals)


@dataclass(slots=True)
class Placed:
    """How many there are of each entity, their ids, whose they are, and who holds which role."""

    counts: dict[str, int] = field(default_factory=dict)
    ids: dict[str, list[str]] = field(default_factory=dict)
    owners: dict[str, Entries] = field(default_factory=dict)
    given: dict[Argument, Entries] = field(default_factory=dict)


def _words(entity: Entity) -> dict[str, str]:
    words = {role.plural: role.name for role in entity.roles}
    return words | {role.name: role.name for role in entity.roles}


def placed(groups: Groups, many: Mapping[str, list[Any]], *, flat: bool) -> Placed | None:
    """Return who is where; None where it is not in the ordinary way, or not in order.

    `flat`: of one person, alone in a group of each kind.
    """
    found = Placed()
    for entity in groups.entities:
        ids = _ids(entity, many.get(entity.plural, ()))
        if ids is None:
            return None
        found.ids[entity.name], found.counts[entity.name] = ids, len(ids)
    in_groups = {entity.of for entity in groups.entities}
    for entity in groups.entities:
        if entity.of is None and entity.name not in in_groups:
            if any("role" in record for record in many.get(entity.plural, ())):
                return None
        elif entity.of is not None and not _place(groups, entity, many, found, flat=flat):
            return None
    return found


def _ids(entity: Entity, records: Sequence[Any]) -> list[str] | None:
    """Return the ids of an entity's records, each once."""
    found: dict[str, None] = {}
    for record in records:
        if type(record) is not dict:
            return None
        id_ = _id(record.get("id", entity.name if len(records) == 1 else None))
        if not id_ or id_ in found:
            return None
        found[id_] = None
    return list(found)


def _id(given: Any) -> str:
    """Return an id as text; empty where it is none."""
    if type(given) is str:
        return given if given.strip() else ""
    return str(given) if type(given) is int else ""


def _place(
    groups: Groups, entity: Entity, many: Mapping[str, list[Any]], found: Placed, *, flat: bool
) -> bool:
    """Place persons in a kind of group, and note who holds a role; say whether all is in order."""
    words, persons = groups.words[entity.name], found.ids[entity.of or ""]
    place = {id_: number for number, id_ in enumerate(persons)}
    owners: list[int] = [-1] * len(persons)
    roles: list[str] = [""] * len(persons)
    records = many.get(entity.plural)
    people = many.get(groups.plurals[entity.of or ""], ())
    if flat or records is None:
        if len(persons) != 1:
            return False
        found.ids[entity.name], found.counts[entity.name] = [entity.name], 1
        owners, records = [0], [{}]
    placing: _Placing = (owners, roles, [])
    placing[2].extend({words[key] for key in record if key in words} for record in records)
    for number, record in enumerate(records):
        for key, given in record.items():
            if key != "members" and key not in words:
                continue
            listed = given if type(given) is list else [] if given is None else [given]
            those = [place.get(_id(one)) for one in listed]
            if not _list(words.get(key, ""), those, number, placing):
                return False
    if -1 in owners or not _own_roles(words, people, placing):
        return False
    found.owners[entity.name] = owners
    _note_roles(groups, entity, found, placing)
    return not any(
        role.most is not None and max(_counts(role.name, owners, roles), default=0) > role.most
        for role in entity.roles
    )


_Placing: TypeAlias = tuple[list[int], list[str], list[set[str]]]
"""Of each person the group and the role (empty: not said), of each group the roles it lists."""


def _list(role: str, persons: Sequence[int | None], group: int, placing: _Placing) -> bool:
    """Place those whom a group lists in a role; say whether each is there once, in no other."""
    owners, roles, _ = placing
    if len(set(persons)) != len(persons):
        return False
    for person in persons:
        if person is None or owners[person] not in (-1, group):
            return False
        owners[person] = group
        if role and roles[person] not in ("", role):
            return False
        roles[person] = role or roles[person]
    return True


def _own_roles(words: Mapping[str, str], records: Sequence[Any], placing: _Placing) -> bool:
    """Take the role that a person's own record says; say whether it agrees with the group's."""
    owners, roles, complete = placing
    for number, record in enumerate(records):
        given = record.get("role")
        role = words.get(str(given))
        if role is None:
            if given is not None:
                return False
        elif roles[number] not in ("", role):
            return False
        elif not roles[number]:
            if role in complete[owners[number]]:
                return False
            roles[number] = role
    return True


def _note_roles(groups: Groups, entity: Entity, found: Placed, placing: _Placing) -> None:
    """Say who holds each role that is asked for; by a complete list, others do not."""
    owners, roles, complete = placing
    for role in entity.roles:
        if role.name not in groups.asked:
            continue
        found.given[Prim.ROLE_IS.value, role.name] = [held == role.name for held in roles]
        unknown = [
            not held and role.name not in complete[owner]
            for held, owner in zip(roles, owners, strict=True)
        ]
        if True in unknown:
            found.given[Prim.ROLE_UNKNOWN.value, role.name] = unknown


def _counts(role: str, owners: list[int], roles: list[str]) -> Iterable[int]:
    """Return how many in each group hold a role."""
    held = zip(owners, roles, strict=True)
    return Counter(owner for owner, own in held if own == role).values()
