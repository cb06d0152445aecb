"""Order among people: from the grammar's tree to places, the first of them, the other, limits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from lark import Token, Tree

from schemebuilder.language.syntax import (
    Expr,
    FirstTest,
    LimitWritten,
    OrderWritten,
    PlaceOf,
    PossessiveOther,
    RankKeyWritten,
)
from schemebuilder.language.twig import At, Children, Node, after, branch, leaf, subtree, tokens

_DIRECTIONS: Final = {
    "OLDEST_FIRST": "oldest",
    "YOUNGEST_FIRST": "youngest",
    "HIGHEST_FIRST": "highest",
    "LOWEST_FIRST": "lowest",
    "EARLIEST_FIRST": "earliest",
    "LATEST_FIRST": "latest",
    "WITH_HIGHEST": "highest",
    "WITH_LOWEST": "lowest",
    "WITH_EARLIEST": "earliest",
    "WITH_LATEST": "latest",
    "OLDEST": "oldest",
    "YOUNGEST": "youngest",
}


def _place_of(children: Children, at: At, node: Node) -> Expr:
    order = branch(children[-1])
    return PlaceOf(
        at.name(children[1]),
        at.name(children[3]),
        _order(order.children, at, order),
        at.span(node),
        _where(children, at),
    )


def _first_test(children: Children, at: At, node: Node) -> Expr:
    """`is the adult with highest income`, `is the oldest child`: the extreme, then more keys."""
    extreme = next(token for token in children if leaf_type(token) in _DIRECTIONS)
    place = list(children).index(extreme)
    direction = _DIRECTIONS[leaf(extreme).type]
    by_age = leaf(extreme).type in {"OLDEST", "YOUNGEST"}
    by = None if by_age else at.expression(children[place + 1])
    start, end = at.ends(extreme)[0], at.ends(children[place + (not by_age)])[1]
    first = RankKeyWritten(by, direction, at.sheet.span(start, end), ahead=True)
    members = children[place + 1] if by_age else children[2]
    order = _order(children, at, node, first)
    negated = bool(tokens(children, "IS_NOT"))
    return FirstTest(at.name(members), order, at.span(node), _where(children, at), negated)


def leaf_type(node: Node) -> str:
    """Return the kind of a token; a rule has none."""
    return node.type if isinstance(node, Token) else ""


def _order(
    children: Children, at: At, node: Node, first: RankKeyWritten | None = None
) -> OrderWritten:
    """Return the keys that stand among the children, and what is said of ties."""
    ties = subtree(children, "ties")
    return OrderWritten(
        (*(() if first is None else (first,)), *_keys(children, at)),
        None if ties is None else _keys(ties.children, at),
        together=ties is not None and bool(tokens(ties.children, "TIES_TOGETHER")),
        span=at.span(node),
    )


def _keys(children: Children, at: At) -> tuple[RankKeyWritten, ...]:
    return tuple(
        _key(child, at)
        for child in children
        if isinstance(child, Tree) and child.data == "rank_key"
    )


def rank_keys(children: Children, at: At) -> tuple[RankKeyWritten, ...]:
    """Return the keys that stand among the children of a line."""
    return _keys(children, at)


def _key(node: Tree[Token], at: At) -> RankKeyWritten:
    last = leaf_type(node.children[-1])
    direction = _DIRECTIONS.get(last, "")
    return RankKeyWritten(at.expression(node.children[0]), direction, at.span(node))


def _where(children: Children, at: At) -> Expr | None:
    where = subtree(children, "inner_where")
    return None if where is None else at.expression(where.children[1])


def _possessive_other(children: Children, at: At, node: Node) -> Expr:
    return PossessiveOther(at.name(children[1]), at.expression(children[3]), at.span(node))


def limit_written(tree: Tree[Token], at: At) -> LimitWritten:
    """Return `limit to 4 children per household, youngest first, ties by …`."""
    children = tree.children
    count, members = children[1], children[2]
    per = after(children, "PER")
    written = subtree(children, "limit_order")
    order = None
    if written is not None:
        head = written.children[0]
        if isinstance(head, Tree) and head.data == "order":
            order = _order(head.children, at, head)
        else:
            first = RankKeyWritten(None, _DIRECTIONS[leaf_type(head)], at.span(head))
            order = _order(written.children, at, written, first)
    assert per is not None  # noqa: S101 the grammar has it
    return LimitWritten(at.expression(count), at.name(members), at.name(per), order, at.span(tree))


ORDER: Final[dict[str, Callable[[Children, At, Node], Expr]]] = {
    "place_of": _place_of,
    "first_test": _first_test,
    "possessive_other": _possessive_other,
}
