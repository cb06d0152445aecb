"""Runs that are kept, in the words of their pages: what their versions are called, and when."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from schemebuilder.services import authoring, keeping
from schemebuilder.services.sources import library_paths
from schemebuilder.values.canonical import sha256
from schemebuilder_ui.drafts import library_text
from schemebuilder_ui.words import inside, say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from schemebuilder.services.running import Run
    from schemebuilder.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class KeptRun:
    """A run with its report read, and its versions by name; `before` is empty where it is alone."""

    run: Run
    report: Mapping[str, Any]
    scheme: str
    title: str
    after: str
    before: str

    @property
    def heading(self) -> str:
        """What the run is called: its scheme and what was compared."""
        return heading_of(self.title, self.after, self.before)


def read_run(run: Run) -> KeptRun:
    """Read the report of a run, whose texts say which versions it compared."""
    report = json.loads(run.report)
    after, before = run.inputs["after"], run.inputs.get("before")
    return KeptRun(
        run,
        report,
        after["scheme"],
        report["schemes"][0]["title"] or report["schemes"][0]["id"],
        version_name(after),
        "" if before is None else version_name(before),
    )


def version_name(part: Mapping[str, Any]) -> str:
    """What a text of a run is called: `Version 3`, the draft, the library's, a reform's base."""
    if part["version"] is not None:
        return say("version.number", n=part["version"])
    if part["text"] in _library_hashes():
        return say("version.library")
    return say("version.draft" if part["scheme"] else "version.base")


@cache
def _library_hashes() -> frozenset[str]:
    """What names the texts of the library where texts are kept."""
    return frozenset(sha256(library_text(id_) or "") for id_ in library_paths())


def heading_of(title: str, after: str, before: str) -> str:
    """What a run or a job is called."""
    if not before:
        return say("run.heading.alone", title=title, after=inside(after))
    return say("run.heading", title=title, after=inside(after), before=inside(before))


def rules_changed_since(work: Workspace, kept: KeptRun) -> bool:
    """Whether what the scheme says today means something else than what was run.

    Today is the draft, or the newest version where there is none. A text with errors means
    something else.
    """
    draft = keeping.draft(work, kept.scheme)
    newest = next(iter(keeping.versions(work, kept.scheme)), None)
    if draft is not None:
        meaning = authoring.check_text(draft.text).meaning_hash
    elif newest is not None:
        meaning = newest.meaning_hash
    else:
        return False
    return bool(meaning != kept.run.inputs["after"]["meaning"])


def at(moment: datetime) -> str:
    """A moment as people read it, in this machine's time: `2026-03-01 14:05`."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"
