"""A keyed parameter read at other keys, or as of another day, than where the rule stands."""

from __future__ import annotations

from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.fitting import fit
from schemebuilder.compiler.names import ParameterName
from schemebuilder.compiler.references import key_value
from schemebuilder.compiler.report import nearest, replaced
from schemebuilder.compiler.typed import Typed
from schemebuilder.compiler.unknown_names import unknown
from schemebuilder.ir.expressions import Expr as Meant
from schemebuilder.ir.expressions import ParameterRef
from schemebuilder.ir.scheme import Parameter
from schemebuilder.language.syntax import KeyedAt, NameRef
from schemebuilder.values.types import DATE


def keyed_at(desk: Desk, scope: Scope, expr: KeyedAt) -> Typed | None:
    """Compile `rate for clause h, with_children`: a parameter read at other keys."""
    meaning = desk.names.meanings.get(expr.parameter.text)
    if not isinstance(meaning, ParameterName):
        if meaning is None:
            unknown(desk, scope, expr.parameter)
        else:
            desk.report.error(
                "SB-N001",
                f"{expr.parameter.text} is not a parameter, so it cannot be read for other keys.",
                expr.parameter.span,
                hint="Only a parameter is read for other keys or on another day.",
            )
        return None
    desk.looked_up.add(meaning.name)
    parameter = desk.parameter(meaning)
    given = None if parameter is None else _written_keys(desk, scope, expr, parameter)
    if given is None:
        return None
    keys: list[Meant] = []
    for name in meaning.statement.keys:
        key = key_value(desk, scope, meaning, name, given.get(name.text), expr.span)
        if key is None:
            return None
        keys.append(key)
    on: Meant | None = None
    if expr.on is not None:
        day = desk.compile(scope, expr.on, DATE)
        fitted = None if day is None else fit(desk, day, DATE, expr.on.span, "The day")
        if fitted is None:
            return None
        on = fitted.expr
    return Typed(ParameterRef(meaning.name, tuple(keys), meaning.type, on, expr.span))


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
