"""Simulating and the list of runs: what is chosen, started, cancelled and found again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from nicegui import ui
from nicegui.testing.user_interaction import UserInteraction

from schemebuilder.services import keeping, kept_populations, running
from schemebuilder.services.running import State
from schemebuilder.services.supervising import Supervisor
from tests.ui.results import AFTER, BEFORE

if TYPE_CHECKING:
    from nicegui.testing import User

    from schemebuilder.services.workspace import Workspace

KEY = "first_scheme"
PAGE = f"/scheme/{KEY}/simulate"
LONG = 300
"""How often to look again for a run, a tenth of a second apart: a process is started for it."""
WRONG = BEFORE.replace("<= income_limit", "<= income_limt")


@pytest.fixture
def kept(work: Workspace) -> Workspace:
    """A scheme with two versions and the sample of people, but smaller."""
    keeping.save_version(work, KEY, BEFORE, note="As adopted")
    keeping.save_version(work, KEY, AFTER)
    return work


def _named(user: User, kind: type[Any], name: str) -> Any:
    return next(e for e in user.find(kind).elements if e.props.get("aria-label") == name)


def _start(user: User) -> None:
    user.find("Start the simulation").click()


async def test_the_newest_version_is_compared_with_the_one_before(
    home: User, kept: Workspace
) -> None:
    await home.open(PAGE)
    assert _named(home, ui.select, "Simulate").value == "2"
    assert _named(home, ui.select, "Compare with").value == "1"
    assert _named(home, ui.input, "Law of").value == "2026-01-01"
    await home.should_see("This scheme was not simulated yet.")
    assert running.jobs(kept) == ()


async def test_the_address_says_what_is_chosen(home: User, kept: Workspace) -> None:
    keeping.save_draft(kept, KEY, BEFORE, revision=0)
    await home.open(f"{PAGE}?version=draft&baseline=1")
    assert _named(home, ui.select, "Simulate").value == "draft"
    assert _named(home, ui.select, "Compare with").value == "1"
    await home.open(f"{PAGE}?version=1&baseline=none")
    assert _named(home, ui.select, "Compare with").value == "none"
    await home.should_not_see("There is no version")
    await home.open(f"{PAGE}?version=77")
    assert _named(home, ui.select, "Simulate").value == "2"
    await home.should_see("There is no version 77 of this scheme.")


async def test_a_scheme_of_the_library_can_be_simulated_as_it_is(home: User) -> None:
    await home.open("/scheme/child_money/simulate")
    assert _named(home, ui.select, "Simulate").value == "library"
    assert _named(home, ui.select, "Compare with").value == "none"


async def test_a_starter_can_be_simulated_before_anybody_changed_it(
    home: User, work: Workspace
) -> None:
    await home.open(PAGE)
    assert _named(home, ui.select, "Simulate").value == "draft"
    _start(home)
    (job,) = running.jobs(work)
    assert job.title == "First scheme"


async def test_a_draft_that_is_the_newest_version_is_not_offered_twice(
    home: User, kept: Workspace
) -> None:
    keeping.save_draft(kept, KEY, AFTER, revision=0)
    await home.open(PAGE)
    assert list(_named(home, ui.select, "Simulate").options) == ["2", "1"]
    keeping.save_draft(kept, KEY, BEFORE, revision=1)
    await home.open(PAGE)
    assert list(_named(home, ui.select, "Simulate").options) == ["draft", "2", "1"]
    assert _named(home, ui.select, "Simulate").value == "2"


async def test_a_scheme_that_is_not_there_is_said_to_be_so(home: User) -> None:
    await home.open("/scheme/nowhere/simulate")
    await home.should_see("There is no such scheme")


async def test_what_is_wrong_with_a_text_or_a_line_is_said_and_nothing_is_started(
    home: User, kept: Workspace
) -> None:
    keeping.save_draft(kept, KEY, WRONG, revision=0)
    await home.open(f"{PAGE}?version=draft")
    _start(home)
    await home.should_see("Did you mean income_limit?")
    await home.should_see("Go to the rules")
    await home.open(PAGE)
    with home:
        _named(home, ui.select, "Poverty line").value = "median"
        _named(home, ui.input, "Per cent of the median").value = "some"
    _start(home)
    await home.should_see("is no poverty line")
    assert running.jobs(kept) == ()


async def test_a_line_and_a_day_are_part_of_what_is_asked(home: User, kept: Workspace) -> None:
    await home.open(PAGE)
    with home:
        _named(home, ui.input, "Law of").value = "2026-07-01"
        _named(home, ui.select, "Poverty line").value = "amount"
        _named(home, ui.input, "Amount for each person").value = "65"
    _start(home)
    (job,) = running.jobs(kept)
    assert job.request["on"] == "2026-07-01"
    assert job.request["line"] == "USD 65 per month per person"


async def test_a_day_that_somebody_chose_stays(home: User, kept: Workspace) -> None:
    await home.open(PAGE)
    with home:
        _named(home, ui.input, "Law of").value = "2026-07-01"
        _named(home, ui.select, "Simulate").value = "1"
    assert _named(home, ui.input, "Law of").value == "2026-07-01"
    assert running.jobs(kept) == ()


async def test_a_run_that_waits_is_found_again_after_a_reload_and_cancelled(
    home: User, kept: Workspace
) -> None:
    await home.open(PAGE)
    _start(home)
    await home.should_see("Waiting for its turn")
    await home.open(PAGE)
    await home.should_see("Waiting for its turn")
    home.find("Cancel").click()
    await home.should_see("Cancelled. Nothing of it was kept.")
    assert [job.state for job in running.jobs(kept)] == [State.CANCELLED]
    await home.open("/runs")
    await home.should_see("Ended without a result")
    await home.should_see("There is no run yet.")


async def test_people_are_made_up_on_request(home: User, kept: Workspace) -> None:
    await home.open(PAGE)
    home.find("Make one up").click()
    with home:
        _named(home, ui.input, "Households").value = "no number"
    home.find("Make it").click()
    await home.should_see("A population has 1 to")
    with home:
        _named(home, ui.input, "Households").value = "1,500"
    home.find("Make it").click()
    await home.should_see("Made-up population of 1,500 households")
    (job,) = running.jobs(kept)
    assert (job.request["households"], job.request["seed"]) == (1500, 1)


async def test_a_simulation_runs_and_leads_to_its_results(home: User, kept: Workspace) -> None:
    people, _ = kept_populations.make_up(kept, 400, 3)
    assert people is not None
    supervisor = Supervisor(kept)
    supervisor.start()
    try:
        await home.open(PAGE)
        with home:
            _named(home, ui.select, "Population").value = people.hash
        _start(home)
        await home.should_see("First scheme: version 2 against version 1", retries=LONG)
    finally:
        supervisor.stop()
    await home.should_see("What this run rests on")
    await home.should_see(people.hash)
    await home.should_see("The population's amounts are in no country's currency")
    await home.open(PAGE)
    await home.should_see("Version 2 against Version 1")
    await home.open("/runs")
    link = next(e for e in home.find(ui.link).elements if "compared with" in e.text)
    UserInteraction(home, {link}, None).click()
    await home.should_see("First scheme: version 2 against version 1")
    await home.should_not_see("The rules have changed since")
    keeping.save_version(kept, KEY, BEFORE)
    await home.open(str(link.props["href"]))
    await home.should_see("The rules have changed since")


async def test_a_run_that_is_not_there_is_said_to_be_so(home: User) -> None:
    await home.open("/runs/none-such")
    await home.should_see("There is no such run")
