"""Completed years and months, month steps, and the first day of a period."""

from __future__ import annotations

from datetime import date

import pytest

from schemebuilder.values.dates import (
    add_days,
    add_months,
    completed_months,
    completed_years,
    day,
    days_between,
    first_day,
)
from schemebuilder.values.periods import Calendar

D = date.fromisoformat


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        ("2016-11-01", "2023-11-01", 7),
        ("2016-11-02", "2023-11-01", 6),
        ("2004-02-29", "2022-02-28", 17),
        ("2004-02-29", "2022-03-01", 18),
        ("2004-02-29", "2024-02-29", 20),
        ("2020-03-15", "2020-03-14", -1),
        ("2020-03-15", "2019-03-15", -1),
        ("2020-03-15", "2019-03-14", -2),
    ],
)
def test_completed_years(born: str, on: str, years: int) -> None:
    assert completed_years(D(born), D(on)) == years


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2024-01-31", "2024-02-29", 0),
        ("2024-01-31", "2024-03-01", 1),
        ("2024-01-31", "2024-03-31", 2),
        ("2023-05-10", "2023-12-09", 6),
        ("2023-05-10", "2023-05-09", -1),
    ],
)
def test_completed_months(start: str, end: str, months: int) -> None:
    assert completed_months(D(start), D(end)) == months


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-01-31", 2, "2024-03-31"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-03-31", -1, "2024-02-29"),
        ("2024-12-15", 1, "2025-01-15"),
    ],
)
def test_month_steps_clamp_to_the_end(start: str, months: int, end: str) -> None:
    assert add_months(D(start), months) == D(end)


def test_steps_out_of_the_calendar_are_no_date() -> None:
    assert add_months(date(9999, 12, 1), 1) is None
    assert add_months(date(1, 1, 1), -1) is None
    assert add_days(date(9999, 12, 31), 1) is None
    assert add_days(date(2024, 2, 28), 2) == date(2024, 3, 1)
    assert days_between(date(2024, 2, 28), date(2024, 3, 1)) == 2


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("2024", "2024-01-01"),
        ("2024-03", "2024-03-01"),
        ("2024-W01", "2024-01-01"),
        ("2020-W53", "2020-12-28"),
        ("2024-03-17", "2024-03-17"),
    ],
)
def test_the_first_day_of_a_period(text: str, first: str) -> None:
    assert first_day(text, Calendar()) == D(first)


def test_a_year_begins_where_the_scheme_says() -> None:
    tax_year = Calendar(year_starts_month=4, year_starts_day=6)
    assert first_day("2023", tax_year) == date(2023, 4, 6)
    assert first_day("2023-01", tax_year) == date(2023, 1, 1)


@pytest.mark.parametrize(
    "text",
    ["2023-13", "2023-W54", "2021-W53", "2023-02-29", "23", "2023-1", "", "0000", "20230101"],
)
def test_a_period_that_does_not_exist(text: str) -> None:
    assert first_day(text, Calendar()) is None


def test_only_days_are_days() -> None:
    assert day("2024-02-29") == date(2024, 2, 29)
    assert day("2023-02-29") is None
    assert day("2024-02") is None
