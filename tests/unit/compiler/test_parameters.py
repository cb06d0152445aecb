"""Parameters: days, keys, and when a value is missing or changes."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from schemebuilder.ir.expressions import Choose, ParameterRef
from tests.unit.compiler.texts import HEADER, codes, finding, scheme

KEYED = """
parameter limit : money per month by area_type
                    | urban     | rural     |
    from 2024-01-01 | KES 6,500 | KES 4,800 |
    from 2025-01-01 | KES 7,000 | -         |
let x of household = limit
"""

TWO_KEYS = """
input colour of person : red, green
parameter rate : money per week by colour, pregnant
                        | yes    | no    |
    from 2024-01-01 red   | KES 1  | KES 2 |
    from 2024-01-01 green | KES 3  | -     |
let x of person = rate
let y of person = rate for colour green
let z of person = rate for (colour green, pregnant)
"""


def test_values_by_date_and_key() -> None:
    found = scheme(KEYED).parameters["limit"]
    assert found.key_names == ("area_type",)
    assert found.values[0].cells == {("urban",): 6500, ("rural",): 4800}
    assert found.values[1].cells == {("urban",): 7000}
    assert found.values[0].start == date(2024, 1, 1)


def test_a_bare_name_reads_its_own_keys() -> None:
    found = scheme(KEYED).rules["x"].body
    assert isinstance(found, ParameterRef)
    assert len(found.keys) == 1


def test_two_keys_and_other_keys() -> None:
    found = scheme(TWO_KEYS)
    cells = found.parameters["rate"].values[0].cells
    assert cells == {("red", "yes"): 1, ("red", "no"): 2, ("green", "yes"): 3}
    assert len(found.parameters["rate"].values) == 1
    assert isinstance(found.rules["y"].body, ParameterRef)
    assert isinstance(found.rules["z"].body, ParameterRef)


def test_other_keys_must_be_keys() -> None:
    assert codes(TWO_KEYS.replace("rate for colour green", "rate for colr green")) == {"SB-N001"}
    assert codes(TWO_KEYS.replace("rate for colour green", "rate for colour blue")) == {"SB-T007"}
    assert codes("let x of person = age for sex male") == {"SB-N001"}


def test_a_value_of_a_key_without_a_place() -> None:
    text = KEYED.replace("| urban     | rural     |", "| urban     |")
    text = text.replace("| KES 6,500 | KES 4,800 |", "| KES 6,500 |")
    text = text.replace("| KES 7,000 | -         |", "| KES 7,000 |")
    assert "rural" in finding(text, "SB-C001").message


def test_a_column_that_is_no_value() -> None:
    assert codes(KEYED.replace("rural     |", "rurl      |", 1)) >= {"SB-T007"}


def test_a_number_of_something_is_a_key() -> None:
    text = """
    parameter scale_rate : money per month by size
                        | 1     | 2     |
        from 2024-01-01 | KES 5 | KES 8 |
    let x of household = scale_rate
    """
    assert scheme(text).parameters["scale_rate"].values[0].cells == {("1",): 5, ("2",): 8}
    assert codes(text.replace("by size", "by district")) == {"SB-T004"}


def test_days_in_order() -> None:
    text = """
    parameter p : money per month
        from {one} : KES 1
        from {two} : KES 2
    let x of person = p
    """
    assert codes(text.format(one="2024-01-01", two="2025-01-01")) == set()
    assert codes(text.format(one="2025-01-01", two="2024-01-01")) == {"SB-D002"}
    assert codes(text.format(one="2024-01-01", two="2024-01-01")) == {"SB-D002"}


PAID = """
parameter p : money per month
    from {first} : KES 1
    from {second} : KES 2
benefit b of person : money per month
    base = p
    round none
"""


def test_a_day_before_the_first_value() -> None:
    late = PAID.format(first="2024-03-01", second="2025-01-01")
    assert "until 2024-02-29" in finding(late, "SB-D001").message
    assert codes(late.replace("month\n    base", "month\n    from 2024-03-01\n    base")) == set()


def test_a_change_inside_a_period() -> None:
    body = PAID.format(first="2024-01-01", second="2025-01-15")
    silent = HEADER.replace("    governed by claim_date\n", "")
    assert codes(body, silent) == {"SB-D003"}
    assert codes(body) == set()
    start = silent + "    governed by payment period, at period start\n"
    assert codes(body, start) == set()
    whole = PAID.format(first="2024-01-01", second="2025-02-01")
    assert codes(whole, silent) == set()


def test_a_parameter_may_end() -> None:
    text = """
    parameter p : money per month
        from 2024-01-01 : KES 5
        until 2024-06-30 : ended
    let x of person = p
    """
    values = scheme(text).parameters["p"].values
    assert values[1].ended


def test_a_value_is_written_out() -> None:
    text = "parameter p : number\n    from 2024-01-01 : {}\nlet x of person = p"
    assert scheme(text.format("1 / 4")).parameters["p"].values[0].cells[()] == Fraction(1, 4)
    assert codes(text.format("KES 5")) == {"SB-T004"}


BANDS = """
parameter scale_rate : money per month by size
                    | 1     | 2 to 3 | 4 or over |
    from 2024-01-01 | KES 5 | KES 8  | KES 9     |
let x of household = scale_rate
let y of household = scale_rate for size 7
"""


def test_bands_of_a_number() -> None:
    found = scheme(BANDS)
    parameter = found.parameters["scale_rate"]
    assert parameter.values[0].cells == {("1",): 5, ("2 to 3",): 8, ("4 or over",): 9}
    assert parameter.key_types[0].choices == ("1", "2 to 3", "4 or over")
    read = found.rules["x"].body
    assert isinstance(read, ParameterRef)
    assert isinstance(read.keys[0], Choose)
    assert len(read.keys[0].branches) == 3
    assert isinstance(found.rules["y"].body, ParameterRef)


def test_bands_have_no_gaps_and_no_overlaps() -> None:
    assert codes(BANDS) == set()
    assert codes(BANDS.replace("4 or over", "5 or over")) == {"SB-C001"}
    assert codes(BANDS.replace("4 or over", "3 or over")) == {"SB-C002"}


def test_bands_of_money() -> None:
    text = """
    parameter share : number by income
                        | up to KES 50 | over KES 50 |
        from 2024-01-01 | 50%          | 20%         |
    let x of household = income * share
    """
    assert codes(text) == set()
    assert codes(text.replace("over KES 50 ", "over USD 50 ")) >= {"SB-T003"}


def test_a_key_that_needs_its_own_parameter() -> None:
    text = """
    parameter p : number by k
                        | yes | no |
        from 2024-01-01 | 1   | 2  |
    let k of person = p > 1
    let x of person = p
    """
    assert "SB-N004" in codes(text)


def test_a_key_that_reads_another_keyed_parameter() -> None:
    text = """
    parameter p : number by k
                        | yes | no |
        from 2024-01-01 | 1   | 2  |
    let k of person = q > 1
    parameter q : number by pregnant
                        | yes | no |
        from 2024-01-01 | 1   | 2  |
    let x of person = p
    """
    assert codes(text) == set()
