"""What a run's figures leave open: decisions not made, facts missing, assumed or made up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from nicegui import ui

from schemebuilder_ui.figures import grouped
from schemebuilder_ui.widgets.case_form import spoken
from schemebuilder_ui.widgets.data_table import Cell, Column, Table, data_table, file_name
from schemebuilder_ui.widgets.run_extremes import household_address
from schemebuilder_ui.widgets.run_headline import CURRENCY
from schemebuilder_ui.words import inside, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from schemebuilder_ui.widgets.run_figures import Results

OUTCOMES: Final = (
    "eligible",
    "not_eligible",
    "not_payable",
    "not_selected",
    "undecided",
    "failed",
    "not_in_force",
)
SHOWN: Final = frozenset({"SB-W011", CURRENCY})
"""Warnings that the table of missing facts, or the head of the page, shows."""
ALWAYS: Final = frozenset({"eligible", "undecided", "failed"})
"""Outcomes that have a column even where nobody has them: that nobody has is worth knowing."""


def run_gaps(results: Results) -> None:
    """Draw how everybody was decided, then what was missing, assumed or filled in."""
    scheme = results.report["schemes"][0]
    _decisions(results, scheme)
    if scheme["missing"]:
        _missing(results, scheme)
    else:
        ui.label(say("run.missing.none")).classes("sb-quiet")
    _failures(results, scheme["failures"])
    sentences = [*_broken(scheme["claims"]), *_imputed(scheme), *_notes(results.report)]
    sentences += _not_law(scheme["not_enacted"])
    if sentences:
        with ui.element("ul").classes("sb-list"):
            for sentence in sentences:
                with ui.element("li"):
                    ui.label(sentence)


def _decisions(results: Results, scheme: Mapping[str, Any]) -> None:
    decided = [*scheme["benefits"], *scheme["eligibilities"]]
    if not decided:
        return
    shown = [o for o in OUTCOMES if o in ALWAYS or any(o in each["outcomes"] for each in decided)]
    counted = say("run.decisions.unit")
    columns = [
        Column(say("run.decisions.what")),
        Column(say("run.decisions.of"), words=True),
        *(Column(say(f"outcome.{outcome}"), counted) for outcome in shown),
    ]
    zero = {"weighted": "0"}
    cells = [
        [
            Cell(spoken(each["name"])),
            Cell(say("run.of.person" if each["entity"] == "person" else "run.of.household")),
            *(
                Cell(grouped(count["weighted"]), count["weighted"])
                for outcome in shown
                for count in (each["outcomes"].get(outcome, zero),)
            ),
        ]
        for each in decided
    ]
    title = say("run.decisions.table", version=inside(results.after))
    data_table(Table(title, columns, cells, file_name(scheme["id"], "decisions")))


def _missing(results: Results, scheme: Mapping[str, Any]) -> None:
    columns = [
        Column(say("run.missing.fact")),
        Column(say("run.decisions.of"), words=True),
        Column(say("run.missing.how"), words=True),
        Column(say("run.missing.lack"), say("run.decisions.unit")),
        Column(say("run.missing.rows"), say("unit.rows")),
        Column(say("run.missing.because"), words=True),
    ]
    cells = [
        [
            Cell(spoken(fact["field"])),
            Cell(say("run.of.person" if fact["entity"] == "person" else "run.of.household")),
            Cell(say(f"run.policy.{fact['policy']}")),
            Cell(grouped(fact["weighted"]), fact["weighted"]),
            Cell(grouped(str(fact["rows"])), str(fact["rows"])),
            Cell(fact.get("because", "")),
        ]
        for fact in scheme["missing"]
    ]
    title = say("run.missing.table", version=inside(results.after))
    data_table(Table(title, columns, cells, file_name(scheme["id"], "missing_facts")))


def _failures(results: Results, failures: Sequence[Mapping[str, Any]]) -> None:
    if not failures:
        return
    ui.label(say("run.failures")).classes("sb-h3")
    with ui.element("ul").classes("sb-list"):
        for failure in failures:
            with ui.element("li"):
                address = household_address(results.run, failure["household"])
                ui.link(say("run.failures.household", id=failure["household"]), address)
                ui.label(f"{spoken(failure['name'])}: {' '.join(failure['reasons'])}")


def _broken(claims: Sequence[Mapping[str, Any]]) -> list[str]:
    return [
        say("run.claims.broken", claim=spoken(claim["claim"]), n=grouped(claim["weighted"]))
        for claim in claims
        if claim["rows"]
    ]


def _imputed(scheme: Mapping[str, Any]) -> list[str]:
    return [say("run.imputed", words=words) for words in scheme["imputed"]]


def _not_law(values: Sequence[Mapping[str, Any]]) -> list[str]:
    return [
        say(
            "run.not_enacted",
            name=spoken(value["parameter"]),
            status=value["status"].replace("_", " "),
            start=value["from"],
        )
        for value in values
    ]


def _notes(report: Mapping[str, Any]) -> list[str]:
    """What the engine and the population have to say that stands nowhere else on the page."""
    warnings = [each for each in report.get("warnings", ()) if each["code"] not in SHOWN]
    return [str(note["message"]) for note in (*warnings, *report["run"]["notes"])]
