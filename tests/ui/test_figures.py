"""Figures as people read them: rounded where they are shown, exact where they are kept."""

from __future__ import annotations

import pytest

from schemebuilder_ui import figures
from schemebuilder_ui.widgets.data_table import Cell, Column, Table, csv_text, file_name


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1234567.5", "1,234,568"),
        ("2.5", "2"),
        ("-1999999/2", "-1,000,000"),
        ("0", "0"),
        (None, "–"),  # noqa: RUF001 - the dash of the tables
    ],
)
def test_thousands_are_marked_and_halves_go_to_the_even_number(
    text: str | None, shown: str
) -> None:
    assert figures.grouped(text) == shown


def test_cents_stay_where_they_are_asked_for() -> None:
    assert figures.grouped("1234.5", 2) == "1,234.50"


@pytest.mark.parametrize(
    ("text", "shown"),
    [("999999", "999,999"), ("1234567", "1.23 million"), ("-4500000000", "-4.50 billion")],
)
def test_large_amounts_are_short(text: str, shown: str) -> None:
    assert figures.short(text) == shown


def test_a_change_has_its_sign() -> None:
    assert [figures.signed(text) for text in ("12", "-12", "0")] == ["+12", "-12", "0"]
    assert figures.points("0.0215") == "+2.2"
    assert figures.percent("0.12345") == "12.3%"
    assert figures.signed_money("USD", "-2500000", figures.short) == "-USD 2.50 million"
    assert figures.signed_money("USD", "0") == "USD 0"


def test_the_file_keeps_what_the_page_rounds() -> None:
    table = Table(
        "By region",
        (Column("Region"), Column("Cost a year", "USD"), Column("Change", "USD")),
        ((Cell("Coast, north"), Cell("1,235", "1234.567891"), Cell("–", None)),),  # noqa: RUF001 - the dash is shown
        "regions",
    )
    assert csv_text(table) == (
        'Region,Cost a year (USD),Change (USD)\n"Coast, north",1234.567891,\n'
    )


def test_a_file_has_a_name_that_every_machine_takes() -> None:
    assert file_name("By fifth of the population, poorest first") == (
        "by_fifth_of_the_population_poorest_first"
    )
