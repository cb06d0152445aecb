"""From the grammar's tree of one line to expressions of the syntax tree."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from lark import Token

from schemebuilder.language import literals
from schemebuilder.language.conditions import CONDITIONS
from schemebuilder.language.order import ORDER
from schemebuilder.language.people import PEOPLE
from schemebuilder.language.quantities import QUANTITIES
from schemebuilder.language.syntax import EscalateExpr, Expr, NameRef
from schemebuilder.language.twig import At, Children, Node


def expression(node: Node, at: At) -> Expr:
    """Return the expression that a node of the grammar's tree stands for."""
    if isinstance(node, Token):
        return _TOKENS[node.type](node, at)
    return _RULES[node.data](node.children, at, node)


def _inner(children: Children, at: At, _node: Node) -> Expr:
    return expression(children[0], at)


def _name(token: Token, at: At) -> Expr:
    name = at.name(token)
    return NameRef(name, name.span)


def _number(token: Token, at: At) -> Expr:
    return literals.number(at.said(token), at.span(token))


def _money(token: Token, at: At) -> Expr:
    return literals.money(at.said(token), at.span(token))


def _date(token: Token, at: At) -> Expr:
    return literals.date_literal(at.said(token), at.span(token), at.sheet)


def _duration(token: Token, at: At) -> Expr:
    return literals.duration(at.said(token), at.span(token), at.sheet.words)


def _text(token: Token, at: At) -> Expr:
    return literals.text_value(at.said(token), at.span(token))


def _yes(token: Token, at: At) -> Expr:
    return literals.yes_no(at.span(token), value=True)


def _no(token: Token, at: At) -> Expr:
    return literals.yes_no(at.span(token), value=False)


def _escalate(token: Token, at: At) -> Expr:
    return EscalateExpr(token.type.lower(), at.span(token))


_TOKENS: Final[dict[str, Callable[[Token, At], Expr]]] = {
    "NAME": _name,
    "NUMBER": _number,
    "MONEY": _money,
    "DATE": _date,
    "DURATION": _duration,
    "STRING": _text,
    "YES": _yes,
    "NO": _no,
    "ESCALATE": _escalate,
    "REFER": _escalate,
}
_RULES: Final[dict[str, Callable[[Children, At, Node], Expr]]] = {
    "only_expression": _inner,
    "answer": _inner,
    **CONDITIONS,
    **QUANTITIES,
    **PEOPLE,
    **ORDER,
}
