"""One case beside the text: its facts, its decision as they change, and why."""

from __future__ import annotations

import asyncio
from copy import deepcopy
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from nicegui import background_tasks, ui

from schemebuilder.services import deciding, forms
from schemebuilder_ui.widgets.accessible import heading, named
from schemebuilder_ui.widgets.case_form import CaseForm
from schemebuilder_ui.widgets.case_record import for_form
from schemebuilder_ui.widgets.decision import show_decision
from schemebuilder_ui.widgets.stale import stale_banner
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

PAUSE_SECONDS: Final = 0.3


class CasePanel:
    """Decides its case by the last good text, whenever either changes.

    `on_keep` gets that text and the case, to be kept as an example.
    """

    def __init__(
        self,
        on_changed: Callable[[dict[str, Any]], None],
        on_keep: Callable[[str, dict[str, Any]], None],
    ) -> None:
        self._on_changed = on_changed
        self._on_keep = on_keep
        self._text: str | None = None
        self._asked = 0
        self._examples: dict[str, dict[str, Any]] = {}
        self._banner = stale_banner()
        self._decision = ui.element("section").classes("sb-decision").props("aria-live=polite")
        named(self._decision, say("decision.title"))
        with ui.element("section").classes("sb-form-box") as self._facts:
            with ui.row(align_items="center").classes("sb-form-head"):
                heading(say("case.title"), 2)
                ui.space()
                self._start = ui.button(say("case.start"), icon="lightbulb")
                with self._start.props("flat dense no-caps"):
                    self._menu = ui.menu()
                keep = ui.button(say("keep.button"), icon="bookmark_add", on_click=self._keep)
                keep.props("flat dense no-caps")
                ui.button(say("case.clear"), on_click=self._clear).props("flat dense no-caps")
            ui.label(say("case.unknown.rule")).classes("sb-quiet")
            self._form = CaseForm(self._facts_changed)
        self._facts.set_visibility(False)

    def use(self, text: str, case: dict[str, Any] | None = None) -> None:
        """Decide by this text from now on, it has no errors; `case` is what to begin with."""
        self._banner(None)
        self._decision.classes(remove="sb-stale")
        if text == self._text:
            return
        self._text = text
        fresh = None if self._form.case else case or _blank(text)
        self._form.use(forms.case_form(text), forms.roles(text), fresh)
        self._offer_examples(text)
        self._facts.set_visibility(True)
        self._decide(0)

    def text_has_errors(self) -> None:
        """Keep the last decision, greyed, and say so."""
        self._banner(say("stale.case" if self._text is not None else "stale.case.none"))
        self._decision.classes(add="sb-stale")

    def forget(self) -> None:
        """Another scheme is opened: no facts and no decision remain."""
        self._text = None
        self._asked += 1
        self._form.case = {}
        self._facts.set_visibility(False)
        self._banner(None)
        self._decision.clear()

    def _offer_examples(self, text: str) -> None:
        examples = dict(forms.example_cases(text))
        self._start.set_visibility(bool(examples))
        if examples.keys() == self._examples.keys():
            self._examples = examples
            return
        self._examples = examples
        self._menu.clear()
        with self._menu:
            for title in examples:
                item = ui.menu_item(
                    title, lambda title=title: self._start_from(self._examples[title])
                )
                item.props("role=menuitem")

    def _keep(self) -> None:
        if self._text is not None:
            self._on_keep(self._text, deepcopy(self._form.case))

    def _clear(self) -> None:
        if self._text is not None:
            self._start_from(_blank(self._text))

    def _start_from(self, case: dict[str, Any]) -> None:
        if self._text is not None:
            self._form.use(forms.case_form(self._text), forms.roles(self._text), for_form(case))
            self._facts_changed()

    def _facts_changed(self) -> None:
        self._on_changed(self._form.case)
        self._decide(PAUSE_SECONDS)

    def _decide(self, pause: float) -> None:
        self._asked += 1
        background_tasks.create(self._decide_later(self._asked, pause), name="decide the case")

    async def _decide_later(self, asked: int, pause: float) -> None:
        await asyncio.sleep(pause)
        if asked != self._asked or self._text is None or self._decision.is_deleted:
            return
        text, case = self._text, deepcopy(self._form.case)
        decided = await asyncio.to_thread(deciding.decide_text, text, case, explain=True)
        if asked != self._asked or self._decision.is_deleted:
            return
        self._decision.clear()
        with self._decision:
            show_decision(decided)


def _blank(text: str) -> dict[str, Any]:
    """A case of which nothing is known, as of today where the scheme has begun by then."""
    case = for_form(forms.blank_case(text))
    today = datetime.now().astimezone().date().isoformat()
    return case | {"date": max(case["date"] or today, today)}
