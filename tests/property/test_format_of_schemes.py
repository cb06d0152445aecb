"""However a scheme is laid out, its one layout keeps every comment and the meaning, and stays."""

from __future__ import annotations

import random
import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import pytest

from schemebuilder.compiler.pipeline import compile_scheme
from schemebuilder.diagnostics.finding import has_errors
from schemebuilder.ir.json import meaning_hash
from schemebuilder.language.formatter import format_text
from schemebuilder.language.parser import parse
from schemebuilder.language.place import bare
from schemebuilder.services.sources import library_paths, load_used
from tests.conformance.suite import CASES, checked
from tests.property.generators.choosing import Seeded
from tests.property.generators.layouts import (
    NOTE,
    broken_oddly,
    spaced_oddly,
    statements_shuffled,
    with_notes,
)

if TYPE_CHECKING:
    from tests.conformance.markdown import ConformanceCase

LIBRARY = library_paths()
RIGHT = [
    case
    for case in CASES
    if not has_errors(checked(case).findings) and "SB-P004" not in "".join(case.findings or ())
]
"""All but those with statements that come later, which keep the layout they have."""
SEEDS = (1, 2, 3)


@cache
def library_text(name: str) -> str:
    return LIBRARY[name].read_text(encoding="utf-8")


@cache
def hash_of(text: str) -> str:
    compiled = compile_scheme(text, "scheme", load=load_used)
    assert not has_errors(compiled.findings), compiled.findings[:3]
    assert compiled.scheme is not None
    return meaning_hash(compiled.scheme)


def comments(text: str) -> Counter[str]:
    """Return the comments of a text, each as often as it stands there."""
    lines = (re.sub(r'"[^"\n]*"|\[[^\[\]\n]*\]', "", line) for line in text.split("\n"))
    return Counter(line[line.index("#") :].strip() for line in lines if "#" in line)


def meant(text: str) -> list[object]:
    """Return what the statements say, in an order of their own."""
    return sorted((bare(statement) for statement in parse(text).statements), key=repr)


def keeps(text: str, other: str) -> None:
    """Check that another layout of a text comes to one layout, with all comments and meanings."""
    once = format_text(other)
    assert format_text(once) == once
    assert comments(once) == comments(other)
    assert len(NOTE.findall(once)) == len(set(NOTE.findall(once)))
    assert meant(once) == meant(other) == meant(text)


@pytest.mark.parametrize("name", LIBRARY)
def test_a_library_scheme_stands_in_its_one_layout(name: str) -> None:
    text = library_text(name)
    assert format_text(text) == text


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", LIBRARY)
def test_a_library_scheme_laid_out_oddly(name: str, seed: int) -> None:
    chooser = Seeded(random.Random(seed))  # noqa: S311 a test, not a secret
    text = library_text(name)
    other = spaced_oddly(broken_oddly(with_notes(text, chooser), chooser), chooser)
    keeps(text, other)
    assert hash_of(format_text(other)) == hash_of(text)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", LIBRARY)
def test_a_library_scheme_in_another_order(name: str, seed: int) -> None:
    chooser = Seeded(random.Random(seed))  # noqa: S311 a test, not a secret
    text = library_text(name)
    other = with_notes(statements_shuffled(text, chooser), chooser, one_in=9)
    keeps(text, other)
    assert hash_of(format_text(other)) == hash_of(text)


@pytest.mark.parametrize("case", RIGHT, ids=lambda case: case.id)
def test_every_construct_laid_out_oddly(case: ConformanceCase) -> None:
    """The conformance cases hold each construct in its smallest form."""
    chooser = Seeded(random.Random(case.id))  # noqa: S311 a test, not a secret
    other = spaced_oddly(broken_oddly(with_notes(case.text, chooser), chooser), chooser)
    keeps(case.text, other)
