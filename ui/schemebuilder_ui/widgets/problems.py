"""The list of findings below the text: each with its place, what to do, and its fixes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nicegui import ui

from schemebuilder.diagnostics.finding import Severity
from schemebuilder_ui.widgets.accessible import heading, named
from schemebuilder_ui.words import count, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from schemebuilder.diagnostics.finding import Edit, Finding

MOST_SHOWN: Final = 50

ICONS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "info"}
_WORST_FIRST: Final = list(Severity)


def problems(
    *, go_to: Callable[[int, int], None], apply: Callable[[Edit], None]
) -> Callable[[Sequence[Finding]], None]:
    """Draw the list, empty at first; returns the function that fills it with findings."""
    with named(ui.element("section").classes("sb-problems"), say("problems.title")):
        with ui.row(align_items="center").classes("sb-problems-head"):
            heading(say("problems.title"), 2)
            summary = ui.label(say("check.running")).classes("sb-quiet").props("role=status")
        listing = ui.element("ul").classes("sb-problem-list")

    def show(findings: Sequence[Finding]) -> None:
        summary.text = summarise(findings)
        listing.clear()
        ordered = sorted(findings, key=_place_in_list)
        with listing:
            for finding in ordered[:MOST_SHOWN]:
                _problem(finding, go_to, apply)
            if len(ordered) > MOST_SHOWN:
                with ui.element("li").classes("sb-quiet"):
                    ui.label(count("problems.more", len(ordered) - MOST_SHOWN))

    return show


def summarise(findings: Sequence[Finding]) -> str:
    """The findings counted in words: `2 errors, 1 warning`."""
    keys = {
        Severity.ERROR: "check.errors",
        Severity.WARNING: "check.warnings",
        Severity.NOTE: "check.notes",
    }
    numbers = {kind: sum(f.severity is kind for f in findings) for kind in keys}
    parts = [count(keys[kind], number) for kind, number in numbers.items() if number]
    return ", ".join(parts) or say("check.fine")


def _place_in_list(finding: Finding) -> tuple[int, int]:
    return _WORST_FIRST.index(finding.severity), finding.span.start if finding.span else 0


def _problem(
    finding: Finding, go_to: Callable[[int, int], None], apply: Callable[[Edit], None]
) -> None:
    kind = finding.severity.value
    with ui.element("li").classes(f"sb-problem sb-{kind}"):
        icon = ui.icon(ICONS[finding.severity]).props("role=img aria-hidden=false")
        named(icon, say(f"severity.{kind}"))
        with ui.element("div").classes("sb-problem-words"):
            span = finding.span
            if span is None:
                ui.label(finding.message).classes("sb-problem-message")
            else:
                line = say("problems.line", line=span.line)
                button = ui.element("button").classes("sb-problem-go").props("type=button")
                button.on("click", lambda span=span: go_to(span.start, span.end))
                with button:
                    ui.label(line).classes("sb-problem-line")
                    ui.label(finding.message).classes("sb-problem-message")
            hint = " ".join(part for part in (finding.hint, _cited(finding)) if part)
            if hint:
                ui.label(hint).classes("sb-quiet")
        for edit in finding.edits:
            ui.button(
                say("problems.fix", title=edit.title), on_click=lambda edit=edit: apply(edit)
            ).props("flat dense no-caps icon=auto_fix_high").classes("sb-fix")


def _cited(finding: Finding) -> str:
    return f"[{finding.citation}]" if finding.citation else ""
