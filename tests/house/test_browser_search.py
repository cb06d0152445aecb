"""The browser that the tests drive is the one that was named, or one that is there, or advice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser import installed

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_named_browser_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _command(tmp_path, "chromium")
    mine = _command(tmp_path, "mine")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv(installed.VARIABLE, str(mine))
    assert installed.find() == mine


def test_a_named_browser_that_is_not_there_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _command(tmp_path, "chromium")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv(installed.VARIABLE, str(tmp_path / "nothing"))
    assert installed.find() is None
    assert installed.VARIABLE in (installed.obstacle() or "")


def test_a_browser_for_everyone_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chrome = _command(tmp_path, "google-chrome")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv(installed.VARIABLE, raising=False)
    assert installed.find() == chrome


def _command(folder: Path, name: str) -> Path:
    file = folder / name
    file.write_text("#!/bin/sh\n", encoding="utf-8")
    file.chmod(0o755)
    return file
