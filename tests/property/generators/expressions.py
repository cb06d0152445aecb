"""Random typed expressions: every kind of node and every operator, for a person or a household."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from schemebuilder.ir.expressions import (
    Among,
    Apply,
    Branch,
    Choose,
    Direction,
    Escalate,
    GoverningDate,
    HasRole,
    Hit,
    OfGroup,
    OfOwner,
    OfRole,
    ParameterRef,
    Round,
    Scaled,
)
from schemebuilder.ir.operators import Op
from schemebuilder.values.types import DATE, DAYS, MONTHS, NUMBER, WHOLE, YES_NO, Kind, Type
from tests.property.generators import ordering, over_lists, over_members
from tests.property.generators.choosing import chance
from tests.property.generators.listed import LISTS, fact
from tests.property.generators.makers import Makers
from tests.property.generators.scope import (
    COMPARISONS,
    STEPS,
    Scope,
    factor,
    numbered,
    plain_field,
    plain_reference,
    reference,
    some_field,
)
from tests.property.generators.vocabulary import (
    AREA,
    CLAUSE,
    DATES,
    MONEY,
    ROLES,
    literal,
    some_number,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from schemebuilder.ir.expressions import Expr


def quantity(scope: Scope, entity: str, depth: int) -> Expr:
    """Return a number or an amount."""
    return (_number if scope.arithmetic else _quantity)(scope, entity, depth)


def _number(scope: Scope, entity: str, depth: int) -> Expr:
    """Return arithmetic on known numbers, where carried denominators meet in every way."""
    chooser = scope.chooser
    simple: list[Callable[[], Expr]] = [
        lambda: literal(some_number(chooser), NUMBER),
        *[lambda: plain_field(scope, entity)] * 4,
        lambda: plain_reference(scope, entity),
    ]
    if depth <= 0:
        return scope.pick_one(*simple)
    below = depth - 1
    step, direction = chooser.pick(STEPS), chooser.pick(tuple(Direction))
    inner: list[Callable[[], Expr]] = [
        *[lambda: _arithmetic(scope, entity, below)] * 4,
        lambda: Round(quantity(scope, entity, below), step, direction, MONEY),
        lambda: Choose(
            chooser.pick((Hit.FIRST, Hit.EXCEPTIONS, Hit.SUM, Hit.HIGHEST)),
            tuple(
                Branch(_comparison(scope, entity, below), quantity(scope, entity, below))
                for _ in range(chooser.number(1, 2))
            ),
            quantity(scope, entity, below),
            MONEY,
        ),
    ]
    if entity in LISTS:
        inner.append(lambda: OfOwner(entity, quantity(scope, LISTS[entity], below), MONEY))
    elif entity == "person":
        inner.append(lambda: OfGroup("household", quantity(scope, "household", below), MONEY))
        inner.append(lambda: ordering.place(scope, below, MAKERS))
    else:
        inner += [lambda: over_members.plain(scope, below, MAKERS)] * 3
    if entity not in LISTS:
        inner += [lambda: over_lists.values(scope, entity, below, MAKERS)] * 2
    return scope.pick_one(*simple[:2], *inner)


def _comparison(scope: Scope, entity: str, depth: int) -> Expr:
    args = (quantity(scope, entity, depth), quantity(scope, entity, depth))
    return Apply(scope.chooser.pick(COMPARISONS), args, YES_NO)


def _quantity(scope: Scope, entity: str, depth: int) -> Expr:
    simple: list[Callable[[], Expr]] = [
        lambda: literal(some_number(scope.chooser), scope.chooser.pick((MONEY, NUMBER))),
        lambda: some_field(scope, entity, lambda type_: type_.is_quantity),
        lambda: some_field(scope, entity, lambda type_: type_.is_quantity),
        lambda: reference(scope, entity, Kind.NUMBER),
        lambda: _parameter(scope, entity, "rate", depth),
    ]
    if depth <= 0:
        return scope.pick_one(*simple)
    below = depth - 1
    inner: list[Callable[[], Expr]] = [
        lambda: _arithmetic(scope, entity, below),
        lambda: _arithmetic(scope, entity, below),
        lambda: _arithmetic(scope, entity, below),
        lambda: Scaled(quantity(scope, entity, below), factor(scope), "per year", MONEY),
        lambda: Round(
            quantity(scope, entity, below),
            scope.chooser.pick(STEPS),
            scope.chooser.pick(tuple(Direction)),
            MONEY,
        ),
        lambda: choose(scope, entity, NUMBER, below),
        lambda: choose(scope, entity, MONEY, below),
        lambda: _of_dates(scope, entity, below),
        *_across(scope, entity, NUMBER, below),
    ]
    return scope.pick_one(*simple, *inner, *inner)


def condition(scope: Scope, entity: str, depth: int) -> Expr:
    """Return a yes/no."""
    if scope.arithmetic:
        return _comparison(scope, entity, depth)
    simple: list[Callable[[], Expr]] = [
        lambda: some_field(scope, entity, lambda type_: type_.kind is Kind.YES_NO),
        lambda: _compared(scope, entity, 0),
        lambda: _among(scope, entity, 0),
        lambda: reference(scope, entity, Kind.YES_NO),
        lambda: literal(chance(scope.chooser, 2), YES_NO),
    ]
    if entity == "person":
        simple.append(lambda: HasRole("household", scope.chooser.pick(ROLES), YES_NO))
    if depth <= 0:
        return scope.pick_one(*simple)
    below = depth - 1
    inner: list[Callable[[], Expr]] = [
        lambda: Apply(Op.NOT, (condition(scope, entity, below),), YES_NO),
        lambda: _connected(scope, entity, below),
        lambda: _connected(scope, entity, below),
        lambda: _compared(scope, entity, below),
        lambda: _compared(scope, entity, below),
        lambda: _among(scope, entity, below),
        lambda: choose(scope, entity, YES_NO, below),
        *_across(scope, entity, YES_NO, below),
    ]
    return scope.pick_one(*simple, *inner)


def area(scope: Scope, entity: str, depth: int) -> Expr:
    """Return one of the areas."""
    simple: list[Callable[[], Expr]] = [
        lambda: literal(scope.chooser.pick(AREA.choices), AREA),
        lambda: some_field(scope, entity, lambda type_: type_ == AREA),
        lambda: reference(scope, entity, Kind.CHOICE),
        lambda: _parameter(scope, entity, "zone", depth),
    ]
    if depth <= 0:
        return scope.pick_one(*simple)
    return scope.pick_one(
        *simple,
        lambda: choose(scope, entity, AREA, depth - 1),
        *_across(scope, entity, AREA, depth - 1),
    )


def day(scope: Scope, entity: str, depth: int) -> Expr:
    """Return a date."""
    simple: list[Callable[[], Expr]] = [
        lambda: literal(scope.chooser.pick(DATES), DATE),
        lambda: some_field(scope, entity, lambda type_: type_ == DATE),
        lambda: GoverningDate(DATE),
        lambda: reference(scope, entity, Kind.DATE),
    ]
    if depth <= 0:
        return scope.pick_one(*simple)
    below = depth - 1

    def moved() -> Expr:
        op = scope.chooser.pick((Op.DATE_ADD_DAYS, Op.DATE_ADD_MONTHS))
        shape = "wait" if op is Op.DATE_ADD_DAYS else "stay"
        type_ = DAYS if op is Op.DATE_ADD_DAYS else MONTHS
        by = scope.pick_one(
            lambda: fact(entity, shape, type_),
            lambda: literal(Fraction(scope.chooser.pick((1, 12, -1, 31, 400))), type_),
            lambda: quantity(scope, entity, 0),
        )
        return Apply(op, (day(scope, entity, below), by), DATE)

    def extreme() -> Expr:
        op = scope.chooser.pick((Op.MIN, Op.MAX))
        return Apply(op, (day(scope, entity, below), day(scope, entity, below)), DATE)

    return scope.pick_one(
        *simple,
        moved,
        moved,
        extreme,
        lambda: choose(scope, entity, DATE, below),
        *_across(scope, entity, DATE, below),
    )


def of_type(scope: Scope, entity: str, type_: Type, depth: int) -> Expr:
    """Return an expression of a type."""
    match type_.kind:
        case Kind.YES_NO:
            return condition(scope, entity, depth)
        case Kind.DATE:
            return day(scope, entity, depth)
        case Kind.CHOICE:
            return area(scope, entity, depth)
        case _:
            return quantity(scope, entity, depth)


def choose(scope: Scope, entity: str, type_: Type, depth: int) -> Expr:
    """Return branches of any way of choosing, with conditions that overlap now and then."""
    chooser = scope.chooser
    hits = tuple(Hit) if type_.is_quantity else (Hit.FIRST, Hit.UNIQUE, Hit.EXCEPTIONS)
    hit = chooser.pick(hits)
    labels = ("a", "b", "c", "")[: chooser.number(1, 4)]
    branches = tuple(
        Branch(
            when=condition(scope, entity, depth),
            then=_then(scope, entity, type_, depth),
            label=label,
            overrides=tuple(
                other
                for other in labels
                if hit is Hit.EXCEPTIONS and other and other != label and chance(chooser, 4)
            ),
        )
        for label in labels
    )
    otherwise = None if chance(chooser, 5) else of_type(scope, entity, type_, depth)
    found = Choose(hit, branches, otherwise, type_)
    if hit is not Hit.SUM and entity not in LISTS and chance(chooser, 2):
        scope.which.append((entity, numbered(found)))
    return found


def _then(scope: Scope, entity: str, type_: Type, depth: int) -> Expr:
    if chance(scope.chooser, 12):
        return Escalate("an officer must see it", type_)
    return of_type(scope, entity, type_, depth)


def _parameter(scope: Scope, entity: str, name: str, depth: int) -> Expr:
    """Return a parameter's value: plain, keyed, or looked up by a date of the subject's."""
    chooser = scope.chooser
    on = day(scope, entity, depth - 1) if chance(chooser, 3) else None
    if name == "zone":
        return ParameterRef("zone", (), AREA, on=on)
    which = chooser.pick(("rate", "rate_by_area", "rate_by_clause"))
    if which == "rate":
        return ParameterRef(which, (), MONEY, on=on)
    if which == "rate_by_area":
        return ParameterRef(which, (area(scope, entity, depth - 1),), MONEY, on=on)
    clause: Expr = fact(entity, "clause", CLAUSE)
    if chance(chooser, 2):
        clause = literal(chooser.pick(CLAUSE.choices), CLAUSE)
    size = scope.pick_one(
        lambda: literal(Fraction(chooser.number(0, 3)), WHOLE),
        lambda: fact(entity, "age", WHOLE),
    )
    return ParameterRef(which, (clause, size, condition(scope, entity, 0)), MONEY, on=on)


def _arithmetic(scope: Scope, entity: str, depth: int) -> Expr:
    op = scope.chooser.pick(
        (Op.ADD, Op.SUB, Op.MUL, Op.DIV, Op.DIV, Op.DIV, Op.NEG, Op.MIN, Op.MAX, Op.ADD, Op.SUB)
    )
    count = 1 if op is Op.NEG else 2
    if op in (Op.MIN, Op.MAX):
        count = scope.chooser.number(2, 3)
    return Apply(op, tuple(quantity(scope, entity, depth) for _ in range(count)), MONEY)


def _of_dates(scope: Scope, entity: str, depth: int) -> Expr:
    op = scope.chooser.pick(
        (Op.YEARS_BETWEEN, Op.MONTHS_BETWEEN, Op.DAYS_BETWEEN, Op.YEAR_OF, Op.MONTH_OF, Op.DAY_OF)
    )
    count = 1 if op in (Op.YEAR_OF, Op.MONTH_OF, Op.DAY_OF) else 2
    return Apply(op, tuple(day(scope, entity, depth) for _ in range(count)), WHOLE)


def _connected(scope: Scope, entity: str, depth: int) -> Expr:
    count = scope.chooser.number(2, 3)
    op = scope.chooser.pick((Op.AND, Op.OR))
    return Apply(op, tuple(condition(scope, entity, depth) for _ in range(count)), YES_NO)


def _compared(scope: Scope, entity: str, depth: int) -> Expr:
    chooser = scope.chooser
    kind = chooser.number(0, 7)
    if kind == 5:
        args = (day(scope, entity, depth), day(scope, entity, depth))
        return Apply(chooser.pick(COMPARISONS), args, YES_NO)
    if kind == 6:
        args = (area(scope, entity, depth), area(scope, entity, depth))
        return Apply(chooser.pick((Op.EQ, Op.NE)), args, YES_NO)
    if kind == 7:
        args = (condition(scope, entity, depth - 1), condition(scope, entity, depth - 1))
        return Apply(chooser.pick((Op.EQ, Op.NE)), args, YES_NO)
    other = quantity(scope, entity, depth)
    if entity not in LISTS and kind == 4 and depth > 0:
        count: Expr = over_lists.number(scope, entity, depth - 1, MAKERS)
        if chance(chooser, 2):
            count = (
                over_members.number(scope, depth - 1, MAKERS)
                if entity == "household"
                else ordering.place(scope, depth - 1, MAKERS)
            )
        pair = ordering.compared(scope, count, other)
        return Apply(chooser.pick(COMPARISONS), pair, YES_NO)
    return Apply(chooser.pick(COMPARISONS), (quantity(scope, entity, depth), other), YES_NO)


def _among(scope: Scope, entity: str, depth: int) -> Expr:
    if chance(scope.chooser, 2):
        values = tuple(some_number(scope.chooser) for _ in range(scope.chooser.number(1, 3)))
        return Among(quantity(scope, entity, depth), values, YES_NO)
    if chance(scope.chooser, 3):
        return Among(day(scope, entity, depth), (scope.chooser.pick(DATES),), YES_NO)
    chosen = AREA.choices[: scope.chooser.number(1, 2)]
    return Among(area(scope, entity, depth), chosen, YES_NO)


def _across(scope: Scope, entity: str, type_: Type, depth: int) -> list[Callable[[], Expr]]:
    """Return the makers of what crosses between persons and their household."""
    if entity in LISTS:
        return [lambda: OfOwner(entity, of_type(scope, LISTS[entity], type_, depth), type_)]
    listed = over_lists.over_lists(scope, entity, type_, depth, MAKERS)
    if entity == "person":
        group = "household"
        arg, empty = (partial(of_type, scope, "person", type_, below) for below in (depth, 0))
        return [
            lambda: OfGroup(group, of_type(scope, group, type_, depth), type_),
            lambda: ordering.of_other(scope, arg, empty, type_),
            lambda: ordering.of_linked(scope, arg, empty, type_),
            *[lambda: ordering.place(scope, depth, MAKERS)] * type_.is_quantity,
            *listed,
        ]

    def of_role() -> Expr:
        arg = of_type(scope, "person", type_, depth)
        empty = of_type(scope, "household", type_, 0) if chance(scope.chooser, 2) else None
        return OfRole("household", scope.chooser.pick(ROLES), arg, empty, type_)

    if type_.is_quantity:
        return [of_role, *[lambda: over_members.some(scope, depth, MAKERS)] * 3, *listed]
    yes_no = (
        [lambda: over_members.quantified(scope, depth, MAKERS)] * 2 * (type_.kind is Kind.YES_NO)
    )
    return [of_role, *yes_no, *listed]


MAKERS = Makers(condition, quantity, day)
