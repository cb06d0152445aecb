"""What an editor says of a word: what it is, its law, and the value in force."""

from __future__ import annotations

from datetime import date

from schemebuilder.services.authoring import new_scheme
from schemebuilder.services.looking_up import Hover, describe

TEXT = new_scheme("first_scheme")
DATED = TEXT.replace(
    "\n\nparameter amount_per_child",
    "\n    from 2027-01-01 : USD 65  [act 9]\n    until 2028-12-31 : ended  [act 10]"
    "\n\nparameter amount_per_child",
)


def _said(words: str, text: str = DATED, on: date | None = None) -> Hover:
    found = describe(text, text.index(words), on)
    assert found is not None
    return found


def test_a_parameter_has_the_value_in_force_and_the_next() -> None:
    said = _said("income_limit", on=date(2026, 5, 1))
    assert (said.value, said.citation) == ("USD 60 since 2026-01-01", "act 3(1)")
    assert said.coming == "next: USD 65 from 2027-01-01 [act 9]"
    later = _said("income_limit", on=date(2027, 1, 1))
    assert (later.value, later.citation) == ("USD 65 since 2027-01-01", "act 9")
    assert later.coming == "next: ended from 2029-01-01 [act 10]"


def test_before_its_first_day_and_after_its_end_a_parameter_has_none() -> None:
    before = _said("income_limit", on=date(2025, 5, 1))
    assert before.value == "no value on 2025-05-01"
    assert before.coming.startswith("next: USD 60 from 2026-01-01")
    after = _said("income_limit", on=date(2030, 1, 1))
    assert (after.value, after.coming) == ("no value since 2029-01-01: ended", "")


def test_the_value_is_there_although_another_line_has_an_error() -> None:
    broken = DATED.replace("<= income_limit", "<= income_limt")
    assert _said("income_limit", broken, date(2026, 5, 1)).value.startswith("USD 60 since")


def test_a_value_by_a_key_says_for_which() -> None:
    fee = (
        "input payer of household : poor, rich\n\nparameter fee : money per month by payer\n"
        "                    | poor  | rich  |\n    from 2026-01-01 | USD 1 | USD 2 |\n\nlet "
    )
    said = _said("fee :", TEXT.replace("let ", fee, 1), date(2026, 5, 1))
    assert said.value == "poor: USD 1; rich: USD 2 since 2026-01-01"


def test_what_is_worked_out_shows_how() -> None:
    said = _said("income_per_person <=")
    assert said.lines.split("\n")[1].strip() == "= income / number of members"
    assert said.words == "let of household: money (USD) per month per person"
    assert _said("income_limit").lines == ""


def test_a_fact_of_the_vocabulary_says_what_it_is() -> None:
    assert _said("age < 18").words.startswith("fact of person: ")


def test_a_step_is_explained_where_it_is_named_and_a_word_where_it_opens_a_line() -> None:
    named = describe(TEXT, TEXT.index("decide, silence"))
    assert named is not None
    assert named.words == "step · Decide"
    opening = describe(TEXT, TEXT.index("decide eligibility"))
    assert opening is not None
    assert opening.words.startswith("What is decided")
