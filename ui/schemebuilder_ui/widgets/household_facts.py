"""Who lives in a household and what is known of them, as a scheme reads it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from nicegui import ui

from schemebuilder.services import forms
from schemebuilder_ui.figures import grouped
from schemebuilder_ui.widgets.accessible import named
from schemebuilder_ui.widgets.case_form import spoken
from schemebuilder_ui.widgets.case_record import AROUND, for_form
from schemebuilder_ui.words import count, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from schemebuilder.services.forms import FormField

NOT_FACTS: Final = AROUND | {"members", "role"}
PLACES: Final = 2


def household_facts(text: str, case: Mapping[str, Any]) -> None:
    """Draw the facts of the household, then a row for each member; what is not known says so."""
    fields = {(field.entity, field.name): field for field in forms.case_form(text)}
    shown = for_form(case)
    for household in shown["households"]:
        with ui.element("dl").classes("sb-inputs"):
            for name in _names(fields, "household", [household]):
                _fact(fields.get(("household", name)), name, household.get(name))
    _members(fields, shown["persons"])


def _fact(field: FormField | None, name: str, value: object) -> None:
    with ui.element("div"):
        with ui.element("dt"):
            ui.label(_head(field, name))
        with ui.element("dd"):
            ui.label(_said(field, value))


def _members(
    fields: Mapping[tuple[str, str], FormField], persons: Sequence[Mapping[str, Any]]
) -> None:
    names = _names(fields, "person", persons)
    heads = [_head(fields.get(("person", name)), name) for name in names]
    box = named(ui.element("div").classes("sb-table-box sb-table-scroll"), say("household.members"))
    with box.props("role=group tabindex=0"), ui.element("table").classes("sb-table sb-beside"):
        with ui.element("caption"):
            ui.label(say("household.members"))
        with ui.element("thead"), ui.element("tr"):
            for head in (say("household.person"), say("case.role"), *heads):
                with ui.element("th").props("scope=col"):
                    ui.label(head)
        with ui.element("tbody"):
            for person in persons:
                with ui.element("tr"):
                    with ui.element("th").props("scope=row"):
                        ui.label(str(person["id"]))
                    role = person.get("role")
                    cells = [spoken(role) if role else say("case.not_known")]
                    cells += [_said(fields.get(("person", n)), person.get(n)) for n in names]
                    for cell in cells:
                        with ui.element("td"):
                            ui.label(cell)


def _names(
    fields: Mapping[tuple[str, str], FormField], entity: str, owners: Sequence[Mapping[str, Any]]
) -> list[str]:
    """The facts to show: those that somebody has, and those that must be asked for."""
    given = {name for owner in owners for name in owner if name not in NOT_FACTS}
    asked = {f.name for f in fields.values() if f.entity == entity and not f.missing}
    listed = [field.name for field in fields.values() if field.name in given | asked]
    return list(dict.fromkeys([*listed, *sorted(given)]))


def _head(field: FormField | None, name: str) -> str:
    return spoken(field.label if field else name)


def _said(field: FormField | None, value: object) -> str:
    """A value as people read it: a number with its unit, yes or no, how many entries of a list."""
    if value is None:
        return say("case.not_known")
    if isinstance(value, bool):
        return say("case.yes" if value else "case.no")
    if isinstance(value, list):
        return count("household.entries", len(value))
    return _written(field, str(value))


def _written(field: FormField | None, words: str) -> str:
    kind, unit = (field.kind, field.unit) if field else ("text", "")
    if kind == "choice":
        return spoken(words)
    if kind not in ("money", "number", "whole number", "duration"):
        return words
    exact = Fraction(words)
    written = grouped(words, 0 if exact.denominator == 1 else PLACES)
    if kind == "money":
        currency, _, period = unit.partition(" ")
        return f"{currency} {written} {period}".strip()
    return f"{written} {unit}".strip()
