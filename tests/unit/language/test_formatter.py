"""The one layout of a text."""

from __future__ import annotations

import pytest

from schemebuilder.language.formatter import format_text, format_tree
from schemebuilder.language.parser import parse
from schemebuilder.language.place import bare
from tests.unit.language.texts import SAMPLE, TIDY, UNTIDY


def test_a_text_in_its_layout_stays_as_it_is() -> None:
    assert parse(SAMPLE).findings == ()
    assert format_text(SAMPLE) == SAMPLE


def test_an_untidy_text_is_set_and_means_the_same() -> None:
    assert format_text(UNTIDY) == TIDY
    assert bare(parse(TIDY).statements) == bare(parse(UNTIDY).statements)
    assert format_text(TIDY) == TIDY
    assert format_tree(parse(UNTIDY)) == TIDY


def test_a_statement_that_cannot_be_read_keeps_its_text() -> None:
    text = "let  a of person =  3\n\nlet  b of person =  ((3   # not closed\n    +  4\n"
    assert format_text(text) == text.replace("let  a of person =  3", "let a of person = 3")


def test_what_is_not_yet_supported_keeps_its_text() -> None:
    text = "unit family of household\n    is head,   is child\n"
    assert format_text(text) == text


@pytest.mark.parametrize(
    ("written", "set_as"),
    [
        ("let a of person = b*c/d", "let a of person = b * c / d"),
        ("let a of person = 3 / 2", "let a of person = 3/2"),
        ("let a of person = (a-b) -c", "let a of person = (a - b) - c"),
        ("let a of person = - a", "let a of person = -a"),
        ("let a of person = x in( 1,2 , 3)", "let a of person = x in (1, 2, 3)"),
        ("let a of person = the head 's age", "let a of person = the head's age"),
        ("let a of person = household . rent", "let a of person = household.rent"),
        ("let a of person:yes/no=yes", "let a of person : yes/no = yes"),
        ("let a of person = KES  2,000 per half-year", "let a of person = KES 2,000 per half-year"),
        ("let a of person = x per month\tper  person", None),
        ('let a of person = "two  spaces"', 'let a of person = "two  spaces"'),
        ("\ufefflet a of person = 1\r\n", "let a of person = 1"),
    ],
)
def test_spaces_inside_a_line(written: str, set_as: str | None) -> None:
    assert format_text(written) == (written.strip() if set_as is None else set_as) + "\n"


def test_columns_count_wide_letters_twice() -> None:
    text = "table t of person : number\n| age | t |\n| 収入 | 1 |\n"
    assert format_text(text).split("\n")[1:3] == ["    | age  | t |", "    | 収入 | 1 |"]


def test_nothing_stays_nothing() -> None:
    assert format_text("") == ""
    assert format_text("\n \n") == ""
    assert format_text("# only a comment") == "# only a comment\n"
