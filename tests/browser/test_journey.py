"""A journey: a threshold changed, simulated against the version before, a household that loses.

The studio is stopped and started in the middle: drafts, versions and runs are still there.
"""

from __future__ import annotations

import csv
import io
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.axe_check import axe_source, violations
from tests.browser.serving import go, serving, watched

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

SLOW: Final = 90_000
"""Milliseconds for what a worker does: making people up, running a simulation."""
TITLE: Final = "Child grant, version 2, compared with Child grant, version 1"
PNG: Final = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that no other test uses: this studio is stopped and started."""
    return tmp_path_factory.mktemp("journey")


def test_from_a_changed_threshold_to_the_household_that_loses_most(
    data: Path,
    browser: Browser,
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    axe = axe_source(tmp_path_factory.mktemp("axe"))
    with serving(data) as studio:
        port = urlsplit(studio).port
        assert port is not None
        with watched(browser, studio, f"{request.node.name}_first") as page:
            go(page, studio)
            _open_the_starter(page)
            _save_version(page, 1, "As adopted")
            _change_the_threshold(page)
            _save_version(page, 2, "A lower limit")
            page.get_by_role("link", name="Simulate").click()
            expect(page.get_by_role("combobox", name="Compare with")).to_be_visible()
            assert violations(page, axe) == []
            _make_people_up(page, axe)
            _cancel_one_run(page, axe)
            address = _reload_during_another(page, axe)
            _read_the_results(page, axe)
            _take_the_table(page)
            _take_the_picture(page)
    with serving(data, port) as again:
        assert again == studio
        with watched(browser, studio, f"{request.node.name}_second") as page:
            go(page, f"{studio}runs")
            _all_is_still_there(page, axe, studio)
            page.goto(address)
            _read_why_one_loses(page, axe)
            _open_the_case(page)


def _open_the_starter(page: Page) -> None:
    page.get_by_role("button", name="Start from this: Child grant").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Child grant")
    expect(page.get_by_text("No problems").first).to_be_visible()


def _save_version(page: Page, number: int, note: str) -> None:
    page.locator(".cm-content").click()
    page.keyboard.press("Control+s")
    window = page.get_by_role("dialog", name="Save a version")
    window.get_by_label("What changed, and why").fill(note)
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"Version {number} is saved.")).to_be_visible()
    expect(window).to_have_count(0)


def _change_the_threshold(page: Page) -> None:
    """The income limit is USD 60; it becomes USD 50."""
    page.locator(".cm-line", has_text="from 2026-01-01 : USD 60").click()
    page.keyboard.press("Home")
    for _ in range(len("from 2026-01-01 : USD ")):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Delete")
    page.keyboard.type("5")
    expect(page.locator(".cm-line", has_text="from 2026-01-01 : USD 50")).to_be_visible()
    expect(page.get_by_text("No problems").first).to_be_visible()


def _make_people_up(page: Page, axe: str) -> None:
    page.get_by_role("button", name="Make one up").click()
    window = page.get_by_role("dialog", name="Make up a population")
    expect(window.get_by_role("textbox", name="Households")).to_have_value("50000")
    assert violations(page, axe) == []
    window.get_by_role("button", name="Make it").click()
    job = _job(page, "Made-up population of 50,000 households")
    expect(job.get_by_role("progressbar")).to_be_visible()
    expect(job).to_contain_text("Done: it can be chosen", timeout=SLOW)
    chosen = page.get_by_role("combobox", name="Population")
    expect(chosen).to_have_value("Made-up population of 50,000 households")
    expect(page.get_by_text("Nobody in it is real").first).to_be_visible()


def _job(page: Page, title: str) -> Locator:
    return page.get_by_role("article").filter(has_text=title).last


def _start(page: Page) -> Locator:
    page.get_by_role("button", name="Start the simulation").click()
    return _job(page, TITLE)


def _cancel_one_run(page: Page, axe: str) -> None:
    job = _start(page)
    expect(job).to_contain_text(re.compile(r"Starting|\d+%"))
    assert violations(page, axe) == []
    job.get_by_role("button", name="Cancel").click()
    expect(job).to_contain_text("Cancelled. Nothing of it was kept.", timeout=5_000)
    expect(page.get_by_text("This scheme was not simulated yet.")).to_be_visible()


def _reload_during_another(page: Page, axe: str) -> str:
    """Start a run, load the page anew while it is under way, and follow it to its results."""
    expect(_start(page).get_by_role("progressbar")).to_be_visible()
    page.reload()
    job = _job(page, TITLE)
    expect(job.get_by_role("progressbar")).to_be_visible()
    expect(job).to_contain_text("Done", timeout=SLOW)
    assert violations(page, axe) == []
    job.get_by_role("link", name="See the results").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Child grant: version 2 against version 1"
    )
    return page.url


def _read_the_results(page: Page, axe: str) -> None:
    first = page.locator(".sb-big-value")
    expect(first).to_have_count(4)
    expect(first.nth(0)).to_contain_text("USD")
    expect(page.locator(".sb-big-change").nth(0)).to_contain_text("against version 1")
    expect(page.get_by_role("region", name="What changes")).to_contain_text("USD 50")
    expect(page.get_by_role("region", name="Winners and losers")).to_contain_text("lose, together")
    expect(page.get_by_role("img", name=re.compile("^Chart: Cost a year by fifth"))).to_be_visible()
    assert violations(page, axe) == []
    page.set_viewport_size({"width": 390, "height": 800})
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert violations(page, axe) == []
    page.set_viewport_size({"width": 1280, "height": 850})


def _take_the_table(page: Page) -> None:
    """The file has the exact figures that the table rounds: rounded, they are the same."""
    caption = "Cost and reach by fifth of the population"
    with page.expect_download() as taken:
        page.get_by_role("button", name=f"Download as CSV: {caption}").click()
    text = taken.value.path().read_text(encoding="utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text))
    assert head[:2] == ["Group", "Cost a year: Version 1 (USD a year)"]
    shown = page.get_by_role("group", name=caption).locator("tbody tr")
    assert len(rows) == shown.count() == 5
    for row, drawn in zip(rows, shown.all(), strict=True):
        cells = [cell.inner_text() for cell in drawn.locator("th, td").all()]
        assert cells[0] == row[0]
        for cell, exact in zip(cells[1:], row[1:], strict=True):
            figure = Fraction(cell.replace(",", "").rstrip("%"))
            step = Fraction(1, 10) if "." in cell else Fraction(1)
            assert abs(figure - Fraction(exact)) <= step / 2


def _take_the_picture(page: Page) -> None:
    with page.expect_download() as taken:
        button = "Download as PNG: Cost a year by fifth of the population"
        page.get_by_role("button", name=button).click()
    assert taken.value.suggested_filename.endswith(".png")
    picture = taken.value.path().read_bytes()
    assert picture.startswith(PNG)
    width = int.from_bytes(picture[16:20], "big")
    drawn = page.get_by_role("img", name=re.compile("^Chart: Cost a year by fifth")).bounding_box()
    assert drawn is not None
    assert abs(width - 2 * drawn["width"]) <= 2


def _all_is_still_there(page: Page, axe: str, studio: str) -> None:
    """After a restart: the run, what was cancelled, the text under way and its versions."""
    kept = page.get_by_role("region", name="Runs that are kept")
    expect(kept.get_by_role("link", name=TITLE)).to_have_count(1)
    ended = page.get_by_role("region", name="Ended without a result")
    expect(ended).to_contain_text("Cancelled. Nothing of it was kept.")
    assert violations(page, axe) == []
    page.goto(f"{studio}scheme/child_grant")
    expect(page.locator(".cm-content")).to_contain_text("USD 50")
    page.get_by_role("link", name="Simulate").click()
    expect(page.get_by_role("combobox", name="Simulate")).to_have_value("Version 2: A lower limit")


def _read_why_one_loses(page: Page, axe: str) -> None:
    lost = page.get_by_role("group", name="The households that lose most")
    household = lost.get_by_role("link").first
    name = household.inner_text()
    change = lost.locator("tbody tr").first.locator("td").nth(2)
    assert change.inner_text().startswith("-")
    household.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Household {name}")
    decided = page.get_by_role("group", name="The decision by each version")
    expect(decided).to_contain_text("Not eligible")
    expect(decided).to_contain_text("the limit is USD 50. [act 3(2)]")
    steps = page.get_by_role("group", name="Every step, with its law")
    parted = steps.locator(".sb-differs").first
    expect(parted).to_contain_text("income limit = USD 60")
    expect(parted).to_contain_text("income limit = USD 50")
    assert violations(page, axe) == []
    page.get_by_role("button", name="a court").click()
    expect(page.get_by_role("article").last).to_contain_text("The law applied is that in force")
    page.set_viewport_size({"width": 390, "height": 800})
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    page.set_viewport_size({"width": 1280, "height": 850})


def _open_the_case(page: Page) -> None:
    page.get_by_role("button", name="Open this case in the editor").click()
    decision = page.get_by_role("region", name="Decision")
    expect(decision).to_contain_text("the limit is USD 50.")
