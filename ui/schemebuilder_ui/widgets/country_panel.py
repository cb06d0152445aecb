"""What the scheme costs in a year on the sample population, worked out anew as one types."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from nicegui import background_tasks, ui

from schemebuilder_ui.country_desk import WorkerStoppedError
from schemebuilder_ui.widgets.accessible import named
from schemebuilder_ui.widgets.cost_card import cost_in_short, show_cost
from schemebuilder_ui.widgets.stale import stale_banner
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from schemebuilder_ui.country_desk import Desk

PAUSE_SECONDS: Final = 0.6


class CountryPanel:
    """Shows the national cost of the last good text; an answer for an older text is dropped."""

    def __init__(self, desk: Desk, on_cost: Callable[[str], None]) -> None:
        """`on_cost` hears the cost in short, and nothing while it is not known."""
        self._desk = desk
        self._on_cost = on_cost
        self._page = uuid4().hex
        self._asked = 0
        self._text: str | None = None
        self._short = ""
        self._banner = stale_banner()
        with ui.column().classes("sb-progress") as self._progress:
            self._doing = ui.label(say("country.waiting")).props("role=status")
            bar = ui.linear_progress(value=0, show_value=False, color="primary")
            self._bar = named(bar, say("country.preparing"))
        self._card = named(ui.element("section").classes("sb-country"), say("tab.country"))
        desk.watch(self._page, self._population_progress)
        ui.context.client.on_delete(lambda: desk.leave(self._page))

    def use(self, text: str) -> None:
        """Work out the cost of this text, it has no errors."""
        if text == self._text:
            self._banner(None)
            self._card.classes(remove="sb-stale")
            self._on_cost(self._short)
            return
        self._text = text
        self._asked += 1
        background_tasks.create(self._ask(self._asked, text), name="ask for the national cost")

    def text_has_errors(self) -> None:
        """Keep the last figures, greyed, and say so."""
        known = self._text is not None
        self._banner(say("stale.country" if known else "stale.country.none"))
        self._progress.set_visibility(known and not self._card.default_slot.children)
        self._card.classes(add="sb-stale")
        self._on_cost("")

    def forget(self) -> None:
        """Another scheme is opened: no figures remain."""
        self._text = None
        self._asked += 1
        self._banner(None)
        self._card.clear()
        self._progress.set_visibility(True)

    async def _ask(self, asked: int, text: str) -> None:
        await asyncio.sleep(PAUSE_SECONDS)
        if asked != self._asked or self._card.is_deleted:
            return
        try:
            answer = await self._desk.cost(self._page, text)
        except WorkerStoppedError as error:
            answer = {"failed": str(error)}
        if answer is None or asked != self._asked or self._card.is_deleted:
            return
        self._banner(None)
        self._card.classes(remove="sb-stale")
        self._progress.set_visibility(False)
        self._card.clear()
        with self._card:
            if "card" in answer:
                show_cost(answer["card"])
                self._short = cost_in_short(answer["card"])
                self._on_cost(self._short)
            else:
                ui.label(say("country.failed", reason=answer["failed"])).classes("sb-failed")

    def _population_progress(self, share: float | None, words: str) -> None:
        preparing = say("country.preparing")
        self._doing.text = say("country.waiting") if share is None else f"{preparing} {words}"
        self._bar.value = share or 0.0
        self._bar.set_visibility(share is not None)
