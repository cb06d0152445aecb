"""What one types is kept in the store: through reloads, restarts, and in two windows at once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from nicegui import app, ui
from nicegui.testing.user_interaction import UserInteraction

from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.services import authoring, keeping
from schemebuilder.services.sources import load_scheme
from schemebuilder_ui import drafts
from schemebuilder_ui.drafts import FIRST_SCHEME, Draft
from schemebuilder_ui.widgets.dsl_editor import DslEditor

if TYPE_CHECKING:
    from nicegui.testing import User

    from schemebuilder.services.workspace import Workspace

LONG = 60
TEXT = authoring.new_scheme(FIRST_SCHEME)
CHANGED = TEXT.replace("USD 60", "USD 61")


def _editor(user: User) -> DslEditor:
    return next(iter(user.find(DslEditor).elements))


def _write(user: User, text: str) -> None:
    with user:
        _editor(user).value = text


def _click(user: User, words: str, kind: type[ui.element] = ui.button) -> None:
    items = [e for e in user.find(kind).elements if words in _texts(e)]
    UserInteraction(user, {min(items, key=lambda each: each.id)}, kind).click()


def _save(user: User) -> None:
    """Click on the button of the window that asks for a note."""
    buttons = {e for e in user.find(ui.button).elements if "unelevated" in e.props}
    UserInteraction(user, {e for e in buttons if e.text == "Save version"}, ui.button).click()


def _texts(element: ui.element) -> list[str]:
    return [getattr(e, "text", "") for e in (element, *element.descendants())]


async def _kept(work: Workspace, text: str, key: str = FIRST_SCHEME) -> keeping.Draft:
    for _ in range(LONG):
        draft = keeping.draft(work, key)
        if draft is not None and draft.text == text:
            return draft
        await asyncio.sleep(0.1)
    pytest.fail("the text was not kept")


async def test_what_one_types_is_kept_with_errors_too(studio: User, work: Workspace) -> None:
    assert keeping.schemes(work) == ()
    _write(studio, CHANGED)
    assert (await _kept(work, CHANGED)).good == CHANGED
    await studio.should_see("Draft saved", retries=LONG)
    broken = CHANGED.replace("require", "requires")
    _write(studio, broken)
    assert (await _kept(work, broken)).good == CHANGED
    await studio.open("/scheme/first_scheme")
    assert _editor(studio).value == broken


async def test_what_nobody_changed_is_not_among_ones_own(studio: User, work: Workspace) -> None:
    await studio.should_see("Start from an example", retries=LONG)
    _click(studio, "A couple with two children and a low income", ui.menu_item)
    await studio.should_see("USD 50", retries=LONG)
    assert keeping.schemes(work) == ()
    await studio.open("/scheme/first_scheme")
    await studio.should_see("USD 50", retries=LONG)


async def test_the_last_keys_are_kept_when_one_leaves(studio: User, work: Workspace) -> None:
    with studio:
        editor = _editor(studio)
        editor.set_value(CHANGED)
        client = editor.client
    client.disconnect_handlers[-1]()
    await _kept(work, CHANGED)


async def test_two_windows_never_overwrite_each_other(studio: User, work: Workspace) -> None:
    _write(studio, CHANGED)
    mine = await _kept(work, CHANGED)
    theirs = CHANGED.replace("USD 61", "USD 99")
    drafts.save(work, Draft(FIRST_SCHEME, theirs, revision=mine.revision))
    _write(studio, CHANGED.replace("USD 25", "USD 26"))
    await studio.should_see("This scheme was changed in another window too", retries=LONG)
    await studio.should_see("Draft not saved")
    assert (await _kept(work, theirs)).text == theirs
    _click(studio, "Show the other")
    await studio.should_see("This is the other window's text.", retries=LONG)
    assert _editor(studio).value == theirs
    await studio.should_not_see("This scheme was changed in another window too")
    further = theirs.replace("USD 99", "USD 98")
    _write(studio, further)
    await _kept(work, further)


async def test_this_window_can_take_over(studio: User, work: Workspace) -> None:
    _write(studio, CHANGED)
    mine = await _kept(work, CHANGED)
    drafts.save(work, Draft(FIRST_SCHEME, "theirs", revision=mine.revision))
    own = CHANGED.replace("USD 25", "USD 26")
    _write(studio, own)
    await studio.should_see("Take over here", retries=LONG)
    _click(studio, "Take over here")
    await _kept(work, own)
    await studio.should_see("Draft saved", retries=LONG)


async def test_a_draft_that_cannot_be_kept_says_why_and_is_tried_again(
    studio: User, work: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = Finding("SB-U009", Severity.ERROR, "The disk is full.", hint="Make room.")
    with monkeypatch.context() as patched:
        patched.setattr(drafts, "save", lambda _work, _draft: (None, (full,)))
        _write(studio, CHANGED)
        await studio.should_see(
            "The draft is not saved. The disk is full. Make room.", retries=LONG
        )
        await studio.should_see("Draft not saved")
    further = CHANGED.replace("USD 61", "USD 62")
    _write(studio, further)
    await _kept(work, further)
    await studio.should_not_see("The disk is full.", retries=LONG)


async def test_a_version_is_saved_with_a_note(studio: User, work: Workspace) -> None:
    _write(studio, CHANGED)
    await _kept(work, CHANGED)
    _click(studio, "Save version")
    await studio.should_see("What changed, and why")
    boxes = {e.props.get("label"): e for e in studio.find(ui.input).elements}
    with studio:
        boxes["What changed, and why"].value = "the limit is higher"
        boxes["Your name"].value = "Ana"
    _save(studio)
    await studio.should_see("Version 1 is saved.", retries=LONG)
    await studio.should_see("Version 1")
    only = keeping.versions(work, FIRST_SCHEME)
    assert [(one.number, one.note, one.saved_by) for one in only] == [
        (1, "the limit is higher", "Ana")
    ]
    _write(studio, TEXT)
    await studio.should_see("Changed since version 1", retries=LONG)


async def test_a_text_with_errors_is_no_version(studio: User, work: Workspace) -> None:
    _write(studio, CHANGED.replace("require", "requires"))
    _click(studio, "Save version")
    await studio.should_see("What changed, and why")
    _save(studio)
    await studio.should_see("A version is a text without errors", retries=LONG)
    assert keeping.versions(work, FIRST_SCHEME) == ()


async def test_a_changed_library_scheme_knows_where_it_began(home: User, work: Workspace) -> None:
    await home.open("/scheme/child_money")
    text = load_scheme("child_money").text
    assert text is not None
    _write(home, f"# mine\n{text}")
    await _kept(work, f"# mine\n{text}", "child_money")
    assert keeping.schemes(work)[0].heading.origin == "child_money"


async def test_drafts_of_before_are_moved_over_once(home: User, work: Workspace) -> None:
    old = {"text": CHANGED, "good": CHANGED, "case": {"date": "2026-05-01"}}
    with home:
        app.storage.user[drafts.OLD_DRAFTS] = {"mine": old, "child_money": old}
    await home.open("/")
    kept = keeping.draft(work, "mine")
    assert kept is not None
    assert (kept.text, kept.good, kept.case) == (CHANGED, CHANGED, {"date": "2026-05-01"})
    assert {one.key for one in keeping.schemes(work)} == {"mine", "child_money"}
    await home.open("/")
    assert keeping.draft(work, "mine") == kept
