"""What is known of the data before the program runs: extremes, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """A column's known values lie from `lowest` to `highest` (whole numbers of the input's unit).

    `some_unknown` and `all_unknown` speak of missing facts, the other two of facts that do not
    apply. A column with no known value has lowest = highest = some valid value.
    """

    lowest: int
    highest: int
    some_unknown: bool = False
    all_unknown: bool = False
    some_na: bool = False
    all_na: bool = False


@dataclass(frozen=True, slots=True)
class ListFacts:
    """A list has from `least` to `most` entries; the others speak of lists that are not given."""

    least: int = 0
    most: int = 0
    some_unknown: bool = True
    all_unknown: bool = True


ABSENT_LIST = ListFacts()
"""A list that the population does not hold: unknown of everyone."""

ABSENT = ColumnFacts(0, 0, some_unknown=True, all_unknown=True)
"""A fact that the population does not hold: unknown of everyone."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a population, or of a block of one.

    `columns` is keyed by entity and field; a field without an entry is absent. A group has from
    `least_members` to `most_members` members; `groups` names those besides the main one. `roles`
    are the roles that someone is known to hold.
    """

    columns: dict[tuple[str, str], ColumnFacts] = field(default_factory=dict)
    least_members: int = 0
    most_members: int = 1
    roles: frozenset[str] = frozenset()
    some_role_unknown: bool = True
    all_roles_unknown: bool = True
    persons: int = 1
    lists: dict[str, ListFacts] = field(default_factory=dict)
    groups: frozenset[str] = frozenset()

    def sizes(self, of_list: object) -> tuple[int, int]:
        """Return how many members a group has, or entries a list, at least and at most."""
        if not isinstance(of_list, str) or of_list in self.groups:
            return self.least_members, self.most_members
        found = self.lists.get(of_list, ABSENT_LIST)
        return found.least, found.most

    def column(self, key: tuple[str, str]) -> ColumnFacts:
        """Return what is known of a column."""
        return self.columns.get(key, ABSENT)
