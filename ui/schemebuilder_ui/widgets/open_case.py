"""A case taken from elsewhere to the text of a scheme, where it is decided as one types."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from nicegui import ui

from schemebuilder_ui import drafts
from schemebuilder_ui.widgets.case_record import for_form
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemebuilder.services.workspace import Workspace


def open_case(work: Workspace, key: str, case: Mapping[str, Any], *, at: str) -> None:
    """Put a case beside the text of a scheme and go `at` its page; the text stays as it is."""
    draft = drafts.found(work, key)
    if draft is None:
        ui.notify(say("household.no_scheme"), color="negative")
    elif draft.revision == 0:
        drafts.remember_case(key, for_form(case))
        ui.navigate.to(at)
    elif drafts.save(work, replace(draft, case=for_form(case))) is None:
        ui.notify(say("household.refused"), color="negative")
    else:
        ui.navigate.to(at)
