"""Conditions: from the grammar's tree to comparisons, and, or, lists and roles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from lark import Tree

from schemebuilder.language.quantities import items
from schemebuilder.language.syntax import (
    Between,
    Binary,
    Expr,
    IfThen,
    InList,
    Logical,
    Possessive,
    PossessiveOther,
    Quantified,
    RoleTest,
    ThereIs,
    Unary,
    UnitTest,
)
from schemebuilder.language.twig import At, Children, Node, branch, leaf, tokens

_OF_SOMEBODY: Final = frozenset({"highest", "lowest", "average"})
"""What does not apply over nobody."""

_COMPARISONS: Final = {
    "EQUALS": "=",
    "UNEQUAL": "<>",
    "LESS": "<",
    "MORE": ">",
    "LESS_OR_EQUAL": "<=",
    "MORE_OR_EQUAL": ">=",
    "IS": "=",
    "IS_NOT": "<>",
    "IS_AT_LEAST": ">=",
    "IS_AT_MOST": "<=",
    "IS_OVER": ">",
    "IS_UNDER": "<",
}


def _logical(op: str) -> Callable[[Children, At, Node], Expr]:
    def build(children: Children, at: At, node: Node) -> Expr:
        args: list[Expr] = []
        for child in (children[0], children[2]):
            part = at.expression(child)
            same = isinstance(child, Tree) and child.data in {f"logical_{op}", "or_if_none"}
            if same and isinstance(part, Logical) and part.op == op and not part.listed:
                args.extend(part.args)
            else:
                args.append(part)
        return Logical(op, tuple(args), at.span(node))

    return build


def _not(children: Children, at: At, node: Node) -> Expr:
    return Unary("not", at.expression(children[1]), at.span(node))


def _listed(children: Children, at: At, node: Node) -> Expr:
    op = "or" if tokens(children, "ANY_OF") else "and"
    return Logical(op, items(children[2], at), at.span(node), listed=True)


def sign_of(comparison: Node) -> str:
    """Return the sign of a comparison, whichever word says it."""
    return _COMPARISONS[leaf(branch(comparison).children[0]).type]


def _compare(children: Children, at: At, node: Node) -> Expr:
    sign = sign_of(children[1])
    left, right = at.expression(children[0]), at.expression(children[2])
    return Binary(sign, left, right, at.span(node))


def _in_list(children: Children, at: At, node: Node) -> Expr:
    negated = bool(tokens(children, "NOT_IN"))
    values = items(children[3], at)
    return InList(at.expression(children[0]), values, at.span(node), negated)


def _in_named(children: Children, at: At, node: Node) -> Expr:
    negated = bool(tokens(children, "NOT_IN"))
    arg, named = at.expression(children[0]), at.name(children[2])
    return InList(arg, (), at.span(node), negated, named)


def _between(children: Children, at: At, node: Node) -> Expr:
    arg, low, high = (at.expression(children[index]) for index in (0, 2, 4))
    return Between(arg, low, high, at.span(node))


def _role_test(children: Children, at: At, node: Node) -> Expr:
    return RoleTest(at.name(children[1]), at.span(node), bool(tokens(children, "IS_NOT")))


def _unit_test(children: Children, at: At, node: Node) -> Expr:
    return UnitTest(at.name(children[1]), at.span(node), bool(tokens(children, "NOT_IN")))


def _holder_test(children: Children, at: At, node: Node) -> Expr:
    negated = bool(tokens(children, "IS_NOT"))
    test = RoleTest(at.name(children[3]), at.span(children[3]), negated)
    return Possessive(at.name(children[1]), test, at.span(node))


def _there_is(children: Children, at: At, node: Node) -> Expr:
    return ThereIs(at.name(children[1]), at.span(node), not tokens(children, "THERE_IS"))


def _or_if_none(children: Children, at: At, node: Node) -> Expr:
    """`… or V if none`: the value when the one whose fact stands before `or` is not there."""
    left, value = at.expression(children[0]), at.expression(children[2])
    whole = at.span(node)
    found = _with_if_none(left, value, whole.end)
    if found is not None:
        return found
    at.sheet.note(
        "SB-P001",
        "It is not clear who may be missing here.",
        at.span(children[-1]),
        hint="Put `or … if none` right after the fact of the one who may not be there: "
        "`(the partner's income or 0 if none)`.",
    )
    return left


def _with_if_none(left: Expr, value: Expr, end: int) -> Expr | None:
    span = replace(left.span, end=end)
    if isinstance(left, Possessive | PossessiveOther | Quantified):
        return replace(left, if_none=value, span=span)
    if isinstance(left, Logical) and not left.listed:
        last = _with_if_none(left.args[-1], value, end)
        return last and replace(left, args=(*left.args[:-1], last), span=span)
    if isinstance(left, Unary):
        arg = _with_if_none(left.arg, value, end)
        return arg and replace(left, arg=arg, span=span)
    there = _those_missed(left)
    if len(there) == 1:
        return IfThen(there[0], left, value, span)
    return None


def _those_missed(expr: Expr) -> list[Expr]:
    """Whether somebody is there, for each holder or set that a comparison or sum speaks of."""
    if isinstance(expr, Possessive):
        return [ThereIs(expr.role, expr.role.span)]
    if isinstance(expr, Quantified) and expr.quantifier in _OF_SOMEBODY:
        return [Quantified("any", expr.members, expr.span, where=expr.where)]
    if not isinstance(expr, Binary):
        return []
    found: dict[str, Expr] = {}
    for number, each in enumerate((*_those_missed(expr.left), *_those_missed(expr.right))):
        found.setdefault(each.role.text if isinstance(each, ThereIs) else str(number), each)
    return list(found.values())


CONDITIONS: Final[dict[str, Callable[[Children, At, Node], Expr]]] = {
    "logical_and": _logical("and"),
    "logical_or": _logical("or"),
    "logical_not": _not,
    "or_if_none": _or_if_none,
    "listed": _listed,
    "compare": _compare,
    "in_list": _in_list,
    "in_named": _in_named,
    "between": _between,
    "role_test": _role_test,
    "unit_test": _unit_test,
    "holder_test": _holder_test,
    "there_is": _there_is,
    "nobody": _there_is,
}
