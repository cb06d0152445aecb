"""The form for the facts of one case: what is left empty stays unknown, which is neither no nor 0."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from nicegui import ui

from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from schemebuilder.services.deciding import FormField

TYPING_PAUSE_MS: Final = 250
NUMBER: Final = re.compile(r"[-−]?\d{1,3}(,\d{3})+(\.\d+)?|[-−]?\d*\.?\d+")
NUMERIC: Final = frozenset({"number", "whole number", "money", "duration"})
HOUSEHOLD: Final = "household"
UNKNOWN: Final = "unknown"


class CaseForm:
    """Draws the facts that a scheme asks for and keeps `case`, a record as case files have it."""

    def __init__(self, on_changed: Callable[[], None]) -> None:
        self.case: dict[str, Any] = {}
        self._on_changed = on_changed
        self._fields: tuple[FormField, ...] = ()
        self._roles: tuple[tuple[str, str], ...] = ()
        self._body = ui.element("div").classes("sb-form")

    def use(
        self,
        fields: Sequence[FormField],
        roles: Sequence[tuple[str, str]],
        case: dict[str, Any] | None = None,
    ) -> None:
        """Ask for these facts; a `case` replaces the facts given so far, else they stay."""
        if case is None and tuple(fields) == self._fields and tuple(roles) == self._roles:
            return
        self._fields, self._roles = tuple(fields), tuple(roles)
        if case is not None:
            self.case = case
        self._draw()

    def _draw(self) -> None:
        self._body.clear()
        with self._body:
            with ui.element("div").classes("sb-facts"):
                self._date_of_case()
            of_household = [field for field in self._fields if field.entity == HOUSEHOLD]
            for household in self.case["households"]:
                if of_household:
                    with _card(say("case.household"), "home"):
                        for field in of_household:
                            self._fact(field, household, say("case.household"))
            for person in self.case["persons"]:
                self._person(person)
            ui.button(say("case.add"), on_click=self._add_person).props(
                "outline no-caps icon=person_add"
            )

    def _date_of_case(self) -> None:
        label = say("case.date")
        _fact_words(label, say("case.date.hint"))
        with ui.element("div").classes("sb-fact-value"):
            box = ui.input(value=self.case.get("date") or "")
        box.props(f'type=date outlined dense aria-label="{label}"')
        box.on_value_change(lambda event: self._set(self.case, "date", event.value or None))

    def _person(self, person: dict[str, Any]) -> None:
        name = spoken(person["id"])
        with _card(name, "person", lambda: self._remove(person)):
            if self._roles:
                _fact_words(say("case.role"), "")
                label, role = f"{say('case.role')}, {name}", person.get("role")
                with ui.element("div").classes("sb-fact-value"):
                    _choice(label, dict(self._roles), role, lambda new: self._set(person, "role", new))
            for field in self._fields:
                if field.entity != HOUSEHOLD:
                    self._fact(field, person, name)

    def _fact(self, field: FormField, owner: dict[str, Any], of: str) -> None:
        question = field.question.replace("{person}", of)
        assumed = say("case.assumed", words=field.missing) if field.missing else ""
        _fact_words(question or field.label, assumed)
        name = f"{field.label}, {of}"
        value = owner.get(field.name)

        def change(new: object) -> None:
            self._set(owner, field.name, new)

        with ui.element("div").classes("sb-fact-value"):
            if field.kind == "yes/no":
                _yes_no(name, value, change)
            elif field.kind == "choice":
                _choice(name, {choice: spoken(choice) for choice in field.choices}, value, change)
            else:
                _written(field, name, value, change)

    def _set(self, owner: dict[str, Any], name: str, value: object) -> None:
        if value is None:
            owner.pop(name, None)
        else:
            owner[name] = value
        self._on_changed()

    def _add_person(self) -> None:
        taken = {person["id"] for person in self.case["persons"]}
        number = len(taken) + 1
        while f"person_{number}" in taken:
            number += 1
        person = {"id": f"person_{number}"}
        self.case["persons"].append(person)
        self.case["households"][0]["members"].append(person["id"])
        self._draw()
        self._on_changed()

    def _remove(self, person: dict[str, Any]) -> None:
        self.case["persons"].remove(person)
        for household in self.case["households"]:
            household["members"] = [one for one in household["members"] if one != person["id"]]
        self._draw()
        self._on_changed()


def spoken(name: str) -> str:
    """A name as people read it: `person_1` is Person 1."""
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


@contextmanager
def _card(title: str, icon: str, remove: Callable[[], None] | None = None) -> Iterator[None]:
    with ui.element("fieldset").classes("sb-card"):
        with ui.element("legend"):
            ui.icon(icon).props("aria-hidden=true")
            ui.label(title)
        if remove:
            ui.button(icon="close", on_click=remove).props(
                f'flat round dense size=sm aria-label="{say("case.remove", name=title)}"'
            ).classes("sb-remove")
        with ui.element("div").classes("sb-facts"):
            yield


def _fact_words(label: str, hint: str) -> None:
    with ui.element("div").classes("sb-fact-words"):
        ui.label(label).classes("sb-fact-label")
        if hint:
            ui.label(hint).classes("sb-quiet")


def _yes_no(name: str, value: object, change: Callable[[object], None]) -> None:
    """Three answers side by side, so that not known is as visible as yes and no."""
    options = {UNKNOWN: say("case.not_known"), "yes": say("case.yes"), "no": say("case.no")}
    meaning = {UNKNOWN: None, "yes": True, "no": False}
    shown = UNKNOWN if value is None else "yes" if value in (True, "yes") else "no"
    ui.toggle(options, value=shown, on_change=lambda event: change(meaning[event.value])).props(
        f'no-caps dense unelevated toggle-color=primary role=group aria-label="{name}"'
    ).classes("sb-three")


def _choice(
    name: str, options: dict[str, str], value: object, change: Callable[[object], None]
) -> None:
    ui.select(
        {UNKNOWN: say("case.not_known"), **options},
        value=value if value in options else UNKNOWN,
        on_change=lambda event: change(None if event.value == UNKNOWN else event.value),
    ).props(f'outlined dense options-dense aria-label="{name}"').classes("sb-choice")


def _written(
    field: FormField, name: str, value: object, change: Callable[[object], None]
) -> None:
    numeric = field.kind in NUMERIC

    def typed(text: str | None) -> None:
        text = (text or "").strip()
        good = not text or not numeric or NUMBER.fullmatch(text) is not None
        box.props(remove="error" if good else None, add=None if good else "error")
        change((text.replace(",", "").replace("−", "-") if numeric else text) if good and text else None)

    kind = "type=date" if field.kind == "date" else "inputmode=decimal" if numeric else ""
    box = ui.input(value="" if value is None else str(value), on_change=lambda e: typed(e.value))
    box.props(
        f'{kind} outlined dense debounce={TYPING_PAUSE_MS} aria-label="{name}" '
        f'placeholder="{say("case.not_known")}" hide-bottom-space error-message="{say("case.number.bad")}" suffix="{field.unit}"'
    )
    box.classes("sb-number" if numeric else "")
