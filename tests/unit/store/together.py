"""What several processes do to one store at the same time; each function runs in one of them."""

from __future__ import annotations

import time

from schemebuilder.store.examples import keep_example
from schemebuilder.store.opening import Store, open_store
from schemebuilder.store.records import keep_records
from schemebuilder.store.schemes import Heading, draft, keep_text, save_draft, save_version
from schemebuilder.values.canonical import sha256

HEADING = Heading("Grant")


def opened(url: str, at: float) -> Store:
    """Open the store at a moment of the clock, so that all do it together."""
    time.sleep(max(0.0, at - time.time()))
    store, findings = open_store(url)
    assert store is not None, findings
    return store


def open_only(url: str, at: float) -> bool:
    """Open the store and let go."""
    opened(url, at).close()
    return True


def save_versions(url: str, at: float, who: str) -> list[int]:
    """Save ten versions; return their numbers."""
    store = opened(url, at)
    numbers = []
    for count in range(10):
        text = f"{who} {count}\n"
        made = save_version(
            store,
            "grant",
            HEADING,
            text=text,
            text_hash=sha256(text),
            meaning_hash="m",
            note="",
            by=who,
        )
        numbers.append(made.number)
    store.close()
    return numbers


def save_drafts(url: str, at: float, who: str) -> list[int]:
    """Save ten drafts, each over the one that is there then; return their revisions."""
    store = opened(url, at)
    revisions: list[int] = []
    while len(revisions) < 10:
        there = draft(store, "grant")
        revision = 0 if there is None else there.revision
        text = f"{who} {revision + 1}"
        kept = save_draft(
            store,
            "grant",
            HEADING,
            text=text,
            good=None,
            case=None,
            base=None,
            revision=revision,
        )
        if kept is not None:
            assert (kept.text, kept.revision) == (text, revision + 1)
            revisions.append(kept.revision)
    store.close()
    return revisions


def keep_the_same(url: str, at: float, who: str) -> str:
    """Keep what others keep too: a text, an example by name, records."""
    store = opened(url, at)
    for count in range(10):
        with store.writing() as connection:
            keep_text(connection, f"text {count}")
        keep_example(store, "grant", f"case {count}", {"who": who})
        record = f"record {count}"
        keep_records(
            store,
            [(sha256(record), record)],
            meaning=sha256("ir"),
            ir="ir",
            scheme="grant",
            version=None,
            by=who,
        )
    store.close()
    return who
