"""The entries of a list as lines in the form: typed, pasted, none, or not known."""

from __future__ import annotations

from fractions import Fraction

import pytest

from schemebuilder_ui.widgets.case_record import for_form
from schemebuilder_ui.widgets.entries import as_lines, from_lines

NAMES = ("year", "salary", "late")


def test_a_line_is_an_entry_and_what_is_not_known_is_a_dash() -> None:
    entries = from_lines("2013; 12,000.50; yes\n\n 2014\t-\tno ", NAMES)
    assert entries == [
        {"year": "2013", "salary": "12000.50", "late": "yes"},
        {"year": "2014", "late": "no"},
    ]
    assert as_lines(entries, NAMES) == "2013; 12000.50; yes\n2014; -; no"


def test_nothing_is_not_known_and_none_is_no_entries() -> None:
    assert from_lines(" \n", NAMES) is None
    assert from_lines("none", NAMES) == []
    assert as_lines(None, NAMES) == ""
    assert as_lines([], NAMES) == "none"


@pytest.mark.parametrize("line", ["2013", "2013; 5", "2013; 5; yes; 7"])
def test_a_line_with_other_parts_is_no_entry(line: str) -> None:
    with pytest.raises(ValueError, match="2013"):
        from_lines(line, NAMES)


def test_a_case_with_lists_is_kept_as_typed() -> None:
    case = for_form({"on": "2024-01-01", "salaries": [{"year": 2013, "salary": Fraction(1, 2)}]})
    assert case["persons"][0]["salaries"] == [{"year": "2013", "salary": "0.5"}]
    assert as_lines(case["persons"][0]["salaries"], NAMES) == "2013; 0.5; -"
