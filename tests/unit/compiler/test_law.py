"""Values of the law that are made from others: their days, their status, and what is refused."""

from __future__ import annotations

from datetime import date

from tests.unit.compiler.texts import codes, finding, scheme

MADE = """
parameter grant : money per month
    from 2024-01-01 : KES 500
    from 2025-01-01 : KES 530
    from 2026-01-01 : KES 560 planned
parameter limit : money per month
    from 2024-07-01 : 10 * grant
    from 2027-01-01 : KES 6,000
let x of person = limit
"""


def test_a_value_made_from_another_has_its_days_and_its_status() -> None:
    values = scheme(MADE).parameters["limit"].values
    assert [(value.start, value.cells[()], value.status) for value in values] == [
        (date(2024, 7, 1), 5000, "enacted"),
        (date(2025, 1, 1), 5300, "enacted"),
        (date(2026, 1, 1), 5600, "planned"),
        (date(2027, 1, 1), 6000, "enacted"),
    ]
    assert values[0].made == "`10 * grant`"
    assert values[-1].made == ""


def test_what_it_is_made_from_counts_as_used() -> None:
    assert "SB-N005" not in codes(MADE)


def test_a_value_that_is_not_there_leaves_none() -> None:
    text = MADE.replace("from 2024-07-01 : 10", "from 2023-07-01 : 10")
    assert "10 * grant" in finding(text, "SB-D001").message
    assert scheme(text).parameters["limit"].values[0].ended


def test_a_value_cannot_hang_on_a_fact() -> None:
    assert "SB-D002" in codes(MADE.replace("10 * grant", "10% * earnings"))


def test_a_hole_in_a_later_year_comes_with_an_example() -> None:
    text = """
    parameter rate : money per month by disability, area_type
                               | urban | rural |
        from 2024-01-01 none   | KES 1 | KES 2 |
        from 2024-01-01 mild   | KES 3 | KES 4 |
        from 2024-01-01 severe | KES 5 | KES 6 |
        from 2025-01-01 none   | KES 1 | KES 2 |
        from 2025-01-01 severe | KES 5 | KES 6 |
    let x of person = rate
    """
    assert finding(text, "SB-C001").example == {"date": "2025-01-01", "disability": "mild"}
