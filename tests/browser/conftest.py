"""Tests in a real browser: marked as such, and failing plainly where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser import installed

if TYPE_CHECKING:
    from pathlib import Path


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
