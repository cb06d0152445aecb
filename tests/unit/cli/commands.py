"""Runs commands as a person at a terminal does: status, what is printed, and what is said of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from schemebuilder.cli.main import main
from schemebuilder.services.authoring import new_scheme

CASE: dict[str, Any] = {
    "id": "two-children",
    "on": "2026-03-01",
    "persons": [
        {"id": "ana", "role": "head", "age": 34},
        {"id": "cleo", "role": "child", "age": 9},
        {"id": "dan", "role": "child", "age": 4},
    ],
    "households": [{"id": "h", "members": ["ana", "cleo", "dan"], "income": "120.50"}],
}
"""A case of `child_grant`: entitled to USD 50."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command came to."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """The one JSON document on standard output."""
        found: dict[str, Any] = json.loads(self.out)
        return found

    @property
    def codes(self) -> list[str]:
        """The codes of the findings in the document."""
        return [finding["code"] for finding in self.document["findings"]]


def run(*arguments: str | Path) -> Ran:
    """Run a command; an exception of the program is one of the test."""
    result = CliRunner().invoke(main, [str(each) for each in arguments], catch_exceptions=False)
    assert "Traceback" not in result.stderr
    return Ran(result.exit_code, result.stdout, result.stderr)


def child_grant(folder: Path, *changes: tuple[str, str]) -> Path:
    """Write the scheme that `new` gives, with some of its words changed."""
    text = new_scheme("child_grant")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / "child_grant.scheme"
    path.write_text(text, encoding="utf-8")
    return path


def case_file(folder: Path, data: object, name: str = "cases.json") -> Path:
    """Write cases as JSON."""
    path = folder / name
    path.write_text(json.dumps(data), encoding="utf-8")
    return path
