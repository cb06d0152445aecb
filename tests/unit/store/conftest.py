"""A fresh store for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from schemebuilder.store.opening import Store, open_store, sqlite_url


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    made, findings = open_store(sqlite_url(tmp_path / "work.db"))
    assert made is not None, findings
    yield made
    made.close()
