"""Findings beside what they are about: what is wrong, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nicegui import ui

from schemebuilder.diagnostics.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemebuilder.diagnostics.finding import Finding


def show_findings(findings: Iterable[Finding]) -> None:
    """Draw the errors, which is why something was not done."""
    for finding in findings:
        if finding.severity is Severity.ERROR:
            trouble(finding.message, finding.hint)


def trouble(message: str, hint: str) -> None:
    """Draw one thing that is wrong, and what to do about it."""
    with ui.element("div").classes("sb-trouble").props("role=note"):
        ui.label(message)
        if hint:
            ui.label(hint).classes("sb-quiet")
