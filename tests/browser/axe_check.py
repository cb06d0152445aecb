"""Whether everyone can use a page, as far as a program can tell: axe-core, run in the page."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

HERE = Path(__file__).parent / "axe"
ALLOWED = {
    # the lines of the text scroll, and the text itself takes the keyboard
    ("scrollable-region-focusable", "cm-scroller"),
    # Quasar draws these beside the page: a bar while something loads, and open menus
    ("aria-progressbar-name", "q-loading-bar"),
    ("region", "q-loading-bar"),
    ("region", "q-portal--menu"),
}


def axe_source(folder: Path) -> str:
    """The program, fetched by npm for tests alone; without npm the test is skipped."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed, so axe-core cannot be fetched: apt-get install npm")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, folder)
    fetch = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    fetched = subprocess.run(fetch, cwd=folder, capture_output=True, text=True, check=False)
    if fetched.returncode != 0:
        pytest.skip(f"npm could not fetch axe-core: {fetched.stderr.strip()[-300:]}")
    return (folder / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, source: str) -> list[str]:
    """What axe finds in the page now, one line for each place, without what is allowed."""
    page.evaluate(source)
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{rule['id']} ({rule['help']}): {node['html'][:160]}"
        for rule in found["violations"]
        for node in rule["nodes"]
        if not any(rule["id"] == name and part in node["html"] for name, part in ALLOWED)
    ]
