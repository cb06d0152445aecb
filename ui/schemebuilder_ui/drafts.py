"""Unfinished texts, kept on the server for each browser, so that a reload loses nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nicegui import app

from schemebuilder.services import authoring
from schemebuilder.services.sources import load_scheme

DRAFTS = "drafts"
LAST = "last_draft"


@dataclass(frozen=True, slots=True)
class Draft:
    """One text: `key` is a library id, or the name given to a new or uploaded text.

    `good` is the last text without errors, `case` the facts of the case beside it.
    """

    key: str
    text: str
    good: str | None = None
    case: dict[str, Any] | None = None


def last() -> Draft | None:
    """The draft that this browser worked on last."""
    key = app.storage.user.get(LAST)
    return load(key) if key else None


def load(key: str) -> Draft | None:
    """A draft by its key, if it was kept."""
    kept = app.storage.user.get(DRAFTS, {}).get(key)
    return Draft(key, kept["text"], kept["good"], kept["case"]) if kept else None


def keys() -> frozenset[str]:
    """The keys of every draft kept for this browser."""
    return frozenset(app.storage.user.get(DRAFTS, {}))


def save(draft: Draft) -> datetime:
    """Keep a draft as the last one; returns when. An unchanged library text needs no copy."""
    kept = dict(app.storage.user.get(DRAFTS, {}))
    kept.pop(draft.key, None)
    if draft.case is not None or draft.text != library_text(draft.key):
        kept[draft.key] = {"text": draft.text, "good": draft.good, "case": draft.case}
    app.storage.user[DRAFTS] = kept
    app.storage.user[LAST] = draft.key
    return datetime.now().astimezone()


def library_text(key: str) -> str | None:
    """The text that the library holds under this key, if it does."""
    if key not in {entry.id for entry in authoring.library()}:
        return None
    return load_scheme(key).text
