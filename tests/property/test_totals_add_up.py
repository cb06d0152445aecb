"""Sums over groups of households add up to the whole, and do not depend on how they are cut."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st

from schemebuilder.analytics.quantiles import quantiles
from schemebuilder.analytics.tally import NOTHING, Awards, Group, add_groups, tally

OUTCOMES = ("eligible", "not_eligible", "undecided")
Whole = npt.NDArray[np.int64]
Household = tuple[int, int, int, list[tuple[int, int]]]
"""Weight in 10^-6, group (-1: none), welfare, and of each member outcome and amount."""

HOUSEHOLDS = st.lists(
    st.tuples(
        st.integers(1, 10**12),
        st.integers(-1, 3),
        st.integers(-(10**15), 10**15),
        st.lists(st.tuples(st.integers(0, 2), st.integers(-(10**9), 10**14)), max_size=4),
    ),
    min_size=1,
    max_size=12,
)


def sums(households: list[Household], groups: Whole | None, count: int) -> list[Group]:
    sizes = np.array([len(members) for *_, members in households], dtype=np.int64)
    members = [member for *_, each in households for member in each]
    awards = Awards(
        outcomes=np.array([outcome for outcome, _ in members], dtype=np.uint8),
        outcome_names=OUTCOMES,
        amounts=np.array([amount for _, amount in members], dtype=np.int64),
        unit=Fraction(1, 10**6),
        household=np.repeat(np.arange(len(sizes), dtype=np.int64), sizes),
        of_persons=True,
    )
    weights = np.array([weight for weight, *_ in households], dtype=np.int64)
    return tally(awards, weights, sizes, groups, count)


def total(groups: list[Group]) -> Group:
    whole = NOTHING
    for group in groups:
        whole = add_groups(whole, group)
    return whole


def shown(group: Group) -> Group:
    """Leave out outcomes that nobody has: whether they are listed depends on the block."""
    return replace(group, outcomes={n: each for n, each in group.outcomes.items() if any(each)})


@given(households=HOUSEHOLDS)
def test_groups_and_those_in_none_are_the_whole(households: list[Household]) -> None:
    groups = np.array([group for _, group, *_ in households], dtype=np.int64)
    (whole,) = sums(households, None, 1)
    grouped = total(sums(households, groups, 4))
    (rest,) = sums(households, np.where(groups < 0, 0, -1), 1)
    assert shown(add_groups(grouped, rest)) == shown(whole)


@given(households=HOUSEHOLDS, cut=st.integers(0, 12))
def test_two_blocks_are_the_whole(households: list[Household], cut: int) -> None:
    (whole,) = sums(households, None, 1)
    parts = [part for part in (households[:cut], households[cut:]) if part]
    assert shown(total([sums(part, None, 1)[0] for part in parts])) == shown(whole)


@given(households=HOUSEHOLDS, count=st.integers(1, 10))
def test_quantiles_are_in_order_and_hold_their_share(
    households: list[Household], count: int
) -> None:
    sizes = np.array([len(members) for *_, members in households], dtype=np.int64)
    weights = np.array([weight for weight, *_ in households], dtype=np.int64)
    welfare = np.array([welfare for _, _, welfare, _ in households], dtype=np.int64)
    found = quantiles(welfare, None, sizes, weights, count)
    if found is None:
        assert not sizes.any()
        return
    of = found.of_households(welfare, None, sizes)
    assert [bool(quantile < 0) for quantile in of] == [size == 0 for size in sizes.tolist()]
    rows = [row for row in range(len(households)) if sizes[row]]
    heads = {row: Fraction(int(welfare[row]), int(sizes[row])) for row in rows}
    persons = {row: int(weights[row]) * int(sizes[row]) for row in rows}
    ordered = sorted(rows, key=lambda row: heads[row])
    assert [int(of[row]) for row in ordered] == sorted(int(of[row]) for row in rows)
    for quantile in range(count):
        reached = sum(persons[row] for row in rows if of[row] <= quantile)
        assert reached * count >= (quantile + 1) * sum(persons.values())
