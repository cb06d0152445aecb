"""What a benefit costs and whom it reaches, added up exactly over blocks of households."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from schemebuilder.analytics.totals import Grouped, grouped

Whole = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Awards:
    """The answers of one benefit for a block: an outcome and an amount a subject.

    `outcomes` are positions in `outcome_names`; `amounts` are whole numbers of `unit` (in the
    currency's major unit), 0 unless paid; `household` is each subject's household in the block
    (where households are the subjects: each of them once, in order).
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
    households = grouped(groups, count, len(weights))
    subjects = _of_subjects(awards, groups, count, households)
    subject_weights = subjects.sorted(weights[awards.household])
    amounts = subjects.sorted(awards.amounts)
    paid: Mask = np.asarray(amounts > 0, dtype=np.bool_)
    reached = np.zeros(len(weights), dtype=np.int64)
    reached[subjects.sorted(awards.household)[paid]] = 1
    weights, sizes, reached = (households.sorted(part) for part in (weights, sizes, reached))
    costs = subjects.totals(subject_weights, amounts)
    paid_weighted = subjects.totals(subject_weights, paid.astype(np.int64))
    paid_rows = subjects.counts(paid)
    reached_persons = households.totals(weights, reached * sizes)
    reached_households = households.totals(weights, reached)
    persons = households.totals(weights, sizes)
    all_households = households.totals(weights, np.ones(len(weights), dtype=np.int64))
    outcomes: list[dict[str, tuple[int, int]]] = [{} for _ in range(count)]
    sorted_outcomes = subjects.sorted(awards.outcomes)
    for code, name in enumerate(awards.outcome_names):
        having = sorted_outcomes == code
        if having.any():
            weighted = subjects.totals(subject_weights, having.astype(np.int64))
            rows = subjects.counts(having)
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
            all_households[group],
            outcomes[group],
        )
        for group in range(count)
    ]


def _of_subjects(awards: Awards, groups: Whole | None, count: int, households: Grouped) -> Grouped:
    """Return the persons or households that are decided, in the groups of their households."""
    if not awards.of_persons:
        return households
    entries = len(awards.household)
    return grouped(None if groups is None else groups[awards.household], count, entries)


def _add_pairs(one: tuple[int, int] | None, other: tuple[int, int] | None) -> tuple[int, int]:
    first, second = one or (0, 0), other or (0, 0)
    return first[0] + second[0], first[1] + second[1]
