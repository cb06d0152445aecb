"""Drafts are never overwritten unseen, and versions never change."""

from __future__ import annotations

import pytest
from sqlalchemy import Table, delete, update
from sqlalchemy.exc import DBAPIError

from schemebuilder.store.opening import Store
from schemebuilder.store.schemes import (
    Draft,
    Heading,
    discard_draft,
    draft,
    save_draft,
    save_version,
    schemes,
    version_text,
    versions,
)
from schemebuilder.store.tables import TEXTS, VERSIONS

HEADING = Heading("Child grant", "ZZ", "social_assistance", "child_money")


def _draft(store: Store, text: str, revision: int) -> Draft | None:
    return save_draft(
        store,
        "grant",
        HEADING,
        text=text,
        good=None,
        case={"x": "1.5"},
        base=None,
        revision=revision,
    )


def _version(store: Store, text: str) -> int:
    made = save_version(
        store, "grant", HEADING, text=text, text_hash="t", meaning_hash="m", note="why", by="ana"
    )
    return made.number


def test_a_draft_is_read_back_as_it_was_saved(store: Store) -> None:
    saved = _draft(store, "scheme grant\n", 0)
    assert saved is not None
    assert saved == draft(store, "grant")
    assert (saved.text, saved.case, saved.revision) == ("scheme grant\n", {"x": "1.5"}, 1)
    assert saved.saved_at.tzinfo is not None


def test_a_draft_that_somebody_else_saved_is_not_overwritten(store: Store) -> None:
    _draft(store, "mine", 0)
    assert _draft(store, "theirs", 1) is not None
    assert _draft(store, "mine again", 1) is None
    kept = draft(store, "grant")
    assert kept is not None
    assert kept.text == "theirs"


def test_a_save_that_is_refused_leaves_no_trace(store: Store) -> None:
    assert _draft(store, "of another time", 4) is None
    assert schemes(store) == ()
    _draft(store, "mine", 0)
    before = schemes(store)
    refused = save_draft(
        store,
        "grant",
        Heading("Theirs"),
        text="",
        good=None,
        case=None,
        base=None,
        revision=0,
    )
    assert refused is None
    assert schemes(store) == before


def test_versions_are_numbered_and_kept_as_they_were(store: Store) -> None:
    assert [_version(store, text) for text in ("one", "two", "one")] == [1, 2, 3]
    assert [each.number for each in versions(store, "grant")] == [3, 2, 1]
    assert [version_text(store, "grant", number) for number in (1, 2, 3, 4)] == [
        "one",
        "two",
        "one",
        None,
    ]


@pytest.mark.parametrize("table", [VERSIONS, TEXTS], ids=lambda table: str(table.name))
def test_the_database_itself_refuses_to_change_what_is_written_once(
    store: Store, table: Table
) -> None:
    _version(store, "one")
    for change in (update(table).values(text="other"), delete(table)):
        with pytest.raises(DBAPIError, match="never change"), store.writing() as connection:
            connection.execute(change)
    assert version_text(store, "grant", 1) == "one"


def test_the_draft_of_a_scheme_can_be_discarded_and_versions_stay(store: Store) -> None:
    _draft(store, "first", 0)
    discard_draft(store, "grant")
    assert schemes(store) == ()
    _version(store, "one")
    _draft(store, "second", 0)
    discard_draft(store, "grant")
    assert [(each.key, each.versions, each.drafted) for each in schemes(store)] == [
        ("grant", 1, False)
    ]


def test_a_scheme_keeps_where_it_began_and_is_listed_by_its_last_change(store: Store) -> None:
    _draft(store, "first", 0)
    save_draft(
        store,
        "pension",
        Heading("Pension"),
        text="x",
        good=None,
        case=None,
        base=None,
        revision=0,
    )
    save_version(
        store,
        "grant",
        Heading("New title"),
        text="y",
        text_hash="t",
        meaning_hash="m",
        note="",
        by="",
    )
    first, second = schemes(store)
    assert (first.key, first.heading.title, first.heading.origin) == (
        "grant",
        "New title",
        "child_money",
    )
    assert second.key == "pension"


def test_letters_that_no_database_keeps_are_replaced_and_long_words_cut(store: Store) -> None:
    save_draft(
        store,
        "grant",
        Heading("A\x00B", "COUNTRYSIDE", "b" * 100),
        text="half \ud800 of a letter",
        good="\x00",
        case={"note": "\x00"},
        base=None,
        revision=0,
    )
    saved = draft(store, "grant")
    assert saved is not None
    assert (saved.text, saved.good, saved.case) == (
        "half \ufffd of a letter",
        "\ufffd",
        {"note": "\x00"},
    )
    (listed,) = schemes(store)
    assert listed.heading == Heading("A\ufffdB", "COUNTRYS", "b" * 60)
    made = save_version(
        store,
        "grant",
        Heading("T"),
        text="\x00",
        text_hash="t",
        meaning_hash="m",
        note="\x00",
        by="x" * 300,
    )
    assert version_text(store, "grant", made.number) == "\ufffd"
    assert len(versions(store, "grant")[0].saved_by) == 120
    assert version_text(store, "gra\x00nt", 1) is None
