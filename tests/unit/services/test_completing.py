"""Which words an editor offers, place by place."""

from __future__ import annotations

from datetime import date

import pytest

from schemebuilder.language.translate import translated
from schemebuilder.language.words import words_of
from schemebuilder.services.authoring import new_scheme
from schemebuilder.services.completing import Completion, Fitting, complete

TEXT = new_scheme("first_scheme")
TODAY = date(2026, 11, 28)


def _fitting(before: str, text: str = TEXT) -> Fitting:
    return complete(text, text.index(before) + len(before), TODAY)


def labels(before: str, text: str = TEXT) -> dict[str, str]:
    place = text.index(before) + len(before)
    return {one.label: one.kind for one in complete(text, place).options}


def test_at_the_start_of_a_line_clauses_are_offered() -> None:
    found = labels("        by clerk     within same day\n        ")
    assert {"collect", "notify", "when", "not the same person as", "appeal against"} <= set(found)


def test_inside_a_line_steps_posts_and_letters_are_offered() -> None:
    found = labels("when eligible     then ")
    assert (found["enrol"], found["clerk"], found["refusal"]) == ("step", "post", "letter")


def test_elsewhere_they_are_not() -> None:
    assert "enrol" not in labels("require children_under_18 > ")


def _first(before: str, text: str = TEXT) -> list[Completion]:
    """Those that are likeliest at the end of the words."""
    options = _fitting(before, text).options
    assert [one.rank for one in options] == sorted(one.rank for one in options)
    return [one for one in options if one.rank == 0]


def test_inside_a_benefit_its_lines_come_before_statements() -> None:
    typing = TEXT.replace("monthly to head\n", "monthly to head\n    \n", 1)
    found = {one.label for one in _first("monthly to head\n    ", typing)}
    assert {"base", "cap", "pay", "add"} <= found
    assert not {"let", "benefit", "country"} & found


def test_at_the_margin_statements_come_first() -> None:
    found = {one.label for one in _first("let children_under_18 of household")}
    assert "cap" not in found
    typing = TEXT.replace("procedure claim", "\nprocedure claim", 1)
    place = typing.index("\nprocedure claim")
    options = complete(typing, place, TODAY).options
    assert {"let", "example"} <= {one.label for one in options if one.rank == 0}


def test_a_phrase_that_begins_a_line_is_one_word_to_replace() -> None:
    text = TEXT.replace("    cap ", "    pay nothing be\n    cap ", 1)
    fitting = _fitting("    pay nothing be", text)
    assert [one.label for one in fitting.options] == ["pay nothing below"]
    assert text[fitting.start :].startswith("pay nothing be")


def test_behind_require_facts_and_lets_come_first() -> None:
    found = {one.kind for one in _first("    require ")}
    assert found <= {"fact", "input", "let", "rule", "unit", "eligibility", "list", "item"}
    assert {"fact", "input", "let"} <= found


def test_where_one_calculates_amounts_come_first() -> None:
    found = {one.label for one in _first("require income_per_person <= ")}
    assert {"income_limit", "amount_per_child", "children_under_18"} <= found
    assert "household" not in found


def test_behind_of_people_come_first() -> None:
    assert {one.label for one in _first("input income of ")} >= {"household", "person"}


def test_behind_a_colon_types_come_first() -> None:
    assert {"money", "yes/no", "number"} <= {one.label for one in _first("of household : ")}


def test_behind_missing_what_then_happens() -> None:
    assert [one.label for one in _first("    missing ")] == ["escalate", "ask", "assume", "use"]


def test_behind_is_the_values_of_the_choice() -> None:
    text = TEXT.replace(
        "input income", "input tenure of household : owned, rented\n\ninput income", 1
    ).replace("require children_under_18 > 0", "require tenure is rented")
    assert [one.label for one in _first("require tenure is ", text)][:2] == ["owned", "rented"]


def test_behind_from_days_are_offered_before_one_types() -> None:
    text = TEXT.replace("\n\nparameter amount", "\n    from \n\nparameter amount", 1)
    place = text.index("\n\nparameter amount")
    assert [
        (one.label, one.detail) for one in complete(text, place, TODAY, asked=False).options
    ] == [
        ("2027-01-01", "a year after the last value"),
        ("2026-12-01", "first of next month"),
        ("2026-11-28", "today"),
    ]
    half = _fitting("in force    from 2026-")
    assert half.options[0].label == "2026-12-01"
    assert TEXT[half.start :].startswith("2026-01-01")


def test_nothing_else_is_offered_before_one_types() -> None:
    for before in ("    require ", "input income of ", "    missing "):
        assert complete(TEXT, TEXT.index(before) + len(before), asked=False).options == ()


def test_days_from_is_no_beginning() -> None:
    text = TEXT.replace("= income / number of members", "= days from birth_date to today")
    assert not any(one.kind == "date" for one in _fitting("= days from ", text).options)


def test_behind_the_day_the_value_of_before() -> None:
    line = "\n    from 2027-01-01 : "
    text = TEXT.replace("\n\nparameter amount", f"{line}\n\nparameter amount", 1)
    fitting = complete(text, text.index(line) + len(line), TODAY, asked=False)
    assert [one.label for one in fitting.options] == ["USD 60", "USD "]


@pytest.mark.parametrize("before", ['refuse "No child', "# A first", "Z # a", "> 0 [ac"])
def test_in_sentences_comments_and_citations_nothing_is_offered(before: str) -> None:
    text = TEXT.replace("> 0 ", "> 0 [act 3(1)] #", 1).replace(
        "country     ZZ", "country  ZZ # a b"
    )
    assert _fitting(before, text).options == ()


def test_another_language_has_its_own_words() -> None:
    french = translated(TEXT, "fr")
    place = french.index("\n\n", french.index("income_limit"))
    text = f"{french[:place]}\n    {french[place:]}"
    labels = {one.label for one in complete(text, place + 5, TODAY).options if one.rank == 0}
    assert labels == {one.spelling for one in words_of("fr").clauses_of("parameter").values()}
    assert "from" not in labels
