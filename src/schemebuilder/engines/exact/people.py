"""A case as the evaluator sees it: persons, groups, roles and the facts given about each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
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
class Version:
    """What was known of a fact from a day on (None: always); `given` is None where unknown."""

    given: Given | None
    known_on: date | None


@dataclass(frozen=True, slots=True)
class Paid:
    """Past periods that were paid, from the first day to the last, on what was known on a day."""

    first: date
    last: date
    known_on: date


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
    and `tolerance` make the case a test; they are as they were read. `known_on` is the day whose
    knowledge counts (None: all that is known), `versions` holds the facts that became known one
    after another, by person and name, and `paid` the past periods that are to be reviewed.
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
    known_on: date | None = None
    versions: Mapping[Subject, Mapping[str, tuple[Version, ...]]] = field(default_factory=dict)
    paid: Paid | None = None

    def as_known(self, known_on: date | None) -> Case:
        """Return the case with what was known of its facts on a day; None: with all of it."""
        facts = dict(self.facts)
        for subject, versions in self.versions.items():
            mine = dict(facts.get(subject, {}))
            for name, many in versions.items():
                mine.pop(name, None)
                found = newest(many, known_on)
                if found is not None:
                    mine[name] = found
            facts[subject] = mine
        return replace(self, facts=facts, known_on=known_on)


def newest(versions: tuple[Version, ...], known_on: date | None) -> Given | None:
    """Return what was known of a fact on a day: its latest version by then."""
    then = [
        one
        for one in versions
        if known_on is None or one.known_on is None or one.known_on <= known_on
    ]
    if not then:
        return None
    return max(then, key=lambda one: one.known_on or date.min).given


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
