"""Lists on arrays: ranks within owners, also of huge numbers, and lists that are absent."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from schemebuilder.engines.columnar.evaluate import _OVER_MEMBERS
from schemebuilder.engines.columnar.layout import layout_of
from schemebuilder.engines.columnar.run import lower_for, run
from schemebuilder.ir.scheme import Scheme
from schemebuilder.lowering.program import Prim
from schemebuilder.population.frame import Column, Frame, ListColumns
from schemebuilder.values.types import DATE, money
from tests.unit.compiler.texts import scheme
from tests.unit.engines.columnar.small import ON

rank = _OVER_MEMBERS[Prim.RANK]


def ints(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int64)


def test_ranks_begin_anew_with_each_owner_and_skip_those_without_entries() -> None:
    layout = layout_of(ints(0, 3, 3, 5))
    mask = np.array([True, True, True, True, True])
    assert rank(layout, ints(5, 9, 7, 1, 2), 0, mask).tolist() == [2, 0, 1, 1, 0]


def test_entries_that_are_not_meant_take_no_place() -> None:
    layout = layout_of(ints(0, 3))
    mask = np.array([True, False, True])
    places = rank(layout, ints(5, 9, 7), 0, mask)
    assert places[[0, 2]].tolist() == [1, 0]


def test_equal_keys_are_put_in_order_by_the_second() -> None:
    layout = layout_of(ints(0, 3))
    mask = np.array([True, True, True])
    assert rank(layout, ints(5, 5, 5), ints(1, 3, 2), mask).tolist() == [2, 0, 1]
    assert rank(layout, ints(5, 5, 5), 0, mask).tolist() == [0, 1, 2]


def test_numbers_beyond_64_bits_keep_their_order() -> None:
    layout = layout_of(ints(0, 3))
    large = np.array([2**80, 2**80 + 1, -(2**90)], dtype=object)
    assert rank(layout, large, 0, np.array([True, True, True])).tolist() == [1, 0, 2]


def test_nobody_has_entries() -> None:
    layout = layout_of(ints(0, 0, 0))
    assert rank(layout, ints(), 0, np.zeros(0, dtype=np.bool_)).tolist() == []


BEST: Scheme = scheme("""
    list payments of person : day date, pay money   missing ask
    list fines of household : sum money   missing assume none because "All are on record"
    let count of person = number of payments
    benefit best of person : money
        base = total of highest 2 of pay over payments, fewer allowed
    benefit last of person : money
        base = latest of pay over payments or KES 0 if none
    benefit owed of household : money
        base = total of sum over fines
""")
KES = money("KES")


def frame(*, lists: bool = True, unit: Fraction = Fraction(1, 100)) -> Frame:
    """Three persons in two households, with 3, 0 and 2 payments; the second's list is not given."""
    days = Column(ints(3, 1, 2, 5, 5).astype(np.int32), DATE)
    pay = Column(ints(10, 40, 20, 7, 8), KES, unit)
    payments = ListColumns(
        "person", ints(0, 3, 3, 5), {"day": days, "pay": pay}, np.array([False, True, False])
    )
    return Frame(
        {}, {}, ints(0, 2, 3), ints(10**6, 10**6), lists={"payments": payments} if lists else {}
    )


def outcomes(of: Frame, name: str, block_persons: int = 100) -> list[str | Fraction]:
    program = lower_for(BEST, of, ON, ("count",))
    found = run(program, of, block_persons=block_persons).results[name]
    assert found.amount is not None
    known = found.rows_with("eligible").tolist()
    words = {row: word for word in found.counts for row in found.rows_with(word).tolist()}
    amount = found.amount
    return [
        amount.exactly(row) if row in known else words[row] for row in range(len(found.outcome))
    ]


@pytest.mark.parametrize("block_persons", [1, 2, 100])
def test_blocks_of_any_size_give_the_same(block_persons: int) -> None:
    people = frame()
    assert outcomes(people, "best", block_persons=block_persons) == [
        Fraction(60, 100),
        "undecided",
        Fraction(15, 100),
    ]
    assert outcomes(people, "last", block_persons=block_persons) == [
        Fraction(10, 100),
        "undecided",
        "failed",
    ]


def test_a_tie_that_matters_is_blamed_on_its_place() -> None:
    people = frame()
    result = run(lower_for(BEST, people, ON), people)
    (fault,) = [each for each in result.faults if each.name == "last"]
    assert (fault.code, fault.row) == ("SB-E018", 2)


def test_a_list_that_the_population_lacks_is_unknown_or_assumed_of_everyone() -> None:
    people = frame(lists=False)
    assert outcomes(people, "best") == ["undecided"] * 3
    assert outcomes(people, "owed") == [Fraction(0), Fraction(0)]
    result = run(lower_for(BEST, people, ON), people)
    assert result.assumed["household", "fines"].count == 2


def test_a_column_in_another_unit_is_read_exactly() -> None:
    people = frame(unit=Fraction(1, 3))
    assert outcomes(people, "best")[0] == Fraction(20)
