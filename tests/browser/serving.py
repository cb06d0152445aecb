"""A studio as a process of its own, and a window of a browser that is watched for trouble."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import Error as PlaywrightError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page

PICTURES: Final = "SCHEMEBUILDER_PICTURES"
"""Names a folder that gets a picture of the page as each test left it."""
_LEFT_EARLY: Final = "RuntimeError: No response returned."


@contextmanager
def serving(data: Path, port: int = 0) -> Iterator[str]:
    """Run a studio on a folder as a person would start it, and give its address.

    That its log tells of a fault fails the test.
    """
    program = Path(sys.executable).with_name("schemebuilder")
    serve = [str(program), "serve", "--port", str(port), "--data", str(data)]
    with (
        (data / "log").open("a") as log,
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


@contextmanager
def watched(browser: Browser, studio: str, picture: str) -> Iterator[Page]:
    """Open a fresh window; trouble in its console or a request to elsewhere fails the test."""
    trouble: list[str] = []
    window = browser.new_context(viewport={"width": 1280, "height": 850})
    one = window.new_page()
    one.set_default_timeout(15_000)
    one.on("console", lambda line: _note(trouble, line))
    one.on("pageerror", lambda error: trouble.append(f"page error: {error}"))
    one.on("request", lambda sent: _note_foreign(trouble, sent.url, studio))
    try:
        yield one
    finally:
        if PICTURES in os.environ:
            one.screenshot(path=Path(os.environ[PICTURES]) / f"{picture}.png")
        window.close()
    assert trouble == []


def go(page: Page, address: str) -> None:
    """Open an address; a server that has just said it may need a moment more."""
    for _ in range(40):
        try:
            page.goto(address)
        except PlaywrightError:
            page.wait_for_timeout(250)
        else:
            return
    pytest.fail(f"The studio does not answer on {address}")


def _plain() -> dict[str, str]:
    """The environment without what tells NiceGUI that a test is running."""
    marks = ("PYTEST_", "NICEGUI_")
    return {name: value for name, value in os.environ.items() if not name.startswith(marks)}


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
