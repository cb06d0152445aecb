"""Style and types are clean; `make lint` runs the same tools."""

from __future__ import annotations

import pytest

from tests.house.tree import run


@pytest.mark.parametrize("command", ["ruff check", "ruff format --check"])
def test_the_style_is_the_house_s(command: str) -> None:
    run(*command.split())


@pytest.mark.slow
def test_every_type_holds() -> None:
    run("mypy")
