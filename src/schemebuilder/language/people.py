"""People, dates and names: from the grammar's tree to quantifiers, roles and references."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
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
    NumberLiteral,
    OfName,
    OnScale,
    PickWritten,
    Possessive,
    Qualified,
    Quantified,
    WindowWritten,
)
from schemebuilder.language.twig import At, Children, Node, branch, leaf, subtree, tokens

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
    "LATEST_OF": "latest",
    "EARLIEST_OF": "earliest",
}


def _quantified(children: Children, at: At, node: Node) -> Expr:
    head = children[0]
    parts: list[Node] = list(head.children) if isinstance(head, Tree) else list(children)
    in_time = subtree(parts, "in_time")
    where = next((c for c in children if isinstance(c, Tree) and "where" in c.data), None)
    nobody = tokens(children, "OR_NOBODY")
    said = [part for part in parts if part is not in_time and part is not where]
    said = [part for part in said if not nobody or part is not nobody[0]]
    return Quantified(
        _QUANTIFIERS[leaf(parts[0]).type],
        at.name(said[-1]),
        at.span(node),
        count=at.expression(said[1]) if len(said) == 3 else None,
        where=_where(where, at),
        or_nobody=bool(nobody),
        by=_by(_within(in_time), at),
        window=_window(_within(in_time), at),
    )


def _aggregate(children: Children, at: At, node: Node) -> Expr:
    counted = branch(children[0]).children
    word, *rest = counted
    said = [part for part in rest if not isinstance(part, Tree) or part.data not in _IN_TIME]
    around = _within(subtree(rest, "in_time")) or rest
    pick, value = None, said[0] if len(said) == 3 else None
    if isinstance(value, Tree) and value.data == "pick":
        pick, value = value, value.children[-1]
    where = next((c for c in children if isinstance(c, Tree) and "where" in c.data), None)
    ends = [branch(c).children[0] for c in children if isinstance(c, Tree) and c.data == "pick_end"]
    return Quantified(
        _QUANTIFIERS[leaf(word).type],
        at.name(said[-1]),
        at.span(node),
        value=None if value is None else at.expression(value),
        where=_where(where, at),
        pick=_pick(leaf(word), pick, ends, at),
        by=_by(around, at),
        window=_window(around, at),
    )


def _pick(
    quantifier: Token, node: Tree[Token] | None, ends: list[Node], at: At
) -> PickWritten | None:
    """How many entries of a list count, and what holds where they are fewer or alike."""
    said = {leaf(end).type for end in ends}
    ties = "highest" if "TIES_HIGHEST" in said else "lowest" if "TIES_LOWEST" in said else ""
    if node is not None:
        count = at.expression(node.children[1])
        word = leaf(node.children[0]).type.lower()
        return PickWritten(word, count, at.span(node), "FEWER_ALLOWED" in said, ties)
    alone = quantifier.type in {"LATEST_OF", "EARLIEST_OF"}
    for end in ends:
        if not (alone and leaf(end).type.startswith("TIES")):
            at.sheet.note(
                "SB-P001",
                f"`{at.said(end).lstrip(', ')}` has no meaning here, where no number of entries "
                "is chosen.",
                at.span(end),
                hint="Write for example `average of highest 10 of …`, or take it out.",
            )
    if not alone:
        return None
    span = at.span(quantifier)
    one = NumberLiteral(Fraction(1), span, written="1")
    return PickWritten(quantifier.type.removesuffix("_OF").lower(), one, span, True, ties)


_IN_TIME: Final = frozenset({"by_key", "window", "in_time"})


def _within(in_time: Tree[Token] | None) -> Children:
    return () if in_time is None else in_time.children


def _by(parts: Children, at: At) -> Expr | None:
    node = subtree(parts, "by_key")
    return None if node is None else at.expression(node.children[1])


def _window(parts: Children, at: At) -> WindowWritten | None:
    node = subtree(parts, "window")
    if node is None:
        return None
    length, before = at.expression(node.children[1]), at.expression(node.children[3])
    return WindowWritten(length, before, at.span(node))


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
