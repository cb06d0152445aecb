"""Examples are kept by name; none takes the name of another."""

from __future__ import annotations

import pytest

from schemebuilder.store.examples import (
    examples,
    keep_example,
    remove_example,
    rename_example,
)
from schemebuilder.store.opening import Store
from schemebuilder.store.schemes import Heading, discard_draft, save_draft, schemes


@pytest.fixture(autouse=True)
def scheme(store: Store) -> None:
    """A scheme for examples to be of."""
    save_draft(
        store, "grant", Heading("Grant"), text="", good=None, case=None, base=None, revision=0
    )


def test_an_example_of_the_same_name_is_replaced(store: Store) -> None:
    first = keep_example(store, "grant", "Ana", {"income": "120.50"})
    again = keep_example(store, "grant", "Ana", {"income": "80"})
    other = keep_example(store, "grant", "Ben", {})
    assert again.id == first.id
    assert examples(store, "grant") == (again, other)


def test_a_name_that_is_taken_is_not_given_again(store: Store) -> None:
    ana, ben = (keep_example(store, "grant", name, {}) for name in ("Ana", "Ben"))
    assert not rename_example(store, ben.id, "Ana")
    assert rename_example(store, ben.id, "Cleo")
    assert not rename_example(store, "another", "Dan")
    assert [each.name for each in examples(store, "grant")] == ["Ana", "Cleo"]
    remove_example(store, ana.id)
    assert [each.name for each in examples(store, "grant")] == ["Cleo"]


def test_a_scheme_that_is_not_kept_yet_is_entered_with_its_first_example(store: Store) -> None:
    kept = keep_example(store, "pension", "Ana", {})
    assert examples(store, "pension") == (kept,)
    assert {one.key: one.heading.title for one in schemes(store)} == {
        "grant": "Grant",
        "pension": "pension",
    }


def test_examples_go_with_a_scheme_that_is_forgotten(store: Store) -> None:
    keep_example(store, "grant", "Ana", {})
    discard_draft(store, "grant")
    assert examples(store, "grant") == ()
