"""The texts that pages work on: kept ones, and those of the library until they are changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from nicegui import app

from schemebuilder.services import authoring, keeping
from schemebuilder.services.sources import library_paths, load_scheme
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from schemebuilder.diagnostics.finding import Finding
    from schemebuilder.services.workspace import Workspace

OLD_DRAFTS: Final = "drafts"
"""Where drafts were before there was a store: with each browser, by key."""
CASES: Final = "cases"
"""Where the case beside a text is that nobody changed yet: with each browser, by key."""
FIRST_SCHEME: Final = "first_scheme"
HEADING: Final = re.compile(r'^scheme[ \t]+\w+[ \t]+"([^"\n]*)"', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Draft:
    """One text under way; `key` is its scheme's, which for the library's is its id.

    `good` is the last text without errors, `case` the facts of the case beside it. `revision` is
    that of the draft kept, 0 while there is none; `base` is the version that it began as, and
    `origin` the library scheme.
    """

    key: str
    text: str
    good: str | None = None
    case: dict[str, Any] | None = None
    revision: int = 0
    base: int | None = None
    origin: str = ""


def found(work: Workspace, key: str) -> Draft | None:
    """The draft of this key, else the newest version, else the library's; the first one is always.

    A text that nobody changed yet comes with the case that this browser had beside it.
    """
    kept = next((one for one in keeping.schemes(work) if one.key == key), None)
    origin = kept.heading.origin if kept else key if library_text(key) is not None else ""
    draft = keeping.draft(work, key)
    if draft is not None:
        case = dict(draft.case) if draft.case is not None else None
        return Draft(key, draft.text, draft.good, case, draft.revision, draft.base, origin)
    newest = next(iter(keeping.versions(work, key)), None)
    text = library_text(key) if newest is None else keeping.version_text(work, key, newest.number)
    if text is None and key == FIRST_SCHEME:
        text = authoring.new_scheme(key)
    if text is None:
        return None
    case = app.storage.user.get(CASES, {}).get(key)
    return Draft(key, text, None, case, 0, newest.number if newest else None, origin)


def remember_case(key: str, case: dict[str, Any]) -> None:
    """Keep the case beside a text that is not changed, with this browser."""
    app.storage.user[CASES] = {**app.storage.user.get(CASES, {}), key: case}


def save(work: Workspace, draft: Draft) -> tuple[keeping.Draft | None, tuple[Finding, ...]]:
    """Keep a draft over the one of its revision, or say why it is not kept.

    Where somebody else saved meanwhile, that is the finding SB-U008.
    """
    return keeping.save_draft(
        work,
        draft.key,
        draft.text,
        revision=draft.revision,
        good=draft.good,
        case=draft.case,
        base=draft.base,
        origin=draft.origin,
    )


def keep_scheme(work: Workspace, key: str) -> None:
    """Keep a scheme that nobody changed yet, so that cases can be kept with it."""
    draft = found(work, key)
    if draft is not None and key not in {one.key for one in keeping.schemes(work)}:
        save(work, draft)


def begin(
    work: Workspace, name: str, text: str | None = None, origin: str = ""
) -> tuple[keeping.Draft | None, tuple[Finding, ...]]:
    """Keep a text, or else a new scheme, under a key made of a name."""
    key = free_key(work, name) or free_key(work, FIRST_SCHEME)
    first = authoring.new_scheme(key) if text is None else text
    return save(work, Draft(key, first, origin=origin))


def free_key(work: Workspace, name: str) -> str:
    """A key made of a name that no scheme has yet; empty if the name cannot be one."""
    wanted = key_of(name)
    taken = {one.key for one in keeping.schemes(work)} | library_paths().keys()
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


def library_text(key: str) -> str | None:
    """The text that the library holds under this key, if it does."""
    if key not in library_paths():
        return None
    return load_scheme(key).text


def move_over(work: Workspace) -> None:
    """Keep the drafts that this browser had before there was a store; nothing is overwritten."""
    old = app.storage.user.get(OLD_DRAFTS, {})
    left = {key: one for key, one in old.items() if not _moved(work, key, one)}
    if old:
        app.storage.user[OLD_DRAFTS] = left


def _moved(work: Workspace, key: str, old: dict[str, Any]) -> bool:
    """Keep an old draft; under another key where one of its own is there already."""
    if keeping.draft(work, key) is not None:
        return begin(work, key, old["text"])[0] is not None
    origin = key if library_text(key) is not None else ""
    moved = Draft(key, old["text"], old["good"], old["case"], origin=origin)
    return save(work, moved)[0] is not None
