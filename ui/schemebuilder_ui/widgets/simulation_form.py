"""What to simulate: which text, against which, on whom, on which day, below which line."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from nicegui import ui

from schemebuilder.services import authoring, running
from schemebuilder_ui.widgets.accessible import named
from schemebuilder_ui.widgets.choices import choice, field
from schemebuilder_ui.widgets.findings import show_findings, trouble
from schemebuilder_ui.widgets.line_choice import LineChoice
from schemebuilder_ui.widgets.population_choice import PopulationChoice
from schemebuilder_ui.widgets.version_choice import NONE
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from schemebuilder.services.workspace import Workspace
    from schemebuilder_ui.widgets.version_choice import Texts


class SimulationForm:
    """Draws the form into the current place; `started` hears the id of each job."""

    def __init__(
        self,
        work: Workspace,
        texts: Texts,
        asked: tuple[str, str],
        started: Callable[[str], None],
    ) -> None:
        self._work = work
        self._texts = texts
        self._started = started
        self._day_shown = ""
        after = texts.chosen(asked[0])
        before = texts.against(after, asked[1])
        with ui.element("div").classes("sb-simulation"):
            with field(say("simulate.version")):
                self._after = choice(say("simulate.version"), texts.names, after)
            with field(say("simulate.baseline"), say("simulate.baseline.hint")):
                alone = {NONE: say("simulate.alone")}
                names = {**texts.names, **alone}
                self._before = choice(say("simulate.baseline"), names, before)
            with field(say("population.title")):
                self.population = PopulationChoice(work, self._propose_day)
            with field(say("simulate.day"), say("simulate.day.hint")):
                self._day = ui.input().props("type=date outlined dense").classes("sb-short")
                named(self._day, say("simulate.day"))
            with field(say("line.title"), say("line.hint")):
                self._line = LineChoice(self._currency())
        with ui.row(align_items="center"):
            start = ui.button(say("simulate.start"), icon="play_arrow", on_click=self._start)
            start.props("unelevated no-caps")
        self._wrong = ui.element("div").classes("sb-wrong").props("aria-live=polite")
        self._after.on_value_change(self._propose_day)
        self._propose_day()

    def _propose_day(self) -> None:
        """Propose the first day that people and law both have, until one says another."""
        if self._day.value != self._day_shown:
            return
        scheme = authoring.check_text(self._texts.texts[self._after.value]).scheme
        day = self.population.day
        if scheme is not None:
            day = max(day, scheme.in_force.start or day)
            day = min(day, scheme.in_force.end or day)
        self._day_shown = day.isoformat()
        self._day.value = self._day_shown

    def _currency(self) -> str:
        scheme = authoring.check_text(self._texts.texts[self._after.value]).scheme
        return "" if scheme is None else scheme.currency

    def _start(self) -> None:
        self._wrong.clear()
        after = self._texts.ref(self._after.value)
        if after is None:
            return
        try:
            day = date.fromisoformat(self._day.value) if self._day.value else None
        except ValueError:
            with self._wrong:
                trouble(say("simulate.day.bad"), "")
            return
        before = self._texts.ref(self._before.value)
        asked = running.Asked(after, before, self.population.hash, day, self._line.text)
        job, findings = running.submit_simulation(self._work, asked)
        if job is None:
            with self._wrong:
                show_findings(findings)
                ui.link(say("simulate.mend"), f"/scheme/{self._texts.key}")
            return
        self._started(job)
