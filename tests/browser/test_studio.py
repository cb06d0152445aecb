"""The main job in a real browser: open, mistype, fix, decide, read why, see the national cost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.axe_check import axe_source, violations

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

SLOW = 60_000
"""Milliseconds for what is worked out once: the sample population."""


def _open_library_scheme(page: Page, title: str) -> None:
    page.get_by_role("button", name="Open", exact=True).click()
    page.get_by_role("button", name=re.compile(re.escape(title))).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(re.escape(title)))
    expect(page.get_by_text("Library scheme")).to_be_visible()


def _put_cursor_before(page: Page, words: str) -> None:
    """Find the words with the editor's own search and stand before them."""
    page.locator(".cm-content").click()
    page.keyboard.press("Control+Home")
    page.keyboard.press("Control+f")
    search = page.locator(".cm-search input[name=search]")
    search.fill("")
    search.press_sequentially(words)
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowLeft")


def _text(page: Page) -> Locator:
    return page.locator(".cm-content")


def _start_from_first_example(page: Page) -> None:
    page.get_by_role("button", name="Start from an example").click()
    page.get_by_role("menuitem").first.click()


def test_the_main_job_from_opening_to_the_national_cost(page: Page) -> None:
    _open_library_scheme(page, "Bolsa Família")

    # mistypes a name: the finding says where and what to do
    _put_cursor_before(page, "income_per_person <=")
    page.keyboard.type("x")
    problems = page.get_by_role("region", name="Problems")
    expect(problems).to_contain_text("1 error")
    expect(page.locator(".cm-lintRange-error").first).to_be_visible()

    # the quick fix brings the name back
    problems.get_by_role("button", name=re.compile("^Fix:")).first.click()
    expect(problems).to_contain_text("No problems")
    expect(page.locator(".cm-lintRange-error")).to_have_count(0)

    # decides a case, and says why
    _start_from_first_example(page)
    decision = page.get_by_role("region", name="Decision")
    expect(decision.get_by_text("Eligible", exact=True).first).to_be_visible()
    expect(decision).to_contain_text("BRL")
    expect(decision.get_by_text("Why", exact=True)).to_be_visible()
    decision.get_by_role("button", name=re.compile("Every step")).click()
    expect(decision).to_contain_text("law")

    # sees what it costs the country
    page.get_by_role("tab", name="The country").click()
    country = page.get_by_role("region", name="The country")
    expect(country).to_contain_text(re.compile(r"BRL [\d.]+ (million|billion)"), timeout=SLOW)
    expect(country).to_contain_text("Coverage")
    expect(country.locator("svg").first).to_be_visible()
    expect(country.get_by_role("table").first).to_contain_text("By fifth of the population")


def test_a_fix_stands_in_the_tooltip_and_on_a_key(page: Page) -> None:
    _put_cursor_before(page, "income_per_person <=")
    page.keyboard.press("Control+ArrowRight")
    page.keyboard.press("Backspace")
    squiggle = page.locator(".cm-lintRange-error").first
    squiggle.hover()
    expect(page.locator(".cm-tooltip-lint")).to_contain_text("income_per_person")
    page.locator(".cm-tooltip-lint .cm-diagnosticAction").first.click()
    expect(page.locator(".cm-lintRange-error")).to_have_count(0)

    page.keyboard.press("Backspace")
    expect(squiggle).to_be_visible()
    page.keyboard.press("Control+Home")
    page.keyboard.press("F8")
    page.keyboard.press("Control+.")
    expect(page.locator(".cm-lintRange-error")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(squiggle).to_be_visible()


def test_places_are_right_after_an_emoji(page: Page) -> None:
    _put_cursor_before(page, "scheme first_scheme")
    page.keyboard.insert_text("# 👩🏽‍🌾🎈\n")
    _put_cursor_before(page, "income_per_person <=")
    page.keyboard.type("x")
    expect(page.locator(".cm-lintRange-error").first).to_have_text("xincome_per_person")
    page.get_by_role("button", name=re.compile("^Fix:")).first.click()
    expect(page.get_by_role("region", name="Problems")).to_contain_text("No problems")
    expect(_text(page)).to_contain_text("# 👩🏽‍🌾🎈")


def test_a_problem_in_the_list_leads_to_its_place(page: Page) -> None:
    _put_cursor_before(page, "income_per_person <=")
    page.keyboard.type("x")
    page.get_by_role("button", name=re.compile(r"^Line \d+")).first.click()
    _is_selected(page, "xincome_per_person")


def test_names_are_completed_and_explained(page: Page) -> None:
    _put_cursor_before(page, "income_per_person <=")
    page.keyboard.type("amount_p")
    popup = page.locator(".cm-tooltip-autocomplete")
    expect(popup).to_contain_text("amount_per_child")
    page.keyboard.press("Escape")
    page.locator(".cm-line span", has_text="income_limit").first.hover()
    expect(page.locator(".sb-hover")).to_contain_text("parameter")


def test_the_country_follows_the_text(page: Page) -> None:
    page.get_by_role("tab", name="The country").click()
    cost = page.locator(".sb-big-value").first
    expect(cost).to_contain_text("USD", timeout=SLOW)
    before = cost.inner_text()
    _put_cursor_before(page, "USD 25")
    for _ in range(len("USD 25")):
        page.keyboard.press("Delete")
    page.keyboard.type("USD 50")
    expect(cost).not_to_have_text(before)


def test_a_reload_keeps_text_and_case(page: Page) -> None:
    _put_cursor_before(page, "scheme first_scheme")
    page.keyboard.type("# kept\n")
    _start_from_first_example(page)
    decision = page.get_by_role("region", name="Decision")
    expect(decision).to_contain_text("USD 50")
    page.reload()
    expect(_text(page)).to_contain_text("# kept")
    expect(decision).to_contain_text("USD 50")


def test_a_text_goes_home_and_comes_back(page: Page) -> None:
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download").click()
    text = taken.value.path().read_text(encoding="utf-8")
    assert text.startswith("#")
    page.get_by_role("link", name="Home").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Upload").click()
    content = text.replace('"First scheme"', '"Brought back"').encode()
    chooser.value.set_files({"name": "brought.scheme", "mimeType": "text/plain", "buffer": content})
    expect(page.get_by_role("heading", level=1)).to_have_text("Brought back")


def test_tidy_has_a_key(page: Page) -> None:
    _put_cursor_before(page, "country     ZZ")
    page.keyboard.type("     ")
    page.keyboard.press("Control+Shift+F")
    expect(page.get_by_text("The text is laid out evenly.")).to_be_visible()


def test_the_procedure_is_drawn_and_leads_to_its_lines(page: Page) -> None:
    page.get_by_role("tab", name="Procedure").click()
    procedure = page.get_by_role("region", name="Procedure")
    chart = procedure.locator(".sb-flow svg")
    expect(chart).to_contain_text("Receive the claim")
    expect(chart).to_contain_text("Appeals board")
    expect(chart.locator(".cluster")).to_have_count(5)
    box = procedure.locator(".sb-flow")
    assert box.evaluate("box => box.scrollWidth <= box.clientWidth")
    procedure.get_by_role("button", name="Full size").click()
    expect(procedure.get_by_role("button", name="Fit to the page")).to_be_visible()
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    procedure.get_by_role("button", name="Fit to the page").click()
    steps = procedure.get_by_role("table")
    expect(steps).to_contain_text("decided with what is known")
    steps.get_by_role("button", name="Refuse with reasons").click()
    _is_selected(page, "refuse")
    chart.locator(".node", has_text="Set up payment").click()
    expect(page.locator(".cm-activeLine")).to_contain_text('step enrol "Set up payment"')

    # a step is added in the text, and in the drawing
    _put_cursor_before(page, "    appeal against refuse")
    page.keyboard.type("    step visit by social_worker within 3 days\n        then decide\n")
    expect(chart).to_contain_text("Social worker")
    _put_cursor_before(page, "then decide\n")
    page.keyboard.type("x")
    expect(page.get_by_text("These are the steps as they were before them.")).to_be_visible()


@pytest.mark.parametrize("width", [1024, 1440])
def test_everyone_can_use_it(
    page: Page, width: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    axe = axe_source(tmp_path_factory.mktemp("axe"))
    page.set_viewport_size({"width": width, "height": 800})
    expect(page.get_by_role("region", name="Decision")).to_contain_text("Ask next")
    assert violations(page, axe) == []
    _start_from_first_example(page)
    expect(page.get_by_role("region", name="Decision")).to_contain_text("USD 50")
    assert violations(page, axe) == []
    _put_cursor_before(page, "income_per_person <=")
    page.keyboard.type("x")
    expect(page.get_by_role("region", name="Problems")).to_contain_text("1 error")
    assert violations(page, axe) == []
    page.get_by_role("tab", name="The country").click()
    expect(page.locator(".sb-big-value").first).to_contain_text("USD", timeout=SLOW)
    assert violations(page, axe) == []
    page.keyboard.press("Control+z")
    page.get_by_role("tab", name="Procedure").click()
    expect(page.locator(".sb-flow svg")).to_contain_text("Receive the claim")
    assert violations(page, axe) == []
    page.get_by_role("button", name="Open", exact=True).click()
    expect(page.get_by_role("dialog", name="Open a scheme")).to_be_visible()
    assert violations(page, axe) == []
    wider = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert not wider


def test_the_page_says_its_language_and_lets_one_skip_the_header(page: Page) -> None:
    assert page.locator("html").get_attribute("lang") == "en-US"
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the scheme text")).to_be_focused()


def _is_selected(page: Page, text: str) -> None:
    """Wait until the text is selected: the page asks the server where it stands."""
    page.wait_for_function("text => document.getSelection().toString() === text", arg=text)
