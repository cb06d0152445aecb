"""A case as the evaluator sees it: persons, groups, roles and the facts given about each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from schemebuilder.values.evidence import Known, NotApplicable


class Subject(NamedTuple):
    """One person or one group: whose value an expression is."""

    entity: str
    id: str

    @property
    def words(self) -> str:
        """Return `person p1`, for messages."""
        return f"{self.entity} {self.id}"


@dataclass(frozen=True, slots=True)
class Given:
    """A fact as given: its value or that it does not apply, where it is from, since when known."""

    evidence: Known | NotApplicable
    source: str = ""
    known_on: date | None = None


@dataclass(frozen=True, slots=True)
class GivenList:
    """A list as given: its entries in their order, where it is from, since when it is known."""

    entries: tuple[Subject, ...]
    source: str = ""
    known_on: date | None = None


def entry(owner: Subject, list_name: str, number: int) -> Subject:
    """Return an entry of a list as one whose value an expression can be; numbers begin with 1."""
    return Subject(list_name, f"{number} of {owner.id}")


@dataclass(frozen=True, slots=True)
class Case:
    """Persons and groups with the facts given about them, and the date that governs.

    `subjects` lists them by entity in the order given. `facts` holds what is given by name, fields
    and rules alike; what is not there is unknown. `members` are a group's persons, `group_of` a
    person's group by the group's entity. `roles` is a person's role by the group's entity; a person
    without an entry has an unknown role. `listed` names the roles of a group whose holders the case
    lists completely: whoever is not listed does not hold them. `lists` holds the lists that are
    given, by name; the facts of an entry stand in `facts`, and whose it is in `owner_of`. `expect`
    and `tolerance` make the case a test; they are as they were read.
    """

    id: str
    on: date
    subjects: Mapping[str, tuple[Subject, ...]]
    facts: Mapping[Subject, Mapping[str, Given]]
    members: Mapping[Subject, tuple[Subject, ...]] = field(default_factory=dict)
    group_of: Mapping[str, Mapping[Subject, Subject]] = field(default_factory=dict)
    roles: Mapping[str, Mapping[Subject, str]] = field(default_factory=dict)
    listed: Mapping[Subject, frozenset[str]] = field(default_factory=dict)
    lists: Mapping[Subject, Mapping[str, GivenList]] = field(default_factory=dict)
    owner_of: Mapping[Subject, Subject] = field(default_factory=dict)
    expect: object = None
    tolerance: Fraction | None = None
    source: str = ""


def holds_role(case: Case, group: str, role: str, person: Subject) -> bool | None:
    """Say whether the person holds the role in their group of that entity; None if unknown.

    Roles are not inferred from how many may hold them: beside a known head, a person of unknown
    role is still of unknown role. Only a list of all holders, written in the case, says no.
    """
    held = case.roles.get(group, {}).get(person)
    if held is not None:
        return held == role
    mine = case.group_of.get(group, {}).get(person)
    if mine is None or role in case.listed.get(mine, ()):
        return False
    return None
