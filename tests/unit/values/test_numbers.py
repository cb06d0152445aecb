"""Exact numbers in text and in JSON."""

from __future__ import annotations

from fractions import Fraction

import pytest

from schemebuilder.values.numbers import (
    UnreadableJsonError,
    as_text,
    decimals_of,
    exact,
    loads,
    with_decimals,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1250.75", Fraction(125075, 100)),
        ("-3", Fraction(-3)),
        ("+.5", Fraction(1, 2)),
        (" 2/37 ", Fraction(2, 37)),
        ("0.1", Fraction(1, 10)),
    ],
)
def test_what_a_text_writes(text: str, number: Fraction) -> None:
    assert exact(text) == number


@pytest.mark.parametrize(
    "text", ["", "1,250", "1e9", "KES 5", "5%", "1/0", "0x1", "٣", "5.", "1 2", "NaN", "9" * 500]
)
def test_what_is_no_number(text: str) -> None:
    assert exact(text) is None


def test_numbers_are_written_as_decimals_where_they_end() -> None:
    assert as_text(Fraction(5, 2)) == "2.5"
    assert as_text(Fraction(-1, 3)) == "-1/3"
    assert as_text(Fraction(-1, 200)) == "-0.005"
    assert as_text(Fraction(10)) == "10"
    assert (decimals_of(Fraction(1, 8)), decimals_of(Fraction(1, 6))) == (3, None)


def test_decimals_are_added_but_never_rounded_away() -> None:
    assert with_decimals(Fraction(5, 2), 2) == "2.50"
    with pytest.raises(ValueError, match="more than 1"):
        with_decimals(Fraction(1, 4), 1)


def test_json_numbers_are_the_decimals_that_are_written() -> None:
    read = loads('{"pay": 0.1, "days": 12345678901234567890, "rate": 1.5E2, "none": null}')
    assert read == {
        "pay": Fraction(1, 10),
        "days": 12345678901234567890,
        "rate": Fraction(150),
        "none": None,
    }


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("[1,", "line 1, column 4"),
        ('{"a": NaN}', "NaN"),
        ('{"a": 1, "a": 2}', '"a" is written twice'),
        ('{"a": 1e999999999}', "digits"),
        ('{"a": ' + "9" * 5000 + "}", "digits"),
        ("[" * 100_000, "nested"),
    ],
)
def test_json_that_is_not_accepted_says_why(text: str, about: str) -> None:
    with pytest.raises(UnreadableJsonError, match=about):
        loads(text)


def test_bytes_that_are_no_text_say_so() -> None:
    with pytest.raises(UnreadableJsonError, match="UTF-8"):
        loads(b"\xff\xfe")
    assert loads(b"\xef\xbb\xbf[1]") == [1]
