"""The situations that conditions tell apart: enough samples to prove that none or two of them hold.

A condition compares facts with constants. Between two neighbouring constants its answer does not
change, so one value from each stretch, and the constants themselves, stand for all values of it.
What is not a comparison with a constant counts as a yes/no of its own, free to be either; then what
is found may not happen, and `certain` is False.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from math import ceil, floor, prod
from operator import and_, or_
from typing import Final, TypeAlias

from schemebuilder.compiler.bounds import Bounds, bounds_of
from schemebuilder.compiler.shapes import Shape, shape
from schemebuilder.ir.expressions import (
    Among,
    Apply,
    Expr,
    FieldRef,
    GoverningDate,
    HasRole,
    Literal,
    OfGroup,
    ParameterRef,
    RuleRef,
    Value,
)
from schemebuilder.ir.in_force import value_on
from schemebuilder.ir.operators import Op
from schemebuilder.ir.scheme import Parameter, Rule, Scheme
from schemebuilder.ir.walk import nodes
from schemebuilder.values.types import YES_NO, Kind

MOST: Final = 200_000
"""More situations than this are not tried; what they hide shows when a case is decided."""

_SIGNS: Final[dict[Op, Callable[[int], bool]]] = {
    Op.EQ: lambda order: order == 0,
    Op.NE: lambda order: order != 0,
    Op.LT: lambda order: order < 0,
    Op.LE: lambda order: order <= 0,
    Op.GT: lambda order: order > 0,
    Op.GE: lambda order: order >= 0,
}
_MIRRORED: Final[dict[Op, Op]] = {
    Op.EQ: Op.EQ, Op.NE: Op.NE, Op.LT: Op.GT, Op.LE: Op.GE, Op.GT: Op.LT, Op.GE: Op.LE,
}  # fmt: skip


@dataclass(slots=True)
class Feature:
    """Something that differs from one situation to another, with the values that stand for all."""

    expr: Expr
    place: int
    opaque: bool = False
    cuts: set[Value] = field(default_factory=set)

    @property
    def plain(self) -> bool:
        """Whether it is a fact as it is given, so that any of its values can happen."""
        inner = self.expr.arg if isinstance(self.expr, OfGroup) else self.expr
        return not self.opaque and isinstance(inner, FieldRef | GoverningDate)


@dataclass(frozen=True, slots=True)
class Situation:
    """One sample: the features with their values."""

    features: tuple[Feature, ...]
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Space:
    """Every combination of the features' values, numbered; a set of them is a whole number of bits.

    The last feature changes fastest, as in the digits of a number.
    """

    features: tuple[Feature, ...]
    values: tuple[tuple[Value, ...], ...]

    @property
    def size(self) -> int:
        """How many situations there are."""
        return prod(len(one) for one in self.values)

    @property
    def everything(self) -> int:
        """All situations."""
        return (1 << self.size) - 1

    def where(self, place: int, holds: Callable[[Value], bool]) -> int:
        """Return the situations in which the value of one feature is such."""
        stride = prod(len(one) for one in self.values[place + 1 :])
        block = (1 << stride) - 1
        once = 0
        for index, value in enumerate(self.values[place]):
            if holds(value):
                once |= block << (index * stride)
        period = stride * len(self.values[place])
        if not period:
            return 0
        return once * (self.everything // ((1 << period) - 1))

    def first(self, situations: int) -> Situation | None:
        """Return the first situation of a set, or None if it is empty."""
        if not situations:
            return None
        index = (situations & -situations).bit_length() - 1
        values: list[Value] = []
        for one in reversed(self.values):
            index, digit = divmod(index, len(one))
            values.append(one[digit])
        return Situation(self.features, tuple(reversed(values)))


Test: TypeAlias = Callable[[Space], int]
"""A condition as the set of situations in which it holds."""


@dataclass(slots=True)
class Situations:
    """The samples for some conditions of a scheme on one day (None where no day matters)."""

    scheme: Scheme
    on: date | None = None
    features: dict[Shape, Feature] = field(default_factory=dict)
    _bounds: dict[str, Bounds] = field(default_factory=dict)

    def test(self, condition: Expr) -> Test:
        """Return the condition as a function of the space; its features are noted."""
        return self._test(condition, None, 0)

    @property
    def certain(self) -> bool:
        """Whether every sample can happen: all features are facts as given."""
        return all(feature.plain for feature in self.features.values())

    def space(self) -> Space | None:
        """Return every combination of values of the features noted; None if too many to try."""
        features = tuple(self.features.values())
        found = Space(features, tuple(self._values(feature) for feature in features))
        return None if found.size > MOST else found

    def undeclared(self, space: Space) -> int:
        """Return the situations with a value below zero that no declared range speaks of."""
        found = 0
        for place, feature in enumerate(space.features):
            if bounds_of(feature.expr, self.scheme, self._bounds).low is None:
                found |= space.where(place, _below_zero)
        return found

    def _test(  # noqa: PLR0911 one a node
        self, condition: Expr, group: str | None, depth: int
    ) -> Test:
        match condition:
            case Literal(value=bool() as known):
                return lambda space: space.everything if known else 0
            case Apply(op=Op.AND, args=args):
                parts = [self._test(arg, group, depth) for arg in args]
                return lambda space: reduce(and_, (part(space) for part in parts))
            case Apply(op=Op.OR, args=args):
                parts = [self._test(arg, group, depth) for arg in args]
                return lambda space: reduce(or_, (part(space) for part in parts))
            case Apply(op=Op.NOT, args=(arg,)):
                inner = self._test(arg, group, depth)
                return lambda space: space.everything & ~inner(space)
            case Apply(op=op, args=(left, right)) if op in _SIGNS:
                return self._comparison(op, left, right, group)
            case Among():
                place = self._feature(condition.arg, group, condition.values).place
                wanted = frozenset(condition.values)
                return lambda space: space.where(place, wanted.__contains__)
            case OfGroup() if group is None:
                return self._test(condition.arg, condition.group, depth)
            case RuleRef() if depth < 8:
                rule = self.scheme.rules.get(condition.rule)
                if rule is not None and _transparent(rule):
                    return self._test(rule.body, group, depth + 1)
                return self._yes_no(condition, group)
            case _:
                return self._yes_no(condition, group)

    def _yes_no(self, condition: Expr, group: str | None) -> Test:
        plain = isinstance(condition, FieldRef | HasRole)
        place = self._feature(condition, group, (), opaque=not plain).place
        return lambda space: space.where(place, _is_yes)

    def _comparison(self, op: Op, left: Expr, right: Expr, group: str | None) -> Test:
        known = self._known(right)
        subject, sign = left, op
        if known is None:
            known, subject, sign = self._known(left), right, _MIRRORED[op]
        if known is None:
            return self._opaque_comparison(op, left, right, group)
        bound = known
        place = self._feature(subject, group, (bound,)).place
        holds = _SIGNS[sign]
        return lambda space: space.where(place, lambda value: holds(_order(value, bound)))

    def _opaque_comparison(self, op: Op, left: Expr, right: Expr, group: str | None) -> Test:
        """Two values that both vary: `a < b` is one yes/no, and `a >= b` is its opposite."""
        if op in {Op.GT, Op.LE}:
            left, right, op = right, left, _MIRRORED[op]
        positive = op in {Op.LT, Op.EQ}
        base = Apply(Op.LT if op in {Op.LT, Op.GE} else Op.EQ, (left, right), YES_NO)
        place = self._feature(base, group, (), opaque=True).place
        wanted = _is_yes if positive else _is_no
        return lambda space: space.where(place, wanted)

    def _feature(
        self, expr: Expr, group: str | None, cuts: Iterable[Value], *, opaque: bool = False
    ) -> Feature:
        if group is not None:
            expr = OfGroup(group, expr, expr.type, expr.span)
        key = shape(expr)
        found = self.features.get(key)
        if found is None:
            found = Feature(expr, len(self.features), opaque)
            self.features[key] = found
        found.cuts.update(cuts)
        return found

    def _known(self, expr: Expr) -> Value | None:
        match expr:
            case Literal():
                return expr.value
            case ParameterRef(on=None) if self.on is not None:
                keys = [self._known(key) for key in expr.keys]
                parameter = self.scheme.parameters.get(expr.parameter)
                if parameter is None or any(key is None for key in keys):
                    return None
                entry = value_on(parameter, self.on)
                texts = tuple(_key_text(key) for key in keys if key is not None)
                return None if entry is None else entry.cells.get(texts)
            case Apply(op=op, args=args) if op in _FOLDED:
                values = [self._known(arg) for arg in args]
                quantities = [value for value in values if isinstance(value, Fraction)]
                if len(quantities) != len(args):
                    return None
                return _FOLDED[op](quantities)
            case _:
                return None

    def _values(self, feature: Feature) -> tuple[Value, ...]:
        kind = feature.expr.type
        match kind.kind:
            case Kind.YES_NO:
                return (False, True)
            case Kind.CHOICE:
                return kind.choices
            case Kind.TEXT:
                return (*sorted(str(cut) for cut in feature.cuts), "something else")
            case Kind.PERSON:
                return ()
            case Kind.DATE:
                days = sorted(cut for cut in feature.cuts if isinstance(cut, date))
                near = {day + timedelta(shift) for day in days for shift in (-1, 0, 1)}
                return tuple(sorted(near))
            case Kind.NUMBER | Kind.MONEY | Kind.DURATION:
                return self._quantities(feature)

    def _quantities(self, feature: Feature) -> tuple[Value, ...]:
        limits = bounds_of(feature.expr, self.scheme, self._bounds)
        cuts = sorted(cut for cut in feature.cuts if isinstance(cut, Fraction))
        tried: set[Fraction] = set(cuts)
        if feature.expr.type.whole:
            tried = {Fraction(whole) for cut in cuts for whole in _around(cut)}
            ends = (limits.low and ceil(limits.low), limits.high and floor(limits.high))
            tried.update(Fraction(end) for end in ends if end is not None)
        else:
            tried.update(end for end in (limits.low, limits.high) if end is not None)
            ordered = sorted(tried)
            tried.update((one + two) / 2 for one, two in pairwise(ordered))
            tried.update((cuts[0] - 1, cuts[-1] + 1) if cuts else ())
        if limits.low is not None:
            tried = {one for one in tried if one >= limits.low}
        if limits.high is not None:
            tried = {one for one in tried if one <= limits.high}
        return tuple(sorted(tried))


def days_that_matter(
    conditions: Iterable[Expr], parameters: Mapping[str, Parameter], scheme: Scheme
) -> tuple[date | None, ...]:
    """Return the first day of each combination of parameter values that the conditions read."""
    days: set[date] = set()
    waiting = list(conditions)
    seen: set[str] = set()
    while waiting:
        for node in nodes((waiting.pop(),)):
            if isinstance(node, ParameterRef) and _is_law(parameters, node):
                days.update(value.start for value in parameters[node.parameter].values)
            elif isinstance(node, RuleRef) and node.rule not in seen:
                seen.add(node.rule)
                rule = scheme.rules.get(node.rule)
                if rule is not None and rule.type.kind is Kind.YES_NO:
                    waiting.append(rule.body)
    held = sorted(day for day in days if scheme.in_force.holds(day))
    start = scheme.in_force.start
    if days and start is not None and start not in held and min(days) <= start:
        held.insert(0, start)
    return tuple(held) or (None,)


def _is_law(parameters: Mapping[str, Parameter], node: ParameterRef) -> bool:
    return node.parameter in parameters and not parameters[node.parameter].calendar


def _transparent(rule: Rule) -> bool:
    """A yes/no that is a plain condition is looked through."""
    return rule.type.kind is Kind.YES_NO and isinstance(
        rule.body, Apply | Among | Literal | FieldRef | RuleRef
    )


def _is_yes(value: Value) -> bool:
    return value is True


def _is_no(value: Value) -> bool:
    return value is not True


def _below_zero(value: Value) -> bool:
    return isinstance(value, Fraction) and value < 0


def _order(value: Value, bound: Value) -> int:
    if isinstance(value, Fraction) and isinstance(bound, Fraction):
        return (value > bound) - (value < bound)
    if isinstance(value, date) and isinstance(bound, date):
        return (value > bound) - (value < bound)
    return 0 if value == bound else 1


def _around(cut: Fraction) -> tuple[int, ...]:
    return (ceil(cut) - 1, floor(cut), ceil(cut), floor(cut) + 1)


def _key_text(key: Value) -> str:
    if isinstance(key, bool):
        return "yes" if key else "no"
    return str(key.numerator) if isinstance(key, Fraction) else str(key)


_FOLDED: Final[dict[Op, Callable[[list[Fraction]], Fraction | None]]] = {
    Op.ADD: lambda values: values[0] + values[1],
    Op.SUB: lambda values: values[0] - values[1],
    Op.MUL: lambda values: values[0] * values[1],
    Op.DIV: lambda values: values[0] / values[1] if values[1] else None,
    Op.NEG: lambda values: -values[0],
    Op.MIN: min,
    Op.MAX: max,
}
