"""Tests in a real browser: marked as such, and failing plainly where there is none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from playwright.sync_api import sync_playwright

from schemebuilder.services import keeping
from schemebuilder.services.authoring import new_scheme
from schemebuilder.services.workspace import open_workspace
from tests.browser import installed
from tests.browser.serving import go, serving, watched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark each test of this folder, before anything chooses among them."""
    item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_executable() -> Path:
    """The browser to start; a machine without one fails the test and says what to install."""
    found = installed.find()
    advice = installed.obstacle()
    if found is None or advice is not None:
        pytest.fail(advice or installed.NO_BROWSER, pytrace=False)
    return found


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder where the studio keeps what people write."""
    return tmp_path_factory.mktemp("studio")


@pytest.fixture(scope="session")
def studio(kept: Path) -> Iterator[str]:
    """The address of a studio that runs as a process of its own, as a person would start it."""
    with serving(kept) as address:
        yield address


@pytest.fixture(scope="session")
def browser(browser_executable: Path) -> Iterator[Browser]:
    """One browser for all tests; each opens it anew, with nothing remembered."""
    with sync_playwright() as playwright:
        one = playwright.chromium.launch(executable_path=browser_executable, args=QUIET)
        yield one
        one.close()


@pytest.fixture
def first_scheme(kept: Path) -> str:
    """The key of a first scheme that no other test has touched."""
    work, findings = open_workspace(kept)
    assert work is not None, findings
    key = f"first_scheme_{uuid4().hex}"
    keeping.save_draft(work, key, new_scheme("first_scheme"), revision=0)
    work.close()
    return key


@pytest.fixture
def page(
    studio: str, first_scheme: str, browser: Browser, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """A fresh window on the rules of a first scheme."""
    with watched(browser, studio, request.node.name) as one:
        go(one, f"{studio}scheme/{first_scheme}")
        yield one
