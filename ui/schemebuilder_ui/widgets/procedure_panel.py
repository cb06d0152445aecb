"""The procedures of the scheme beside its text: drawn in lanes, and step by step in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nicegui import ui

from schemebuilder.services import browsing
from schemebuilder_ui.widgets.accessible import heading, named
from schemebuilder_ui.widgets.stale import stale_banner
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from nicegui.events import MermaidNodeClickEventArguments

    from schemebuilder.services.browsing import Flow, FlowStep

DRAWN: Final = {
    "theme": "neutral",
    "themeVariables": {"fontSize": "13px"},
    "themeCSS": ".cluster-label { font-weight: 600; } .cluster rect { fill: #f7f9fc; }",
    "flowchart": {"useMaxWidth": False, "nodeSpacing": 24, "rankSpacing": 32, "padding": 8},
}
"""How Mermaid draws: large enough to read; the page fits it into its box unless asked not to."""


class ProcedurePanel:
    """Shows the procedures of the last good text; a step leads to its place in the text."""

    def __init__(self, go_to: Callable[[int, int], None]) -> None:
        self._go_to = go_to
        self._flows: list[Flow] | None = None
        self._banner = stale_banner()
        self._body = named(ui.element("section").classes("sb-procedures"), say("tab.procedure"))

    def use(self, text: str) -> None:
        """Draw the procedures of this text, it has no errors."""
        self._banner(None)
        self._body.classes(remove="sb-stale")
        flows = browsing.procedure_flow(text)
        if flows == self._flows:
            return
        self._flows = flows
        self._body.clear()
        with self._body:
            if not flows:
                ui.label(say("procedure.none")).classes("sb-quiet")
            for flow in flows:
                self._draw(flow)

    def text_has_errors(self) -> None:
        """Keep the last drawing, greyed, and say so."""
        known = self._flows is not None
        self._banner(say("stale.procedure" if known else "stale.procedure.none"))
        self._body.classes(add="sb-stale")

    def forget(self) -> None:
        """Another scheme is opened: no drawing remains."""
        self._flows = None
        self._banner(None)
        self._body.clear()

    def _draw(self, flow: Flow) -> None:
        places = {step.node: (step.start, step.end) for step in flow.steps if step.node}

        def clicked(event: MermaidNodeClickEventArguments) -> None:
            node = event.node_id.rsplit("-", 1)[-1]
            if node in places:
                self._go_to(*places[node])

        def resize() -> None:
            fitted = "sb-fitted" not in chart.classes
            chart.classes(toggle="sb-fitted")
            size.text = say("procedure.full" if fitted else "procedure.fitted")
            size.props(f"icon={'zoom_in' if fitted else 'zoom_out'}")

        with ui.row(wrap=False, align_items="center").classes("sb-form-head"):
            heading(flow.title, 2)
            ui.space()
            size = ui.button(say("procedure.full"), icon="zoom_in", on_click=resize)
            size.props("flat dense no-caps")
        with ui.element("div").classes("sb-flow").props("tabindex=0 role=group") as box:
            named(box, say("procedure.drawn", title=flow.title))
            chart = ui.mermaid(flow.mermaid, config=DRAWN, on_node_click=clicked)
            chart.classes("sb-fitted")

        with ui.element("table").classes("sb-table sb-steps"):
            with ui.element("thead"), ui.element("tr"):
                for column in ("step", "who", "deadline", "does", "then"):
                    _cell(say(f"procedure.{column}"), "th", "scope=col")
            with ui.element("tbody"):
                for step in flow.steps:
                    self._row(step)

    def _row(self, step: FlowStep) -> None:
        with ui.element("tr"):
            with ui.element("th").props("scope=row"):
                button = ui.element("button").classes("sb-problem-go").props("type=button")
                button.on("click", lambda: self._go_to(step.start, step.end))
                with button:
                    ui.label(step.title)
                if step.citation:
                    ui.label(f"[{step.citation}]").classes("sb-cite")
            _cell(step.who)
            _cell(step.deadline)
            for lines in (step.does, step.then):
                with ui.element("td"):
                    for line in lines:
                        ui.label(line)


def _cell(words: str, tag: str = "td", props: str = "") -> None:
    with ui.element(tag).props(props):
        ui.label(words)
