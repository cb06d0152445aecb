"""An expression made again with other parts: the node stays what it is, what it is made of changes.

Each part is given to a function with the turn at which it stands, as `walk.parts` names them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from schemebuilder.ir.expressions import (
    Aggregate,
    Among,
    Apply,
    BenefitRef,
    Choose,
    Escalate,
    Expr,
    FieldRef,
    GoverningDate,
    HasRole,
    ItemFact,
    ListAggregate,
    Literal,
    OfGroup,
    OfLinked,
    OfOther,
    OfOwner,
    OfRole,
    ParameterRef,
    Place,
    Round,
    RuleRef,
    Scaled,
)
from schemebuilder.ir.walk import Turn

Change: TypeAlias = Callable[[Turn, Expr], Expr]


def with_parts(node: Expr, change: Change) -> Expr:  # noqa: C901, PLR0911, PLR0912 one a node
    """Return the node with each of its parts changed."""
    match node:
        case Literal() | FieldRef() | RuleRef() | BenefitRef() | GoverningDate():
            return node
        case ItemFact() | HasRole() | Escalate():
            return node
        case ParameterRef():
            keys = tuple(change(Turn.SAME, key) for key in node.keys)
            return replace(node, keys=keys, on=_perhaps(change, Turn.SAME, node.on))
        case Apply():
            return replace(node, args=tuple(change(Turn.SAME, arg) for arg in node.args))
        case Among() | Scaled() | Round():
            return replace(node, arg=change(Turn.SAME, node.arg))
        case Choose():
            return _choose(node, change)
        case Aggregate():
            return replace(
                node,
                where=_perhaps(change, Turn.MEMBERS, node.where),
                value=_perhaps(change, Turn.MEMBERS, node.value),
                empty=_perhaps(change, Turn.SAME, node.empty),
            )
        case ListAggregate():
            return _of_entries(node, change)
        case OfOwner():
            return replace(node, arg=change(Turn.OWNER, node.arg))
        case OfGroup():
            return replace(node, arg=change(Turn.GROUP, node.arg))
        case OfRole():
            arg = change(Turn.HOLDER, node.arg)
            return replace(node, arg=arg, empty=_perhaps(change, Turn.SAME, node.empty))
        case OfLinked():
            arg = change(Turn.LINKED, node.arg)
            return replace(node, arg=arg, empty=_perhaps(change, Turn.SAME, node.empty))
        case Place():
            return replace(
                node,
                where=_perhaps(change, Turn.FELLOWS, node.where),
                keys=tuple(replace(key, by=change(Turn.FELLOWS, key.by)) for key in node.keys),
            )
        case OfOther():
            arg = change(Turn.FELLOWS, node.arg)
            return replace(node, arg=arg, empty=_perhaps(change, Turn.SAME, node.empty))


def _perhaps(change: Change, turn: Turn, part: Expr | None) -> Expr | None:
    return None if part is None else change(turn, part)


def _choose(node: Choose, change: Change) -> Choose:
    branches = tuple(
        replace(each, when=change(Turn.SAME, each.when), then=change(Turn.SAME, each.then))
        for each in node.branches
    )
    return replace(node, branches=branches, otherwise=_perhaps(change, Turn.SAME, node.otherwise))


def _of_entries(node: ListAggregate, change: Change) -> ListAggregate:
    pick = node.pick
    if pick is not None:
        count = change(Turn.SAME, pick.count)
        pick = replace(pick, count=count, by=_perhaps(change, Turn.ENTRIES, pick.by))
    return replace(
        node,
        where=_perhaps(change, Turn.ENTRIES, node.where),
        value=_perhaps(change, Turn.ENTRIES, node.value),
        empty=_perhaps(change, Turn.SAME, node.empty),
        pick=pick,
    )
