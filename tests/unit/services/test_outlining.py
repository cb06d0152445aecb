"""What an outline shows of a text, whether it can be read or not."""

from __future__ import annotations

from schemebuilder.diagnostics.finding import Severity
from schemebuilder.services.authoring import check_text, new_scheme
from schemebuilder.services.outlining import outline

TEXT = new_scheme("first_scheme")


def test_every_statement_with_its_word_and_name() -> None:
    shown = [(one.keyword, one.name) for one in outline(TEXT)]
    assert shown == [
        ("scheme", "First scheme"),
        ("use", "population core"),
        ("input", "income"),
        ("parameter", "income_limit"),
        ("parameter", "amount_per_child"),
        ("let", "children_under_18"),
        ("let", "income_per_person"),
        ("eligibility", "of household"),
        ("benefit", "of household"),
        ("procedure", "claim"),
        ("example", "A couple with two children and a low income"),
        ("example", "Income over the limit"),
    ]


def test_an_entry_is_the_stretch_of_its_statement() -> None:
    limit = next(one for one in outline(TEXT) if one.name == "income_limit")
    said = TEXT[limit.start : limit.end]
    assert said.startswith("parameter income_limit")
    assert said.endswith("[act 3(1)]")


def test_what_is_wrong_is_marked_where_it_is() -> None:
    text = TEXT.replace("<= income_limit", "<= income_limt")
    wrong = [one for one in outline(text, check_text(text).findings) if one.worst]
    assert [(one.keyword, one.worst) for one in wrong] == [("eligibility", Severity.ERROR)]


def test_a_text_that_cannot_be_read_still_has_one() -> None:
    broken = TEXT.replace("let children_under_18", "lett children_under_18")
    assert ("", "lett") in {(one.kind, one.keyword) for one in outline(broken)}


def test_another_language_has_its_own_words() -> None:
    french = "langue fr\n\nprestation aide de ménage : argent par mois\n    base = 1\n"
    assert [(one.keyword, one.name) for one in outline(french)][-1] == ("prestation", "aide")


def test_nothing_is_an_empty_outline() -> None:
    assert outline("") == ()
