"""Unfinished texts, kept on the server for each browser, so that a reload loses nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from nicegui import app

from schemebuilder.services import authoring
from schemebuilder.services.sources import library_paths, load_scheme
from schemebuilder_ui.words import say

DRAFTS = "drafts"
LAST = "last_draft"
FIRST_SCHEME: Final = "first_scheme"
HEADING: Final = re.compile(r'^scheme[ \t]+\w+[ \t]+"([^"\n]*)"', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Draft:
    """One text: `key` is a library id, or the name given to a new or uploaded text.

    `good` is the last text without errors, `case` the facts of the case beside it.
    """

    key: str
    text: str
    good: str | None = None
    case: dict[str, Any] | None = None


def found(key: str) -> Draft | None:
    """The draft of this key, else the scheme of the library; the first scheme is always there."""
    kept = load(key)
    text = library_text(key) if kept is None else None
    if kept is None and text is None and key == FIRST_SCHEME:
        text = authoring.new_scheme(key)
    return kept if text is None else Draft(key, text)


def begin(key: str) -> Draft:
    """The draft of this key, else a new scheme of this name, kept from now on."""
    draft = found(key) or Draft(key, authoring.new_scheme(key))
    save(draft)
    return draft


def free_key(name: str) -> str:
    """A key made of a name that no scheme has yet; empty if the name cannot be one."""
    wanted = key_of(name)
    taken = keys() | library_paths().keys()
    number, key = 2, wanted
    while key in taken:
        key, number = f"{wanted}_{number}", number + 1
    return key


def key_of(name: str) -> str:
    """The key of a name: `Winter fuel` is `winter_fuel`; empty if no letter begins it."""
    key = re.sub(r"\W+", "_", name.strip().lower()).strip("_")
    return key if re.match(r"[^\W\d]", key) else ""


def title_of(text: str) -> str:
    """What a text calls its scheme."""
    heading = HEADING.search(text)
    return (heading[1] if heading else "") or say("head.untitled")


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
    if key not in library_paths():
        return None
    return load_scheme(key).text
