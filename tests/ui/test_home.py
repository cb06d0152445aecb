"""Home and the way around: what leads where, and what a newcomer finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nicegui import ui

from schemebuilder.services import authoring
from schemebuilder_ui.widgets.dsl_editor import DslEditor

if TYPE_CHECKING:
    from nicegui.testing import User

LONG = 60


def _text(user: User) -> str:
    return str(next(iter(user.find(DslEditor).elements)).value)


async def test_a_newcomer_is_told_what_to_do(home: User) -> None:
    await home.should_see("You have no scheme of your own yet.")
    await home.should_see("Child Money")


async def test_the_library_is_searched_by_name_country_and_branch(home: User) -> None:
    search = next(e for e in home.find(ui.input).elements if "Search" in e.props["aria-label"])
    with home:
        search.value = "zm assistance"
    await home.should_see("Social Cash Transfer")
    await home.should_not_see("Child Money")
    with home:
        search.value = "no such words"
    await home.should_see("No scheme of the library fits these words.")


async def test_a_library_scheme_is_opened(home: User) -> None:
    home.find("Child Money").click()
    await home.should_see("Library scheme", retries=LONG)
    assert "scheme child_money" in _text(home)


async def test_a_new_scheme_needs_a_name_and_is_among_ones_own(home: User) -> None:
    home.find("New scheme").click()
    home.find("Create").click()
    name = next(e for e in home.find(ui.input).elements if e.props.get("label"))
    assert name.error == "Please give a name that begins with a letter."
    with home:
        name.value = "Winter fuel"
    home.find("Create").click()
    await home.should_see("No problems", retries=LONG)
    assert "scheme winter_fuel" in _text(home)
    home.find("Home").click()
    await home.should_see("Winter fuel", retries=LONG)


async def test_a_link_of_before_still_leads_to_its_draft(home: User) -> None:
    await home.open("/?draft=child_money")
    await home.should_see("Library scheme", retries=LONG)


async def test_a_scheme_that_is_not_there_is_said_to_be_so(home: User) -> None:
    await home.open("/scheme/nowhere")
    await home.should_see("There is no such scheme")
    await home.should_see("Go to your schemes and the library")


async def test_the_way_around_says_where_one_is(home: User) -> None:
    await home.open("/scheme/child_money")
    here = [e.text for e in home.find(ui.link).elements if e.props.get("aria-current") == "page"]
    assert here == ["Rules"]


def test_the_library_is_read_once_as_long_as_no_file_changes() -> None:
    first, second = authoring.library(), authoring.library()
    assert all(one is other for one, other in zip(first, second, strict=True))
