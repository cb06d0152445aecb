"""What a condition says where it is known to hold, or known not to: for checks that look ahead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import Final, TypeAlias

from schemebuilder.ir.expressions import (
    Aggregate,
    Apply,
    Expr,
    HasRole,
    ListAggregate,
    Literal,
    OfGroup,
    OfLinked,
    Quantifier,
)
from schemebuilder.ir.operators import Op
from schemebuilder.ir.scheme import Benefit, Eligibility, Line, LineKind, Scheme

Atom: TypeAlias = "tuple[Expr, bool]"
"""A condition, and whether it holds."""

_OPPOSITE: Final = {
    Op.LT: Op.GE, Op.LE: Op.GT, Op.GT: Op.LE, Op.GE: Op.LT, Op.EQ: Op.NE, Op.NE: Op.EQ,
}  # fmt: skip


def atoms(condition: Expr, *, holds: bool = True) -> Iterator[Atom]:
    """Yield the single conditions that are settled where the whole one is."""
    match condition:
        case Apply(op=Op.NOT, args=(inner,)):
            yield from atoms(inner, holds=not holds)
        case Apply(op=Op.AND, args=args) if holds:
            for arg in args:
                yield from atoms(arg)
        case Apply(op=Op.OR, args=args) if not holds:
            for arg in args:
                yield from atoms(arg, holds=False)
        case OfGroup(arg=inner):
            yield from atoms(inner, holds=holds)
        case _:
            yield condition, holds


def of_lines(lines: Iterable[Line]) -> Iterator[Atom]:
    """Yield what holds for whoever meets these lines, as far as they always apply."""
    for line in lines:
        if line.in_force.start is None and line.in_force.end is None:
            yield from atoms(line.when, holds=line.kind is not LineKind.EXCLUDE)


def of_conditions(scheme: Scheme, definition: Benefit | Eligibility) -> Iterator[Atom]:
    """Yield what holds for whoever is eligible."""
    if isinstance(definition, Benefit):
        for name in definition.requires:
            required = scheme.eligibilities.get(name)
            if required is not None:
                yield from of_lines(required.lines)
    yield from of_lines(definition.lines)


def at_least(known: Iterable[Atom]) -> Iterator[tuple[Expr, Expr]]:
    """Yield pairs of values of which the first is not below the second."""
    for condition, holds in known:
        if not isinstance(condition, Apply) or condition.op not in _OPPOSITE:
            continue
        left, right = condition.args
        op = condition.op if holds else _OPPOSITE[condition.op]
        if op in {Op.GE, Op.GT, Op.EQ}:
            yield left, right
        if op in {Op.LE, Op.LT, Op.EQ}:
            yield right, left


def filled(known: Iterable[Atom]) -> frozenset[tuple[str, str]]:
    """Return the roles, with their groups, that somebody certainly holds; lists with entries.

    A link that names somebody is among them, by its name alone, as a list is.
    """
    listed = tuple(known)
    found = {(one.group, one.role) for one, holds in listed if isinstance(one, HasRole) and holds}
    for condition, holds in listed:
        match condition:
            case Aggregate(quantifier=Quantifier.ANY, role=str() as role) if holds:
                found.add((condition.group, role))
            case OfLinked(empty=Literal(value=False)) if holds:
                found.add((condition.link, ""))
            case ListAggregate(quantifier=Quantifier.ANY) if holds:
                found.add((condition.list_name, ""))
            case _:
                pass
        if not isinstance(condition, Apply) or condition.op not in _OPPOSITE:
            continue
        op = condition.op if holds else _OPPOSITE[condition.op]
        number, bound = condition.args
        match number, bound:
            case (
                Aggregate(quantifier=Quantifier.NUMBER, role=str() as role),
                Literal(value=Fraction() as least),
            ) if (op in {Op.GE, Op.EQ} and least >= 1) or (op is Op.GT and least >= 0):
                found.add((number.group, role))
            case (
                ListAggregate(quantifier=Quantifier.NUMBER),
                Literal(value=Fraction() as least),
            ) if (op in {Op.GE, Op.EQ} and least >= 1) or (op is Op.GT and least >= 0):
                found.add((number.list_name, ""))
            case _:
                pass
    return frozenset(found)


def alike(one: object, other: object) -> bool:
    """Say whether two expressions mean the same, wherever they stand."""
    if is_dataclass(one) and is_dataclass(other) and type(one) is type(other):
        return all(
            alike(getattr(one, field.name), getattr(other, field.name))
            for field in fields(one)
            if field.name not in {"span", "type"}
        )
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(alike, one, other))
    return one == other
