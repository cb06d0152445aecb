"""Tables: cells, ways of taking rows, and what the checker proves of them."""

from __future__ import annotations

from schemebuilder.diagnostics.finding import Severity
from schemebuilder.ir.expressions import Choose, Escalate, Hit
from tests.unit.compiler.texts import codes, compiled, finding, scheme

COLOUR = "input colour of person : red, green, blue\n"


def rows(text: str, kind: str = "number", heads: str = "colour, age") -> str:
    return f"{COLOUR}table t of person : {kind} by {heads}\n{text}"


GOOD = rows("""\
    | colour | age        | t   |
    | red    | under 6    | 25% |
    | red    | 6 to 17    | 20% |
    | red    | 18 or over | 0%  |
    | green, blue | any   | 1   |
""")


def body(text: str) -> Choose:
    found = scheme(text).rules["t"].body
    assert isinstance(found, Choose)
    return found


def test_a_table_that_covers_everything_once() -> None:
    assert codes(GOOD) == set()
    assert body(GOOD).hit is Hit.UNIQUE
    assert len(body(GOOD).branches) == 4


def test_a_gap_shows_an_example() -> None:
    text = GOOD.replace("18 or over", "19 or over")
    found = finding(text, "SB-C001")
    assert found.severity is Severity.ERROR
    assert found.example == {"colour": "red", "age": "18"}
    assert "age is 18" in found.message


def test_an_overlap_shows_an_example_and_both_rows() -> None:
    text = GOOD.replace("6 to 17", "5 to 17")
    found = finding(text, "SB-C002")
    assert found.example == {"colour": "red", "age": "5"}
    assert len(found.labels) == 2


def test_a_missing_choice_is_a_gap() -> None:
    assert "colour is blue" in finding(GOOD.replace("| green, blue", "| green"), "SB-C001").message


def test_otherwise_leaves_no_gap() -> None:
    text = rows("""\
    | colour | age     | t |
    | red    | under 6 | 1 |
    | otherwise        | 0 |
""")
    assert codes(text) == set()
    assert body(text).otherwise is not None


def test_a_dash_says_that_it_cannot_occur() -> None:
    text = GOOD.replace("any   | 1   ", "any   | -   ")
    assert codes(text) == set()
    assert len(body(text).branches) == 3


def test_the_first_row_that_fits() -> None:
    text = rows("""\
    take the first row that fits
    | when      | t |
    | age < 18  | 1 |
    | age < 65  | 2 |
    | otherwise | 3 |
""").replace(" by colour, age", "")
    assert codes(text) == set()
    assert body(text).hit is Hit.FIRST


def test_a_row_in_vain() -> None:
    text = rows("""\
    take the first row that fits
    | when      | t |
    | age < 65  | 1 |
    | age < 18  | 2 |
    | otherwise | 3 |
""").replace(" by colour, age", "")
    found = finding(text, "SB-C005")
    assert found.span is not None
    assert found.severity is Severity.WARNING


def test_added_rows_need_no_cover() -> None:
    text = rows("""\
    add every row that fits
    | when         | t |
    | age < 18     | 1 |
    | colour = red | 2 |
""").replace(" by colour, age", "")
    assert codes(text) == set()
    assert body(text).hit is Hit.SUM
    assert body(text).otherwise is not None


def test_only_quantities_are_added() -> None:
    text = rows(
        """\
    add every row that fits
    | when         | t   |
    | age < 18     | red |
""",
        "red, green",
    ).replace(" by colour, age", "")
    assert codes(text) == {"SB-T001"}


def test_ranges_of_money_are_half_open() -> None:
    money = "input pay of person : money per month range KES 0 to KES 900\n"
    good = (
        money
        + """\
table t of person : number by pay
    | pay                      | t |
    | up to KES 50             | 1 |
    | over KES 50 up to KES 90 | 2 |
    | over KES 90              | 3 |
"""
    )
    assert codes(good) == set()
    closed = good.replace("over KES 50 up to KES 90", "KES 50 to KES 90")
    found = finding(closed, "SB-C004")
    assert found.edits[0].replacement == "over KES 50 up to KES 90"
    assert "SB-C002" in codes(good.replace("over KES 50 up", "over KES 40 up"))


def test_below_zero_is_a_warning_where_no_range_is_declared() -> None:
    text = """\
input pay of person : money per month
table t of person : number by pay
    | pay         | t |
    | KES 0       | 1 |
    | over KES 0  | 2 |
"""
    found = finding(text, "SB-C001")
    assert found.severity is Severity.WARNING
    assert "range" in found.hint


def test_bounds_may_be_parameters_on_every_day() -> None:
    text = """\
parameter school_age : whole number
    from 2024-01-01 : 6
    from 2025-01-01 : 7
table t of person : number by age
    | age                | t |
    | under school_age   | 1 |
    | 6 or over          | 2 |
"""
    found = finding(text, "SB-C002")
    assert found.example is not None
    assert found.example["date"] == "2025-01-01"


def test_what_depends_on_a_rule_is_a_warning() -> None:
    text = """\
let kin of household = number of members where (age < 6)
table t of household : number by kin
    | kin | t |
    | 0   | 1 |
    | 1   | 2 |
"""
    found = finding(text, "SB-C001")
    assert found.severity is Severity.WARNING
    assert found.example == {"kin": "2"}


def test_a_yes_no_column() -> None:
    text = """\
table t of person : number by pregnant
    | pregnant | t |
    | yes      | 1 |
    | no       | 2 |
"""
    assert codes(text) == set()
    assert codes(text.replace("| no       | 2 |", "| yes      | 2 |")) >= {"SB-C001", "SB-C002"}


def test_several_answers_are_several_rules() -> None:
    text = f"""{COLOUR}
table t of person : number
    | colour | first_part | second_part |
    | red    | 1          | 2           |
    | green  | 3          | 4           |
    | blue   | 5          | 6           |
"""
    source = text.replace("| colour |", "| colour |")
    found = scheme(
        source.replace("table t of person : number", "table t of person : number by colour")
    )
    assert {"first_part", "second_part"} <= set(found.rules)


def test_a_row_may_escalate() -> None:
    text = GOOD.replace("any   | 1   ", "any   | refer ")
    assert isinstance(body(text).branches[3].then, Escalate)


def test_a_cell_of_the_wrong_kind() -> None:
    assert codes(GOOD.replace("| green, blue", "| green, 7")) >= {"SB-T007"}
    assert "SB-C004" in codes(
        rows("""\
    | colour | age | t |
    | -      | any | 1 |
""")
    )


def test_by_names_a_column() -> None:
    found = compiled(GOOD.replace("by colour, age", "by colour, age, sex"))
    assert found.scheme is None
