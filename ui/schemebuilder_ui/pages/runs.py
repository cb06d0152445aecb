"""All runs: those under way with a way to cancel them, and those that are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nicegui import ui

from schemebuilder.services import running
from schemebuilder_ui.frame import frame, page
from schemebuilder_ui.widgets.accessible import heading, named
from schemebuilder_ui.widgets.job_list import JobList, told
from schemebuilder_ui.widgets.run_table import run_table
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from schemebuilder.services.running import Job
    from schemebuilder.services.workspace import Workspace

MOST = 100


def register(work: Workspace) -> None:
    """Add the page."""

    @page("/runs")
    def _runs() -> None:
        with frame(say("runs.title"), here="runs", called=say("studio")) as around, around.body:
            heading(say("runs.title"), 1)
            JobList(work, lambda _: True, lambda _: draw())
            with named(ui.element("section"), say("runs.kept")):
                heading(say("runs.kept"), 2)
                kept = ui.element("div")
            with named(ui.element("section"), say("runs.without")) as without:
                heading(say("runs.without"), 2)
                ended = ui.element("ul").classes("sb-rows")

            def draw() -> None:
                kept.clear()
                with kept:
                    run_table(running.runs(work, MOST), say("runs.none"))
                stopped = [job for job in running.jobs(work, MOST) if _without_result(job)]
                without.set_visibility(bool(stopped))
                ended.clear()
                with ended:
                    for job in stopped:
                        _row(job)

            draw()


def _without_result(job: Job) -> bool:
    return job.state.ended and job.run is None and job.made is None


def _row(job: Job) -> None:
    with ui.element("li"):
        ui.label(job.title)
        ui.label(told(job)).classes("sb-quiet")
