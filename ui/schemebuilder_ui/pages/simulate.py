"""Simulating a scheme: which versions, on whom, when; what is under way, and earlier runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nicegui import ui

from schemebuilder.services import running
from schemebuilder_ui.drafts import title_of
from schemebuilder_ui.frame import frame, page
from schemebuilder_ui.pages.missing import missing_scheme
from schemebuilder_ui.widgets.accessible import heading, named
from schemebuilder_ui.widgets.job_list import JobList
from schemebuilder_ui.widgets.run_table import run_table
from schemebuilder_ui.widgets.simulation_form import SimulationForm
from schemebuilder_ui.widgets.version_choice import texts_of
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from schemebuilder.services.running import Job
    from schemebuilder.services.workspace import Workspace
    from schemebuilder_ui.widgets.version_choice import Texts


def register(work: Workspace) -> None:
    """Add the page; `version` and `baseline` in its address say what is chosen first."""

    @page("/scheme/{key}/simulate")
    def _simulate(key: str, version: str = "", baseline: str = "") -> None:
        texts = texts_of(work, key)
        if texts.names:
            _Simulate(work, texts, (version, baseline))
        else:
            missing_scheme(key)


class _Simulate:
    """One browser page at simulations of one scheme."""

    def __init__(self, work: Workspace, texts: Texts, asked: tuple[str, str]) -> None:
        self._work = work
        self._key = texts.key
        self._own: set[str] = set()
        title = title_of(next(iter(texts.texts.values())))
        tab = say("simulate.tab", title=title)
        with frame(tab, here="simulate", scheme=texts.key, called=title) as around, around.body:
            heading(say("simulate.title"), 1)
            for wanted in asked:
                if wanted.isdecimal() and wanted not in texts.names:
                    ui.label(say("simulate.no_version", n=wanted)).classes("sb-banner")
            with named(ui.element("section"), say("simulate.title")):
                self._form = SimulationForm(work, texts, asked, self._started)
            self._jobs = JobList(work, self._about, self._ended)
            with named(ui.element("section"), say("simulate.earlier")):
                heading(say("simulate.earlier"), 2)
                self._earlier = ui.element("div")
            self._show_earlier()

    def _about(self, job: Job) -> bool:
        """Whether a job is shown here: one of this scheme, or one that makes people up."""
        parts = (job.request.get("after"), job.request.get("before"))
        return "after" not in job.request or any(
            part is not None and part["scheme"] == self._key for part in parts
        )

    def _started(self, job: str) -> None:
        self._own.add(job)
        self._jobs.look()

    def _ended(self, job: Job) -> None:
        """Show what came of a job: the results at once where it was begun on this page."""
        if job.made is not None:
            self._form.population.renew(job.made)
        if job.run is not None:
            self._show_earlier()
            if job.id in self._own:
                ui.navigate.to(f"/runs/{job.run}")

    def _show_earlier(self) -> None:
        self._earlier.clear()
        with self._earlier:
            run_table(running.runs(self._work, 20, self._key), say("simulate.earlier.none"))
