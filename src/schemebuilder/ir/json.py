"""A scheme's meaning as JSON and back, and the hash that says whether two texts mean the same.

Every node is an object whose `is` names its kind; what has its usual value is left out. Quantities
are `{"#number": text}` and days `{"#date": text}`, so that no reader needs to know the type first.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any, Final

from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir import combining as c
from schemebuilder.ir import expressions as e
from schemebuilder.ir import instrument as i
from schemebuilder.ir import modality as m
from schemebuilder.ir import payment as y
from schemebuilder.ir import procedure as p
from schemebuilder.ir import scheme as s
from schemebuilder.ir import selection as x
from schemebuilder.ir import series as o
from schemebuilder.ir import vocabulary as v
from schemebuilder.ir.operators import Op
from schemebuilder.values.canonical import canonical, sha256
from schemebuilder.values.dates import day
from schemebuilder.values.numbers import as_text, exact
from schemebuilder.values.periods import Calendar
from schemebuilder.values.types import Family, Kind, Period, Type

FORMAT: Final = "sb-ir/1"

_CLASSES: Final[dict[str, Any]] = {
    each.__name__: each
    for each in (
        *(e.Literal, e.FieldRef, e.RuleRef, e.BenefitRef, e.ParameterRef, e.GoverningDate),
        *(e.Apply, e.Among, e.Scaled, e.Round, e.Branch, e.Choose, e.Aggregate),
        *(e.ItemFact, e.Pick, e.ListAggregate, e.OfOwner),
        *(e.OfGroup, e.OfRole, e.OfLinked, e.HasRole, e.RankKey, e.Place, e.OfOther, e.Escalate),
        *(v.Role, v.Entity, v.Ask, v.AskOfficer, v.Assume, v.Use, v.Field, v.ListField),
        *(s.InForce, s.Law, s.ParameterValue, s.Parameter, s.Rule, s.Line, s.Eligibility),
        *(s.Stage, s.Recovery, s.Benefit, s.Expectation, s.Example, s.Scheme),
        *(p.Otherwise, p.Deadline, p.Paper, p.Learnt, p.StepDecision, p.Route, p.Notice),
        *(p.Detour, p.Step, p.Appeal, p.Letter, p.Trigger, p.Procedure),
        *(x.Quota, x.Budget, x.Selection, i.Instrument, o.Series, o.Activation),
        *(y.Payment, y.Moment, y.Held, m.Modality),
        *(c.Award, c.Combine),
        *(Calendar, Type),
    )
}
"""Every kind of object that the meaning is made of."""

_ENUMS: Final[dict[tuple[str, str], type[Enum]]] = {
    ("Apply", "op"): Op,
    ("Round", "direction"): e.Direction,
    ("Choose", "hit"): e.Hit,
    ("Aggregate", "quantifier"): e.Quantifier,
    ("ListAggregate", "quantifier"): e.Quantifier,
    ("Pick", "order"): e.Order,
    ("Pick", "ties"): e.Order,
    ("Type", "kind"): Kind,
    ("Type", "period"): Period,
    ("Type", "family"): Family,
    ("Line", "kind"): s.LineKind,
    ("Selection", "ties"): x.Ties,
    ("Combine", "kind"): c.Combining,
    ("Combine", "kept"): c.Kept,
    ("Budget", "crossing"): x.Crossing,
    ("Eligibility", "undecided"): s.Undecided,
    ("Benefit", "undecided"): s.Undecided,
    ("Stage", "kind"): s.StageKind,
    ("Stage", "direction"): e.Direction,
    ("Moment", "shift"): y.Shift,
    ("Payment", "remainder"): y.Remainder,
    ("Modality", "how"): m.How,
    ("Otherwise", "kind"): p.Expiry,
    ("StepDecision", "kind"): p.Deciding,
}

_BY_NAME: Final = frozenset(
    {
        *("entities", "fields", "lists", "parameters", "rules", "eligibilities", "benefits"),
        *("procedures", "selections", "instruments", "series", "triggers", "awards"),
    }
)
"""What a scheme keeps by name, in the order written; in JSON, lists of objects with names."""

_BY_KEY: Final = frozenset({"labels", "places", "given", "unread", "texts"})
"""Mappings whose keys are words of the author, never the name of a kind."""

_WORDING: Final[dict[str, frozenset[str]]] = {
    "Scheme": frozenset({"title", "examples", "unread", "claims"}),
    "Law": frozenset({"title"}),
    "Series": frozenset({"title"}),
    "Activation": frozenset({"words"}),
    "Instrument": frozenset({"title", "reassess", "valid", "contest"}),
    "Award": frozenset({"title"}),
    "ParameterValue": frozenset({"made"}),
    "Selection": frozenset({"words"}),
    "Budget": frozenset({"words"}),
    "Line": frozenset({"text", "sentence", "places"}),
    "Stage": frozenset({"text", "sentence", "places"}),
    "Payment": frozenset({"words"}),
    "Moment": frozenset({"text"}),
    "Held": frozenset({"text"}),
    "Field": frozenset({"ask", "purpose"}),
    "ListField": frozenset({"ask", "purpose"}),
    "Assume": frozenset({"because"}),
    "Scaled": frozenset({"words"}),
    "Choose": frozenset({"none_fits", "more_fit"}),
    "Escalate": frozenset({"reason"}),
    "Procedure": frozenset({"title"}),
    "Step": frozenset({"title"}),
    "Paper": frozenset({"only_because", "because"}),
    "Learnt": frozenset({"because"}),
    "Notice": frozenset({"texts", "places"}),
    "Letter": frozenset({"texts", "places"}),
    "Detour": frozenset({"way"}),
}
"""What people read and tests check: two texts that differ in these alone mean the same."""


class UnreadableIrError(ValueError):
    """JSON that is no meaning of a scheme; the message is a sentence for who gave the file."""


@dataclasses.dataclass(frozen=True, slots=True)
class _View:
    """What of the meaning to show: with spans, with labels, with wording."""

    spans: bool
    labels: bool
    wording: bool

    def shows(self, kind: str, name: str) -> bool:
        if name == "span":
            return self.spans
        if name == "labels":
            return self.labels
        return self.wording or name not in _WORDING.get(kind, ())


def to_json(scheme: s.Scheme, *, spans: bool = True, labels: bool = True) -> dict[str, Any]:
    """Return the scheme as JSON data, complete, or without spans and labels."""
    view = _View(spans=spans, labels=labels, wording=True)
    return {"format": FORMAT, "scheme": _encode(scheme, view)}


def meaning_hash(scheme: s.Scheme) -> str:
    """Return the SHA-256 of the meaning: no spans, labels, titles, letters, questions or examples.

    The order of definitions in the text does not matter either.
    """
    encoded = _encode(scheme, _View(spans=False, labels=False, wording=False))
    for name in _BY_NAME & encoded.keys():
        encoded[name].sort(key=lambda each: str(each["name"]))
    return sha256(canonical({"format": FORMAT, "scheme": encoded}))


def text_hash(formatted: str) -> str:
    """Return the SHA-256 of a scheme's text as the formatter sets it."""
    return sha256(formatted)


def from_json(data: object) -> s.Scheme:
    """Return the scheme that `to_json` wrote.

    Raises:
        UnreadableIrError: it is another format, or not what `to_json` writes.
    """
    if not isinstance(data, Mapping) or data.get("format") != FORMAT:
        raise UnreadableIrError(f"The meaning of the scheme is not in the format {FORMAT}.")
    try:
        scheme = _decode(data.get("scheme"))
    except UnreadableIrError:
        raise
    except (TypeError, KeyError, AttributeError, ValueError, RecursionError) as error:
        raise UnreadableIrError("The meaning of the scheme is incomplete or damaged.") from error
    if not isinstance(scheme, s.Scheme):
        raise UnreadableIrError("The file does not hold the meaning of a scheme.")
    return scheme


@cache
def _usual(kind: str) -> dict[str, Any]:
    """Return the fields of a kind in order, with their usual values (MISSING where none)."""
    usual: dict[str, Any] = {}
    for field in dataclasses.fields(_CLASSES[kind]):
        factory = field.default_factory
        usual[field.name] = field.default if factory is dataclasses.MISSING else factory()
    return usual


def _encode(data: Any, view: _View) -> Any:
    encoded: Any
    if data is None or isinstance(data, str | bool | int):
        encoded = data
    elif isinstance(data, Fraction):
        encoded = {"#number": as_text(data)}
    elif isinstance(data, date):
        encoded = {"#date": data.isoformat()}
    elif isinstance(data, Enum):
        encoded = data.value
    elif isinstance(data, Span):
        encoded = [data.start, data.end, data.line, data.column, data.source]
    elif isinstance(data, list | tuple):
        encoded = [_encode(each, view) for each in data]
    elif isinstance(data, Mapping):
        encoded = {str(key): _encode(each, view) for key, each in data.items()}
    else:
        encoded = _encode_object(data, view)
    return encoded


def _encode_object(data: Any, view: _View) -> dict[str, Any]:
    kind = type(data).__name__
    encoded: dict[str, Any] = {"is": kind}
    for name, usual in _usual(kind).items():
        each = getattr(data, name)
        if not view.shows(kind, name) or (usual is not dataclasses.MISSING and each == usual):
            continue
        if kind == "Scheme" and name in _BY_NAME:
            encoded[name] = [_encode(named, view) for named in each.values()]
        elif name == "cells":
            encoded[name] = [[list(keys), _encode(cell, view)] for keys, cell in _cells(each)]
        else:
            encoded[name] = _encode(each, view)
    return encoded


def _cells(cells: dict[tuple[str, ...], e.Value]) -> list[tuple[tuple[str, ...], e.Value]]:
    return sorted(cells.items(), key=lambda item: item[0])


def _decode(data: Any) -> Any:
    if isinstance(data, list):
        return tuple(_decode(each) for each in data)
    if not isinstance(data, Mapping):
        return data
    if "is" in data:
        return _decode_object(data)
    return _decode_value(data)


def _decode_value(data: Mapping[str, Any]) -> Fraction | date:
    number = exact(str(data.get("#number")))
    if number is not None and len(data) == 1:
        return number
    found = day(str(data.get("#date")))
    if found is None or len(data) != 1:
        raise UnreadableIrError("A value in the meaning of the scheme cannot be read.")
    return found


def _decode_object(data: Mapping[str, Any]) -> Any:
    kind = data["is"]
    if kind not in _CLASSES:
        raise UnreadableIrError(f'The meaning of the scheme has a "{kind}", which is unknown here.')
    given = {name: _decode_field(kind, name, each) for name, each in data.items() if name != "is"}
    return _CLASSES[kind](**given)


def _decode_field(kind: str, name: str, data: Any) -> Any:
    decoded: Any
    if data is None:
        _absent(kind, name)
        decoded = None
    elif (kind, name) in _ENUMS:
        try:
            decoded = _ENUMS[kind, name](data)
        except ValueError as error:
            about = f'The meaning of the scheme has "{data}", which is unknown here.'
            raise UnreadableIrError(about) from error
    elif name == "span":
        decoded = Span(*data)
    elif kind == "Scheme" and name in _BY_NAME:
        decoded = {named.name: named for named in _decode(data)}
    elif name == "cells":
        decoded = {tuple(keys): _decode(cell) for keys, cell in data}
    elif kind == "Example" and name == "case":
        decoded = _decode_case(data)
    elif name in _BY_KEY:
        decoded = {key: _decode(each) for key, each in data.items()}
    else:
        decoded = _decode(data)
    return decoded


def _absent(kind: str, name: str) -> None:
    """Refuse a null where something must be."""
    needed = (kind, name) in _ENUMS and _usual(kind)[name] is not None
    if needed or (kind == "Scheme" and name in _BY_NAME) or name in {"cells", *_BY_KEY}:
        raise UnreadableIrError("The meaning of the scheme is incomplete or damaged.")


def _decode_case(data: Any) -> Any:
    """Decode the case of an example, whose records and lists are the author's own."""
    if isinstance(data, list):
        return [_decode_case(each) for each in data]
    if not isinstance(data, Mapping):
        return data
    if data.keys() <= {"#number", "#date"} and len(data) == 1:
        return _decode_value(data)
    return {key: _decode_case(each) for key, each in data.items()}
