"""Which browser the browser tests drive on this machine; `make setup` asks here too."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

VARIABLE = "SCHEMEBUILDER_BROWSER"
COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADVICE = f"""\
No browser for the browser tests was found. Install one of:
  Chromium or Google Chrome    Debian, as an administrator: apt-get install chromium
  Playwright's own Chromium    without an administrator: .venv/bin/playwright install chromium
If you have one in an unusual place, name it: {VARIABLE}=/path/to/chromium"""


def find() -> Path | None:
    """The browser that the person named, or one installed for everyone, or Playwright's."""
    named = os.environ.get(VARIABLE)
    for command in COMMANDS if named is None else (named,):
        path = shutil.which(command)
        if path is not None:
            return Path(path)
    return _playwrights() if named is None else None


def _playwrights() -> Path | None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - slow, and rarely needed

    with sync_playwright() as playwright:
        browser = Path(playwright.chromium.executable_path)
    return browser if browser.is_file() else None


def main() -> int:
    """Print the browser, or what to install."""
    browser = find()
    if browser is None:
        sys.stderr.write(ADVICE + "\n")
        return 1
    sys.stdout.write(f"The browser tests drive {browser}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
