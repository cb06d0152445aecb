"""A case taken from elsewhere into the draft of a scheme, where it is decided as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nicegui import ui

from schemebuilder.services import keeping
from schemebuilder_ui.drafts import library_text
from schemebuilder_ui.widgets.case_record import for_form
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemebuilder.services.workspace import Workspace


def open_case(work: Workspace, key: str, case: Mapping[str, Any], *, at: str) -> None:
    """Keep a case in the draft and go `at` its page; where there is no draft, begin one."""
    draft = keeping.draft(work, key)
    newest = next(iter(keeping.versions(work, key)), None)
    text = draft.text if draft is not None else None
    if text is None and newest is not None:
        text = keeping.version_text(work, key, newest.number)
    text = text or library_text(key)
    if text is None:
        return
    base = newest.number if newest is not None else None
    kept, _ = keeping.save_draft(
        work,
        key,
        text,
        revision=draft.revision if draft is not None else 0,
        good=draft.good if draft is not None else text,
        case=for_form(case),
        base=draft.base if draft is not None else base,
        origin="" if library_text(key) is None else key,
    )
    if kept is None:
        ui.notify(say("household.refused"), color="negative")
        return
    ui.navigate.to(at)
