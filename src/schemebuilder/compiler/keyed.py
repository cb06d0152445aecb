"""A keyed parameter read at other keys, or as of another day, than where the rule stands."""

from __future__ import annotations

from dataclasses import replace

from schemebuilder.compiler.as_of import cannot_be_carried, carried, note_reading
from schemebuilder.compiler.award_names import ELIGIBLE, conditions_named
from schemebuilder.compiler.desk import AsOf, Desk, Scope
from schemebuilder.compiler.fitting import fit
from schemebuilder.compiler.names import (
    BenefitName,
    EligibilityName,
    FieldName,
    Meaning,
    ParameterName,
    RuleName,
)
from schemebuilder.compiler.references import key_value, refer, whose
from schemebuilder.compiler.report import nearest, replaced
from schemebuilder.compiler.typed import Typed
from schemebuilder.compiler.unknown_names import unknown
from schemebuilder.ir.expressions import Expr as Meant
from schemebuilder.ir.expressions import OfGroup, OfOwner, ParameterRef, RuleRef
from schemebuilder.ir.scheme import Parameter
from schemebuilder.ir.walk import Turn
from schemebuilder.language.syntax import Expr, KeyedAt, NameRef
from schemebuilder.values.types import DATE


def keyed_at(desk: Desk, scope: Scope, expr: KeyedAt) -> Typed | None:
    """Compile `rate for clause h, with_children`: a parameter read at other keys."""
    meaning = desk.names.meanings.get(expr.parameter.text)
    eligible = expr.parameter.text == ELIGIBLE and meaning is None and expr.on is None
    if eligible and len(expr.keys) == 1:
        award = conditions_named(desk, expr.keys[0][0])
        return None if award is None else refer(desk, scope, award, expr.span)
    if not isinstance(meaning, ParameterName):
        return _not_a_parameter(desk, scope, expr, meaning)
    desk.looked_up.add(meaning.name)
    parameter = desk.parameter(meaning)
    given = None if parameter is None else _written_keys(desk, scope, expr, parameter)
    if given is None:
        return None
    on: Meant | None = None
    if expr.on is not None:
        on = the_day(desk, scope, expr.on)
        if on is None:
            return None
    keys: list[Meant] = []
    for name in meaning.statement.keys:
        key = key_value(desk, scope, meaning, name, given.get(name.text), expr.span, on)
        if key is None:
            return None
        keys.append(key)
    return Typed(ParameterRef(meaning.name, tuple(keys), meaning.type, on, expr.span))


def the_day(desk: Desk, scope: Scope, written: Expr) -> Meant | None:
    """Compile the day as of which something is read."""
    day = desk.compile(scope, written, DATE)
    fitted = None if day is None else fit(desk, day, DATE, written.span, "The day")
    return None if fitted is None else fitted.expr


def _not_a_parameter(
    desk: Desk, scope: Scope, expr: KeyedAt, meaning: Meaning | None
) -> Typed | None:
    name = expr.parameter
    match meaning:
        case RuleName() | FieldName() if expr.on is not None and not expr.keys:
            return _as_of(desk, scope, expr, expr.on, meaning)
        case None:
            unknown(desk, scope, name)
        case BenefitName() | EligibilityName() if expr.on is not None:
            desk.report.error(
                "SB-D005",
                f"{name.text} is decided for the governing date only, not as of another day.",
                expr.span,
                hint="Say what is meant in a `let`, and read that as of the day.",
            )
        case _:
            desk.report.error(
                "SB-N001",
                f"{name.text} is not a parameter, so it cannot be read for other keys.",
                name.span,
                hint="Only a parameter is read for other keys.",
            )
    return None


def _as_of(
    desk: Desk, scope: Scope, expr: KeyedAt, written: Expr, meaning: RuleName | FieldName
) -> Typed | None:
    """Compile a definition, or a fact worked out from others, as of a day."""
    desk.looked_up.add(meaning.name)
    day = the_day(desk, scope, written)
    plain = refer(desk, replace(scope, entity=meaning.entity, items=None), meaning, expr.span)
    if day is None or plain is None:
        return None
    wanted = AsOf(meaning.name, day, day_in_words(desk, written), expr.span)
    if scope.items is not None:
        within = OfOwner(scope.items, day, DATE)
        own = carried(day, within, Turn.OWNER)
        if own is None:
            cannot_be_carried(desk, wanted, Turn.OWNER)
            return None
        wanted = replace(wanted, day=own)
    if meaning.entity != scope.entity:
        own = carried(wanted.day, OfGroup(meaning.entity, wanted.day, DATE), Turn.GROUP)
        if own is None:
            cannot_be_carried(desk, wanted, Turn.GROUP)
            return None
        wanted = replace(wanted, day=own)
    title = note_reading(desk, wanted)
    value = Typed(RuleRef(title, plain.type, expr.span), plain.counts)
    return whose(desk, scope, meaning.entity, value, meaning.name, expr.span)


def govern(desk: Desk, scope: Scope, key: tuple[str, str], written: Expr | None) -> None:
    """Keep the day that a definition, by its kind and name, names for itself: `governed by …`."""
    day = None if written is None else the_day(desk, scope, written)
    if day is not None and written is not None:
        said = day_in_words(desk, written)
        desk.governed[key] = AsOf(key[1], day, said, written.span)


def day_in_words(desk: Desk, written: Expr) -> str:
    """Return a day as the text says it, without brackets around it."""
    said = desk.report.written(written.span)
    return said[1:-1].strip() if said.startswith("(") and said.endswith(")") else said


def _written_keys(
    desk: Desk, scope: Scope, expr: KeyedAt, parameter: Parameter
) -> dict[str, Typed] | None:
    """Compile the keys that are written with a value; the others keep their current value."""
    given: dict[str, Typed] = {}
    for name, value in expr.keys:
        if name.text not in parameter.key_names:
            near = nearest(name.text, parameter.key_names)
            known = ", ".join(parameter.key_names)
            desk.report.error(
                "SB-N001",
                f"{parameter.name} is not keyed by {name.text}.",
                name.span,
                hint=f"Its keys are: {known}." if known else "It has no keys.",
                edits=(replaced(name.span, near),) if near else (),
            )
            return None
        if isinstance(value, NameRef) and value.name.text == name.text:
            continue
        bands = desk.bands.get((parameter.name, name.text))
        place = parameter.key_names.index(name.text)
        wanted = parameter.key_types[place] if bands is None else bands.type
        found = desk.compile(scope, value, wanted)
        what = f"The key {name.text} of {parameter.name}"
        fitted = None if found is None else fit(desk, found, wanted, value.span, what)
        if fitted is None:
            return None
        given[name.text] = fitted
    return given
