"""Order among members: places, the first of them, the other of two, and whom a limit leaves in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.fitting import condition, fit
from schemebuilder.compiler.formed_units import narrowed, narrowing
from schemebuilder.compiler.members import member_set, role_of
from schemebuilder.compiler.names import Who
from schemebuilder.compiler.report import nearest, replaced
from schemebuilder.compiler.typed import YEARS, Typed
from schemebuilder.diagnostics.finding import Edit, Span
from schemebuilder.ir.expressions import (
    Apply,
    BenefitRef,
    HasRole,
    Literal,
    OfOther,
    Place,
    RankKey,
)
from schemebuilder.ir.expressions import Expr as Meant
from schemebuilder.ir.operators import Op
from schemebuilder.language.syntax import (
    Expr,
    FirstTest,
    LimitWritten,
    Name,
    NameRef,
    OrderWritten,
    PlaceOf,
    PossessiveOther,
    RankKeyWritten,
)
from schemebuilder.values.types import WHOLE, YES_NO, Kind

_ONE: Final = Literal(Fraction(1), WHOLE, None)
_GREATEST_FIRST: Final = frozenset({"highest", "latest"})
_OF_AGES: Final = frozenset({"oldest", "youngest"})
_OF_DATES: Final = frozenset({"earliest", "latest"})


@dataclass(frozen=True, slots=True)
class _Among:
    """Who is put in order, and the condition that they meet, if there is one."""

    group: str
    role: str | None
    where: Meant | None
    scope: Scope


def place_of(desk: Desk, scope: Scope, expr: PlaceOf) -> Typed | None:
    """Compile `place of child among children by age oldest first, ties by …`."""
    if not _of_a_person(desk, scope, "`place of` asks for the place", expr.span):
        return None
    among = _among(desk, scope, expr.members, expr.where)
    if among is None or not _whose(desk, scope, expr.whose, among):
        return None
    found = _place(desk, among, expr.order, expr.members, expr.span)
    return None if found is None else Typed(found)


def first_test(desk: Desk, scope: Scope, expr: FirstTest) -> Typed | None:
    """Compile `is the adult with highest income, ties by …`: one of them, and none stands ahead."""
    if not _of_a_person(desk, scope, "`is the … with` asks", expr.span):
        return None
    among = _among(desk, scope, expr.members, expr.where)
    if among is None:
        return None
    place = _place(desk, among, expr.order, expr.members, expr.span)
    if place is None:
        return None
    tests: list[Meant] = []
    if among.role is not None:
        tests.append(HasRole(among.group, among.role, YES_NO, expr.members.span))
    if among.where is not None:
        tests.append(among.where)
    tests.append(Apply(Op.EQ, (place, _ONE), YES_NO, expr.span))
    test = tests[0] if len(tests) == 1 else Apply(Op.AND, tuple(tests), YES_NO, expr.span)
    if expr.negated:
        test = Apply(Op.NOT, (test,), YES_NO, expr.span)
    return Typed(test)


def possessive_other(desk: Desk, scope: Scope, expr: PossessiveOther) -> Typed | None:
    """Compile `the other adult's income`: of a person in the role, the other one's."""
    who = role_of(desk, scope, expr.role)
    if who is None or who.group is None or who.role is None:
        return None
    if not _of_a_person(desk, scope, f"`the other {who.role}` asks", expr.span):
        return None
    role = desk.names.role(who.group, who.role)
    wrong, hint = "", f"Write it in a rule of {who.role}, or of person."
    if role is not None and role.most == 1:
        wrong = f"At most one person of a {who.group} is {who.role}, so there is no other."
        hint = f"Write `the {who.role}'s …`."
    elif scope.role not in {None, who.role}:
        wrong = f"This speaks of one who is {scope.role}, so no {who.role} is the other."
    if wrong:
        desk.report.error("SB-N007", wrong, expr.role.span, hint=hint)
        return None
    arg = desk.compile(scope.member(desk.names.person(), who.group, who.role), expr.arg, None)
    if arg is None:
        return None
    empty: Meant | None = None
    if expr.if_none is not None:
        none = desk.compile(scope, expr.if_none, arg.type)
        what = "The value if there is none"
        fitted = None if none is None else fit(desk, none, arg.type, expr.if_none.span, what)
        if fitted is None:
            return None
        empty = fitted.expr
    return replace(arg, expr=OfOther(who.group, who.role, arg.expr, empty, arg.type, expr.span))


def within_limit(desk: Desk, scope: Scope, benefit: str, written: LimitWritten) -> Meant | None:
    """Compile whom `limit to 4 children per household, …` leaves in.

    These are whoever is not eligible, since there is nothing to limit, whoever the limit does not
    speak of, and of the eligible the first ones.
    """
    if not _of_a_person(desk, scope, "A limit counts persons", written.span):
        return None
    who = _limited(desk, scope, written)
    if who is None or who.group is None:
        return None
    count = desk.compile(scope, written.count, WHOLE)
    what = "How many are paid"
    most = None if count is None else fit(desk, count, WHOLE, written.count.span, what)
    if written.order is None:
        desk.report.error(
            "SB-T012",
            f"This limit does not say which {written.members.text} come first.",
            written.span,
            hint=f"Write it after a comma: `per {who.group}, youngest first, ties by "
            "birth_date youngest first`.",
        )
        return None
    eligible = BenefitRef(benefit, "eligible", YES_NO, written.span)
    unit = narrowing(desk, scope, who, written.members.span)
    meant = narrowed(unit, eligible, written.span)
    among = _Among(
        who.group, who.role, meant, scope.member(desk.names.person(), who.group, who.role)
    )
    place = _place(desk, among, written.order, written.members, written.span)
    if place is None or most is None:
        return None
    tests: list[Meant] = [Apply(Op.NOT, (eligible,), YES_NO, written.span)]
    if who.role is not None and who.role != scope.role:
        holds = HasRole(who.group, who.role, YES_NO, written.members.span)
        tests.append(Apply(Op.NOT, (holds,), YES_NO, written.members.span))
    if unit is not None:
        tests.append(Apply(Op.NOT, (unit,), YES_NO, written.members.span))
    tests.append(Apply(Op.LE, (place, most.expr), YES_NO, written.span))
    return Apply(Op.OR, tuple(tests), YES_NO, written.span)


def _limited(desk: Desk, scope: Scope, written: LimitWritten) -> Who | None:
    per = written.per
    if not desk.names.is_group(per.text):
        groups = [group.name for group in desk.names.groups()]
        near = nearest(per.text, groups)
        desk.report.error(
            "SB-N001",
            f"{per.text} is not a group of persons.",
            per.span,
            hint=f"Write `per {near or ' or '.join(groups) or 'household'}`.",
            edits=(replaced(per.span, near),) if near else (),
        )
        return None
    who = member_set(desk, scope.about(per.text), written.members)
    if who is None or scope.role in {None, who.role} or who.role is None:
        return who
    desk.report.error(
        "SB-N007",
        f"This benefit is of {scope.role}, so a limit on {written.members.text} limits nobody.",
        written.members.span,
        hint=f"Write the plural of {scope.role}.",
    )
    return None


def _among(desk: Desk, scope: Scope, members: Name, where: Expr | None) -> _Among | None:
    who = member_set(desk, scope, members)
    if who is None or who.group is None:
        return None
    inner = scope.member(desk.names.person(), who.group, who.role)
    unit = narrowing(desk, scope, who, members.span)
    if where is None:
        return _Among(who.group, who.role, unit, inner)
    test = condition(desk, desk.compile(inner, where, YES_NO), where.span)
    if test is None:
        return None
    return _Among(who.group, who.role, narrowed(unit, test.expr, where.span), inner)


def _whose(desk: Desk, scope: Scope, whose: Name, among: _Among) -> bool:
    """Whether the word after `place of` is one for the person spoken of."""
    found = desk.names.who(whose.text)
    roles = {who.role for who in found}
    person = desk.names.person()
    if not found or any(desk.names.is_group(who.entity) for who in found):
        near = nearest(whose.text, desk.names.words_for_people())
        said = near or scope.role or person
        desk.report.error(
            "SB-N001",
            f"{whose.text} is not a word for a person.",
            whose.span,
            hint=f"Write `place of {said} among …`.",
            edits=(replaced(whose.span, said),),
        )
        return False
    if None in roles or among.role is None:
        allowed = None in roles or scope.role is None or scope.role in roles
    else:
        allowed = among.role in roles and scope.role in {None, among.role}
    if not allowed:
        said = scope.role or person
        desk.report.error(
            "SB-N007",
            f"This speaks of one {said}, and puts {among.role or 'everyone'} in order: "
            f"{whose.text} does not fit.",
            whose.span,
            hint=f"Write `place of {said} among …`, with {said} among those put in order.",
        )
    return allowed


def _of_a_person(desk: Desk, scope: Scope, what: str, span: Span) -> bool:
    if not desk.names.is_group(scope.entity):
        return True
    person = desk.names.person()
    desk.report.error(
        "SB-N007",
        f"{what} of one {person}, but this speaks of the {scope.entity} as a whole.",
        span,
        hint=f"Write it in a definition of a {person}, or behind `where`: `any member where (…)`.",
    )
    return False


def _place(
    desk: Desk, among: _Among, order: OrderWritten, members: Name, span: Span
) -> Place | None:
    """Compile an order, and what is said of those who are alike."""
    keys: list[RankKey | None] = []
    before = ""
    for key in order.keys:
        keys.append(rank_key(desk, among.scope, key, before, tie=False))
        before = key.direction
    for key in order.ties or ():
        keys.append(rank_key(desk, among.scope, key, before, tie=True))
        before = key.direction or before
    if order.ties is None:
        _no_ties(desk, order, members)
        return None
    found = tuple(key for key in keys if key is not None)
    if len(found) != len(keys):
        return None
    return Place(among.group, among.role, among.where, found, order.together, WHOLE, span)


def _no_ties(desk: Desk, order: OrderWritten, members: Name) -> None:
    said = desk.report.text[order.span.start : order.span.end]
    together = f"{said}, ties together"
    desk.report.error(
        "SB-T012",
        f"Two {members.text} may be alike in this, and then it is not said who comes first.",
        order.span,
        hint="Write what decides then, for example `ties by birth_date oldest first`; or "
        "`ties together`, if those who are alike share one place.",
        edits=(Edit("They share one place: ties together", order.span, together),),
    )


def rank_key(
    desk: Desk, scope: Scope, key: RankKeyWritten, before: str, *, tie: bool
) -> RankKey | None:
    """Compile one key; `before` is the direction that the key before it said."""
    age = Name("age", key.span)
    by = desk.compile(scope, key.by or NameRef(age, key.span), None)
    if by is None:
        return None
    date, age_in_years = by.type.kind is Kind.DATE, by.counts == YEARS
    if not date and not by.type.is_quantity:
        desk.report.error(
            "SB-T001",
            f"Values of the kind {by.type.words()} put nobody in order.",
            key.span,
            hint="Order by a number, an amount or a date; `(if … then 1 otherwise 0)` makes a "
            "number of a condition.",
        )
        return None
    fitting = _fitting(date=date, age=age_in_years and not key.ahead)
    if key.direction in fitting or (age_in_years and key.direction in _OF_AGES):
        falling = (
            (key.direction == "oldest") is not date
            if key.direction in _OF_AGES
            else (key.direction in _GREATEST_FIRST)
        )
        return RankKey(by.expr, falling)
    if not key.direction and tie and not age_in_years and before not in {"youngest", "latest"}:
        return RankKey(by.expr)
    _wrong_end(desk, key, by, fitting)
    return None


def _wrong_end(desk: Desk, key: RankKeyWritten, by: Typed, fitting: tuple[str, ...]) -> None:
    """Report a key that does not say which end comes first, or in words that do not fit it."""
    value = "age" if key.by is None else desk.report.written(key.by.span)
    what = f"It is not said which end of {value} comes first."
    if key.direction:
        what = f"`{key.direction}` does not fit {value}, which is of the kind {by.type.words()}."
    right = [f"with {word} {value}" if key.ahead else f"{value} {word} first" for word in fitting]
    desk.report.error(
        "SB-T013",
        what,
        key.span,
        hint=f"Write `{right[0]}` or `{right[1]}`.",
        edits=tuple(Edit(f"Write {one}", key.span, one) for one in right[:2] if key.by is not None),
    )


def _fitting(*, date: bool, age: bool) -> tuple[str, ...]:
    """Return the words that say which end of such a value comes first."""
    if date:
        return ("earliest", "latest", "oldest", "youngest")
    return ("oldest", "youngest", "highest", "lowest") if age else ("highest", "lowest")
