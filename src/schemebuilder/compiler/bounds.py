"""Between which values an expression lies, from the declared ranges of the facts in it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from schemebuilder.ir.expressions import (
    Aggregate,
    Apply,
    BenefitRef,
    Choose,
    Escalate,
    Expr,
    FieldRef,
    ItemFact,
    ListAggregate,
    Literal,
    OfGroup,
    OfLinked,
    OfOther,
    OfOwner,
    OfRole,
    ParameterRef,
    Place,
    Quantifier,
    Round,
    RuleRef,
    Scaled,
)
from schemebuilder.ir.operators import Op

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schemebuilder.ir.scheme import Scheme
    from schemebuilder.ir.vocabulary import Field


@dataclass(frozen=True, slots=True)
class Bounds:
    """The lowest and highest value, both included; None where there is none."""

    low: Fraction | None = None
    high: Fraction | None = None


_OPEN = Bounds()


def bounds_of(expr: Expr, scheme: Scheme, known: dict[str, Bounds]) -> Bounds:  # noqa: C901, PLR0911, PLR0912 one a node
    """Return the bounds of a quantity; `known` keeps those of rules that were asked for before.

    A part of a benefit is bounded if `known` has it, as `benefit/part`.
    """
    match expr:
        case Literal(value=Fraction() as value):
            return Bounds(value, value)
        case FieldRef():
            field = scheme.fields.get(expr.name)
            return _declared(field)
        case ItemFact():
            of_list = scheme.lists.get(expr.list_name)
            return _declared(None if of_list is None else of_list.fact(expr.name))
        case BenefitRef():
            return known.get(f"{expr.benefit}/{expr.part}", _OPEN)
        case RuleRef():
            return _rule(expr.rule, scheme, known)
        case ParameterRef():
            return _parameter(expr.parameter, scheme)
        case Scaled():
            inner = bounds_of(expr.arg, scheme, known)
            return _times(inner, Bounds(expr.factor, expr.factor))
        case Round():
            inner = bounds_of(expr.arg, scheme, known)
            low = None if inner.low is None else min(inner.low - expr.step, inner.low)
            high = None if inner.high is None else inner.high + expr.step
            return Bounds(Fraction(0) if inner.low is not None and inner.low >= 0 else low, high)
        case Place():
            return Bounds(Fraction(1), None)
        case OfGroup() | OfOwner() | OfRole() | OfLinked() | OfOther():
            return bounds_of(expr.arg, scheme, known)
        case Aggregate() | ListAggregate():
            return _aggregate(expr, scheme, known)
        case Choose():
            parts = [branch.then for branch in expr.branches]
            if expr.otherwise is not None:
                parts.append(expr.otherwise)
            return _either(
                [bounds_of(part, scheme, known) for part in parts if not isinstance(part, Escalate)]
            )
        case Apply():
            return _apply(expr.op, [bounds_of(arg, scheme, known) for arg in expr.args])
        case _:
            return _OPEN


def _rule(name: str, scheme: Scheme, known: dict[str, Bounds]) -> Bounds:
    if name not in known:
        known[name] = _OPEN
        rule = scheme.rules.get(name)
        if rule is not None:
            known[name] = bounds_of(rule.body, scheme, known)
    return known[name]


def _parameter(name: str, scheme: Scheme) -> Bounds:
    parameter = scheme.parameters.get(name)
    if parameter is None:
        return _OPEN
    values = [
        value
        for entry in parameter.values
        for value in entry.cells.values()
        if isinstance(value, Fraction)
    ]
    return Bounds(min(values), max(values)) if values else _OPEN


def _declared(field: Field | None) -> Bounds:
    """Return the declared range of a fact."""
    if field is None:
        return _OPEN
    low = field.lowest if isinstance(field.lowest, Fraction) else None
    high = field.highest if isinstance(field.highest, Fraction) else None
    return Bounds(low, high)


def _aggregate(expr: Aggregate | ListAggregate, scheme: Scheme, known: dict[str, Bounds]) -> Bounds:
    if expr.quantifier is Quantifier.NUMBER:
        everyone = isinstance(expr, Aggregate) and expr.role is None and expr.where is None
        return Bounds(Fraction(1 if everyone else 0), None)
    if expr.value is None:
        return _OPEN
    inner = bounds_of(expr.value, scheme, known)
    if expr.quantifier is Quantifier.TOTAL:
        low = Fraction(0) if inner.low is not None and inner.low >= 0 else None
        high = Fraction(0) if inner.high is not None and inner.high <= 0 else None
        return Bounds(low, high)
    if expr.empty is not None:
        return _either([inner, bounds_of(expr.empty, scheme, known)])
    return inner


def _either(found: Sequence[Bounds]) -> Bounds:
    lows = [one.low for one in found if one.low is not None]
    highs = [one.high for one in found if one.high is not None]
    return Bounds(
        min(lows) if found and len(lows) == len(found) else None,
        max(highs) if found and len(highs) == len(found) else None,
    )


def _apply(op: Op, args: Sequence[Bounds]) -> Bounds:  # noqa: PLR0911 one an operator
    match op:
        case Op.ADD:
            return Bounds(_plus(args[0].low, args[1].low), _plus(args[0].high, args[1].high))
        case Op.SUB:
            return Bounds(_minus(args[0].low, args[1].high), _minus(args[0].high, args[1].low))
        case Op.NEG:
            return Bounds(_minus(Fraction(0), args[0].high), _minus(Fraction(0), args[0].low))
        case Op.MUL:
            return _times(args[0], args[1])
        case Op.DIV:
            divisor = args[1]
            if divisor.low is not None and divisor.low == divisor.high and divisor.low > 0:
                return _times(args[0], Bounds(1 / divisor.low, 1 / divisor.low))
            positive = divisor.low is not None and divisor.low >= 0
            if positive and args[0].low is not None and args[0].low >= 0:
                return Bounds(Fraction(0), None)
            return _OPEN
        case Op.MIN:
            highs = [one.high for one in args if one.high is not None]
            lows = [one.low for one in args if one.low is not None]
            low = min(lows) if len(lows) == len(args) else None
            return Bounds(low, min(highs) if highs else None)
        case Op.MAX:
            highs = [one.high for one in args if one.high is not None]
            lows = [one.low for one in args if one.low is not None]
            high = max(highs) if len(highs) == len(args) else None
            return Bounds(max(lows) if lows else None, high)
        case _:
            return _OPEN


def _plus(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    return None if a is None or b is None else a + b


def _minus(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    return None if a is None or b is None else a - b


def _times(a: Bounds, b: Bounds) -> Bounds:
    if a.low is not None and a.high is not None and b.low is not None and b.high is not None:
        products = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
        return Bounds(min(products), max(products))
    if a.low is not None and b.low is not None and a.low >= 0 and b.low >= 0:
        return Bounds(a.low * b.low, None)
    return _OPEN
