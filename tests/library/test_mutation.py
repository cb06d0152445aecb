"""What library schemes say is tested by their own examples and cases: nine changes in ten show."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import pytest

from schemebuilder.services.mutating import Mutated, library_names, mutate, mutated_words

ENOUGH = Fraction(9, 10)


@cache
def mutated(name: str) -> Mutated:
    return mutate(name)


@pytest.mark.slow
@pytest.mark.parametrize("name", library_names())
def test_every_kind_of_change_is_made_and_most_show(name: str) -> None:
    found = mutated(name)
    assert found.findings == ()
    assert found.made > 10
    assert found.share >= Fraction(1, 2), mutated_words(found)


@pytest.mark.slow
def test_nine_changes_in_ten_show_in_eight_schemes_or_more() -> None:
    enough = [name for name in library_names() if mutated(name).share >= ENOUGH]
    assert len(enough) >= 8
