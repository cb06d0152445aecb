"""People of a group: quantifiers, roles, and the values of the one person in a role.

A quantifier over the entries of a list is handed on to `lists`.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from schemebuilder.compiler import links, lists
from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.entries import item_fact, seen_from_entry
from schemebuilder.compiler.fitting import condition, fit
from schemebuilder.compiler.formed_units import least_of, narrowed, narrowing, widened
from schemebuilder.compiler.names import FieldName, Who
from schemebuilder.compiler.references import refer
from schemebuilder.compiler.report import nearest, replaced
from schemebuilder.compiler.typed import PERSONS, Typed
from schemebuilder.diagnostics.finding import Edit, Span
from schemebuilder.ir.expressions import (
    Aggregate,
    Apply,
    HasRole,
    Literal,
    OfGroup,
    OfRole,
    Quantifier,
)
from schemebuilder.ir.expressions import (
    Expr as Meant,
)
from schemebuilder.ir.operators import Op
from schemebuilder.language.syntax import Name, Possessive, Quantified, RoleTest, ThereIs
from schemebuilder.values.types import WHOLE, YES_NO, Kind

_VALUES = {
    "total": Quantifier.TOTAL,
    "highest": Quantifier.HIGHEST,
    "lowest": Quantifier.LOWEST,
    "average": Quantifier.AVERAGE,
}
_COUNTS = {"at least": Op.GE, "at most": Op.LE, "exactly": Op.EQ}


def quantified(desk: Desk, scope: Scope, expr: Quantified) -> Typed | None:
    """Compile a quantifier over members: `number of`, `any … where`, `total of … over`."""
    word = expr.members.text
    of_list = desk.names.a_list(word)
    if of_list is not None and (of_list.name == word or not desk.names.who(word)):
        return lists.quantified(desk, scope, expr, of_list)
    if expr.pick is not None or expr.by is not None or expr.window is not None:
        lists.only_of_lists(desk, expr)
        return None
    who = member_set(desk, scope, expr.members)
    if who is None or who.group is None:
        return None
    group, test = who.group, narrowing(desk, scope, who, expr.members.span)
    inner = scope.member(desk.names.person(), group, who.role)
    where: Meant | None = None
    if expr.where is not None:
        met = condition(desk, desk.compile(inner, expr.where, YES_NO), expr.where.span)
        if met is None:
            return None
        where = met.expr
    found: Typed | None
    if expr.quantifier == "every":
        every = widened(test, where, expr.span)
        found = _every(desk, expr, (group, who.role, every), least_of(desk, who, scope))
    elif expr.quantifier in _VALUES:
        over = (group, who.role, narrowed(test, where, expr.span))
        found = _of_values(desk, scope, inner, expr, over)
    else:
        over = (group, who.role, narrowed(test, where, expr.span))
        found = _of_members(desk, scope, expr, over)
    return None if found is None else _seen_from(scope, group, found, expr.span)


def _seen_from(scope: Scope, group: str, value: Typed, span: Span) -> Typed:
    if scope.entity != group:
        value = replace(value, expr=OfGroup(group, value.expr, value.type, span))
    return seen_from_entry(scope, value, span)


def _of_members(
    desk: Desk, scope: Scope, expr: Quantified, over: tuple[str, str | None, Meant | None]
) -> Typed | None:
    group, role, where = over
    number = Aggregate(Quantifier.NUMBER, group, role, where, None, None, WHOLE, expr.span)
    match expr.quantifier:
        case "number":
            return Typed(number, role or PERSONS)
        case "at least" | "at most" | "exactly":
            if expr.count is None:
                return None
            count = desk.compile(scope.about(group), expr.count, WHOLE)
            what = f"The number after `{expr.quantifier}`"
            fitted = None if count is None else fit(desk, count, WHOLE, expr.count.span, what)
            if fitted is None:
                return None
            op = _COUNTS[expr.quantifier]
            return Typed(Apply(op, (number, fitted.expr), YES_NO, expr.span))
        case _:
            test = where or Literal(True, YES_NO, None)
            some = Aggregate(Quantifier.ANY, group, role, test, None, None, YES_NO, expr.span)
            if expr.quantifier == "any":
                return Typed(some)
            return Typed(Apply(Op.NOT, (some,), YES_NO, expr.span))


def _every(
    desk: Desk, expr: Quantified, over: tuple[str, str | None, Meant | None], least: int
) -> Typed | None:
    group, role, where = over
    if where is None:
        desk.report.error(
            "SB-T001",
            f"`every {expr.members.text}` needs to say what holds for each of them.",
            expr.span,
            hint=f"Write `every {expr.members.text} where (…)`.",
        )
        return None
    empty = Literal(True, YES_NO, None)
    if least == 0 and not expr.or_nobody:
        desk.report.error(
            "SB-T010",
            f"A {group} may have no {expr.members.text}; then this does not say what holds.",
            expr.span,
            hint="Write `or nobody` after it if it holds then, or require that there is one.",
            edits=(
                Edit(
                    "Write or nobody",
                    expr.span,
                    desk.report.text[expr.span.start : expr.span.end] + " or nobody",
                ),
            ),
        )
        return None
    return Typed(Aggregate(Quantifier.EVERY, group, role, where, None, empty, YES_NO, expr.span))


def _of_values(
    desk: Desk,
    scope: Scope,
    inner: Scope,
    expr: Quantified,
    over: tuple[str, str | None, Meant | None],
) -> Typed | None:
    group, role, where = over
    quantifier = _VALUES[expr.quantifier]
    if expr.value is None:
        return None
    value = desk.compile(inner, expr.value, None)
    if value is None:
        return None
    kind = value.type
    dates = kind.kind is Kind.DATE and quantifier in {Quantifier.HIGHEST, Quantifier.LOWEST}
    if not kind.is_quantity and not dates:
        said = "number of … where" if kind.kind is Kind.YES_NO else "any … where"
        desk.report.error(
            "SB-T001",
            f"There is no {expr.quantifier} of values of the kind {kind.words()}.",
            expr.value.span,
            hint=f"Use `{said} (…)`.",
        )
        return None
    if quantifier is Quantifier.TOTAL:
        kind = kind.with_whom(None)
    elif quantifier is Quantifier.AVERAGE:
        kind = replace(kind, whole=False)
    empty: Meant | None = None
    if expr.if_none is not None:
        none = desk.compile(scope.about(group), expr.if_none, kind)
        what = "The value if there is none"
        fitted = None if none is None else fit(desk, none, kind, expr.if_none.span, what)
        if fitted is None:
            return None
        empty = fitted.expr
    counts = value.counts if quantifier is not Quantifier.AVERAGE else None
    return Typed(
        Aggregate(quantifier, group, role, where, value.expr, empty, kind, expr.span), counts
    )


def member_set(  # noqa: PLR0911 one a way in which the word can be wrong
    desk: Desk, scope: Scope, members: Name
) -> Who | None:
    """Find the group and role of a word for members, seen from the subject."""
    word = members.text
    found = desk.names.who(word)
    if not found and word in desk.excused:
        return None
    if not found:
        known = [one.name for one in desk.names.lists()]
        near = nearest(word, (*desk.names.words_for_people(), *known))
        listed = f" Lists are: {', '.join(known)}." if known else ""
        desk.report.error(
            "SB-N001",
            f"{word} is not a word for members of a group" + (", nor a list." if known else "."),
            members.span,
            hint=f"Did you mean {near}?"
            if near
            else f"Words for people are: {', '.join(desk.names.words_for_people())}.{listed}",
            edits=(replaced(members.span, near),) if near else (),
        )
        return None
    roles = [who for who in found if who.role is not None]
    units = [who for who in found if who.unit is not None]
    if roles or units:
        return _one(desk, scope, roles or units, members)
    if desk.names.is_group(found[0].entity):
        desk.report.error(
            "SB-N007",
            f"A rule looks at one {found[0].entity} at a time; it cannot look over several.",
            members.span,
            hint="Write `members` for the persons of the group.",
            edits=(replaced(members.span, "members"),),
        )
        return None
    groups = [group.name for group in desk.names.groups()]
    if desk.names.is_group(scope.entity):
        return Who(desk.names.person(), scope.entity)
    if scope.inside is not None:
        return Who(desk.names.person(), scope.inside)
    if len(groups) == 1:
        return Who(desk.names.person(), groups[0])
    desk.report.error(
        "SB-N003",
        f"{word} can mean the members of {' or of '.join(groups)}."
        if groups
        else f"There is no group whose {word} could be meant.",
        members.span,
        hint="Write the rule for the group that is meant, and read it from here.",
    )
    return None


def _one(desk: Desk, scope: Scope, found: list[Who], word: Name) -> Who | None:
    own = [who for who in found if who.group in {scope.entity, scope.inside}]
    candidates = own or found
    if len(candidates) == 1 and (own or not desk.names.is_group(scope.entity)):
        return candidates[0]
    groups = " and ".join(str(who.group) for who in candidates)
    desk.report.error(
        "SB-N003" if len(candidates) > 1 else "SB-N007",
        f"{word.text} is a role in {groups}.",
        word.span,
        hint="Write the rule for the group that is meant, and read it from here.",
    )
    return None


def role_of(desk: Desk, scope: Scope, word: Name) -> Who | None:
    """Find the role of a word for one person, seen from the subject."""
    found = [who for who in desk.names.who(word.text) if who.role is not None]
    if found:
        return _one(desk, scope, found, word)
    if word.text in desk.names.entities:
        desk.report.error(
            "SB-N001",
            f"{word.text} is not a role: nobody in particular is meant.",
            word.span,
            hint=f"Write the name of the fact alone, or `{word.text}.` before it.",
        )
        return None
    roles = [role.name for group in desk.names.groups() for role in group.roles]
    near = nearest(word.text, roles)
    desk.report.error(
        "SB-N001",
        f"There is no role {word.text}.",
        word.span,
        hint=f"Did you mean {near}?" if near else f"Roles are: {', '.join(roles) or 'none'}.",
        edits=(replaced(word.span, near),) if near else (),
    )
    return None


def possessive(desk: Desk, scope: Scope, expr: Possessive) -> Typed | None:
    """Compile `the head's income`; the role must be one that at most one person holds."""
    link = links.link_of(desk, expr.role)
    if link is not None:
        return links.possessive(desk, scope, expr, link)
    who = role_of(desk, scope, expr.role)
    if who is None or who.group is None or who.role is None:
        return None
    role = desk.names.role(who.group, who.role)
    if role is not None and role.most != 1:
        desk.report.error(
            "SB-N007",
            f"A {who.group} can have several {role.plural}, so `the {role.name}'s …` is not clear.",
            expr.role.span,
            hint=f"Write `any {role.name} where …`, or `total of … over {role.plural}`.",
        )
        return None
    arg = desk.compile(scope.member(desk.names.person(), who.group, who.role), expr.arg, None)
    if arg is None:
        return None
    empty: Meant | None = None
    if expr.if_none is not None:
        none = desk.compile(scope.about(who.group), expr.if_none, arg.type)
        what = "The value if there is none"
        fitted = None if none is None else fit(desk, none, arg.type, expr.if_none.span, what)
        if fitted is None:
            return None
        empty = fitted.expr
    node = replace(arg, expr=OfRole(who.group, who.role, arg.expr, empty, arg.type, expr.span))
    return _seen_from(scope, who.group, node, expr.span)


def there_is(desk: Desk, scope: Scope, expr: ThereIs) -> Typed | None:
    """Compile `there is a partner` and `no partner`."""
    link = links.link_of(desk, expr.role)
    if link is not None:
        return links.there_is(desk, scope, expr, link)
    who = role_of(desk, scope, expr.role)
    if who is None or who.group is None:
        return None
    unit = narrowing(desk, scope, who, expr.role.span)
    number = Aggregate(Quantifier.NUMBER, who.group, who.role, unit, None, None, WHOLE, expr.span)
    one = Literal(Fraction(1), WHOLE, None)
    test: Meant = Apply(Op.GE, (number, one), YES_NO, expr.span)
    if expr.negated:
        test = Apply(Op.NOT, (test,), YES_NO, expr.span)
    return _seen_from(scope, who.group, Typed(test), expr.span)


def role_test(desk: Desk, scope: Scope, expr: RoleTest) -> Typed | None:
    """Compile `is child` of the person spoken of, or `is female`: a value that one choice has."""
    value = _value_test(desk, scope, expr)
    if value is not None:
        return value
    who = role_of(desk, scope, expr.role)
    if who is None or who.group is None or who.role is None:
        return None
    if desk.names.is_group(scope.entity):
        desk.report.error(
            "SB-N007",
            f"`is {expr.role.text}` asks about one person, but this speaks of the {scope.entity}.",
            expr.span,
            hint=f"Write `any member where (is {expr.role.text})`, or `there is a {who.role}`.",
        )
        return None
    test: Meant = HasRole(who.group, who.role, YES_NO, expr.span)
    if expr.negated:
        test = Apply(Op.NOT, (test,), YES_NO, expr.span)
    return seen_from_entry(scope, Typed(test), expr.span)


def _value_test(desk: Desk, scope: Scope, expr: RoleTest) -> Typed | None:
    word = expr.role.text
    if any(who.role is not None for who in desk.names.who(word)):
        return None
    found = _of_entry(desk, scope, expr)
    choices = [
        one
        for one in desk.names.meanings.values()
        if isinstance(one, FieldName) and one.entity == scope.entity and word in one.type.choices
    ]
    if found is None and len(choices) == 1:
        found = refer(desk, scope, choices[0], expr.span)
    if found is None:
        return None
    op = Op.NE if expr.negated else Op.EQ
    written = Literal(word, found.type, expr.role.span)
    return Typed(Apply(op, (found.expr, written), YES_NO, expr.span))


def _of_entry(desk: Desk, scope: Scope, expr: RoleTest) -> Typed | None:
    """Return the one fact of the entry that is looked at which can have the value that is named."""
    of_list = None if scope.items is None else desk.names.a_list(scope.items)
    items = {} if of_list is None else of_list.items
    having = [name for name, kind in items.items() if expr.role.text in kind.choices]
    return item_fact(desk, scope, Name(having[0], expr.span)) if len(having) == 1 else None
