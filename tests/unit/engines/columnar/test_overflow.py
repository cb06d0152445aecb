"""Numbers beyond 64 bits: proven away, or worked out as Python integers with one finding."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from schemebuilder.ir.expressions import Direction, Round
from schemebuilder.ir.operators import Op
from tests.unit.engines.columnar.small import (
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

BIG = 2**62


def test_a_product_beyond_64_bits_is_exact_and_said_once() -> None:
    wealth = field("wealth")
    squared = rule("squared", apply(Op.MUL, ref(wealth), ref(wealth)))
    cubed = rule("cubed", apply(Op.MUL, ref(squared), ref(wealth)))
    values = [BIG, -BIG + 1, 3, 0]
    result = outcome_of(scheme((wealth,), (squared, cubed)), frame([4], {"wealth": column(values)}))
    assert exactly(result, "squared") == [Fraction(value**2) for value in values]
    assert exactly(result, "cubed") == [Fraction(value**3) for value in values]
    assert [finding.code for finding in result.findings] == ["SB-W013"]
    assert "squared" in result.findings[0].message
    assert not any(word in result.findings[0].message for word in ("int64", "object", "numpy"))


def test_only_the_blocks_that_need_it_run_on_python_integers() -> None:
    wealth = field("wealth")
    squared = rule("squared", apply(Op.MUL, ref(wealth), ref(wealth)))
    values = [5, 6, BIG, 7]
    people = frame([1, 1, 1, 1], {"wealth": column(values)})
    result = outcome_of(scheme((wealth,), (squared,)), people, block_persons=1)
    assert exactly(result, "squared") == [Fraction(value**2) for value in values]


def test_small_numbers_stay_on_64_bits_and_say_nothing() -> None:
    wealth = field("wealth")
    squared = rule("squared", apply(Op.MUL, ref(wealth), ref(wealth)))
    people = frame([2], {"wealth": column([3 * 10**9, -3 * 10**9])})
    result = outcome_of(scheme((wealth,), (squared,)), people)
    assert result.values["squared"].n.dtype == np.int64
    assert exactly(result, "squared") == [Fraction(9 * 10**18)] * 2
    assert result.findings == ()


def test_narrow_columns_are_widened_before_anything_is_multiplied() -> None:
    pay = field("pay")
    yearly = rule("yearly", apply(Op.MUL, ref(pay), apply(Op.ADD, ref(pay), number(300))))
    people = frame([2], {"pay": column([120, -100], dtype=np.int8)})
    result = outcome_of(scheme((pay,), (yearly,)), people)
    assert exactly(result, "yearly") == [Fraction(120 * 420), Fraction(-100 * 200)]


def test_unsigned_columns_beside_signed_ones_stay_exact() -> None:
    stock, debt = field("stock"), field("debt")
    net = rule("net", apply(Op.SUB, ref(stock), ref(debt)))
    people = frame(
        [2],
        {
            "stock": column([2**64 - 1, 2**63 + 1], dtype=np.uint64),
            "debt": column([1, 2**62]),
        },
    )
    result = outcome_of(scheme((stock, debt), (net,)), people)
    assert exactly(result, "net") == [Fraction(2**64 - 2), Fraction(2**63 + 1 - 2**62)]


def test_sums_and_their_shares_beyond_64_bits() -> None:
    wealth = field("wealth")
    all_wealth = rule("all_wealth", total(ref(wealth)), "household")
    third = rule(
        "third",
        Round(
            apply(Op.DIV, ref(all_wealth), number(3)),
            Fraction(1, 100),
            Direction.HALF_EVEN,
            wealth.type,
        ),
        "household",
    )
    people = frame([3, 0, 2], {"wealth": column([BIG, BIG, BIG, -BIG, -BIG])})
    result = outcome_of(scheme((wealth,), (all_wealth, third)), people)
    assert exactly(result, "all_wealth") == [Fraction(3 * BIG), Fraction(0), Fraction(-2 * BIG)]
    assert exactly(result, "third") == [
        Fraction(BIG),
        Fraction(0),
        round(Fraction(-2 * BIG, 3) * 100) / Fraction(100),
    ]


def test_weighted_totals_beyond_64_bits_are_exact() -> None:
    wealth = field("wealth")
    grant = benefit(total(ref(wealth)))
    weights = [123_456_789_012, 1, 999_999_999_999]
    people = frame([1, 1, 1], {"wealth": column([BIG, -5, BIG - 1])}, weights=weights)
    result = outcome_of(scheme((wealth,), (), (grant,)), people)
    expected = Fraction(BIG * weights[0] - 5 * weights[1] + (BIG - 1) * weights[2], 10**6)
    assert result.results["grant"].total == expected


def test_comparing_fractions_whose_products_do_not_fit() -> None:
    a, b, c, d = (field(name) for name in "abcd")
    left, right = apply(Op.DIV, ref(a), ref(b)), apply(Op.DIV, ref(c), ref(d))
    larger = rule("larger", apply(Op.MAX, left, right))
    rows = [
        (BIG, 3_000_000_001, BIG - 1, 3_000_000_001),
        (BIG, 3_000_000_001, BIG, 3_000_000_002),
        (-BIG, 3_000_000_001, -BIG, -3_000_000_002),
        (7, 2, 7, 2),
    ]
    columns = {name: column([row[place] for row in rows]) for place, name in enumerate("abcd")}
    result = outcome_of(scheme((a, b, c, d), (larger,)), frame([4], columns))
    assert exactly(result, "larger") == [
        max(Fraction(row[0], row[1]), Fraction(row[2], row[3])) for row in rows
    ]


def test_different_denominators_within_a_household_are_totalled_exactly() -> None:
    pay, share = field("pay"), field("share")
    part = apply(Op.DIV, ref(pay), ref(share))
    parts = rule("parts", total(part), "household")
    shares = [3, 7, 11, 2**61 - 1, 2**31 - 1, 2**60 + 3]
    people = frame([3, 3], {"pay": column([1, 1, 1, 5, 7, 9]), "share": column(shares)})
    result = outcome_of(scheme((pay, share), (parts,)), people, block_persons=3)
    assert exactly(result, "parts") == [
        Fraction(1, 3) + Fraction(1, 7) + Fraction(1, 11),
        Fraction(5, shares[3]) + Fraction(7, shares[4]) + Fraction(9, shares[5]),
    ]


def test_a_block_that_knows_nothing_of_a_divisor_stays_within_the_population() -> None:
    wealth, share = field("wealth"), field("share")
    part = rule("part", apply(Op.DIV, apply(Op.MUL, ref(wealth), ref(wealth)), ref(share)))
    whole = rule("whole", Round(ref(part), Fraction(1), Direction.DOWN, wealth.type))
    people = frame(
        [1, 1, 1],
        {
            "wealth": column([BIG, BIG, BIG]),
            "share": column([7, 9, 0], unknown=[False, False, True]),
        },
    )
    values = outcome_of(scheme((wealth, share), (part, whole)), people, block_persons=1).values
    assert [values["whole"].exactly(row) for row in (0, 1)] == [BIG**2 // 7, BIG**2 // 9]
    assert values["whole"].unknown is not None
    assert list(values["whole"].unknown) == [False, False, True]
