"""The history of a scheme: versions, what changes in words, who changes, and going back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nicegui import ui
from nicegui.testing.user_interaction import UserInteraction

from schemebuilder.services import authoring, keeping

if TYPE_CHECKING:
    from nicegui.testing import User

    from schemebuilder.services.workspace import Workspace

LONG = 60
FIRST = authoring.new_scheme("first_scheme")
SECOND = FIRST.replace("USD 60", "USD 65")
PAGE = "/scheme/first_scheme/history"


def _keep(work: Workspace) -> None:
    keeping.save_version(work, "first_scheme", FIRST, note="begun", by="Ana")
    keeping.save_version(work, "first_scheme", SECOND, note="a higher limit", by="Ben")
    reworded = SECOND.replace("No child under 18 lives", "Nobody under 18 lives")
    keeping.save_version(work, "first_scheme", f"# a note\n{reworded}", note="wording")


def _click(user: User, name: str) -> None:
    found = {e for e in user.find(ui.button).elements if e.props.get("aria-label") == name}
    UserInteraction(user, found, ui.button).click()


def _choose(user: User, name: str, value: str) -> None:
    box = next(e for e in user.find(ui.select).elements if e.props.get("aria-label") == name)
    with user:
        box.value = value


async def test_without_a_version_it_says_what_to_do(home: User) -> None:
    await home.open(PAGE)
    await home.should_see("There is no version yet.")
    await home.should_see("Go to the rules and save one (Ctrl+S)")


async def test_versions_say_when_who_why_and_whether_the_rules_changed(
    home: User, work: Workspace
) -> None:
    _keep(work)
    await home.open(PAGE)
    for words in ("Version 3", "Ben", "a higher limit", "the first version", "the rules changed"):
        await home.should_see(words)


async def test_who_saved_a_version_is_a_column_only_where_somebody_is_named(
    home: User, work: Workspace
) -> None:
    keeping.save_version(work, "first_scheme", FIRST)
    await home.open(PAGE)
    assert "By" not in _labels(home)
    keeping.save_version(work, "first_scheme", SECOND, by="Ben")
    await home.open(PAGE)
    assert {"By", "Ben"} <= _labels(home)


def _labels(user: User) -> set[str]:
    return {label.text for label in user.find(ui.label).elements}


async def test_what_changes_is_said_in_words_with_a_way_to_who_changes(
    home: User, work: Workspace
) -> None:
    _keep(work)
    await home.open(PAGE)
    _choose(home, "To", "2")
    _choose(home, "From", "1")
    await home.should_see("income_limit from 2026-01-01: USD 65", retries=LONG)
    link = next(e for e in home.find(ui.link).elements if e.text.startswith("Who changes"))
    assert link.props["href"] == "/scheme/first_scheme/simulate?version=2&baseline=1"
    await home.should_see("from 2026-01-01 : USD 65")
    _choose(home, "From", "2")
    await home.should_see("Both are the same text.", retries=LONG)
    await home.should_not_see("Who changes: simulate these two")


async def test_a_text_with_errors_is_compared_line_by_line_only(
    home: User, work: Workspace
) -> None:
    _keep(work)
    keeping.save_draft(work, "first_scheme", FIRST.replace("require", "requires"), revision=0)
    await home.open(PAGE)
    await home.should_see("One of the two has errors", retries=LONG)


async def test_a_version_is_looked_at_and_brought_back(home: User, work: Workspace) -> None:
    _keep(work)
    keeping.save_draft(work, "first_scheme", "# lost", revision=0)
    await home.open(PAGE)
    _click(home, "View version 1")
    await home.should_see(FIRST)
    _click(home, "Bring back version 1 as the draft")
    await home.should_see("is lost.")
    home.find("Bring it back").click()
    await home.should_see("Version 1", retries=LONG)
    draft = keeping.draft(work, "first_scheme")
    assert draft is not None
    assert (draft.text, draft.base) == (FIRST, 1)
