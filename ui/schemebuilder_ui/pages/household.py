"""One household of a run: what each version decides for it, where they part, and why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from nicegui import ui

from schemebuilder.services import deciding, exploring, kept_populations, running
from schemebuilder_ui.frame import frame, page, scheme_address
from schemebuilder_ui.kept_runs import read_run
from schemebuilder_ui.pages.missing import missing_run
from schemebuilder_ui.widgets.accessible import heading, named
from schemebuilder_ui.widgets.decision import told
from schemebuilder_ui.widgets.findings import show_findings, trouble
from schemebuilder_ui.widgets.household_facts import household_facts
from schemebuilder_ui.widgets.open_case import open_case
from schemebuilder_ui.widgets.steps_beside import show_steps
from schemebuilder_ui.widgets.verdicts_beside import verdicts_beside
from schemebuilder_ui.words import inside, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemebuilder.services.exploring import Explored, Side
    from schemebuilder.services.workspace import Workspace
    from schemebuilder_ui.kept_runs import KeptRun


def register(work: Workspace) -> None:
    """Add the page."""

    @page("/runs/{id_}/household/{household:path}")
    def _household(id_: str, household: str) -> None:
        found = running.run(work, id_)
        if found is None:
            missing_run(id_)
        else:
            _draw(work, read_run(found), household)


def _draw(work: Workspace, kept: KeptRun, household: str) -> None:
    title = say("household.title", id=household)
    around = frame(title, here="runs", scheme=kept.scheme, called=kept.title)
    with around as drawn, drawn.body:
        heading(title, 1)
        with ui.row(align_items="center").classes("sb-field-row"):
            ui.label(say("household.of", run="")).classes("sb-quiet")
            ui.link(kept.heading, f"/runs/{kept.run.id}")
        folder = kept_populations.population_folder(work, kept.run.inputs["population"])
        if folder is None:
            trouble(say("household.gone"), "")
            return
        texts, day = kept.run.texts, date.fromisoformat(kept.run.inputs["on"])
        found = exploring.explore(folder, household, texts["after"], texts.get("before"), day)
        show_findings(found.findings)
        if found.after is not None:
            _parts(work, kept, found, found.after)


def _parts(work: Workspace, kept: KeptRun, found: Explored, after: Side) -> None:
    sides = {kept.after: after}
    if found.before is not None:
        sides = {kept.before: found.before, **sides}
    with named(ui.element("section"), say("household.decided")):
        heading(say("household.decided"), 2)
        verdicts_beside(sides)
    if found.before is not None:
        with named(ui.element("section"), say("household.steps")):
            heading(say("household.steps"), 2)
            show_steps((kept.before, found.before.explanation), (kept.after, after.explanation))
    with named(ui.element("section"), say("household.why")):
        heading(say("household.why"), 2)
        _explained(kept, sides)
    with named(ui.element("section"), say("household.facts")):
        heading(say("household.facts"), 2)
        household_facts(kept.run.texts["after"], after.case)
        with ui.row(align_items="center").classes("sb-field-row"):
            button = ui.button(say("household.open"), icon="edit_note")
            there = scheme_address(kept.scheme)
            button.on_click(lambda: open_case(work, kept.scheme, after.case, at=there))
            button.props("outline no-caps")
            ui.label(say("household.open.hint")).classes("sb-quiet")


def _explained(kept: KeptRun, sides: Mapping[str, Side]) -> None:
    """The explanation of each version beside each other, for the reader that is chosen."""
    texts = kept.run.texts
    by_name = {kept.after: texts["after"], kept.before: texts.get("before", "")}
    explained = {name: _voices(by_name[name], side.case) for name, side in sides.items()}
    with ui.row(align_items="center").classes("sb-field-row"):
        ui.label(say("household.voice"))
        voices = {voice: say(f"household.voice.{voice}") for voice in deciding.VOICES}
        chosen = ui.toggle(voices, value="officer").props("no-caps dense unelevated")
        named(chosen.classes("sb-three").props("toggle-color=answer"), say("household.voice"))
    shown = ui.element("div").classes("sb-pair").props("aria-live=polite")

    def draw() -> None:
        shown.clear()
        with shown:
            for name, words in explained.items():
                with named(ui.element("article").classes("sb-outcome"), inside(name)):
                    heading(name, 3)
                    told(words.get(chosen.value, ""))

    chosen.on_value_change(draw)
    draw()


def _voices(text: str, case: Mapping[str, Any]) -> Mapping[str, str]:
    return deciding.decide_text(text, case, explain=True).explanations
