"""Simulations and populations under way: how far each is, with a way to cancel it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from nicegui import ui

from schemebuilder.services import running
from schemebuilder.services.running import State
from schemebuilder_ui.widgets.accessible import named
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from schemebuilder.services.running import Job
    from schemebuilder.services.workspace import Workspace

LOOK_SECONDS: Final = 0.25
"""How often a page looks again how far its jobs are."""
IDLE_SECONDS: Final = 1.0
"""How often it looks whether somebody else began one, while nothing is under way."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What is drawn of a job."""

    box: ui.element
    words: ui.label
    bar: ui.linear_progress
    cancel: ui.button
    results: ui.link


class JobList:
    """Shows the jobs that `about` picks from those that are not done, and how each ends.

    They are the server's: a page that is opened anew shows them again. `ended` hears of each end
    that this page saw.
    """

    def __init__(
        self, work: Workspace, about: Callable[[Job], bool], ended: Callable[[Job], None]
    ) -> None:
        self._work = work
        self._about = about
        self._ended = ended
        self._drawn: dict[str, _Drawn] = {}
        self._open: set[str] = set()
        self._cancelled: set[str] = set()
        self._box = named(ui.element("section").classes("sb-jobs"), say("jobs.title"))
        self._box.set_visibility(False)
        self._timer = ui.timer(LOOK_SECONDS, self.look)
        self.look()

    def look(self) -> None:
        """Draw how far every job is."""
        for job in reversed(self._jobs()):
            if job.id not in self._drawn:
                if job.state.ended:
                    continue
                self._draw(job)
            if job.id in self._open:
                self._tell(job)
        self._box.set_visibility(bool(self._drawn))
        self._timer.interval = LOOK_SECONDS if self._open else IDLE_SECONDS

    def _jobs(self) -> list[Job]:
        """Those that are wanted, the one submitted last first, with those that were drawn."""
        found = [job for job in running.jobs(self._work, 50) if self._about(job)]
        gone = self._open - {job.id for job in found}
        found += [job for id_ in gone if (job := running.job(self._work, id_)) is not None]
        return found

    def _draw(self, job: Job) -> None:
        with self._box, ui.element("article").classes("sb-job") as box:
            with ui.row(wrap=False, align_items="center").classes("sb-job-head"):
                ui.label(job.title).classes("sb-h3")
                ui.space()
                results = ui.link(say("jobs.results"), "")
                results.set_visibility(False)
                cancel = ui.button(say("jobs.cancel"), on_click=lambda: self._cancel(job.id))
                named(cancel.props("outline no-caps"), say("jobs.cancel.of", title=job.title))
            words = ui.label().props("role=status").classes("sb-quiet")
            bar = ui.linear_progress(value=0, show_value=False, color="primary")
            named(bar, say("jobs.progress", title=job.title))
        self._drawn[job.id] = _Drawn(box, words, bar, cancel, results)
        self._open.add(job.id)

    def _tell(self, job: Job) -> None:
        drawn = self._drawn[job.id]
        waits = job.id in self._cancelled and not job.state.ended
        drawn.words.text = say("jobs.cancelling") if waits else told(job)
        drawn.bar.value = job.progress / running.WHOLE
        if not job.state.ended:
            return
        self._open.discard(job.id)
        drawn.cancel.set_visibility(False)
        drawn.bar.set_visibility(False)
        drawn.box.classes(f"sb-job-{job.state.value}")
        if job.run is not None:
            drawn.results.props["href"] = f"/runs/{job.run}"
            drawn.results.set_visibility(True)
        self._ended(job)

    def _cancel(self, job: str) -> None:
        self._cancelled.add(job)
        self._drawn[job].cancel.disable()
        running.cancel(self._work, job)
        self.look()


def told(job: Job) -> str:
    """Say how far a job is, or how it ended."""
    match job.state:
        case State.QUEUED:
            return say("jobs.queued")
        case State.RUNNING:
            if not job.words:
                return say("jobs.starting")
            return f"{100 * job.progress // running.WHOLE}% · {job.words}"
        case State.DONE:
            return say("jobs.done.population" if job.run is None else "jobs.done")
        case State.CANCELLED:
            return say("jobs.cancelled")
        case State.FAILED:
            problem = job.problem or {}
            return f"{problem.get('message', '')} {problem.get('hint', '')}".strip()
