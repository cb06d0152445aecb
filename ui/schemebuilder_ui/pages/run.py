"""One run: its four numbers first, then who and where, what changes, and what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nicegui import ui

from schemebuilder.services import running
from schemebuilder_ui.frame import frame, page, scheme_address
from schemebuilder_ui.kept_runs import at, read_run, rules_changed_since
from schemebuilder_ui.pages.missing import missing_run
from schemebuilder_ui.widgets.accessible import heading, named
from schemebuilder_ui.widgets.find_household import find_household
from schemebuilder_ui.widgets.run_figures import Results
from schemebuilder_ui.widgets.run_inputs import run_inputs
from schemebuilder_ui.widgets.run_view import run_view
from schemebuilder_ui.words import say, whole

if TYPE_CHECKING:
    from schemebuilder.services.workspace import Workspace
    from schemebuilder_ui.kept_runs import KeptRun


def register(work: Workspace) -> None:
    """Add the page."""

    @page("/runs/{id_}")
    def _run(id_: str) -> None:
        found = running.run(work, id_)
        if found is None:
            missing_run(id_)
        else:
            _draw(work, read_run(found))


def _draw(work: Workspace, kept: KeptRun) -> None:
    around = frame(kept.heading, here="runs", scheme=kept.scheme, called=kept.title)
    with around as drawn, drawn.body:
        heading(kept.heading, 1)
        population = kept.report["population"]
        about = say(
            "run.about",
            population=population["title"],
            persons=whole(population["persons"]),
            households=whole(population["households"]),
            day=kept.report["on"],
            made=at(kept.run.made_at),
        )
        ui.label(about).classes("sb-quiet")
        if rules_changed_since(work, kept):
            with ui.element("div").classes("sb-banner").props("role=note"):
                ui.label(say("run.stale"))
                ui.link(say("run.stale.again"), scheme_address(kept.scheme, "/simulate"))
        run_view(Results(kept.report, kept.after, kept.before, kept.run.id, kept.run.texts))
        with named(ui.element("section"), say("find.title")):
            heading(say("find.title"), 2)
            find_household(kept.run.id)
        with named(ui.element("section"), say("run.inputs")):
            heading(say("run.inputs"), 2)
            run_inputs(kept)
