"""Every word on the screen comes from the catalogue, and the catalogue holds nothing unused."""

from __future__ import annotations

import re
from pathlib import Path

import schemebuilder_ui
from schemebuilder_ui.words import CATALOGUE, ENGLISH, count, say

PAGES = Path(schemebuilder_ui.__file__).parent
SOURCE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in PAGES.rglob("*.py")
    if not path.name.startswith("words")
)
FAMILIES = (
    "nav.",
    "home.country.",
    "home.branch.",
    "cases.head.",
    "cases.write.",
    "cases.rename.",
    "cases.remove.",
    "cases.passed",
    "cases.failed",
    "history.head.",
    "history.view.",
    "history.restore.",
    "diff.",
    "outcome.",
    "severity.",
    "country.paid.",
    "procedure.",
    "run.part.",
    "run.policy.",
    "household.voice.",
)
"""Keys whose last part is found while running."""


def _key_is_used(key: str) -> bool:
    stem = re.sub(r"\.(one|other)$", "", key)
    return f'"{key}"' in SOURCE or f'"{stem}"' in SOURCE or key.startswith(FAMILIES)


def test_every_key_is_used() -> None:
    assert [key for key in ENGLISH if not _key_is_used(key)] == []


def test_every_key_that_is_said_has_words() -> None:
    said = set(re.findall(r'\b(?:say|count)\(\s*"([\w.]+)"', SOURCE))
    known = set(ENGLISH) | {re.sub(r"\.(one|other)$", "", key) for key in ENGLISH}
    assert said - known == set()


def test_every_language_has_the_same_keys() -> None:
    assert {language: set(ENGLISH) ^ set(words) for language, words in CATALOGUE.items()} == {
        language: set() for language in CATALOGUE
    }


def test_facts_are_filled_in() -> None:
    assert say("problems.line", line=7) == "Line 7"


def test_one_is_not_many() -> None:
    assert (count("check.errors", 1), count("check.errors", 2)) == ("1 error", "2 errors")
