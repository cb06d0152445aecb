"""The changes of one step to a node of an expression: what an author might have written instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from typing import Any, Final

from schemebuilder.engines.exact.written import written
from schemebuilder.ir.expressions import (
    Aggregate,
    Among,
    Apply,
    BenefitRef,
    Branch,
    Choose,
    Direction,
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
    Order,
    ParameterRef,
    Pick,
    Place,
    Quantifier,
    RankKey,
    Round,
    RuleRef,
    Scaled,
)
from schemebuilder.ir.operators import Op
from schemebuilder.ir.vocabulary import Role
from schemebuilder.mutation.numbers import neighbours
from schemebuilder.values.types import YES_NO


class What(Enum):
    """What of a scheme is changed, in an author's words."""

    THRESHOLD = "threshold"
    NUMBER = "number"
    PERCENTAGE = "percentage"
    PARAMETER = "parameter value"
    DAY = "day in force"
    COMPARISON = "comparison"
    LOGIC = "and, or, not"
    ARITHMETIC = "arithmetic"
    CHOICE = "choice, yes or no"
    QUANTIFIER = "quantifier"
    ROLE = "role"
    CONDITION = "condition"
    ROW = "row or exception"
    STAGE = "stage"
    ROUNDING = "rounding"
    ORDER = "order"
    ASSUMPTION = "assumption"


@dataclass(frozen=True, slots=True)
class Change:
    """A part as it would be after one step, what kind of step, and the step in words."""

    what: What
    was: str
    becomes: str
    part: Any


COMPARISONS: Final = frozenset({Op.EQ, Op.NE, Op.LT, Op.LE, Op.GT, Op.GE})
_LOGIC: Final = frozenset({Op.AND, Op.OR})
_OTHERWISE: Final[Mapping[Op, Op]] = {
    Op.EQ: Op.NE,
    Op.NE: Op.EQ,
    Op.LT: Op.LE,
    Op.LE: Op.LT,
    Op.GT: Op.GE,
    Op.GE: Op.GT,
    Op.AND: Op.OR,
    Op.OR: Op.AND,
    Op.ADD: Op.SUB,
    Op.SUB: Op.ADD,
    Op.MUL: Op.DIV,
    Op.DIV: Op.MUL,
    Op.MIN: Op.MAX,
    Op.MAX: Op.MIN,
}
_DIRECTIONS: Final[Mapping[Direction, tuple[Direction, ...]]] = {
    Direction.UP: (Direction.DOWN,),
    Direction.DOWN: (Direction.UP,),
    Direction.HALF_UP: (Direction.UP, Direction.DOWN),
    Direction.HALF_EVEN: (Direction.UP, Direction.DOWN),
}
_QUANTIFIERS: Final[Mapping[Quantifier, Quantifier]] = {
    Quantifier.ANY: Quantifier.EVERY,
    Quantifier.EVERY: Quantifier.ANY,
    Quantifier.HIGHEST: Quantifier.LOWEST,
    Quantifier.LOWEST: Quantifier.HIGHEST,
    Quantifier.AVERAGE: Quantifier.LOWEST,
    Quantifier.TOTAL: Quantifier.HIGHEST,
}
_SKIPPED: Final = Literal(value=False, type=YES_NO)


def changes(  # noqa: C901, PLR0912 one a node
    part: Expr | Branch | Pick | RankKey,
    parent: object,
    roles: Mapping[str, tuple[Role, ...]],
    said: str,
) -> Iterator[Change]:
    """Yield the steps of one node; `said` is its own text, `parent` the node right above it."""
    match part:
        case Literal():
            yield from _of_literal(part, parent, said)
        case Apply():
            yield from _of_operator(part)
        case Among():
            yield from _of_values(part)
        case Round():
            for direction in _DIRECTIONS[part.direction]:
                other = replace(part, direction=direction)
                yield Change(What.ROUNDING, part.direction.value, direction.value, other)
        case Choose():
            yield from _of_rows(part)
        case Aggregate():
            yield from _of_quantifier(part)
            yield from _of_role(part, roles, least_one=False)
        case ListAggregate():
            yield from _of_quantifier(part)
        case Pick():
            yield from _of_pick(part)
        case RankKey():
            words = ("falling", "rising") if part.falling else ("rising", "falling")
            yield Change(What.ORDER, *words, replace(part, falling=not part.falling))
        case HasRole():
            yield from _of_role(part, roles, least_one=False)
        case OfRole() | OfOther():
            yield from _of_role(part, roles, least_one=True)
        case Place():
            yield from _of_role(part, roles, least_one=False)
            if part.where is not None:
                yield Change(What.CONDITION, "where …", "nothing", replace(part, where=None))
        case FieldRef() | RuleRef() | BenefitRef() | ParameterRef() | GoverningDate() | ItemFact():
            pass
        case Scaled() | OfGroup() | OfOwner() | OfLinked() | Escalate() | Branch():
            pass


def skipped_when() -> Literal:
    """Return the condition of a stage that is never taken."""
    return _SKIPPED


def directions(direction: Direction) -> tuple[Direction, ...]:
    """Return the directions in which a rounding might have gone instead."""
    return _DIRECTIONS[direction]


def _of_literal(part: Literal, parent: object, said: str) -> Iterator[Change]:
    compared = isinstance(parent, Apply) and parent.op in COMPARISONS
    if isinstance(part.value, bool | str):
        what = What.CHOICE
    elif "%" in said:
        what = What.PERCENTAGE
    else:
        what = What.THRESHOLD if compared else What.NUMBER
    percent = what is What.PERCENTAGE and isinstance(part.value, Fraction)
    for value in neighbours(part.value, part.type, said):
        was, becomes = (
            (f"{written(each * 100, part.type)}%")
            if percent and isinstance(each, Fraction)
            else written(each, part.type)
            for each in (part.value, value)
        )
        yield Change(what, was, becomes, replace(part, value=value))


def _of_operator(part: Apply) -> Iterator[Change]:
    if part.op is Op.NOT:
        yield Change(What.LOGIC, "not", "nothing", part.args[0])
        return
    other = _OTHERWISE.get(part.op)
    if other is None:
        return
    what = What.ARITHMETIC
    if part.op in COMPARISONS:
        what = What.COMPARISON
    elif part.op in _LOGIC:
        what = What.LOGIC
    yield Change(what, part.op.value, other.value, replace(part, op=other))


def _of_values(part: Among) -> Iterator[Change]:
    if len(part.values) < 2:
        return
    for number, value in enumerate(part.values):
        rest = (*part.values[:number], *part.values[number + 1 :])
        words = f"{written(value, part.arg.type)} among the values"
        yield Change(What.CHOICE, words, "left out", replace(part, values=rest))


def _of_rows(part: Choose) -> Iterator[Change]:
    if len(part.branches) == 1 and part.otherwise is None:
        return
    for number, branch in enumerate(part.branches):
        rest = (*part.branches[:number], *part.branches[number + 1 :])
        words = f"row {number + 1} {branch.label}".strip()
        yield Change(What.ROW, words, "left out", replace(part, branches=rest))


def _of_quantifier(part: Aggregate | ListAggregate) -> Iterator[Change]:
    other = _QUANTIFIERS.get(part.quantifier)
    if other is not None:
        empty = part.empty
        if other is Quantifier.EVERY:
            empty = Literal(value=True, type=YES_NO)
        elif part.quantifier is Quantifier.TOTAL:
            empty = Literal(Fraction(0), part.type)
        changed = replace(part, quantifier=other, empty=empty)
        yield Change(What.QUANTIFIER, part.quantifier.value, other.value, changed)
    if part.where is not None and part.quantifier not in (Quantifier.ANY, Quantifier.EVERY):
        yield Change(What.CONDITION, "where …", "nothing", replace(part, where=None))


def _of_role(
    part: Aggregate | HasRole | OfRole | OfOther | Place,
    roles: Mapping[str, tuple[Role, ...]],
    *,
    least_one: bool,
) -> Iterator[Change]:
    """Yield the next role of the group; where one person is meant, the next that one can hold."""
    if part.role is None:
        return
    known = roles[part.group]
    here = next((i for i, role in enumerate(known) if role.name == part.role), None)
    if here is None:
        return
    others = (*known[here + 1 :], *known[:here])
    fitting = [role.name for role in others if role.most == known[here].most or not least_one]
    if fitting:
        other = replace(part, role=fitting[0])
        yield Change(What.ROLE, part.role, fitting[0], other)


def _of_pick(part: Pick) -> Iterator[Change]:
    turned = {Order.HIGHEST: Order.LOWEST, Order.LOWEST: Order.HIGHEST}
    other = turned[part.order]
    yield Change(What.ORDER, part.order.value, other.value, replace(part, order=other))
    if part.ties is not None:
        ties = turned[part.ties]
        words = (f"ties by the {part.ties.value}", f"ties by the {ties.value}")
        yield Change(What.ORDER, *words, replace(part, ties=ties))
    if part.fewer:
        yield Change(What.ORDER, "or fewer", "nothing", replace(part, fewer=False))
