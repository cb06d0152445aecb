"""What a run rests on and can be repeated with: its versions, people, day, line and program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nicegui import ui

from schemebuilder_ui.figures import grouped
from schemebuilder_ui.kept_runs import at
from schemebuilder_ui.words import say, whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemebuilder_ui.kept_runs import KeptRun


def run_inputs(kept: KeptRun) -> None:
    """Draw the inputs, none of which ever changes, and the whole report as a file."""
    report, inputs = kept.report, kept.run.inputs
    population, line = report["population"], report["effects"]["line"]
    with ui.element("dl").classes("sb-inputs"):
        _text(say("run.inputs.after"), kept.after, inputs["after"])
        if inputs.get("before") is not None:
            _text(say("run.inputs.before"), kept.before, inputs["before"])
        about = say(
            "population.about",
            persons=whole(population["persons"]),
            households=whole(population["households"]),
            day=population["reference_date"],
        )
        hashed = say("run.inputs.hash", hash=population["hash"])
        _entry(say("population.title"), population["title"], about, hashed)
        _entry(say("simulate.day"), str(report["on"]))
        each = line["per_person_per_year"]
        amount = "" if each is None else f"{report['effects']['currency']} {grouped(each, 2)}"
        _entry(say("line.title"), f"{line['words']}", amount)
        made = report["run"]
        program = say("run.inputs.program.words", version=made["version"], engine=made["engine"])
        took = say("run.inputs.took", seconds=made["seconds"], when=at(kept.run.made_at))
        _entry(say("run.inputs.program"), program, took)
    save = ui.button(say("run.report"), icon="download", on_click=lambda: _download(kept))
    save.props("outline no-caps").classes("sb-own-width")


def _text(title: str, name: str, part: Mapping[str, Any]) -> None:
    text = say("run.inputs.text", hash=part["text"])
    _entry(title, name, text, say("run.inputs.meaning", hash=part["meaning"]))


def _entry(title: str, *lines: str) -> None:
    with ui.element("div"):
        with ui.element("dt"):
            ui.label(title)
        with ui.element("dd"):
            for number, line in enumerate(lines):
                if line:
                    ui.label(line).classes("sb-quiet sb-hash" if number else "")


def _download(kept: KeptRun) -> None:
    name = f"run_{kept.run.id}.json"
    ui.download.content(kept.run.report.encode(), name, "application/json")
