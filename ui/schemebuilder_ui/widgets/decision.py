"""A decision as people read it: outcome, amount, why, every step, what to ask next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nicegui import ui

from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from schemebuilder.services.deciding import Decided


def show_decision(decided: Decided) -> None:
    """Draw a decision into the current place."""
    ui.label(str(decided.result))
    ui.label(say("decision.why"))
