"""The history of a scheme in a real browser: what changes in words, looked at and brought back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from schemebuilder.services import keeping
from schemebuilder.services.authoring import new_scheme
from schemebuilder.services.workspace import open_workspace
from tests.browser.axe_check import axe_source, violations

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

FIRST = new_scheme("first_scheme")


@pytest.fixture
def history(page: Page, kept: Path, first_scheme: str) -> Page:
    """The history of a scheme that has two versions."""
    work, findings = open_workspace(kept)
    assert work is not None, findings
    keeping.save_version(work, first_scheme, FIRST, note="begun", by="Ana")
    keeping.save_version(work, first_scheme, FIRST.replace("USD 60", "USD 65"), note="a higher one")
    work.close()
    page.get_by_role("link", name="History").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("History")
    return page


def test_what_changes_leads_to_who_changes(history: Page) -> None:
    changes = history.get_by_role("region", name="What changes in words")
    changes.get_by_role("combobox", name="To").click()
    history.get_by_role("option", name="Version 2: a higher one").click()
    expect(history.get_by_role("option")).to_have_count(0)
    changes.get_by_role("combobox", name="From").click()
    history.get_by_role("option", name="Version 1: begun").click()
    expect(changes.get_by_role("listitem")).to_contain_text("USD 65 [act 3(1)], before USD 60")
    changes.get_by_role("link", name="Who changes: simulate these two").click()
    expect(history).to_have_url(re.compile(r"/simulate\?version=2&baseline=1$"))


def test_a_version_is_brought_back(history: Page) -> None:
    history.get_by_role("button", name="Bring back version 2 as the draft").click()
    history.get_by_role("button", name="Bring it back").click()
    expect(history.locator(".cm-content")).to_contain_text("USD 65")
    expect(history.get_by_text("Version 2", exact=True)).to_be_visible()


@pytest.mark.parametrize(("width", "height"), [(1280, 850), (390, 800)])
def test_everyone_can_use_the_history(
    history: Page, width: int, height: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    axe = axe_source(tmp_path_factory.mktemp("axe"))
    history.set_viewport_size({"width": width, "height": height})
    history.get_by_role("button", name="The texts line by line").last.click()
    expect(history.locator(".sb-diff")).to_be_visible()
    assert violations(history, axe) == []
    assert not history.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    history.get_by_role("button", name="View version 1").click()
    expect(history.get_by_role("dialog", name="Version 1")).to_be_visible()
    assert violations(history, axe) == []
