"""Tests in a real browser: marked as such, and failing plainly where there is none."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright

from schemebuilder.services import keeping
from schemebuilder.services.authoring import new_scheme
from schemebuilder.services.workspace import open_workspace
from tests.browser import installed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PICTURES = "SCHEMEBUILDER_PICTURES"
"""Names a folder that gets a picture of the page as each test left it."""


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


_LEFT_EARLY = "RuntimeError: No response returned."


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder where the studio keeps what people write."""
    return tmp_path_factory.mktemp("studio")


@pytest.fixture(scope="session")
def studio(kept: Path) -> Iterator[str]:
    """The address of a studio that runs as a process of its own, as a person would start it."""
    data = kept
    program = Path(sys.executable).with_name("schemebuilder")
    serve = [str(program), "serve", "--port", "0", "--data", str(data)]
    with (
        (data / "log").open("w") as log,
        subprocess.Popen(
            serve, stdout=subprocess.PIPE, stderr=log, text=True, env=_plain()
        ) as server,
    ):
        assert server.stdout is not None
        try:
            first = server.stdout.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+/", first)
            assert found, f"{first}\n{(data / 'log').read_text()}"
            yield found[0]
        finally:
            server.terminate()
            server.wait(timeout=20)
    assert not _faults((data / "log").read_text())


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
    """A fresh window on the rules of a first scheme.

    Trouble in the console or a foreign request fails the test.
    """
    trouble: list[str] = []
    window = browser.new_context(viewport={"width": 1280, "height": 850})
    one = window.new_page()
    one.set_default_timeout(15_000)
    one.on("console", lambda line: _note(trouble, line))
    one.on("pageerror", lambda error: trouble.append(f"page error: {error}"))
    one.on("request", lambda sent: _note_foreign(trouble, sent.url, studio))
    _open(one, f"{studio}scheme/{first_scheme}")
    yield one
    if PICTURES in os.environ:
        one.screenshot(path=Path(os.environ[PICTURES]) / f"{request.node.name}.png")
    window.close()
    assert trouble == []


def _plain() -> dict[str, str]:
    """The environment without what tells NiceGUI that a test is running."""
    marks = ("PYTEST_", "NICEGUI_")
    return {name: value for name, value in os.environ.items() if not name.startswith(marks)}


def _open(page: Page, address: str) -> None:
    """Open the studio; a server that has just said its address may need a moment more."""
    for _ in range(40):
        try:
            page.goto(address)
        except PlaywrightError:
            page.wait_for_timeout(250)
        else:
            return
    pytest.fail(f"The studio does not answer on {address}")


def _note(trouble: list[str], line: ConsoleMessage) -> None:
    if line.type == "error" and "ERR_CONNECTION_REFUSED" not in line.text:
        trouble.append(f"console: {line.text}")


def _note_foreign(trouble: list[str], url: str, studio: str) -> None:
    own = (studio, studio.replace("http:", "ws:"), "data:", "blob:", "chrome-error:")
    if not url.startswith(own):
        trouble.append(f"asked elsewhere: {url}")


def _faults(log: str) -> list[str]:
    """Return the server's tracebacks, but for that of a page which left before a file reached it.

    Starlette's middleware reports that as `No response returned`; nobody waits for that response.
    """
    parts = log.split("ERROR:")
    return [part for part in parts if "Traceback" in part and _LEFT_EARLY not in part]
