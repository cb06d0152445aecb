"""Home and a scheme's pages in a real browser: the way around, the outline, the keyboard, axe."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.axe_check import axe_source, violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

DELIBERATE = 150
"""Milliseconds after which a popup takes Enter as meant for it: one that has just come does not."""

WINDOWS = [(1280, 850), (390, 800)]


def _line(page: Page, words: str) -> None:
    """Stand at the end of the line that holds the words."""
    page.locator(".cm-line", has_text=words).first.click()
    page.keyboard.press("End")


def _is_selected(page: Page, text: str) -> None:
    page.wait_for_function("text => document.getSelection().toString() === text", arg=text)


def _fits(page: Page) -> bool:
    return not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def test_the_outline_leads_to_a_statement_and_marks_errors(page: Page) -> None:
    outline = page.get_by_role("navigation", name="Outline")
    outline.get_by_role("button", name="benefit of household").click()
    _is_selected(page, "benefit")
    _line(page, "= income / number of members")
    page.keyboard.type(" +")
    expect(outline.get_by_role("button", name=re.compile("^Error"))).to_have_count(1)
    wrong = outline.get_by_role("button", name="Error let income_per_person")
    expect(wrong).to_be_visible()


def test_a_statement_is_found_with_the_keyboard(page: Page) -> None:
    page.locator(".cm-content").click()
    page.keyboard.press("Control+Shift+O")
    page.get_by_role("textbox", name="Part of its name or kind").press_sequentially("claim")
    expect(page.get_by_role("dialog").get_by_role("listitem")).to_have_count(1)
    page.keyboard.press("Enter")
    _is_selected(page, "procedure")


def test_a_new_value_is_offered_with_its_day_before_one_types_it(page: Page) -> None:
    _line(page, "from 2026-01-01 : USD 60")
    page.keyboard.type("\nfrom ")
    popup = page.locator(".cm-tooltip-autocomplete")
    expect(popup).to_contain_text("a year after the last value")
    page.wait_for_timeout(DELIBERATE)
    page.keyboard.press("Enter")
    page.keyboard.type(" : ")
    expect(popup).to_contain_text("USD 60")
    page.wait_for_timeout(DELIBERATE)
    page.keyboard.press("Enter")
    expect(page.locator(".cm-line", has_text="from 2027-01-01 : USD 60")).to_be_visible()
    page.locator(".cm-line span", has_text="income_limit").first.hover()
    expect(page.locator(".sb-hover-value")).to_have_text("USD 60 since 2026-01-01")
    expect(page.locator(".sb-hover-coming")).to_have_text("next: USD 60 from 2027-01-01")


def test_inside_a_benefit_its_lines_are_offered_first(page: Page) -> None:
    page.get_by_role("button", name="benefit of household").click()
    _line(page, "monthly to head")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Space")
    first = page.locator(".cm-tooltip-autocomplete li").first
    expect(first).to_be_visible()
    assert first.inner_text().split("\n")[0].startswith(("add", "base", "cap"))


@pytest.mark.parametrize(("width", "height"), WINDOWS)
def test_everyone_can_use_home(
    page: Page, width: int, height: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    axe = axe_source(tmp_path_factory.mktemp("axe"))
    page.set_viewport_size({"width": width, "height": height})
    page.get_by_role("link", name="Home").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Schemes")
    assert page.locator("[aria-current=page]").inner_text() == "Home"
    assert violations(page, axe) == []
    assert _fits(page)


def test_everyone_can_use_the_rules_in_a_narrow_window(
    page: Page, tmp_path_factory: pytest.TempPathFactory
) -> None:
    axe = axe_source(tmp_path_factory.mktemp("axe"))
    page.set_viewport_size({"width": 390, "height": 800})
    expect(page.get_by_role("region", name="Decision")).to_contain_text("Ask next")
    assert violations(page, axe) == []
    assert _fits(page)
    text = page.locator(".cm-editor").bounding_box()
    answers = page.get_by_role("region", name="Decision").bounding_box()
    assert text is not None
    assert answers is not None
    assert answers["y"] > text["y"] + text["height"]


def test_a_version_is_saved_with_the_keyboard(page: Page) -> None:
    _line(page, "input income of household")
    page.keyboard.type("  # per month")
    page.keyboard.press("Control+s")
    window = page.get_by_role("dialog", name="Save a version")
    window.get_by_label("What changed, and why").fill("said how often")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Version 1 is saved.")).to_be_visible()
    expect(window).to_have_count(0)
    page.get_by_role("link", name="Home").click()
    mine = page.get_by_role("region", name="My schemes").get_by_role("listitem").first
    expect(mine).to_contain_text("First scheme")
    expect(mine).to_contain_text("1 version")


def test_two_windows_ask_which_text_goes_on(
    page: Page, tmp_path_factory: pytest.TempPathFactory
) -> None:
    axe = axe_source(tmp_path_factory.mktemp("axe"))
    other = page.context.new_page()
    other.goto(page.url)
    _line(page, "input income of household")
    page.keyboard.type("  # mine")
    expect(page.get_by_text("Draft saved")).to_be_visible()
    _line(other, "input income of household")
    other.keyboard.type("  # theirs")
    alert = other.get_by_role("alert").filter(has_text="changed in another window")
    expect(alert).to_be_visible()
    assert violations(other, axe) == []
    alert.get_by_role("button", name="Show the other").click()
    expect(other.locator(".cm-content")).to_contain_text("# mine")
    expect(alert).to_be_hidden()
    other.locator(".cm-content").click()
    other.keyboard.press("Control+z")
    expect(other.locator(".cm-content")).to_contain_text("# theirs")
    other.close()
