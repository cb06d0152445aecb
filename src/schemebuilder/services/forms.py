"""The form for a case of a scheme: the facts it reads, the roles, and cases to start from."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from fractions import Fraction

from schemebuilder.ir.scheme import Scheme
from schemebuilder.ir.vocabulary import (
    Ask,
    AskOfficer,
    Assume,
    Entity,
    Field,
    ListField,
    Use,
)
from schemebuilder.services import authoring
from schemebuilder.values.money import money_words, number_words
from schemebuilder.values.types import Kind


@dataclass(frozen=True, slots=True)
class FormField:
    """One fact to fill in, or a list.

    `kind` is `yes/no`, `number`, `whole number`, `money`, `date`, `duration`, `choice`, `text`, or
    `list`, whose `items` are the facts of an entry. `unit` is shown beside the box (`KES per
    month`); `missing` says what holds if it stays empty.
    """

    entity: str
    name: str
    label: str
    question: str
    kind: str
    choices: tuple[str, ...] = ()
    unit: str = ""
    missing: str = ""
    items: tuple[str, ...] = ()


def case_form(text: str) -> list[FormField]:
    """Return the facts that a scheme reads, persons' first; empty while the text has errors."""
    scheme = authoring.check_text(text).scheme
    if scheme is None:
        return []
    fields = [_form_field(scheme, field) for field in scheme.fields.values()]
    fields += [_form_list(scheme, of_list) for of_list in scheme.lists.values()]
    return sorted(fields, key=lambda field: field.entity != "person")


def roles(text: str) -> tuple[tuple[str, str], ...]:
    """Return the roles of the scheme's group with their labels."""
    scheme = authoring.check_text(text).scheme
    group = None if scheme is None else _group(scheme)
    if group is None:
        return ()
    return tuple((role.name, role.labels.get("en", role.name)) for role in group.roles)


def example_cases(text: str) -> tuple[tuple[str, dict[str, object]], ...]:
    """Return the scheme's examples as cases, by name."""
    scheme = authoring.check_text(text).scheme
    if scheme is None:
        return ()
    return tuple((example.name, deepcopy(example.case)) for example in scheme.examples)


def blank_case(text: str) -> dict[str, object]:
    """Return a case of one person alone of whom nothing is known, on the scheme's first day."""
    scheme = authoring.check_text(text).scheme
    start = None if scheme is None else scheme.in_force.start
    case: dict[str, object] = {
        "persons": [{"id": "person_1", "role": None}],
        "households": [{"id": "household_1", "members": ["person_1"]}],
    }
    return case if start is None else {"date": start.isoformat(), **case}


def _group(scheme: Scheme) -> Entity | None:
    return next((entity for entity in scheme.entities.values() if entity.of is not None), None)


def _form_field(scheme: Scheme, field: Field) -> FormField:
    kind = field.type.kind.value
    if field.type.kind is Kind.NUMBER and field.type.whole:
        kind = "whole number"
    return FormField(
        entity=field.entity,
        name=field.name,
        label=field.labels.get("en", field.name.replace("_", " ").capitalize()),
        question=field.ask,
        kind=kind,
        choices=field.type.choices,
        unit=_unit(scheme, field),
        missing=_missing(scheme, field),
    )


def _form_list(scheme: Scheme, of_list: ListField) -> FormField:
    return FormField(
        entity=of_list.entity,
        name=of_list.name,
        label=of_list.labels.get("en", of_list.name.replace("_", " ").capitalize()),
        question=of_list.ask,
        kind="list",
        missing=_missing(scheme, of_list),
        items=tuple(field.name for field in of_list.fields),
    )


def _unit(scheme: Scheme, field: Field) -> str:
    if field.type.kind is Kind.DURATION and field.type.family is not None:
        return field.type.family.value
    base = (field.type.currency or scheme.currency) if field.type.kind is Kind.MONEY else ""
    per = f" per {field.type.period.value}" if field.type.period else ""
    return f"{base}{per}".strip()


def _missing(scheme: Scheme, field: Field | ListField) -> str:
    match field.missing:
        case Ask():
            return ""
        case AskOfficer():
            return "an officer decides"
        case Use():
            return "worked out from other facts"
        case Assume(value=value, because=because):
            return f"{_value_words(scheme, field, value)}: {because}"


def _value_words(scheme: Scheme, field: Field | ListField, value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Fraction) and isinstance(field, Field):
        if field.type.kind is Kind.MONEY:
            return money_words(value, field.type.currency or scheme.currency)
        return number_words(value)
    return str(value)
