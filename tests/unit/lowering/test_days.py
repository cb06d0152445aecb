"""Date steps against the calendar of `values.dates`."""

from __future__ import annotations

from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from schemebuilder.lowering import days
from schemebuilder.lowering.integers import days_of
from schemebuilder.values import dates
from tests.unit.lowering.by_hand import field, person_graph, worked_out


@given(st.dates(), st.dates())
@example(date(2004, 2, 29), date(2022, 2, 28))
@example(date(2004, 2, 29), date(2022, 3, 1))
@example(date(2024, 3, 2), date(2024, 3, 1))
def test_completed_years_and_months(start: date, end: date) -> None:
    graph = person_graph()
    a, b = field(graph, "a"), field(graph, "b")
    found = (
        days.completed_years(graph, a, b),
        days.completed_months(graph, a, b),
        days.year(graph, a),
        days.month(graph, a),
    )
    values = worked_out(graph, {"a": days_of(start), "b": days_of(end)})
    expected = (
        dates.completed_years(start, end),
        dates.completed_months(start, end),
        start.year,
        start.month,
    )
    assert tuple(values[position] for position in found) == expected


@given(st.dates(), st.integers(-200_000, 200_000))
@example(date(2024, 1, 31), 1)
@example(date(9999, 12, 31), 1)
@example(date(1, 1, 31), -1)
def test_steps_from_a_date(start: date, by: int) -> None:
    graph = person_graph()
    a, n = field(graph, "a"), field(graph, "n")
    months, too_many_months = days.months_later(graph, a, n)
    later, too_many_days = days.days_later(graph, a, n)
    values = worked_out(graph, {"a": days_of(start), "n": by})
    for found, outside, expected in (
        (months, too_many_months, dates.add_months(start, by)),
        (later, too_many_days, dates.add_days(start, by)),
    ):
        assert bool(values[outside]) == (expected is None)
        if expected is not None:
            assert values[found] == days_of(expected)
