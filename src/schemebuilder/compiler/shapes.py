"""Whether two expressions say the same: their form without the places in the text."""

from __future__ import annotations

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

Shape: TypeAlias = tuple[object, ...]
"""A form that can be compared and be a key."""


def shape(expr: Expr | None) -> Shape:  # noqa: C901, PLR0911, PLR0912 - one case a node
    """Return the form of an expression; equal forms have equal values for one subject and date."""
    match expr:
        case None:
            return ()
        case Literal():
            return ("literal", type(expr.value).__name__, expr.value)
        case FieldRef():
            return ("field", expr.name)
        case RuleRef():
            return ("rule", expr.rule)
        case BenefitRef():
            return ("benefit", expr.benefit, expr.part)
        case ParameterRef():
            keys = tuple(shape(key) for key in expr.keys)
            return ("parameter", expr.parameter, keys, shape(expr.on))
        case GoverningDate():
            return ("governing",)
        case Apply():
            return (expr.op.value, *(shape(arg) for arg in expr.args))
        case Among():
            return ("among", shape(expr.arg), tuple(sorted(map(str, expr.values))))
        case Scaled():
            return ("scaled", shape(expr.arg), expr.factor)
        case Round():
            return ("round", shape(expr.arg), expr.step, expr.direction.value)
        case Choose():
            branches = tuple((shape(one.when), shape(one.then)) for one in expr.branches)
            return ("choose", expr.hit.value, branches, shape(expr.otherwise))
        case Aggregate():
            over = (expr.quantifier.value, expr.group, expr.role)
            return ("over", *over, shape(expr.where), shape(expr.value), shape(expr.empty))
        case ItemFact():
            return ("item", expr.list_name, expr.name)
        case ListAggregate():
            return _over_list(expr)
        case OfOwner():
            return ("owner", expr.list_name, shape(expr.arg))
        case OfGroup():
            return ("group", expr.group, shape(expr.arg))
        case OfRole():
            return ("role", expr.group, expr.role, shape(expr.arg), shape(expr.empty))
        case Place():
            keys = tuple((shape(key.by), key.falling) for key in expr.keys)
            put = (expr.group, expr.role, expr.together)
            return ("place", *put, shape(expr.where), keys)
        case OfOther():
            return ("other", expr.group, expr.role, shape(expr.arg), shape(expr.empty))
        case OfLinked():
            return ("linked", expr.link, shape(expr.arg), shape(expr.empty))
        case HasRole():
            return ("holds", expr.group, expr.role)
        case Escalate():
            return ("escalate",)


def _over_list(expr: ListAggregate) -> Shape:
    over = (expr.quantifier.value, expr.list_name)
    parts = (shape(expr.where), shape(expr.value), shape(expr.empty))
    pick = expr.pick
    if pick is None:
        return ("list", *over, *parts)
    ties = None if pick.ties is None else pick.ties.value
    chosen = (shape(pick.count), pick.order.value, shape(pick.by), pick.fewer, ties)
    return ("list", *over, *parts, *chosen)
