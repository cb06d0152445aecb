"""Which browser the browser tests drive here, or what to install; `make setup` asks this too."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

VARIABLE = "SCHEMEBUILDER_BROWSER"
COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NO_BROWSER = f"""\
No browser for the browser tests was found. Install one of:
  Chromium or Google Chrome    Debian, as an administrator: apt-get install chromium
  Playwright's own Chromium    without an administrator: .venv/bin/playwright install chromium
If there is one in an unusual place, name it: {VARIABLE}=/path/to/chromium"""
NO_DRIVER = """\
Playwright, which drives the browser in the tests, cannot start here.
Most often a small library is missing. Debian, as an administrator: apt-get install libatomic1"""


def find() -> Path | None:
    """The browser that the person named, or one installed for everyone, or Playwright's own."""
    named = os.environ.get(VARIABLE)
    for command in COMMANDS if named is None else (named,):
        path = shutil.which(command)
        if path is not None:
            return Path(path)
    return _playwrights() if named is None else None


def obstacle() -> str | None:
    """What keeps the browser tests from running and what to do; nothing if they can run."""
    if not _driver_starts():
        return NO_DRIVER
    return NO_BROWSER if find() is None else None


def _driver_starts() -> bool:
    ask = [sys.executable, "-m", "playwright", "--version"]
    return subprocess.run(ask, capture_output=True, check=False).returncode == 0


def _playwrights() -> Path | None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - slow, and rarely needed

    with sync_playwright() as playwright:
        browser = Path(playwright.chromium.executable_path)
    return browser if browser.is_file() else None


def main() -> int:
    """Print the browser, or what to install."""
    advice = obstacle()
    if advice is not None:
        sys.stderr.write(advice + "\n")
        return 1
    sys.stdout.write(f"The browser tests drive {find()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
