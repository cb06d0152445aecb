"""A parameter's value: the entry in force on the day, at the values of the keys."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from schemebuilder.engines.exact.people import Subject
from schemebuilder.engines.exact.run import Problem, Run, fault, strict
from schemebuilder.ir.expressions import ParameterRef
from schemebuilder.ir.in_force import value_on
from schemebuilder.ir.payment_period import value_read
from schemebuilder.ir.scheme import Parameter, ParameterValue
from schemebuilder.values.evidence import Evidence, Fault, Known, Plain, highest
from schemebuilder.values.numbers import as_text


def parameter_value(run: Run, node: ParameterRef, subject: Subject) -> Evidence:
    """Return the value; no entry on the day is a fault, also where a key is unknown."""
    parameter = run.scheme.parameters[node.parameter]
    keys = [run.evaluate(run, key, subject) for key in node.keys]
    on = Known(run.on) if node.on is None else run.evaluate(run, node.on, subject)
    status = strict(run, (on, *keys), subject, node.span)
    if type(on) is not Known or not isinstance(on.value, date):
        return status or on
    entry = value_on(parameter, on.value)
    if node.on is None:
        entry = value_read(run.scheme, parameter, on.value)
    if entry is None or entry.ended:
        message = _gap(parameter, entry, on.value)
        hint = "Check the date of the case, or add the value of that time to the scheme."
        gap = fault(run, Problem("SB-E012", message, hint), subject, node.span)
        return gap if status is None else highest((status, gap)) or gap
    if status is not None:
        return status
    texts = tuple(key_text(key.value) for key in keys if type(key) is Known)
    if texts not in entry.cells:
        return _no_cell(run, parameter, texts, subject, node)
    return Known(entry.cells[texts])


def key_text(value: Plain) -> str:
    """Return a key as the cells of a parameter write it: a choice, `3`, `yes`, a day."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Fraction):
        return as_text(value)
    return value.isoformat() if isinstance(value, date) else value


def _gap(parameter: Parameter, entry: ParameterValue | None, on: date) -> str:
    if entry is not None and entry.start > on:
        return f"{parameter.name} ends on {entry.start}, inside the payment period from {on}."
    if entry is not None and entry.made:
        return f"{parameter.name} has no value on {on}: {entry.made}."
    if entry is not None:
        return f"{parameter.name} ended on {entry.start} and has no value on {on}."
    if not parameter.values:
        return f"{parameter.name} has no values."
    first = min(value.start for value in parameter.values)
    return f"{parameter.name} has no value on {on}; its first one is from {first}."


def _no_cell(
    run: Run, parameter: Parameter, texts: tuple[str, ...], subject: Subject, node: ParameterRef
) -> Fault:
    names = parameter.key_names or ("",) * len(texts)
    at = ", ".join(f"{name} {text}".strip() for name, text in zip(names, texts, strict=True))
    message = f"{parameter.name} has no value for {at}: the scheme says that this cannot occur."
    hint = "Check these facts of the case."
    return fault(run, Problem("SB-E006", message, hint), subject, node.span)
