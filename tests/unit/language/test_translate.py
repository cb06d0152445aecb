"""Texts in other languages: the same tree, the same meaning, and the way back to the same text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from schemebuilder.compiler.pipeline import compile_scheme
from schemebuilder.ir.json import meaning_hash
from schemebuilder.language.formatter import format_text
from schemebuilder.language.translate import translated
from schemebuilder.language.words import ENGLISH, language_of, languages
from schemebuilder.services.sources import library_paths
from tests.unit.compiler.texts import load

LIBRARY = {name: path.read_text(encoding="utf-8") for name, path in library_paths().items()}
OTHERS = [language for language in languages() if language != ENGLISH]


def pairs() -> Iterator[Any]:
    """Every scheme in every language; while working, each in one of them."""
    for at, name in enumerate(LIBRARY):
        for language in OTHERS:
            rare = language != OTHERS[at % len(OTHERS)]
            yield pytest.param(name, language, marks=[pytest.mark.slow] * rare)


@pytest.mark.parametrize(("name", "language"), [*pairs()])
def test_a_library_scheme_means_the_same_in_every_language(name: str, language: str) -> None:
    text = format_text(LIBRARY[name])
    theirs = translated(text, language)
    assert language_of(theirs) == language
    assert format_text(theirs) == theirs
    ours, other = (compile_scheme(each, name, load=load).scheme for each in (text, theirs))
    assert ours is not None
    assert other is not None
    assert meaning_hash(other) == meaning_hash(ours)
    assert translated(theirs, ENGLISH) == text


def test_words_and_their_forms() -> None:
    text = """
langue fr

soit x de person : oui/non
    = age >= 18 et (number_of_days < 3 jours ou non)
    sauf si l'autre adult's age est 4 alors non
"""
    english = """
let x of person : yes/no
    = age >= 18 and (number_of_days < 3 days or no)
    except when the other adult's age is 4 then no
"""
    assert " ".join(translated(text, "en").split()) == " ".join(english.split())


def test_what_cannot_be_read_stays_as_it_is() -> None:
    text = "let x of person = age >=\n\nlet y of person = age and age\n"
    theirs = translated(text, "fr")
    assert "let x of person = age >=" in theirs
    assert "soit y de person = age et age" in theirs


def test_without_a_first_line_that_names_a_language_the_words_are_english() -> None:
    assert language_of("# langue fr\nlet x of person = 1") == "en"
    assert language_of("\n# a comment\n  langue fr\n") == "fr"
    assert language_of("language xx\n") == "en"
