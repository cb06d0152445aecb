"""A population run: outcomes, statuses, totals, what is assumed, and why rows fail."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from schemebuilder.engines.columnar.binding import bind, facts_of
from schemebuilder.engines.columnar.run import lower_for
from schemebuilder.ir.expressions import Among, Direction, Literal
from schemebuilder.ir.operators import Op
from schemebuilder.ir.scheme import Benefit, Line, LineKind, Stage, StageKind
from schemebuilder.ir.vocabulary import Assume, Use
from schemebuilder.lowering.lower import lower
from schemebuilder.lowering.program import Prim
from schemebuilder.lowering.pruned import specialised
from schemebuilder.values.types import TEXT, YES_NO, Kind, Type
from tests.unit.engines.columnar.small import (
    MONEY,
    ON,
    apply,
    benefit,
    column,
    exactly,
    field,
    frame,
    number,
    outcome_of,
    ref,
    rule,
    scheme,
    total,
)

PAY = field("pay", decimals=2)
COUNTED = rule("counted", total(ref(PAY)), "household")
POOR = Line(LineKind.REQUIRE, apply(Op.LE, ref(COUNTED), number(100), type_=YES_NO), "poor")


def test_outcomes_totals_and_weights() -> None:
    topped_up = apply(Op.SUB, number(100), ref(COUNTED))
    grant = benefit(topped_up, lines=(POOR,))
    people = frame(
        [2, 1, 0, 1],
        {
            "pay": column(
                [3000, 4000, 10001, 0], unit=Fraction(1, 100), unknown=[False] * 3 + [True]
            )
        },
        weights=[1_500_000, 1_000_000, 2_000_000, 1_000_000],
    )
    result = outcome_of(scheme((PAY,), (COUNTED,), (grant,)), people).results["grant"]
    assert result.counts == {"eligible": 2, "not_eligible": 1, "undecided": 1}
    assert result.weighted == {
        "eligible": 3_500_000,
        "not_eligible": 1_000_000,
        "undecided": 1_000_000,
    }
    assert result.amount is not None
    assert [result.amount.exactly(row) for row in (0, 1, 2)] == [30, 0, 100]
    assert result.total == Fraction("1.5") * 30 + 2 * 100
    assert list(result.rows_with("undecided")) == [3]


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("block_persons", [1, 2, 3, 1000])
def test_blocks_and_threads_change_nothing(threads: int, block_persons: int) -> None:
    sizes = [2, 0, 1, 3, 0, 0, 4, 1]
    pays = [row * 1717 % 9001 for row in range(sum(sizes))]
    share = apply(Op.DIV, ref(PAY), apply(Op.ADD, ref(PAY), number(1)))
    people = frame(sizes, {"pay": column(pays, unit=Fraction(1, 100))})
    grant = benefit(total(share), lines=(POOR,))
    found = scheme((PAY,), (COUNTED,), (grant,))
    one, other = (
        outcome_of(found, people, threads=threads, block_persons=size).results["grant"]
        for size in (block_persons, 10**6)
    )
    assert one.counts == other.counts
    assert one.total == other.total


def test_an_amount_in_no_coin_is_costed_to_a_millionth_half_even() -> None:
    third = apply(Op.DIV, ref(PAY), number(3))
    by_itself = apply(Op.DIV, ref(PAY), apply(Op.MUL, number(3), number(1)))
    assert third != by_itself
    people = frame([1, 1], {"pay": column([100, 200], unit=Fraction(1, 100))})
    result = outcome_of(scheme((PAY,), (), (benefit(total(third)),)), people).results["grant"]
    assert result.amount is not None
    assert result.amount.exactly(0) == Fraction(1, 3)
    assert result.cost is not None
    assert [int(cost) * result.cost_unit for cost in result.cost] == [
        Fraction("0.333333"),
        Fraction("0.666667"),
    ]
    assert result.total == Fraction("1.000000")


def test_a_field_that_the_population_lacks_is_unknown_of_everyone() -> None:
    grant = benefit(total(ref(PAY)))
    result = outcome_of(scheme((PAY,), (), (grant,)), frame([2, 0]))
    assert result.results["grant"].counts == {"eligible": 1, "undecided": 1}


def test_assumed_facts_are_filled_and_counted() -> None:
    pay = field("pay", missing=Assume(Fraction(7), "it is usual"))
    found = scheme((pay,), (), (benefit(total(ref(pay))),))
    people = frame(
        [2, 1],
        {"pay": column([1, 99, 99], unknown=[False, True, True])},
        weights=[2_000_000, 500_000],
    )
    result = outcome_of(found, people)
    assert result.results["grant"].total == 2 * 8 + Fraction(7, 2)
    filled = result.assumed["person", "pay"]
    assert (filled.count, filled.weighted) == (2, 2_500_000)
    absent = outcome_of(found, frame([1, 1])).assumed["person", "pay"]
    assert absent.count == 2


def test_derived_facts_stand_in_for_missing_ones_only() -> None:
    other = field("other")
    pay = field("pay", missing=Use(ref(other)))
    found = scheme((pay, other), (rule("used", ref(pay)),))
    people = frame(
        [3],
        {"pay": column([5, 99, 6], unknown=[False, True, False]), "other": column([1, 2, 3])},
    )
    assert exactly(outcome_of(found, people), "used") == [5, 2, 6]


def test_a_failed_row_names_rule_and_citation() -> None:
    share = rule("share", apply(Op.DIV, number(100), ref(PAY)))
    grant = benefit(total(ref(share)))
    people = frame([1, 2], {"pay": column([100, 200, 0], unit=Fraction(1, 100))})
    result = outcome_of(scheme((PAY,), (share,), (grant,)), people, block_persons=1)
    assert result.results["grant"].counts == {"eligible": 1, "failed": 1}
    (found,) = result.faults
    assert (found.name, found.row, found.id) == ("grant", 1, "h1")
    assert (found.code, found.place, found.citation) == ("SB-E003", "share", "act share")


def test_a_negative_reduction_fails_with_its_own_citation() -> None:
    stages = (
        Stage(StageKind.BASE, "base", number(50)),
        Stage(StageKind.REDUCE, "taper", total(ref(PAY)), citation="act 7"),
        Stage(StageKind.ROUND, "round", step=Fraction(1), direction=Direction.DOWN),
    )
    grant = Benefit("grant", "household", MONEY, stages)
    people = frame([1, 1], {"pay": column([-1, 1050], unit=Fraction(1, 100))})
    result = outcome_of(scheme((PAY,), (), (grant,)), people)
    assert result.results["grant"].total == 39
    assert [(each.row, each.code, each.citation) for each in result.faults] == [
        (0, "SB-E017", "act 7")
    ]


def test_a_column_in_another_unit_is_read_exactly() -> None:
    people = frame([2], {"pay": column([1, 5], unit=Fraction(1, 12))})
    found = scheme((PAY,), (rule("same", ref(PAY)),))
    assert exactly(outcome_of(found, people), "same") == [Fraction(1, 12), Fraction(5, 12)]
    with pytest.raises(ValueError, match="unit"):
        bind(lower(found, ON, ("same",)), people)


def test_a_column_in_whole_coins_is_read_in_the_unit_of_the_field() -> None:
    people = frame([2], {"pay": column([1, 5], dtype=np.int8)})
    assert exactly(outcome_of(scheme((PAY,), (rule("same", ref(PAY)),)), people), "same") == [1, 5]


def test_choices_are_matched_by_name() -> None:
    area = Type(Kind.CHOICE, choices=("urban", "rural"))
    turned = Type(Kind.CHOICE, choices=("camp", "rural", "urban"))
    lives = field("lives", area)
    rural = rule("rural", Among(ref(lives), ("rural",), YES_NO), type_=YES_NO)
    people = frame([3], {"lives": column([1, 2, 1], turned, dtype=np.int8)})
    result = outcome_of(scheme((lives,), (rural,)), people)
    assert list(result.values["rural"].n) == [True, False, True]


def test_texts_are_equal_or_not() -> None:
    bank, other = field("bank", TEXT), field("other", TEXT)
    same = rule("same", apply(Op.EQ, ref(bank), ref(other), type_=YES_NO), type_=YES_NO)
    mine = rule("mine", apply(Op.EQ, ref(bank), Literal("A", TEXT), type_=YES_NO), type_=YES_NO)
    people = frame(
        [3],
        {
            "bank": column(["A", "B", "C"], TEXT, dtype=object),
            "other": column(["B", "B", "A"], TEXT, dtype=object),
        },
    )
    result = outcome_of(scheme((bank, other), (same, mine)), people)
    assert list(result.values["mine"].n) == [True, False, False]
    assert list(result.values["same"].n) == [False, True, False]


def test_what_is_provably_known_has_no_mask() -> None:
    share = rule("share", apply(Op.DIV, ref(PAY), apply(Op.ADD, ref(PAY), number(1))))
    people = frame([2], {"pay": column([0, 5], unit=Fraction(1, 100))})
    found = scheme((PAY,), (share,))
    values = outcome_of(found, people).values["share"]
    assert (values.unknown, values.fault, values.not_applicable) == (None, None, None)
    program = lower_for(found, people, ON, ("share",))
    fitted, _ = specialised(program, facts_of(bind(program, people), 0, 1))
    kinds = {node.prim for node in fitted.nodes}
    assert not kinds & {Prim.FIELD_UNKNOWN, Prim.FIELD_NA, Prim.MARK, Prim.SIGN}
    assert len(fitted.nodes) < len(program.nodes)
    assert fitted.text().splitlines()[-1].startswith("share: %")


def test_progress_is_told_to_the_end() -> None:
    seen: list[tuple[int, int]] = []
    people = frame([1] * 5, {"pay": column([1] * 5)})
    outcome_of(
        scheme((PAY,), (), (benefit(total(ref(PAY))),)),
        people,
        block_persons=2,
        progress=lambda done, of: seen.append((done, of)),
    )
    assert seen == [(2, 5), (4, 5), (5, 5)]


def test_a_population_of_nobody() -> None:
    result = outcome_of(scheme((PAY,), (COUNTED,), (benefit(ref(COUNTED)),)), frame([]))
    assert result.results["grant"].counts == {}
    assert result.results["grant"].total == 0
