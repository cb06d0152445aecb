"""The header, and citations that lean on it."""

from __future__ import annotations

from datetime import date

from tests.unit.compiler.texts import HEADER, codes, compiled, finding, scheme

LET = "let x of person = age"


def test_what_the_header_says() -> None:
    header = HEADER + (
        "    version 2.1\n    year starts 6 April\n    a year is 52 weeks\n    a year is 365 days\n"
        '    title fr "Un essai"\n'
    )
    found = scheme(LET, header)
    assert (found.id, found.title, found.version) == ("trial", "A trial", "2.1")
    assert (found.calendar.year_starts_month, found.calendar.year_starts_day) == (4, 6)
    assert found.calendar.weeks_in_year == 52
    assert found.calendar.days_in_year == 365
    assert found.in_force.start == date(2024, 1, 1)
    assert found.labels == {"fr": "Un essai"}
    assert found.governed_by == "claim_date"
    assert found.assesses == ("person",)


def test_what_a_header_cannot_say() -> None:
    assert codes(LET, HEADER.replace("KES", "shillings")) >= {"SB-T003"}
    assert codes(LET, HEADER + "    year starts 31 Foo\n") == {"SB-D002"}
    assert codes(LET, HEADER + "    a year is 52 moons\n") == {"SB-T005"}
    assert codes(LET, HEADER + "    country UG\n") == {"SB-N002"}
    assert codes(LET, HEADER + '    law act "Another"\n') == {"SB-N002"}
    ends = HEADER.replace("from 2024-01-01", "from 2024-01-01 to 2023-01-01")
    assert codes(LET, ends) == {"SB-D002"}


def test_a_text_without_a_header() -> None:
    assert "SB-P001" in codes(LET, "")


def test_citations_name_a_law() -> None:
    assert codes(f"{LET}    [act 5(1)]") == set()
    found = finding(f"{LET}    [acts 5(1)]", "SB-N006")
    assert found.edits[0].replacement == "act"
    assert found.citation == "acts 5(1)"
    again = compiled(f"{LET}    [acts 5(1)]\nlet y of person = x    [acts 6]")
    assert [one.code for one in again.findings].count("SB-N006") == 1
