"""What two versions decide for one household, beside each other, each with its reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nicegui import ui

from schemebuilder_ui.widgets.accessible import named
from schemebuilder_ui.widgets.case_form import spoken
from schemebuilder_ui.widgets.decision import HOUSEHOLDS, UNNAMED, money, per, shown_outcome
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemebuilder.services.exploring import Side

    Verdicts = Mapping[tuple[str, str, str], Mapping[str, Any]]


def verdicts_beside(sides: Mapping[str, Side]) -> None:
    """Draw a row for each decision; `sides` are the versions by name, the earlier one first."""
    columns = [_verdicts(side.result) for side in sides.values()]
    rows = dict.fromkeys(key for column in columns for key in column)
    box = named(ui.element("div").classes("sb-table-box sb-table-scroll"), say("beside.caption"))
    with box.props("role=group tabindex=0"), ui.element("table").classes("sb-table sb-beside"):
        with ui.element("caption"):
            ui.label(say("beside.caption"))
        with ui.element("thead"), ui.element("tr"):
            for head in (say("beside.what"), *sides):
                with ui.element("th").props("scope=col"):
                    ui.label(head)
        with ui.element("tbody"):
            for key in rows:
                found = [column.get(key) for column in columns]
                differs = len({_said(verdict) for verdict in found}) > 1
                _row(key, found, differs=differs)


def _verdicts(result: Mapping[str, Any]) -> Verdicts:
    return {
        (plural, subject, name): verdict
        for plural, subjects in result.get("decisions", {}).items()
        for subject, decided in subjects.items()
        for name, verdict in decided.items()
    }


def _row(
    key: tuple[str, str, str], found: list[Mapping[str, Any] | None], *, differs: bool
) -> None:
    plural, subject, name = key
    who = say("decision.household") if plural == HOUSEHOLDS else subject
    what = say("beside.award" if name == "amount" else "beside.eligibility")
    with ui.element("tr").classes("sb-differs" if differs else ""):
        with ui.element("th").props("scope=row"):
            ui.label(f"{who}: {what if name in UNNAMED else spoken(name)}")
            if differs:
                ui.label(say("beside.differs")).classes("sb-mark-differs")
        for verdict in found:
            with ui.element("td"):
                _cell(verdict)


def _cell(verdict: Mapping[str, Any] | None) -> None:
    ui.label(_said(verdict)).classes("sb-said")
    if verdict is None:
        return
    for reason in verdict["reasons"]:
        citation = f" [{reason['citation']}]" if reason.get("citation") else ""
        ui.label(f"{reason['sentence'] or reason['text']}{citation}").classes("sb-quiet")
    for need in (each for each in verdict["missing"] if "field" in each):
        ui.label(say("beside.missing", fact=spoken(need["field"]))).classes("sb-quiet")
    for matter in verdict["referred"]:
        ui.label(say("decision.referred", matter=matter)).classes("sb-quiet")
    for finding in verdict["findings"]:
        ui.label(finding["message"]).classes("sb-quiet")


def _said(verdict: Mapping[str, Any] | None) -> str:
    """The outcome in words, with the amount where there is one."""
    if verdict is None:
        return say("beside.none")
    outcome = say(f"outcome.{shown_outcome(verdict)}")
    if verdict["outcome"] != "eligible" or verdict.get("amount") is None:
        return outcome
    amount = money(verdict["amount"], verdict.get("currency", ""))
    return f"{outcome}: {amount} {per(verdict)}".strip()
