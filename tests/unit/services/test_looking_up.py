"""What an editor offers inside a procedure, and what it says of a word."""

from __future__ import annotations

from schemebuilder.services.authoring import new_scheme
from schemebuilder.services.looking_up import complete, describe

TEXT = new_scheme("first_scheme")


def labels(before: str, text: str = TEXT) -> dict[str, str]:
    place = text.index(before) + len(before)
    return {one.label: one.kind for one in complete(text, place)}


def test_at_the_start_of_a_line_clauses_are_offered() -> None:
    found = labels("        by clerk     within same day\n        ")
    assert {"collect", "notify", "when", "not the same person as", "appeal against"} <= set(found)


def test_inside_a_line_steps_posts_and_letters_are_offered() -> None:
    found = labels("when eligible     then ")
    assert (found["enrol"], found["clerk"], found["refusal"]) == ("step", "post", "letter")


def test_elsewhere_they_are_not() -> None:
    assert "enrol" not in labels("require children_under_18 > ")


def test_a_step_is_explained_where_it_is_named_and_a_word_where_it_opens_a_line() -> None:
    named = describe(TEXT, TEXT.index("decide, silence"))
    assert named is not None
    assert named.words == "step Decide"
    opening = describe(TEXT, TEXT.index("decide eligibility"))
    assert opening is not None
    assert opening.words.startswith("What is decided")
