"""Units formed by rule, from text to tree and laid out again."""

from __future__ import annotations

import pytest

from schemebuilder.language.formatter import format_text
from schemebuilder.language.parser import parse
from schemebuilder.language.syntax import Logical, UnitStatement

ONE_LINE = "unit family of household is head, spouse of head, every person where age < 18 or ill"
LINES = """\
unit  family of household plural families   # of the head
  is head , spouse of head   [act 5]
  # those who are small
  is every person where age < 18 or ill
  label fr "famille"
"""


def unit(text: str) -> UnitStatement:
    tree = parse(text)
    assert [found.message for found in tree.findings] == []
    (statement,) = tree.statements
    assert isinstance(statement, UnitStatement)
    return statement


@pytest.mark.parametrize("text", [ONE_LINE, LINES])
def test_who_belongs_is_read_from_one_line_or_several(text: str) -> None:
    head, spouse, small = unit(text).parts
    assert (head.who.text, head.of, head.every) == ("head", None, False)
    assert spouse.of is not None
    assert (spouse.who.text, spouse.of.text) == ("spouse", "head")
    assert small.every
    assert isinstance(small.where, Logical)


def test_plural_label_and_citation_are_kept() -> None:
    found = unit(LINES)
    assert found.plural is not None
    assert found.plural.text == "families"
    assert found.labels.by_language == {"fr": "famille"}
    assert [part.citation is not None for part in found.parts] == [True, True, False]


def test_the_formatter_keeps_comments_and_comes_to_rest() -> None:
    once = format_text(LINES)
    assert "# of the head" in once
    assert "# those who are small" in once
    assert format_text(once) == once


@pytest.mark.parametrize(
    "text",
    ["unit family of household", "unit family of household is", "unit family is head",
     "unit family of household is every", "unit family of household is head where age < 18"],
)  # fmt: skip
def test_a_unit_that_is_not_finished_is_a_finding(text: str) -> None:
    (found,) = parse(text).findings
    assert found.code == "SB-P001"
    assert found.hint
