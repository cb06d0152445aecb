"""What a benefit costs and whom it reaches, added up exactly over blocks of households."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from schemebuilder.analytics.totals import grouped_weighted_totals

Whole = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Awards:
    """The answers of one benefit for a block: an outcome and an amount a subject.

    `outcomes` are positions in `outcome_names`; `amounts` are whole numbers of `unit` (in the
    currency's major unit), 0 unless paid; `household` is each subject's household in the block.
    """

    outcomes: npt.NDArray[np.uint8]
    outcome_names: tuple[str, ...]
    amounts: npt.NDArray[Any]
    unit: Fraction
    household: Whole
    of_persons: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Sums over one group of households; weighted ones are whole numbers of 10^-6.

    cost is the sum of weight times amount in units of `unit` · 10^-6. paid counts subjects with an
    amount above zero; reached the persons, and households, that live with such a subject.
    """

    cost: Fraction
    paid: int
    paid_rows: int
    reached_persons: int
    reached_households: int
    persons: int
    households: int
    outcomes: dict[str, tuple[int, int]]


NOTHING = Group(Fraction(0), 0, 0, 0, 0, 0, 0, {})


def add_groups(one: Group, other: Group) -> Group:
    """Return the sums of both."""
    names = {**one.outcomes, **other.outcomes}
    return Group(
        one.cost + other.cost,
        one.paid + other.paid,
        one.paid_rows + other.paid_rows,
        one.reached_persons + other.reached_persons,
        one.reached_households + other.reached_households,
        one.persons + other.persons,
        one.households + other.households,
        {name: _add_pairs(one.outcomes.get(name), other.outcomes.get(name)) for name in names},
    )


def tally(
    awards: Awards, weights: Whole, sizes: Whole, groups: Whole | None, count: int
) -> list[Group]:
    """Return the sums of a block for groups 0 … count - 1 of its households.

    `weights` and `sizes` have one entry a household, as has `groups` (-1: in no group; None: all
    in group 0).
    """
    by_household = np.zeros(len(weights), dtype=np.int64) if groups is None else groups
    subject_groups = by_household[awards.household]
    subject_weights = weights[awards.household]
    paid: Mask = np.asarray(awards.amounts > 0, dtype=np.bool_)
    reached = np.zeros(len(weights), dtype=np.int64)
    reached[awards.household[paid]] = 1
    costs = _sums(subject_weights, awards.amounts, subject_groups, count)
    paid_weighted = _sums(subject_weights, paid.astype(np.int64), subject_groups, count)
    paid_rows = _rows(paid, subject_groups, count)
    reached_persons = _sums(weights, reached * sizes, by_household, count)
    reached_households = _sums(weights, reached, by_household, count)
    persons = _sums(weights, sizes, by_household, count)
    households = _sums(weights, np.ones(len(weights), dtype=np.int64), by_household, count)
    outcomes: list[dict[str, tuple[int, int]]] = [{} for _ in range(count)]
    for code, name in enumerate(awards.outcome_names):
        having = awards.outcomes == code
        if having.any():
            weighted = _sums(subject_weights, having.astype(np.int64), subject_groups, count)
            rows = _rows(having, subject_groups, count)
            for group in range(count):
                outcomes[group][name] = (weighted[group], rows[group])
    return [
        Group(
            costs[group] * awards.unit,
            paid_weighted[group],
            paid_rows[group],
            reached_persons[group],
            reached_households[group],
            persons[group],
            households[group],
            outcomes[group],
        )
        for group in range(count)
    ]


def _sums(weights: Whole, amounts: npt.NDArray[Any], groups: Whole, count: int) -> list[int]:
    return grouped_weighted_totals(weights, amounts, groups, count)


def _rows(having: Mask, groups: Whole, count: int) -> list[int]:
    inside = having & (groups >= 0)
    return [int(number) for number in np.bincount(groups[inside], minlength=count)]


def _add_pairs(one: tuple[int, int] | None, other: tuple[int, int] | None) -> tuple[int, int]:
    first, second = one or (0, 0), other or (0, 0)
    return first[0] + second[0], first[1] + second[1]
