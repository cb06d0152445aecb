"""The form for the facts of one case: what is left empty is unknown, neither no nor 0."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from nicegui import ui

from schemebuilder_ui.widgets.accessible import named
from schemebuilder_ui.widgets.entries import as_lines, from_lines
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from schemebuilder.services.forms import FormField

    Change = Callable[[object], None]

TYPING_PAUSE_MS: Final = 250
NUMBER: Final = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d*\.?\d+)")
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
                self._day()
            of_household = [field for field in self._fields if field.entity == HOUSEHOLD]
            for household in self.case["households"]:
                if of_household:
                    with _card(say("case.household"), "home"):
                        for field in of_household:
                            self._fact(field, household, say("case.household"))
            if not self._fields:
                ui.label(say("case.none")).classes("sb-quiet")
            for person in self.case["persons"]:
                self._person(person)
            add = ui.button(say("case.add"), on_click=self._add_person)
            add.props("outline no-caps icon=person_add")

    def _day(self) -> None:
        _fact_words(say("case.date"), say("case.date.hint"))
        with _value():
            box = ui.input(value=self.case.get("date") or "").props("type=date outlined dense")
        named(box, say("case.date"))
        box.on_value_change(lambda event: self._set(self.case, "date", event.value or None))

    def _person(self, person: dict[str, Any]) -> None:
        name = spoken(person["id"])
        with _card(name, "person", lambda: self._remove(person)):
            if self._roles:
                _fact_words(say("case.role"), "")
                label, role = f"{say('case.role')}, {name}", person.get("role")
                with _value():
                    _choice(label, dict(self._roles), role, self._setter(person, "role"))
            for field in self._fields:
                if field.entity != HOUSEHOLD:
                    self._fact(field, person, name)

    def _fact(self, field: FormField, owner: dict[str, Any], of: str) -> None:
        question = field.question.replace("{person}", of)
        assumed = say("case.assumed", words=field.missing) if field.missing else ""
        _fact_words(question or spoken(field.label), assumed)
        name = f"{spoken(field.label)}, {of}"
        value, change = owner.get(field.name), self._setter(owner, field.name)
        with _value():
            if field.kind == "yes/no":
                _yes_no(name, value, change)
            elif field.kind == "choice":
                _choice(name, {choice: spoken(choice) for choice in field.choices}, value, change)
            elif field.kind == "list":
                _entries(field, name, value, change)
            else:
                _written(field, name, value, change)

    def _setter(self, owner: dict[str, Any], name: str) -> Change:
        return lambda value: self._set(owner, name, value)

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
        for household in self.case["households"][:1]:
            household["members"].append(person["id"])
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
            button = ui.button(icon="close", on_click=remove).classes("sb-remove")
            named(button.props("flat round dense size=sm"), say("case.remove", name=title))
        with ui.element("div").classes("sb-facts"):
            yield


def _value() -> ui.element:
    return ui.element("div").classes("sb-fact-value")


def _fact_words(label: str, hint: str) -> None:
    with ui.element("div").classes("sb-fact-words"):
        ui.label(label).classes("sb-fact-label")
        if hint:
            ui.label(hint).classes("sb-quiet")


def _yes_no(name: str, value: object, change: Change) -> None:
    """Three answers side by side, so that not known is as visible as yes and no."""
    options = {UNKNOWN: say("case.not_known"), "yes": say("case.yes"), "no": say("case.no")}
    meaning = {UNKNOWN: None, "yes": True, "no": False}
    shown = UNKNOWN if value is None else "yes" if value in {True, "yes"} else "no"
    toggle = ui.toggle(options, value=shown, on_change=lambda event: change(meaning[event.value]))
    toggle.props("no-caps dense unelevated toggle-color=answer toggle-text-color=answer role=group")
    named(toggle, name).classes("sb-three")


def _choice(name: str, options: dict[str, str], value: object, change: Change) -> None:
    box = ui.select(
        {UNKNOWN: say("case.not_known"), **options},
        value=value if value in options else UNKNOWN,
        on_change=lambda event: change(None if event.value == UNKNOWN else event.value),
    )
    named(box.props("outlined dense options-dense"), name).classes("sb-choice")


def _entries(field: FormField, name: str, value: object, change: Change) -> None:
    """An entry a line, its facts in order with semicolons between them, as one pastes a table."""

    def wrong(text: str | None) -> str | None:
        try:
            from_lines(text or "", field.items)
        except ValueError:
            return say("case.entries.bad", facts="; ".join(map(spoken, field.items)))
        return None

    def typed(written: str | None) -> None:
        if wrong(written) is None:
            change(from_lines(written or "", field.items))

    box = ui.textarea(
        value=as_lines(value, field.items),
        on_change=lambda event: typed(event.value),
        validation=wrong,
    )
    box.props(f"outlined dense autogrow debounce={TYPING_PAUSE_MS}")
    box.props["placeholder"] = say("case.entries", facts="; ".join(map(spoken, field.items)))
    named(box, name)


def _written(field: FormField, name: str, value: object, change: Change) -> None:
    numeric = field.kind in NUMERIC

    def wrong(text: str | None) -> str | None:
        readable = not numeric or not (text or "").strip() or NUMBER.fullmatch((text or "").strip())
        return None if readable else say("case.number.bad")

    def typed(written: str | None) -> None:
        text = (written or "").strip()
        known = text.replace(",", "") if numeric else text
        change(known if text and wrong(text) is None else None)

    box = ui.input(
        value="" if value is None else str(value),
        on_change=lambda event: typed(event.value),
        validation=wrong,
    )
    box.props("type=date" if field.kind == "date" else "inputmode=decimal" if numeric else "")
    box.props(f"outlined dense hide-bottom-space debounce={TYPING_PAUSE_MS}")
    box.props["placeholder"] = say("case.not_known")
    box.props["suffix"] = field.unit
    named(box, name).classes("sb-number" if numeric else "")
