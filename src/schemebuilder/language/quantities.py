"""Quantities: from the grammar's tree to sums, limits, rounding and units."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Final

from lark import Token, Tree

from schemebuilder.language import literals
from schemebuilder.language.syntax import (
    Binary,
    Expr,
    Extreme,
    ForEach,
    IfThen,
    InUnit,
    Limited,
    MoneyLiteral,
    NumberLiteral,
    PerPeriod,
    Rounded,
    Unary,
)
from schemebuilder.language.twig import At, Children, Node, after, branch, leaf, tokens

_SIGNS: Final = {"PLUS": "+", "MINUS": "-", "STAR": "*", "SLASH": "/"}
_QUANTIFIERS: Final = {
    "ANY": "any",
    "EVERY": "every",
    "NO": "no",
    "AT_LEAST": "at least",
    "AT_MOST": "at most",
    "EXACTLY": "exactly",
    "NUMBER_OF": "number",
    "TOTAL_OF": "total",
    "HIGHEST_OF": "highest",
    "LOWEST_OF": "lowest",
    "AVERAGE_OF": "average",
}

_DIRECTIONS: Final = {
    "ROUND_DOWN_TO": "down",
    "ROUND_UP_TO": "up",
    "ROUND_HALF_UP_TO": "half up",
    "ROUND_HALF_EVEN_TO": "half even",
}

_WORDS_OF_FOR_EACH: Final = frozenset({"FOR_EACH", "OR_PART_OF_IT", "OF", "ABOVE"})


def direction(node: Node) -> str:
    """Return where a rounding word rounds to."""
    return _DIRECTIONS[leaf(node).type]


def items(node: Node, at: At) -> tuple[Expr, ...]:
    """Return the expressions of a list in brackets."""
    listed = tuple(
        at.expression(child)
        for child in branch(node).children
        if not (isinstance(child, Token) and child.type == "COMMA")
    )
    literals.warn_of_thousands(listed, at.sheet)
    return listed


def _binary(children: Children, at: At, node: Node) -> Expr:
    sign = leaf(children[1])
    left, right = at.expression(children[0]), at.expression(children[2])
    return Binary(_SIGNS[sign.type], left, right, at.span(node))


def _negative(children: Children, at: At, node: Node) -> Expr:
    return Unary("-", at.expression(children[1]), at.span(node))


def _multiple(children: Children, at: At, node: Node) -> Expr:
    if leaf(children[0]).type == "PERCENT_OF":
        said = percentage(children[0], at)
    else:
        factor = Fraction(1, 2) if tokens(children, "HALF_OF") else Fraction(2)
        said = NumberLiteral(factor, at.span(children[0]), written=at.said(children[0]))
    return Binary("*", said, at.expression(children[1]), at.span(node))


def percentage(node: Node, at: At) -> NumberLiteral:
    """Return the share that `50% of` says."""
    written = at.said(node)
    start = at.ends(leaf(node))[0]
    digits = written[: written.index("%") + 1]
    return literals.number(digits, at.sheet.span(start, start + len(digits)))


def _paren(children: Children, at: At, _node: Node) -> Expr:
    return at.expression(children[1])


def _limited(children: Children, at: At, node: Node) -> Expr:
    limits = branch(children[1]).children
    below, above = after(limits, "BUT_NOT_BELOW"), after(limits, "BUT_NOT_ABOVE")
    return Limited(
        at.expression(children[0]),
        None if below is None else at.expression(below),
        None if above is None else at.expression(above),
        at.span(node),
    )


def _extreme(children: Children, at: At, node: Node) -> Expr:
    kind = "smaller" if tokens(children, "SMALLER_OF") else "larger"
    return Extreme(kind, items(children[2], at), at.span(node))


def _rounded(children: Children, at: At, node: Node) -> Expr:
    step, arg = at.expression(children[1]), at.expression(children[-1])
    return Rounded(direction(children[0]), step, arg, at.span(node))


def _for_each(children: Children, at: At, node: Node) -> Expr:
    said = [c for c in children if isinstance(c, Tree) or c.type not in _WORDS_OF_FOR_EACH]
    rate, step, arg, *above = (at.expression(child) for child in said)
    part = bool(tokens(children, "OR_PART_OF_IT"))
    return ForEach(rate, step, part, arg, above[0] if above else None, at.span(node))


def _if_then(children: Children, at: At, node: Node) -> Expr:
    when, then, otherwise = (at.expression(children[index]) for index in (1, 3, 5))
    return IfThen(when, then, otherwise, at.span(node))


def _per(children: Children, at: At, node: Node) -> Expr:
    arg, word = at.expression(children[0]), leaf(children[2])
    span = at.span(node)
    if word.type == "PERIOD":
        period = literals.period(at.said(word), at.sheet.words)
        if isinstance(arg, MoneyLiteral) and arg.per_period is None and _bare(children[0]):
            return replace(arg, per_period=period, span=span)
        return PerPeriod(arg, period, span)
    if isinstance(arg, MoneyLiteral) and arg.per_whom is None and _bare(children[0]):
        whom = literals.whom(at.said(word), at.span(word), at.sheet)
        return replace(arg, per_whom=whom, span=span)
    at.sheet.note(
        "SB-P001",
        f"`per {at.said(word)}` can stand only behind an amount of money or in a type.",
        at.span(word),
        hint="Divide instead: `… / number of members`. For time, write `per month` or `per year`.",
    )
    return arg


def _bare(node: Node) -> bool:
    """Whether nothing but an amount and its `per` words stands there."""
    return isinstance(node, Token) or node.data == "per"


def _in_unit(children: Children, at: At, node: Node) -> Expr:
    unit = literals.unit_after_in(at.said(children[1]), at.sheet.words)
    return InUnit(at.expression(children[0]), unit, at.span(node))


QUANTITIES: Final[dict[str, Callable[[Children, At, Node], Expr]]] = {
    "binary": _binary,
    "negative": _negative,
    "multiple": _multiple,
    "paren": _paren,
    "limited": _limited,
    "extreme": _extreme,
    "rounded": _rounded,
    "for_each": _for_each,
    "if_then": _if_then,
    "per": _per,
    "in_unit": _in_unit,
}
