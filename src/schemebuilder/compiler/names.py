"""What a scheme's names stand for: one table, filled from the vocabulary and then from the scheme.

A name means one thing in a whole scheme. What the scheme defines itself hides a field of the same
name of the shared vocabulary. A bare name is looked up in this order: a value of the choice that is
expected at that place; inside the `where` of a list, a fact of the entry; a name of the person or
group spoken of (inside `where`, the member's); a name of the group that the person belongs to; a
parameter. Roles and their plurals are looked up only where people are counted or pointed to, and
lists only where entries are counted, so a role may share its name with a definition.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.vocabulary import Entity, Role
from schemebuilder.language.syntax import (
    BenefitStatement,
    EligibilityStatement,
    FieldStatement,
    FormulaStatement,
    IndexStatement,
    LetStatement,
    ListStatement,
    ParameterRow,
    ParameterStatement,
    ScaleStatement,
    TableStatement,
    TransitionalStatement,
    UnitStatement,
    ValuesStatement,
)
from schemebuilder.values.types import Type


@dataclass(frozen=True, slots=True)
class FieldName:
    """A fact: of the vocabulary, an input of the scheme, or a `let … unless given`."""

    name: str
    entity: str
    type: Type
    statement: FieldStatement | LetStatement
    shared: bool
    span: Span


@dataclass(frozen=True, slots=True)
class ListName:
    """A list of the vocabulary or of the scheme: whose it is, and the facts of each entry."""

    name: str
    entity: str
    items: dict[str, Type]
    statement: ListStatement
    shared: bool
    span: Span


@dataclass(frozen=True, slots=True)
class ParameterName:
    """A dated value of the law, or an index: what its figure is in each month or year."""

    name: str
    type: Type
    statement: ParameterStatement | IndexStatement
    span: Span

    @property
    def rows(self) -> tuple[ParameterRow, ...]:
        """The dated rows as written; an index has none."""
        return self.statement.rows if isinstance(self.statement, ParameterStatement) else ()


@dataclass(frozen=True, slots=True)
class RuleName:
    """A `let`, a scale on one thing, an answer column of a table, or who belongs to a unit.

    `type` is None until it is worked out. `unit` is the unit that it is of, if it is of one.
    """

    name: str
    entity: str
    role: str | None
    type: Type | None
    statement: (
        TransitionalStatement | LetStatement | TableStatement | ScaleStatement | UnitStatement
    )
    answer: int
    span: Span
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class FormulaName:
    """What is used with different amounts: a `rule … given …`, or a scale without an `on`.

    `entity` is None where it may be used of anyone. `given` are the names and types that it is used
    with, none for a scale. The type of a scale may be left to be worked out.
    """

    name: str
    entity: str | None
    role: str | None
    type: Type | None
    given: tuple[tuple[str, Type], ...]
    statement: FormulaStatement | ScaleStatement
    span: Span
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class EligibilityName:
    """A set of conditions; the unnamed one is called `eligibility`."""

    name: str
    entity: str
    role: str | None
    statement: EligibilityStatement
    named: bool
    span: Span
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class BenefitName:
    """An amount that is paid or charged; the unnamed one is called `amount`."""

    name: str
    entity: str
    role: str | None
    type: Type
    statement: BenefitStatement
    stages: tuple[str, ...]
    span: Span
    unit: str | None = None


Meaning: TypeAlias = (
    FieldName | ListName | ParameterName | RuleName | FormulaName | EligibilityName | BenefitName
)


@dataclass(frozen=True, slots=True)
class Who:
    """What a word for people means: an entity, or those who hold `role` in `group`.

    `group` is None for `person`, `household` and for `member` where the group is not said. `unit`
    narrows it to those members of the group who form a unit.
    """

    entity: str
    group: str | None = None
    role: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit that is formed by rule inside a group, and the word for several of them."""

    name: str
    group: str
    plural: str
    statement: UnitStatement


_ANYBODY = ("member", "members", "people")


@dataclass(slots=True)
class Names:
    """The table of a scheme: entities, units, the words for people, and what is defined.

    `values` are the lists of values of a fact, by name.
    """

    entities: dict[str, Entity] = field(default_factory=dict)
    units: dict[str, UnitName] = field(default_factory=dict)
    values: dict[str, ValuesStatement] = field(default_factory=dict)
    meanings: dict[str, Meaning] = field(default_factory=dict)

    def groups(self) -> tuple[Entity, ...]:
        """Return the groups, in the order declared."""
        return tuple(entity for entity in self.entities.values() if entity.of is not None)

    def person(self) -> str:
        """Return the entity that groups consist of."""
        for entity in self.entities.values():
            if entity.of is None:
                return entity.name
        return "person"

    def is_group(self, entity: str) -> bool:
        """Say whether the entity is a group."""
        found = self.entities.get(entity)
        return found is not None and found.of is not None

    def role(self, group: str, name: str) -> Role | None:
        """Return the role of that name in the group."""
        found = self.entities.get(group)
        if found is None:
            return None
        return next((role for role in found.roles if role.name == name), None)

    def who(self, word: str) -> tuple[Who, ...]:
        """Return what a word for people can mean; more than one only if two groups share a role."""
        found: list[Who] = []
        for entity in self.entities.values():
            if word in {entity.name, entity.plural}:
                found.append(Who(entity.name))
            found.extend(
                Who(entity.of or self.person(), entity.name, role.name)
                for role in entity.roles
                if word in {role.name, role.plural}
            )
        found.extend(
            Who(self.person(), unit.group, None, unit.name)
            for unit in self.units.values()
            if word in {unit.name, unit.plural}
        )
        if not found and word in _ANYBODY:
            return (Who(self.person()),)
        return tuple(found)

    def words_for_people(self) -> tuple[str, ...]:
        """Return every word for people, singular and plural."""
        words: list[str] = list(_ANYBODY)
        for entity in self.entities.values():
            words += [entity.name, entity.plural]
            for role in entity.roles:
                words += [role.name, role.plural]
        for unit in self.units.values():
            words += [unit.name, unit.plural]
        return tuple(dict.fromkeys(words))

    def a_list(self, word: str) -> ListName | None:
        """Return the list that a word means: its name, or the singular of it (`any payment`)."""
        for name in (word, plural_of(word)):
            found = self.meanings.get(name)
            if isinstance(found, ListName):
                return found
        return None

    def lists(self) -> tuple[ListName, ...]:
        """Return the lists, in the order declared."""
        return tuple(one for one in self.meanings.values() if isinstance(one, ListName))

    def known(self) -> Iterable[str]:
        """Return every defined name, for suggestions."""
        return self.meanings.keys()


_IRREGULAR = {"child": "children", "wife": "wives", "spouse": "spouses"}


def plural_of(word: str) -> str:
    """Return the English plural that is used where a vocabulary states none."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("y") and word[-2:-1] not in set("aeiou"):
        return f"{word[:-1]}ies"
    if word.endswith(("s", "x", "ch", "sh")):
        return f"{word}es"
    return f"{word}s"
