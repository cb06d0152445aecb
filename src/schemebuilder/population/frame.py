"""A population in memory: persons sorted by household, offsets beside them, integer columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from schemebuilder.values.types import Type

Array: TypeAlias = npt.NDArray[Any]
Mask: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Column:
    """The values of one field, one entry a person or household.

    number, money, duration: whole numbers of `unit` (a positive fraction of the type's unit);
    yes/no: bool; choice: the position in `type.choices`; date: days since 1970-01-01 (int32); text:
    the position in `type.choices`, which then lists the texts that occur in this frame; person: how
    many rows further on (or back, below 0) the one who is named stands, in the same household.
    Integers are as narrow as they are kept (int8 to int64): widen them before calculating.
    `unknown` and `not_applicable` are None where no entry is; what lies under them is never read.
    """

    data: Array
    type: Type
    unit: Fraction = Fraction(1)
    unknown: Mask | None = None
    not_applicable: Mask | None = None


@dataclass(frozen=True, slots=True)
class ListColumns:
    """The entries of one list of everybody, owner by owner in the order of their rows.

    `entity` says whose it is: person or household. The owner in row r has the entries from
    `offsets[r]` to `offsets[r + 1]` (int64, owners + 1 entries). `columns` maps the facts of an
    entry to columns. Where `unknown` holds the list is not given, and there are no entries; None:
    every list is given.
    """

    entity: str
    offsets: npt.NDArray[np.int64]
    columns: dict[str, Column]
    unknown: Mask | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """A population, or a block of one that holds whole households.

    `persons` and `households` map field names to columns. Household h holds the persons from
    `offsets[h]` to `offsets[h + 1]` (int64, households + 1 entries). `roles` is each person's role
    (a choice column over role names) or None when nobody's is known. `weights` are whole numbers of
    10^-6, one a household. `person_ids` and `household_ids` are text, for findings and for tables.
    `lists` holds lists by name; one that is not there is given of nobody.
    """

    persons: dict[str, Column]
    households: dict[str, Column]
    offsets: npt.NDArray[np.int64]
    weights: npt.NDArray[np.int64]
    roles: Column | None = None
    person_ids: Array | None = None
    household_ids: Array | None = None
    lists: dict[str, ListColumns] = field(default_factory=dict)

    @property
    def person_count(self) -> int:
        """The number of persons."""
        return int(self.offsets[-1])

    @property
    def household_count(self) -> int:
        """The number of households."""
        return len(self.offsets) - 1


def household_of_person(offsets: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the position of each person's household, one entry a person."""
    return np.repeat(np.arange(len(offsets) - 1, dtype=np.int64), np.diff(offsets))
