"""Whether rows, changed, still give every value the same answer: tried at every boundary."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from schemebuilder.compiler.bounds import bounds_of
from schemebuilder.ir.expressions import Among, Apply, Choose, Expr, Hit, Literal, Value
from schemebuilder.ir.operators import Op
from schemebuilder.ir.scheme import Scheme
from schemebuilder.mutation.steps import COMPARISONS


class _BeyondError(Exception):
    """A condition that says more than how one value compares with written ones."""


def same_answers(scheme: Scheme, before: Choose, after: Choose) -> bool:
    """Say whether rows on one value answer alike, whatever the value is.

    Between two neighbouring bounds nothing changes, so one value there stands for all. Rows on
    several values are not compared: one of them may be unknown.
    """
    try:
        conditions = [branch.when for one in (before, after) for branch in one.branches]
        parts = [part for when in conditions for part in _compared(when)]
        subjects = {subject for subject, _ in parts}
        if len(subjects) != 1 or before.hit is not after.hit:
            return False
        subject = subjects.pop()
        samples = _samples(scheme, subject, {bound for _, bound in parts})
        return all(_answer(before, one) == _answer(after, one) for one in samples)
    except _BeyondError:
        return False


def _compared(when: Expr) -> Iterator[tuple[Expr, Value]]:
    match when:
        case Apply(op=Op.AND | Op.OR | Op.NOT):
            for arg in when.args:
                yield from _compared(arg)
        case Apply(op=op, args=(subject, Literal(value=bound))) if op in COMPARISONS:
            yield subject, bound
        case Among():
            for value in when.values:
                yield when.arg, value
        case _:
            raise _BeyondError


def _samples(scheme: Scheme, subject: Expr, bounds: set[Value]) -> list[Value]:
    """Return values on, between and beyond the bounds, those that can occur."""
    if subject.type.choices:
        return list(subject.type.choices)
    numbers = sorted(bound for bound in bounds if type(bound) is Fraction)
    if len(numbers) != len(bounds):
        raise _BeyondError
    found = {*numbers, numbers[0] - 1, numbers[-1] + 1}
    if subject.type.whole:
        found |= {bound + 1 for bound in numbers} | {bound - 1 for bound in numbers}
        found = {bound for bound in found if bound.denominator == 1}
    else:
        found |= {(low + high) / 2 for low, high in pairwise(numbers)}
    range_ = bounds_of(subject, scheme, {})
    return [
        one
        for one in found
        if (range_.low is None or one >= range_.low) and (range_.high is None or one <= range_.high)
    ]


def _answer(rows: Choose, value: Value) -> list[Expr | None]:
    """Return what the rows that hold answer, or the base."""
    held: list[Expr | None] = [one.then for one in rows.branches if _holds(one.when, value)]
    if not held:
        return [rows.otherwise]
    return held[:1] if rows.hit is Hit.FIRST else held


def _holds(when: Expr, value: Value) -> bool:
    match when:
        case Apply(op=Op.AND):
            return all(_holds(arg, value) for arg in when.args)
        case Apply(op=Op.OR):
            return any(_holds(arg, value) for arg in when.args)
        case Apply(op=Op.NOT):
            return not _holds(when.args[0], value)
        case Apply(op=op, args=(_, Literal(value=bound))):
            return _compare(op, value, bound)
        case Among():
            return value in when.values
        case _:
            raise _BeyondError


def _compare(op: Op, a: Value, b: Value) -> bool:
    if op is Op.EQ or op is Op.NE:
        return (a == b) is (op is Op.EQ)
    if not (isinstance(a, Fraction) and isinstance(b, Fraction)):
        raise _BeyondError
    return {Op.LT: a < b, Op.LE: a <= b, Op.GT: a > b, Op.GE: a >= b}[op]
