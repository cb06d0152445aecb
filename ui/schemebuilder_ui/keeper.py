"""Keeps the draft of one page as it changes: one save at a time, the newest text last."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from nicegui import background_tasks

from schemebuilder_ui import drafts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from schemebuilder.diagnostics.finding import Finding
    from schemebuilder.services.workspace import Workspace
    from schemebuilder_ui.drafts import Draft

CHANGED_ELSEWHERE: Final = "SB-U008"


@dataclass(frozen=True, slots=True)
class Heard:
    """What a page is told: a draft was kept, refused for another's, or could not be, and why."""

    saved: Callable[[datetime], None]
    refused: Callable[[], None]
    failed: Callable[[str], None]


class Keeper:
    """Saves over the revision that the page knows, so that no window overwrites another."""

    def __init__(self, work: Workspace, draft: Draft, heard: Heard) -> None:
        self._work = work
        self._heard = heard
        self._kept = draft
        self._wanted: Draft | None = None
        self._saving: asyncio.Task[None] | None = None
        self._refused = False

    @property
    def is_kept(self) -> bool:
        """Whether there is a draft in the store; a text that nobody changed needs none."""
        return self._kept.revision > 0

    def keep(self, draft: Draft) -> None:
        """Save a draft soon; after a refusal only `go_on` does."""
        if self._refused or (not self.is_kept and draft.text == self._kept.text):
            return
        self._wanted = draft
        if self._saving is None or self._saving.done():
            self._saving = background_tasks.create(self._save(), name="keep the draft")

    async def finished(self) -> None:
        """Wait until what is to be kept is kept."""
        if self._saving is not None:
            await self._saving

    def go_on(self, kept: Draft) -> None:
        """Save over this draft from now on: it was looked at, or is taken over."""
        self._kept, self._refused, self._wanted = kept, False, None

    async def _save(self) -> None:
        while self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            wanted = replace(wanted, revision=self._kept.revision)
            if wanted == self._kept:
                continue
            kept, findings = await asyncio.to_thread(drafts.save, self._work, wanted)
            if kept is None:
                self._not_kept(findings)
                return
            self._kept = replace(wanted, revision=kept.revision)
            self._heard.saved(kept.saved_at)

    def _not_kept(self, findings: Sequence[Finding]) -> None:
        """Somebody else saved meanwhile, or the database refuses: then the next change may do."""
        self._refused = any(finding.code == CHANGED_ELSEWHERE for finding in findings)
        if self._refused:
            self._heard.refused()
        else:
            self._heard.failed(" ".join(f"{each.message} {each.hint}" for each in findings[:1]))
