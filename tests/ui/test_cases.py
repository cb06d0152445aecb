"""The page of cases: what passes, what fails and why; kept, renamed, removed, taken home."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest
from nicegui import ui
from nicegui.testing.user_interaction import UserInteraction

from schemebuilder.services import authoring, forms, keeping, trying
from schemebuilder_ui.drafts import FIRST_SCHEME

if TYPE_CHECKING:
    from nicegui.testing import User

    from schemebuilder.services.workspace import Workspace

LONG = 60
TEXT = authoring.new_scheme(FIRST_SCHEME)
PAGE = "/scheme/first_scheme/cases"
COUPLE = "A couple with two children and a low income"


def _keep(work: Workspace, text: str = TEXT) -> None:
    """A scheme with one kept case, that expects what is decided by the first text."""
    keeping.save_draft(work, FIRST_SCHEME, text, revision=0)
    case = trying.plain(forms.example_cases(TEXT)[0][1])
    expecting, _ = trying.as_expected(TEXT, case)
    keeping.keep_example(work, FIRST_SCHEME, "Ana's family", expecting)


def _click(user: User, name: str) -> None:
    found = {
        e for e in user.find(ui.button).elements if name in (e.props.get("aria-label"), e.text)
    }
    UserInteraction(user, {max(found, key=lambda each: each.id)}, ui.button).click()


async def _appears(user: User, name: str) -> None:
    for _ in range(LONG):
        if any(e.props.get("aria-label") == name for e in user.find(ui.button).elements):
            return
        await asyncio.sleep(0.1)
    pytest.fail(f"there is no button {name}")


async def test_the_examples_of_the_text_are_tried(home: User) -> None:
    await home.open(PAGE)
    await home.should_see("All 2 cases pass.", retries=LONG)
    await home.should_see(COUPLE)
    await home.should_see("household: income 120")
    await home.should_see("an example in the text")


async def test_a_kept_case_that_no_longer_holds_says_why(home: User, work: Workspace) -> None:
    _keep(work, TEXT.replace("USD 25", "USD 26").replace("amount USD 50", "amount USD 52"))
    await home.open(PAGE)
    await home.should_see("1 of 3 cases fail.", retries=LONG)
    await home.should_see("amount of household household is 52, expected 50.")


async def test_a_text_with_errors_leads_back_to_the_rules(home: User, work: Workspace) -> None:
    keeping.save_draft(work, FIRST_SCHEME, TEXT.replace("require", "requires"), revision=0)
    await home.open(PAGE)
    await home.should_see("The text has errors, so no case can be decided.", retries=LONG)


async def test_a_scheme_without_cases_says_what_one_is_for(home: User, work: Workspace) -> None:
    alone = TEXT[: TEXT.index('example "')]
    keeping.save_draft(work, FIRST_SCHEME, alone, revision=0)
    await home.open(PAGE)
    await home.should_see("There is no case yet.", retries=LONG)


async def test_a_kept_case_is_renamed_and_removed(home: User, work: Workspace) -> None:
    _keep(work)
    await home.open(PAGE)
    await home.should_see("Ana's family", retries=LONG)
    _click(home, "Rename Ana's family")
    box = next(e for e in home.find(ui.input).elements if e.props.get("label"))
    with home:
        box.value = "Two children"
    _click(home, "Rename")
    await home.should_see("Two children", retries=LONG)
    assert [one.name for one in keeping.examples(work, FIRST_SCHEME)] == ["Two children"]
    await _appears(home, "Remove Two children")
    _click(home, "Remove Two children")
    _click(home, "Remove it")
    await home.should_not_see("Two children", retries=LONG)
    assert keeping.examples(work, FIRST_SCHEME) == ()


async def test_a_kept_case_is_written_into_the_text(home: User, work: Workspace) -> None:
    _keep(work)
    await home.open(PAGE)
    await _appears(home, "Write into the text: Ana's family")
    _click(home, "Write into the text: Ana's family")
    _click(home, "Write it")
    await home.should_see("The case is now the last example of the text.", retries=LONG)
    await home.should_see("All 3 cases pass.", retries=LONG)
    draft = keeping.draft(work, FIRST_SCHEME)
    assert draft is not None
    assert 'example "Ana\'s family"' in draft.text
    assert keeping.examples(work, FIRST_SCHEME) == ()


async def test_kept_cases_are_taken_home(home: User, work: Workspace) -> None:
    _keep(work)
    await home.open(PAGE)
    await home.should_see("Ana's family", retries=LONG)
    _click(home, "Export")
    response = await home.download.next()
    (case,) = json.loads(response.text)["cases"]
    assert case["id"] == "Ana's family"
    assert case["expect"]["households"]["household"]["amount"] == {
        "outcome": "eligible",
        "amount": "50",
    }


async def test_the_case_beside_the_rules_is_kept_with_its_decision(
    studio: User, work: Workspace
) -> None:
    await studio.should_see("Start from an example", retries=LONG)
    items = set(studio.find(ui.menu_item).elements)
    item = next(i for i in items if COUPLE in [getattr(e, "text", "") for e in i.descendants()])
    UserInteraction(studio, {item}, ui.menu_item).click()
    await studio.should_see("USD 50", retries=LONG)
    _click(studio, "Keep as example")
    _click(studio, "Keep it")
    box = next(e for e in studio.find(ui.input).elements if e.props.get("label"))
    assert box.error == "Please give a name."
    with studio:
        box.value = "The couple"
    _click(studio, "Keep it")
    await studio.should_see("Kept.", retries=LONG)
    (kept,) = keeping.examples(work, FIRST_SCHEME)
    assert kept.case["expect"]["households"]["household"]["amount"]["amount"] == "50"
    await studio.open(PAGE)
    await studio.should_see("All 3 cases pass.", retries=LONG)


async def test_a_case_is_opened_beside_the_rules(home: User, work: Workspace) -> None:
    _keep(work)
    (kept,) = keeping.examples(work, FIRST_SCHEME)
    for behind in ("example=1", f"kept={kept.id}"):
        await home.open(f"/scheme/first_scheme?{behind}")
        await home.should_see("USD 50", retries=LONG)
