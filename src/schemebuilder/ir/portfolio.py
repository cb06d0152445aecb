"""A portfolio as checked: its schemes, and the steps in which all of them are decided together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from typing import TypeAlias

from schemebuilder.ir.scheme import Scheme


class Read(Enum):
    """Where a scheme reads an award that no earlier step has worked out."""

    NOTHING = "as if it were not held"
    GIVEN = "as the case gives it"


Source: TypeAlias = int | Read
"""The number of the step whose award is read, or another place."""


@dataclass(frozen=True, slots=True)
class Step:
    """A scheme decided once; `reads` says by scheme where the awards that it reads come from.

    A scheme may be decided more than once: before its interaction with another, and in rounds.
    """

    scheme: str
    reads: Mapping[str, Source] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counted:
    """An award that another scheme counts as income: of which scheme and benefit, by what factor.

    The factor brings it to the period in which it is counted.
    """

    scheme: str
    benefit: str
    factor: Fraction


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The schemes of a country or a level of government, each with the values that hold there.

    `schemes` keeps the order written, `steps` is the order of deciding, `final` the number of the
    step that holds for each scheme. `settles` names two steps of a scheme that agree where rounds
    have come to rest. `counted` says by scheme which awards of others it counts as income.
    """

    id: str
    title: str
    country: str
    level: str
    schemes: dict[str, Scheme]
    steps: tuple[Step, ...]
    final: dict[str, int]
    settles: dict[str, tuple[int, int]] = field(default_factory=dict)
    counted: dict[str, tuple[Counted, ...]] = field(default_factory=dict)
