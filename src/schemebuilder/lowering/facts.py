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


ABSENT = ColumnFacts(0, 0, some_unknown=True, all_unknown=True)
"""A fact that the population does not hold: unknown of everyone."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a population, or of a block of one.

    `columns` is keyed by entity and field; a field without an entry is absent. A group has from
    `least_members` to `most_members` members. `roles` are the roles that someone is known to hold.
    """

    columns: dict[tuple[str, str], ColumnFacts] = field(default_factory=dict)
    least_members: int = 0
    most_members: int = 1
    roles: frozenset[str] = frozenset()
    some_role_unknown: bool = True
    all_roles_unknown: bool = True
    persons: int = 1

    def column(self, key: tuple[str, str]) -> ColumnFacts:
        """Return what is known of a column."""
        return self.columns.get(key, ABSENT)
