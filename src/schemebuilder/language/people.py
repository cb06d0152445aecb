"""People, dates and names: from the grammar's tree to quantifiers, roles and references."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from lark import Token, Tree

from schemebuilder.diagnostics.finding import Edit
from schemebuilder.language.quantities import items
from schemebuilder.language.syntax import (
    Called,
    DateDifference,
    DatePart,
    Expr,
    KeyedAt,
    OfName,
    OnScale,
    Possessive,
    Qualified,
    Quantified,
)
from schemebuilder.language.twig import At, Children, Node, branch, leaf, tokens

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


def _quantified(children: Children, at: At, node: Node) -> Expr:
    head = children[0]
    parts: list[Node] = list(head.children) if isinstance(head, Tree) else list(children[:2])
    word = leaf(parts[0])
    where = next((c for c in children if isinstance(c, Tree) and "where" in c.data), None)
    return Quantified(
        _QUANTIFIERS[word.type],
        at.name(parts[-1]),
        at.span(node),
        count=at.expression(parts[1]) if len(parts) == 3 else None,
        where=_where(where, at),
        or_nobody=bool(tokens(children, "OR_NOBODY")),
    )


def _aggregate(children: Children, at: At, node: Node) -> Expr:
    counted = branch(children[0]).children
    return Quantified(
        _QUANTIFIERS[leaf(counted[0]).type],
        at.name(counted[-1]),
        at.span(node),
        value=at.expression(counted[1]) if len(counted) == 4 else None,
        where=_where(children[1], at) if len(children) == 2 else None,
    )


def _where(node: Node | None, at: At) -> Expr | None:
    if node is None:
        return None
    body = branch(node).children[1]
    open_ended = branch(node).data == "open_where"
    if open_ended and isinstance(body, Tree) and body.data in _CHAINS:
        _ask_for_brackets(body, at)
    return at.expression(body)


_CHAINS: Final = frozenset({"logical_and", "logical_or", "or_if_none"})


def _ask_for_brackets(body: Tree[Token], at: At) -> None:
    first: Node = body
    while isinstance(first, Tree) and first.data in _CHAINS:
        first = first.children[0]
    whole, part = at.span(body), at.span(first)
    text, short = at.said(body), at.said(first)
    at.sheet.note(
        "SB-P001",
        "Without brackets it is not clear how far `where` reaches: it takes one comparison, "
        "and here more follow.",
        whole,
        hint="Put brackets around what is said of each member.",
        edits=(
            Edit(f"All of it is said of the member: ({text})", whole, f"({text})"),
            Edit(f"Only the first is said of the member: ({short})", part, f"({short})"),
        ),
    )


def _qualified(children: Children, at: At, node: Node) -> Expr:
    return Qualified(at.name(children[0]), at.name(children[2]), at.span(node))


def _of_name(children: Children, at: At, node: Node) -> Expr:
    return OfName(at.name(children[0]), at.name(children[2]), at.span(node))


def _possessive(children: Children, at: At, node: Node) -> Expr:
    return Possessive(at.name(children[1]), at.expression(children[3]), at.span(node))


def _date_difference(children: Children, at: At, node: Node) -> Expr:
    unit = leaf(children[0]).type.removesuffix("_FROM").lower()
    start, end = at.expression(children[1]), at.expression(children[3])
    return DateDifference(unit, start, end, at.span(node))


def _date_part(children: Children, at: At, node: Node) -> Expr:
    part = leaf(children[0]).type.removesuffix("_OF").lower()
    return DatePart(part, at.expression(children[1]), at.span(node))


def _keyed(children: Children, at: At, node: Node) -> Expr:
    keys: list[Tree[Token]] = []
    for child in children:
        if isinstance(child, Tree) and child.data == "key":
            keys.append(child)
        elif isinstance(child, Tree) and child.data == "keys":
            keys.extend(key for key in child.children if isinstance(key, Tree))
    read = tuple((at.name(key.children[0]), at.expression(key.children[-1])) for key in keys)
    dated = tokens(children, "AS_OF")
    on = at.expression(children[-1]) if dated else None
    return KeyedAt(at.name(children[0]), read, at.span(node), on)


def _on_scale(children: Children, at: At, node: Node) -> Expr:
    return OnScale(at.name(children[0]), at.expression(children[2]), at.span(node))


def _called(children: Children, at: At, node: Node) -> Expr:
    return Called(at.name(children[0]), items(children[3], at), at.span(node))


PEOPLE: Final[dict[str, Callable[[Children, At, Node], Expr]]] = {
    "quantified": _quantified,
    "aggregate": _aggregate,
    "qualified": _qualified,
    "of_name": _of_name,
    "possessive": _possessive,
    "date_difference": _date_difference,
    "date_part": _date_part,
    "keyed": _keyed,
    "scaled": _on_scale,
    "called": _called,
}
