"""The studio page: text, findings, one case and the country, as a person meets them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

import pytest
from nicegui import ui
from nicegui.testing.user_interaction import UserInteraction

from schemebuilder.services import authoring
from schemebuilder.services.sources import load_scheme
from schemebuilder_ui.drafts import FIRST_SCHEME
from schemebuilder_ui.widgets.dsl_editor import DslEditor

if TYPE_CHECKING:
    from nicegui.testing import User

LONG = 60
"""How often to look again for what is worked out in the background, a tenth of a second apart."""

TEXT = authoring.new_scheme(FIRST_SCHEME)
MISTYPED = TEXT.replace("<= income_limit", "<= income_limt")
COUPLE = "A couple with two children and a low income"

Box = TypeVar("Box", bound=ui.element)


def _named(user: User, kind: type[Box], name: str) -> Box:
    """The one element that a screen reader calls so."""
    return next(e for e in user.find(kind).elements if e.props.get("aria-label") == name)


def _editor(user: User) -> DslEditor:
    return next(iter(user.find(DslEditor).elements))


def _write(user: User, text: str) -> None:
    with user:
        _editor(user).value = text


async def test_a_first_visit_shows_a_scheme_that_runs(studio: User) -> None:
    assert _editor(studio).value == TEXT
    await studio.should_see("First scheme")
    await studio.should_see("Cannot be decided yet", retries=LONG)
    await studio.should_see("What does the household earn in a usual month?")


async def test_a_mistyped_name_is_found_explained_and_fixed(studio: User) -> None:
    _write(studio, MISTYPED)
    await studio.should_see("1 error", retries=LONG)
    await studio.should_see("income_limt")
    fix = next(b for b in studio.find(ui.button).elements if b.text.startswith("Fix:"))
    assert "income_limit" in fix.text
    studio.find(fix.text).click()
    await studio.should_see("No problems", retries=LONG)
    assert _editor(studio).value == TEXT


async def test_while_the_text_has_errors_the_last_decision_stays_and_says_so(studio: User) -> None:
    await _start_from(studio, COUPLE)
    await studio.should_see("USD 50", retries=LONG)
    _write(studio, MISTYPED)
    await studio.should_see("This is the last decision before them", retries=LONG)
    await studio.should_see("USD 50")
    _write(studio, TEXT)
    await studio.should_see("No problems", retries=LONG)
    await studio.should_not_see("This is the last decision before them", retries=LONG)


async def test_an_example_is_decided_and_says_why(studio: User) -> None:
    await _start_from(studio, COUPLE)
    await studio.should_see("Eligible", retries=LONG)
    await studio.should_see("USD 50")
    await studio.should_see("Why")


async def test_not_known_is_not_zero(studio: User) -> None:
    await _start_from(studio, COUPLE)
    await studio.should_see("Eligible", retries=LONG)
    income = _named(studio, ui.input, "Income, The household")
    with studio:
        income.value = ""
    await studio.should_see("Cannot be decided yet", retries=LONG)
    await studio.should_see("Ask next")
    with studio:
        income.value = "0"
    await studio.should_see("Eligible", retries=LONG)


async def test_a_fact_changed_changes_the_decision(studio: User) -> None:
    await _start_from(studio, COUPLE)
    await studio.should_see("Eligible", retries=LONG)
    with studio:
        _named(studio, ui.input, "Income, The household").value = "1,250.50"
    await studio.should_see("Not eligible", retries=LONG)


async def test_what_is_no_number_is_said_and_not_used(studio: User) -> None:
    await _start_from(studio, COUPLE)
    await studio.should_see("Eligible", retries=LONG)
    income = _named(studio, ui.input, "Income, The household")
    with studio:
        income.value = "a lot"
    assert income.error == "Give a number, for example 1,250.50"
    await studio.should_see("Cannot be decided yet", retries=LONG)


async def test_people_come_and_go(studio: User) -> None:
    await studio.should_see("Person 1", retries=LONG)
    studio.find("Add a person").click()
    await studio.should_see("Person 2")
    _click(studio, "Remove Person 1")
    await studio.should_not_see("Person 1", retries=LONG)
    studio.find("Add a person").click()
    await studio.should_see("Person 3")


async def test_another_day_has_another_law(studio: User) -> None:
    await _start_from(studio, COUPLE)
    await studio.should_see("Eligible", retries=LONG)
    with studio:
        _named(studio, ui.input, "Decide on").value = "2025-12-31"
    await studio.should_see("Not in force on this date", retries=LONG)


async def test_the_outline_says_what_there_is_and_where_errors_are(studio: User) -> None:
    _write(studio, MISTYPED)
    await studio.should_see("1 error", retries=LONG)
    line = next(
        button
        for button in studio.find(ui.element).elements
        if button.tag == "button" and _words(button) == ["eligibility", "of household"]
    )
    marks = [e.props["aria-label"] for e in line.descendants() if isinstance(e, ui.icon)]
    assert marks == ["Error"]


async def test_a_statement_is_found_by_its_name(studio: User) -> None:
    _choose(studio, "Go to a statement")
    search = _named(studio, ui.input, "Part of its name or kind")
    with studio:
        search.value = "para child"
    await studio.should_see("amount_per_child")
    with studio:
        search.value = "no such"
    await studio.should_see("No statement fits these words.")


async def test_the_country_is_costed_on_the_sample(studio: User) -> None:
    _open_tab(studio, "country")
    await studio.should_see("USD 172.97 million", retries=LONG)
    await studio.should_see("1,183,018")
    await studio.should_see("12.5%")
    await studio.should_see("every person is made up")
    await studio.should_see("at least: 17 are undecided")
    await studio.should_see("It lacks: out of work of person.")
    _write(studio, MISTYPED)
    await studio.should_see("These figures are for the text as it was before them", retries=LONG)


async def test_the_cost_stands_on_its_tab_beside_the_case(studio: User) -> None:
    await studio.should_see("Cannot be decided yet", retries=LONG)
    for _ in range(LONG):
        labels = [tab.props["label"] for tab in studio.find(ui.tab).elements]
        if "The country: at least USD 172.97 million a year" in labels:
            break
        await asyncio.sleep(0.1)
    assert "The country: at least USD 172.97 million a year" in labels
    _write(studio, MISTYPED)
    await studio.should_see("1 error", retries=LONG)
    assert "The country" in [tab.props["label"] for tab in studio.find(ui.tab).elements]


async def test_a_reload_loses_nothing(studio: User) -> None:
    await _start_from(studio, COUPLE)
    await studio.should_see("USD 50", retries=LONG)
    _write(studio, MISTYPED)
    await studio.should_see("1 error", retries=LONG)
    await studio.open("/scheme/first_scheme")
    assert _editor(studio).value == MISTYPED
    await studio.should_see("This is the last decision before them", retries=LONG)
    await studio.should_see("USD 50", retries=LONG)


async def test_a_library_scheme_is_found_changed_and_brought_back(studio: User) -> None:
    entry = authoring.library()[0]
    text = load_scheme(entry.id).text
    assert text is not None
    studio.find("Open").click()
    await studio.should_see("Your own schemes and those of the library")
    _choose(studio, entry.title, ui.element)
    await studio.should_see("Library scheme", retries=LONG)
    assert _editor(studio).value == text
    _write(studio, f"# a note\n{text}")
    await studio.should_see("Changed from the library text", retries=LONG)
    _choose(studio, "Back to library text")
    studio.find("Throw changes away").click()
    await studio.should_see("Library scheme", retries=LONG)
    assert _editor(studio).value == text


async def test_tidying_lays_the_text_out(studio: User) -> None:
    _write(studio, TEXT.replace("    country     ZZ", "  country ZZ"))
    studio.find("Tidy").click()
    assert _editor(studio).value == authoring.format_text(TEXT)


async def test_the_text_can_be_taken_home(studio: User) -> None:
    studio.find("Download").click()
    response = await studio.download.next()
    assert response.text == TEXT


@pytest.mark.parametrize("name", ["Open", "Download", "More"])
async def test_buttons_have_names(studio: User, name: str) -> None:
    assert _named(studio, ui.button, name).enabled


def _words(element: ui.element) -> list[str]:
    return [e.text.strip() for e in element.descendants() if isinstance(e, ui.label)]


async def _start_from(user: User, title: str) -> None:
    await user.should_see("Start from an example", retries=LONG)
    _choose(user, title)


def _choose(user: User, title: str, kind: type[ui.element] = ui.menu_item) -> None:
    """Click on the entry of a menu, or on the button, that holds these words."""
    items = [e for e in user.find(kind).elements if kind is ui.menu_item or e.tag == "button"]
    chosen = {i for i in items if any(getattr(e, "text", "") == title for e in i.descendants())}
    UserInteraction(user, chosen, kind).click()


def _click(user: User, name: str) -> None:
    UserInteraction(user, {_named(user, ui.button, name)}, ui.button).click()


def _open_tab(user: User, tab: str) -> None:
    with user:
        next(iter(user.find(ui.tabs).elements)).value = tab
