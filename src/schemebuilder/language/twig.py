"""A node of the grammar's tree and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from lark import Token, Tree

from schemebuilder.diagnostics.finding import Span
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.syntax import Expr, Name

Node: TypeAlias = "Tree[Token] | Token"
Children: TypeAlias = "Sequence[Tree[Token] | Token]"


@dataclass(frozen=True, slots=True)
class At:
    """The sheet that a line stands on, and the offset at which the line was read.

    `build` turns a node into an expression.
    """

    sheet: Sheet
    base: int
    build: Callable[[Node, At], Expr]

    def expression(self, node: Node) -> Expr:
        """The expression that a node stands for."""
        return self.build(node, self)

    def span(self, node: Node) -> Span:
        """Where a node stands."""
        start, end = self.ends(node)
        return self.sheet.span(start, end)

    def ends(self, node: Node) -> tuple[int, int]:
        """The offsets of a node's first and last character, half-open."""
        first: Node = node
        while isinstance(first, Tree):
            first = first.children[0]
        last: Node = node
        while isinstance(last, Tree):
            last = last.children[-1]
        return self.base + (first.start_pos or 0), self.base + (last.end_pos or 0)

    def name(self, token: Node) -> Name:
        """The name that a token holds."""
        return self.sheet.name(*self.ends(token))

    def said(self, node: Node) -> str:
        """What is written at a node."""
        return self.sheet.said(*self.ends(node))


def tokens(children: Iterable[Node], kind: str) -> list[Token]:
    """Return the tokens of one kind among a node's children."""
    return [child for child in children if isinstance(child, Token) and child.type == kind]


def leaf(node: Node) -> Token:
    """Return a node that the grammar says is a token."""
    if isinstance(node, Token):
        return node
    raise TypeError(node.data)


def branch(node: Node) -> Tree[Token]:
    """Return a node that the grammar says is a rule."""
    if isinstance(node, Tree):
        return node
    raise TypeError(node.type)


def subtree(children: Iterable[Node], data: str) -> Tree[Token] | None:
    """Return the first child that is a rule of that name, or None."""
    return next((c for c in children if isinstance(c, Tree) and c.data == data), None)


def the_subtree(children: Iterable[Node], data: str) -> Tree[Token]:
    """Return the first child that is a rule of that name; the grammar says that there is one."""
    return next(c for c in children if isinstance(c, Tree) and c.data == data)


def after(children: Sequence[Node], kind: str) -> Node | None:
    """Return the node behind the first token of a kind, or None."""
    for word, value in pairwise(children):
        if isinstance(word, Token) and word.type == kind:
            return value
    return None
