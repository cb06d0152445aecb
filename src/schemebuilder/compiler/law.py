"""What a formula that hangs on the law alone comes to on a day: values, parameters, arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Final

from schemebuilder.compiler.constants import constant
from schemebuilder.ir.expressions import (
    Apply,
    Direction,
    Expr,
    FieldRef,
    Literal,
    OfGroup,
    ParameterRef,
    Round,
    RuleRef,
    Scaled,
    Value,
)
from schemebuilder.ir.in_force import value_on
from schemebuilder.ir.operators import Op
from schemebuilder.ir.scheme import Parameter
from schemebuilder.ir.walk import nodes
from schemebuilder.values import rounding

_OPERATIONS: Final = frozenset({Op.ADD, Op.SUB, Op.MUL, Op.DIV, Op.NEG, Op.MIN, Op.MAX})
_ROUNDINGS: Final[dict[Direction, Callable[[Fraction, Fraction], Fraction]]] = {
    Direction.UP: rounding.up,
    Direction.DOWN: rounding.down,
    Direction.HALF_UP: rounding.half_up,
    Direction.HALF_EVEN: rounding.half_even,
}


def is_law(expr: Expr, keys: Iterable[str] = ()) -> bool:
    """Say whether an expression hangs on the law alone: written values and parameters.

    `keys` are the facts and definitions that stand for a written key where they are read.
    """
    return _is_law(expr, frozenset(keys))


def _is_law(expr: Expr, keys: frozenset[str]) -> bool:
    match expr:
        case Literal():
            return True
        case Scaled() | Round():
            return _is_law(expr.arg, keys)
        case Apply():
            return expr.op in _OPERATIONS and all(_is_law(arg, keys) for arg in expr.args)
        case ParameterRef():
            dated = expr.on is None or isinstance(expr.on, Literal)
            return dated and all(_is_key(key, keys) for key in expr.keys)
        case _:
            return False


def _is_key(key: Expr, keys: frozenset[str]) -> bool:
    match key:
        case Literal():
            return True
        case FieldRef():
            return key.name in keys
        case RuleRef():
            return key.rule in keys
        case OfGroup():
            return _is_key(key.arg, keys)
        case _:
            return False


def parameters_in(exprs: Iterable[Expr]) -> tuple[str, ...]:
    """Return the parameters that expressions read, each once."""
    found = (node.parameter for node in nodes(exprs) if isinstance(node, ParameterRef))
    return tuple(dict.fromkeys(found))


def days_of_change(parameters: Mapping[str, Parameter], exprs: Iterable[Expr]) -> tuple[date, ...]:
    """Return every day on which a parameter in the expressions changes, in order."""
    named = (parameters.get(name) for name in parameters_in(exprs))
    return tuple(sorted({each.start for one in named if one is not None for each in one.values}))


def law_value(
    parameters: Mapping[str, Parameter],
    expr: Expr,
    day: date | None,
    keys: Mapping[str, str] | None = None,
) -> Value | None:
    """Return what the expression comes to on a day; None where the law has no value then.

    `keys` gives the key, as its text, that a fact or definition stands for.
    """
    match expr:
        case ParameterRef():
            return _of_parameter(parameters, expr, day, keys or {})
        case Scaled() | Apply() | Round():
            args = (expr.arg,) if isinstance(expr, Scaled | Round) else expr.args
            found = [law_value(parameters, arg, day, keys) for arg in args]
            written = tuple(
                Literal(value, arg.type)
                for value, arg in zip(found, args, strict=True)
                if value is not None
            )
            return None if len(written) < len(args) else _worked_out(expr, written)
        case _:
            return constant(expr)


def _worked_out(expr: Scaled | Apply | Round, written: tuple[Literal, ...]) -> Value | None:
    match expr:
        case Round():
            value = written[0].value
            rounded = _ROUNDINGS[expr.direction]
            return rounded(value, expr.step) if isinstance(value, Fraction) else None
        case Scaled():
            return constant(Scaled(written[0], expr.factor, expr.words, expr.type))
        case Apply():
            return constant(Apply(expr.op, written, expr.type))


def _of_parameter(
    parameters: Mapping[str, Parameter],
    expr: ParameterRef,
    day: date | None,
    keys: Mapping[str, str],
) -> Value | None:
    on = expr.on.value if isinstance(expr.on, Literal) else day
    parameter = parameters.get(expr.parameter)
    if parameter is None or not isinstance(on, date):
        return None
    entry = value_on(parameter, on)
    texts = tuple(_key(key, keys) for key in expr.keys)
    return None if entry is None else entry.cells.get(texts)


def _key(key: Expr, keys: Mapping[str, str]) -> str:
    match key:
        case Literal(value=bool() as holds):
            return "yes" if holds else "no"
        case Literal(value=value):
            return str(value)
        case FieldRef():
            return keys.get(key.name, "")
        case RuleRef():
            return keys.get(key.rule, "")
        case OfGroup():
            return _key(key.arg, keys)
        case _:
            return ""


_RANK: Final = ("enacted", "indexed", "assumed", "planned", "projected")


def status_on(parameters: Mapping[str, Parameter], exprs: Iterable[Expr], day: date) -> str:
    """Return the status of what is worked out on a day: that of the least certain part."""
    entries = (
        value_on(parameters[name], day) for name in parameters_in(exprs) if name in parameters
    )
    return least_certain(entry.status for entry in entries if entry is not None)


def least_certain(statuses: Iterable[str]) -> str:
    """Return the least certain of some statuses; `enacted` where there is none."""
    return max(statuses, key=_RANK.index, default="enacted")
