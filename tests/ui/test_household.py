"""One household of a run: both decisions, where they part, why, and the way to the editor."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest
from nicegui import ui
from nicegui.testing.user_interaction import UserInteraction

from schemebuilder.services import keeping, kept_populations, running
from schemebuilder.services.running import Asked, TextRef
from schemebuilder.services.supervising import Supervisor
from tests.ui.results import AFTER, BEFORE

if TYPE_CHECKING:
    from nicegui.testing import User

    from schemebuilder.services.workspace import Workspace

KEY = "first_scheme"
LONG = 300


@pytest.fixture
async def run(home: User, work: Workspace) -> str:
    """The address of a run of two versions on a few people."""
    people, _ = kept_populations.make_up(work, 400, 3)
    assert people is not None
    for text in (BEFORE, AFTER):
        keeping.save_version(work, KEY, text)
    asked = Asked(TextRef(KEY, 2), TextRef(KEY, 1), people.hash, date(2026, 1, 1))
    job, findings = running.submit_simulation(work, asked)
    assert job is not None, findings
    supervisor = Supervisor(work)
    supervisor.start()
    try:
        await home.open(f"/scheme/{KEY}/simulate")
        await home.should_see("Version 2 against Version 1", retries=LONG)
    finally:
        supervisor.stop()
    return f"/runs/{running.runs(work)[0].id}"


async def test_the_household_that_loses_most_says_why(
    home: User, run: str, work: Workspace
) -> None:
    kept = running.run(work, run.rpartition("/")[2])
    assert kept is not None
    await home.open(run)
    await home.should_see("Every change in the text")
    loses = kept.report.partition('"lose":[{')[2].partition('"household":"')[2].partition('"')[0]
    await home.open(f"{run}/household/{loses}")
    await home.should_see(f"Household {loses}")
    await home.should_see("the limit is USD 50.")
    await home.should_see("not met: income_per_person <= income_limit (act 3(2))")
    await home.should_see("met: income_per_person <= income_limit (act 3(2))")
    await home.should_see("differs")
    await home.should_see("will not receive First scheme")

    # the same for a court
    await home.should_not_see("The law applied is that in force on 2026-01-01.")
    with home:
        next(iter(home.find(ui.toggle).elements)).value = "court"
    await home.should_see("The law applied is that in force on 2026-01-01.")

    # and in the editor, whose text is not touched
    home.find("Open this case in the editor").click()
    await home.should_see("No problems", retries=LONG)
    await home.should_see("the limit is USD 50.", retries=LONG)
    assert keeping.draft(work, KEY) is None


async def test_a_case_is_put_beside_the_draft_that_there_is(
    home: User, run: str, work: Workspace
) -> None:
    keeping.save_draft(work, KEY, BEFORE, revision=0)
    await home.open(f"{run}/household/h1")
    home.find("Open this case in the editor").click()
    await home.should_see("No problems", retries=LONG)
    draft = keeping.draft(work, KEY)
    assert draft is not None
    assert draft.text == BEFORE
    assert draft.case is not None
    assert [one["id"] for one in draft.case["households"]] == ["h1"]


async def test_any_household_is_found_by_its_id(home: User, run: str) -> None:
    await home.open(run)
    box = next(
        e for e in home.find(ui.input).elements if e.props["aria-label"] == "Id of the household"
    )
    look = UserInteraction(
        home, {e for e in home.find(ui.button).elements if e.text == "Look"}, None
    )
    look.click()
    await home.should_see("Look at one household")
    with home:
        box.value = " h7 "
    look.click()
    await home.should_see("Household h7")


async def test_a_household_that_is_not_there_is_said_to_be_so(home: User, run: str) -> None:
    await home.open(f"{run}/household/nobody")
    await home.should_see("The population has no household nobody.")
    await home.open("/runs/none/household/h1")
    await home.should_see("There is no such run")


async def test_without_its_population_a_run_keeps_its_figures(
    home: User, run: str, work: Workspace
) -> None:
    shutil.rmtree(work.data / "populations")
    await home.open(f"{run}/household/h1")
    await home.should_see("The population of this run is no longer kept")
    await home.open(run)
    await home.should_see("What this run rests on")
