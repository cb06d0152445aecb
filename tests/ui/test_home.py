"""Home and the way around: what leads where, and what a newcomer finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nicegui import ui
from nicegui.testing.user_interaction import UserInteraction

from schemebuilder.services import authoring, keeping
from schemebuilder_ui.widgets.dsl_editor import DslEditor

if TYPE_CHECKING:
    from nicegui.testing import User

    from schemebuilder.services.workspace import Workspace

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
    await home.should_not_see("Canada Child Benefit")
    with home:
        search.value = "no such words"
    await home.should_see("No scheme of the library fits these words.")


async def test_a_library_scheme_is_opened(home: User) -> None:
    link = {e for e in home.find(ui.link).elements if e.text == "Child Money"}
    UserInteraction(home, link, ui.link).click()
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


async def test_the_library_is_narrowed_by_country_and_branch(home: User) -> None:
    country, branch = (
        next(e for e in home.find(ui.select).elements if e.props.get("aria-label") == name)
        for name in ("Country", "Branch")
    )
    with home:
        country.value = "MU"
    await home.should_see("Basic Invalid's Pension")
    await home.should_not_see("Canada Child Benefit")
    with home:
        branch.value = "old_age"
    await home.should_not_see("Basic Invalid's Pension")
    await home.should_see("Basic Retirement Pension")


async def test_the_sample_is_a_scheme_with_a_case_decided(home: User) -> None:
    home.find("Open the sample").click()
    await home.should_see("Library scheme", retries=LONG)
    await home.should_see("Eligible", retries=LONG)
    await home.should_see("Every step, with its law")


async def test_a_starter_is_copied_as_ones_own(home: User, work: Workspace) -> None:
    name = "Start from this: Old-age pension"
    cards = {e for e in home.find(ui.button).elements if e.props.get("aria-label") == name}
    UserInteraction(home, cards, ui.button).click()
    await home.should_see("Library scheme", retries=LONG)
    assert "scheme mu_basic_retirement_pension" in _text(home)
    (mine,) = keeping.schemes(work)
    assert (mine.key, mine.heading.origin) == (
        "basic_retirement_pension",
        "mu_basic_retirement_pension",
    )
    await home.open("/")
    await home.should_see("from Basic Retirement Pension")


async def test_runs_are_told_of_when_there_are_none(home: User) -> None:
    await home.should_see("Nothing was simulated yet.")


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
