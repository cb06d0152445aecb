"""The page of cases and home's beginnings in a real browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.axe_check import axe_source, violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

WINDOWS = [(1280, 850), (390, 800)]


def _keep_the_first_example(page: Page, name: str) -> None:
    page.get_by_role("button", name="Start from an example").click()
    page.get_by_role("menuitem").first.click()
    expect(page.get_by_role("region", name="Decision")).to_contain_text("USD 50")
    page.get_by_role("button", name="Keep as example").click()
    page.get_by_label("Name of the case").fill(name)
    page.keyboard.press("Enter")
    expect(page.get_by_text("The page of cases says when")).to_be_visible()


def test_a_kept_case_fails_when_the_rules_change_its_decision(page: Page) -> None:
    _keep_the_first_example(page, "The couple")
    page.get_by_role("link", name="Cases").click()
    expect(page.get_by_text("All 3 cases pass.")).to_be_visible()
    page.get_by_role("link", name="Open in the rules: The couple").click()
    expect(page.get_by_role("region", name="Decision")).to_contain_text("USD 50")
    page.locator(".cm-line", has_text="USD 25").first.click()
    page.keyboard.press("Home")
    for _ in range(len("from 2026-01-01 : USD 25")):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Backspace")
    page.keyboard.type("6")
    expect(page.get_by_role("region", name="Decision")).to_contain_text("USD 52")
    page.get_by_role("link", name="Cases").click()
    expect(page.get_by_text("2 of 3 cases fail.")).to_be_visible()
    row = page.get_by_role("row", name=re.compile("The couple"))
    expect(row).to_contain_text("is 52, expected 50")


def test_cases_go_to_a_file_and_come_back(page: Page) -> None:
    _keep_the_first_example(page, "The couple")
    page.get_by_role("link", name="Cases").click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Export").click()
    content = taken.value.path().read_text(encoding="utf-8").replace("The couple", "Brought back")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Import").click()
    chooser.value.set_files(
        {"name": "cases.json", "mimeType": "application/json", "buffer": content.encode()}
    )
    expect(page.get_by_text("All 4 cases pass.")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("Brought back"))).to_be_visible()


@pytest.mark.parametrize(("width", "height"), WINDOWS)
def test_everyone_can_use_the_cases(
    page: Page, width: int, height: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    axe = axe_source(tmp_path_factory.mktemp("axe"))
    _keep_the_first_example(page, "The couple")
    page.set_viewport_size({"width": width, "height": height})
    page.get_by_role("link", name="Cases").click()
    expect(page.get_by_text("All 3 cases pass.")).to_be_visible()
    assert violations(page, axe) == []
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def test_a_newcomer_opens_the_sample_and_starts_from_a_starter(page: Page) -> None:
    page.get_by_role("link", name="Home").click()
    page.get_by_role("link", name="Open the sample").click()
    expect(page.get_by_role("region", name="Decision")).to_contain_text("Eligible")
    page.get_by_role("link", name="Home").click()
    page.get_by_role("button", name="Start from this: Old-age pension").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Basic Retirement Pension")
    page.get_by_role("link", name="Home").click()
    mine = page.get_by_role("region", name="My schemes").get_by_role("listitem").first
    expect(mine).to_contain_text("from Basic Retirement Pension")
