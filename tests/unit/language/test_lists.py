"""Lists in the text: the facts of an entry, picks and times in formulas, rows in examples."""

from __future__ import annotations

import pytest

from schemebuilder.language.formatter import format_text
from schemebuilder.language.parser import parse
from schemebuilder.language.syntax import (
    ExampleStatement,
    LetStatement,
    ListStatement,
    NameRef,
    NumberLiteral,
    Quantified,
    Tree,
)

LOW = "lowest"


def read(text: str) -> Tree:
    tree = parse(text)
    assert [finding.message for finding in tree.findings] == []
    return tree


def formula(text: str) -> Quantified:
    statement = read(f"let x of person = {text}").statements[0]
    assert isinstance(statement, LetStatement)
    assert isinstance(statement.base, Quantified)
    return statement.base


def listed(text: str) -> ListStatement:
    statement = read(text).statements[0]
    assert isinstance(statement, ListStatement)
    return statement


def test_an_entry_has_facts_of_every_kind() -> None:
    found = listed(
        "list spells of person : year calendar year, pay money per month, kind (paid, credited),\n"
        '    from_day date, sure yes/no, note text   "Spells"   missing refer'
    )
    kinds = [(item.name.text, item.type.base) for item in found.items]
    assert kinds == [
        ("year", "calendar year"),
        ("pay", "money"),
        ("kind", "choice"),
        ("from_day", "date"),
        ("sure", "yes/no"),
        ("note", "text"),
    ]
    assert [choice.text for choice in found.items[2].type.choices] == ["paid", "credited"]
    assert found.about.label is not None
    assert found.about.missing is not None
    assert found.about.missing.kind == "refer"


def test_clauses_stand_on_the_lines_below() -> None:
    found = listed(
        "list spells of person : year calendar year   [act 2]\n"
        '    ask "Which years?"\n    proof payslips\n    missing ask'
    )
    assert found.about.ask is not None
    assert found.about.citation is not None
    assert found.name.text == "spells"


@pytest.mark.parametrize(
    ("text", "word", "count", "fewer", "ties"),
    [
        ("average of highest 10 of pay over spells, fewer allowed", "highest", 10, True, ""),
        ("total of lowest 2 of pay over spells", "lowest", 2, False, ""),
        ("total of latest 6 of pay over spells by year", "latest", 6, False, ""),
        ("highest of earliest 3 of pay over spells, ties lowest first", "earliest", 3, False, LOW),
        ("latest of pay over spells by year, ties highest first", "latest", 1, True, "highest"),
    ],
)  # fmt: skip
def test_the_first_so_many(text: str, word: str, count: int, fewer: bool, ties: str) -> None:
    pick = formula(text).pick
    assert pick is not None
    assert isinstance(pick.count, NumberLiteral)
    assert pick.count.value == count
    assert (pick.word, pick.fewer, pick.ties) == (word, fewer, ties)


def test_how_many_may_be_a_name_or_a_formula() -> None:
    assert isinstance(formula("total of highest years_counted of pay over spells").pick, object)
    pick = formula("total of highest (n + 1) of pay over spells where (pay > 0)").pick
    assert pick is not None
    named = formula("total of highest n of pay over spells").pick
    assert named is not None
    assert isinstance(named.count, NameRef)


def test_a_time_stands_behind_every_quantifier() -> None:
    for text in (
        "number of spells over the 24 months before claim_date where sure",
        "total of pay over spells by from_day in the 24 months before claim_date",
        "any spell within the 30 days before 2024-01-01",
        "no spell by from_day over the 3 years before (claim_date)",
        "every spell over the 3 years before claim_date where (sure) or nobody",
        "at least 3 spells over the 3 years before claim_date where (sure)",
    ):
        assert formula(text).window is not None, text
    assert isinstance(formula("no spell by from_day over the 3 years before d").by, NameRef)


def test_where_without_brackets_leaves_no_place_for_fewer_allowed() -> None:
    tree = parse(
        "let x of person = total of highest 2 of pay over spells where sure, fewer allowed"
    )
    assert [finding.code for finding in tree.findings] == ["SB-P001"]


def test_fewer_allowed_needs_a_number_that_is_chosen() -> None:
    tree = parse("let x of person = total of pay over spells, fewer allowed")
    assert "fewer allowed" in tree.findings[0].message


def test_or_if_fewer_belongs_to_the_pick() -> None:
    found = formula("average of highest 10 of pay over spells or 0 if fewer")
    assert found.if_none is not None


EXAMPLE = """\
example "Rows"
    list debts none
    household
        list bills
        | sum       |
        | KES 1,000 |
    person ann  age 3
        list spells
        | year | pay       |
        | 2001 | KES 7     |
        | 2002 | -         |
    person bob  age 4
    expect x 1
"""


def test_lists_in_an_example_belong_to_whom_stands_above() -> None:
    statement = read(EXAMPLE).statements[0]
    assert isinstance(statement, ExampleStatement)
    assert [one.name.text for one in statement.lists] == ["debts"]
    (household,) = statement.groups
    assert [one.name.text for one in household.lists] == ["bills"]
    ann, bob = household.members
    (spells,) = ann.lists
    assert bob.lists == ()
    assert [name.text for name in spells.columns] == ["year", "pay"]
    assert len(spells.rows) == 2
    assert spells.rows[1][1] is None


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("    list spells", "has no entries"),
        ("    list spells\n    | year |", "has no entries"),
        ("    list spells none\n    | year |\n    | 2001 |", "says that it has none"),
        ("    list spells\n    | year |\n    | 2001 | 3 |", "cells in this row: 2"),
        ("    list spells 5", "not clear which list"),
        ("    person ann\n    | year |", "belongs to no list"),
    ],
)
def test_rows_that_do_not_fit(lines: str, said: str) -> None:
    tree = parse(f'example "Rows"\n{lines}\n    expect x 1\n')
    assert any(said in finding.message for finding in tree.findings), tree.findings


def test_the_layout_is_one_and_aligned_by_list() -> None:
    typed = (
        'list spells of person:year calendar year,pay money per month  "Spells" missing refer\n\n'
        'example "Rows"\n  person ann age 3\n  list spells # all of them\n'
        "  |year|pay|\n |2001|KES 7|\n  expect x 1\n"
    )
    once = format_text(typed)
    assert once == (
        "list spells of person : year calendar year, pay money per month"
        '   "Spells"   missing refer\n\n'
        'example "Rows"\n    person ann  age 3\n        list spells   # all of them\n'
        "        | year | pay   |\n        | 2001 | KES 7 |\n    expect x 1\n"
    )
    assert format_text(once) == once


def test_a_list_at_the_margin_of_an_example_is_a_line_of_it() -> None:
    text = 'example "Rows"\nperson ann age 3\nlist spells none\nexpect x 1\n'
    tree = read(text)
    assert len(tree.statements) == 1
