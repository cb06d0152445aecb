"""Order among people: how places, tests for the first, and limits are read and set."""

from __future__ import annotations

import pytest

from schemebuilder.language.formatter import format_text
from schemebuilder.language.parser import parse
from schemebuilder.language.syntax import BenefitStatement
from tests.unit.language.short import formula, said


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        (
            "place of child among children by age oldest first, ties together",
            "<place of child among children by age oldest; ties together>",
        ),
        (
            "place of child among children where (a and b) by x highest first, then by y",
            "<place of child among children where (and: a, b) by x highest, y>",
        ),
        (
            "place of adult among adults by (a / b) lowest first, ties by c latest first then by d",
            "<place of adult among adults by (a / b) lowest; ties c latest, d>",
        ),
        (
            "place of child among children by a earliest first, ties by b, ties together = 1",
            "(<place of child among children by a earliest; ties b, together> = 1)",
        ),
        (
            "2 * place of child among children by age oldest first, ties by b + 1",
            "((2 * <place of child among children by age oldest; ties b>) + 1)",
        ),
        (
            "is the adult with highest pay per year, ties by age oldest first and a",
            "(and: <is adult by (pay per year) highest; ties age oldest>, a)",
        ),
        (
            "is not the adult where (a) with the lowest x, then by b highest first, ties together",
            "<is not adult where a by x lowest, b highest; ties together>",
        ),
        (
            "is the oldest child, ties by birth_date",
            "<is child by age? oldest; ties birth_date>",
        ),
        (
            "any child where (is the youngest child, ties together)",
            "<any child where <is child by age? youngest; ties together>>",
        ),
        ("the other adult's pay", "the other adult's pay"),
        ("(the other adult's pay or KES 0 if none)", "the other adult's pay else KES0"),
        ("the other's pay", "other's pay"),
        ("the other is head", "other's is head"),
        ("place of grant", "place of grant"),
    ],
)
def test_it_is_understood(written: str, understood: str) -> None:
    assert formula(written) == understood


NAMES = (
    "place", "among", "ties", "together", "oldest", "youngest", "first", "other", "latest",
    "earliest", "per",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES[:-1])
def test_its_words_are_free_as_names(name: str) -> None:
    assert formula(f"({name} + 3 * {name}) / {name}") == f"(({name} + (3 * {name})) / {name})"
    key = f"place of child among children by {name} highest first, ties by {name}"
    assert formula(key) == f"<place of child among children by {name} highest; ties {name}>"


def benefit(line: str) -> BenefitStatement:
    tree = parse(f"benefit of child : money per month\n    base = grant\n    {line}")
    assert [finding.message for finding in tree.findings] == []
    (statement,) = tree.statements
    assert isinstance(statement, BenefitStatement)
    return statement


def test_a_limit_says_how_many_of_whom_and_who_comes_first() -> None:
    stage = benefit(
        "limit to most_children children per household, youngest first,"
        " ties by birth_date youngest first when not orphan as cut from 2026-01-01"
    ).stages[1]
    limit = stage.limit
    assert limit is not None
    assert limit.order is not None
    assert (said(limit.count), limit.members.text, limit.per.text) == (
        "most_children",
        "children",
        "household",
    )
    first, second = (*limit.order.keys, *(limit.order.ties or ()))
    assert (first.by, first.direction) == (None, "youngest")
    assert (second.by and said(second.by), second.direction) == ("birth_date", "youngest")
    assert stage.when is not None
    assert stage.name is not None
    assert stage.name.text == "cut"
    assert stage.force is not None
    assert stage.words.startswith("to most_children children per household, youngest first, ties")


@pytest.mark.parametrize(
    "line",
    [
        "limit to 4 children per household",
        "limit to (a + 1) children per household, by income lowest first, ties together",
        "limit to 4 children per household by x lowest first, ties by birth_date, ties together",
        "limit to 4 children per household, oldest first, then by income lowest first, ties by x",
    ],
)
def test_a_limit_has_these_forms(line: str) -> None:
    assert benefit(line).stages[1].limit is not None


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("limit to 4 children", "ends too early"),
        ("limit 4 children per household", "does not fit here"),
        ("limit to 4 children per household, youngest", "does not fit here"),
        ("limit to 4 children per household, by age, ties", "does not fit here"),
    ],
)
def test_a_limit_that_cannot_be_read_is_said_with_a_line_that_is_right(
    line: str, words: str
) -> None:
    tree = parse(f"benefit of child : money per month\n    base = grant\n    {line}")
    (finding,) = tree.findings
    assert words in finding.message or "ends too early" in finding.message
    assert "limit to 4 children per household, youngest first, ties by" in finding.hint


def test_a_place_is_set_in_one_layout() -> None:
    written = "let r of child = place of  child among twins where(a)by b oldest first ,ties by c"
    right = "let r of child = place of child among twins where (a) by b oldest first, ties by c\n"
    assert format_text(written) == right
    assert format_text(right) == right


def test_a_limit_is_set_in_one_layout() -> None:
    written = """benefit of child : money
  base = 1
  limit to 4 children per household ,youngest  first,then by x lowest first , ties together [a 4]
"""
    right = """benefit of child : money
    base  = 1
    limit to 4 children per household, youngest first, then by x lowest first, ties together  [a 4]
"""
    assert format_text(written) == right
    assert format_text(right) == right
