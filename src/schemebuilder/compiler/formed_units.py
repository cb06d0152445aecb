"""Assistance units formed by rule inside a group: who belongs, and what is narrowed to them.

A unit is a yes/no of each person, worked out like any definition, so that membership which is not
known leaves unknown what hangs on it.
"""

from __future__ import annotations

from collections.abc import Iterable

from schemebuilder.compiler.declarations import enter
from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.entries import seen_from_entry
from schemebuilder.compiler.fitting import condition
from schemebuilder.compiler.names import Names, RuleName, UnitName, Who, plural_of
from schemebuilder.compiler.report import Report, nearest, replaced
from schemebuilder.compiler.typed import Typed
from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.expressions import Aggregate, Apply, HasRole, Literal, Quantifier, RuleRef
from schemebuilder.ir.expressions import Expr as Meant
from schemebuilder.ir.operators import Op
from schemebuilder.ir.scheme import Line, LineKind
from schemebuilder.language.syntax import Name, Statement, UnitPart, UnitStatement, UnitTest
from schemebuilder.values.types import YES_NO


def declare_units(statements: Iterable[Statement], names: Names, report: Report) -> None:
    """Enter the units of a text, as words for people and as a yes/no of each person."""
    for statement in statements:
        if not isinstance(statement, UnitStatement):
            continue
        name, group = statement.name.text, statement.entity.text
        if not names.is_group(group):
            _no_such_group(statement.entity, names, report)
            continue
        if names.who(name):
            report.error(
                "SB-N002",
                f"{name} already is a word for people.",
                statement.name.span,
                hint="Give the unit another name.",
            )
            continue
        plural = statement.plural.text if statement.plural else plural_of(name)
        names.units[name] = UnitName(name, group, plural, statement)
        span = statement.name.span
        enter(RuleName(name, names.person(), None, YES_NO, statement, 0, span), names, report)


def _no_such_group(entity: Name, names: Names, report: Report) -> None:
    groups = [group.name for group in names.groups()]
    near = nearest(entity.text, groups)
    report.error(
        "SB-N001",
        f"A unit is formed inside a group, and {entity.text} is none.",
        entity.span,
        hint=f"Write `of {near or ' or '.join(groups) or 'household'}`.",
        edits=(replaced(entity.span, near),) if near else (),
    )


def compile_unit(desk: Desk, scope: Scope, statement: UnitStatement) -> Typed | None:
    """Compile who belongs to a unit: whoever one of its parts speaks of."""
    group = statement.entity.text
    scope = scope.member(desk.names.person(), group)
    parts = [_part(desk, scope, group, part) for part in statement.parts]
    found = tuple(part for part in parts if part is not None)
    if len(found) != len(parts):
        return None
    if len(found) == 1:
        return Typed(found[0])
    return Typed(Apply(Op.OR, found, YES_NO, statement.span))


def _part(desk: Desk, scope: Scope, group: str, part: UnitPart) -> Meant | None:
    who = _spoken_of(desk, group, part)
    if who is None:
        return None
    tests: list[Meant] = []
    if who.unit is not None:
        tests.append(_is_in(desk, who.unit, part.who.span))
    if who.role is not None:
        tests.append(HasRole(group, who.role, YES_NO, part.span))
    if part.where is not None:
        test = condition(desk, desk.compile(scope, part.where, YES_NO), part.where.span)
        if test is None:
            return None
        tests.append(test.expr)
    if not tests:
        return Literal(True, YES_NO, part.span)
    return tests[0] if len(tests) == 1 else Apply(Op.AND, tuple(tests), YES_NO, part.span)


def _spoken_of(desk: Desk, group: str, part: UnitPart) -> Who | None:
    """Return whom a part speaks of: a role, another unit, or after `every` also everybody."""
    word = part.who.text
    found = [who for who in desk.names.who(word) if who.group == group]
    everybody = [who for who in desk.names.who(word) if who == Who(desk.names.person())]
    if not found and everybody:
        if part.every:
            return everybody[0]
        desk.report.error(
            "SB-N007",
            f"A unit of every {word} is the whole {group}.",
            part.span,
            hint=f"Write who belongs to it: `every {desk.names.person()} where …`.",
        )
        return None
    if not found:
        known = [one for one in desk.names.words_for_people() if one != group]
        near = nearest(word, known)
        desk.report.error(
            "SB-N001",
            f"{word} is no role in a {group}, nor a unit of it.",
            part.who.span,
            hint=f"Did you mean {near}?" if near else f"Words for people are: {', '.join(known)}.",
            edits=(replaced(part.who.span, near),) if near else (),
        )
        return None
    return found[0] if part.of is None or _of_the_head(desk, found[0], part.of) else None


def _of_the_head(desk: Desk, who: Who, of: Name) -> bool:
    """Say whether `of head` names the one of whom the roles of the group are said: the first."""
    group = who.group or who.entity
    roles = desk.names.entities[group].roles
    said = roles[0].name if roles and roles[0].most == 1 and roles[0].name != who.role else ""
    if said and of.text == said:
        return True
    desk.report.error(
        "SB-N007",
        f"The roles of a {group} are not said of {of.text}.",
        of.span,
        hint=f"Write `of {said}`, or leave it out." if said else f"Leave out `of {of.text}`.",
        edits=(replaced(of.span, said),) if said else (),
    )
    return False


def unit_test(desk: Desk, scope: Scope, expr: UnitTest) -> Typed | None:
    """Compile `is in family` of the person spoken of."""
    word, units = expr.unit.text, desk.names.units
    if word not in units:
        if word in desk.excused:
            return None
        near = nearest(word, units)
        desk.report.error(
            "SB-N001",
            f"{word} is not a unit that is formed by rule.",
            expr.unit.span,
            hint=f"Did you mean {near}?"
            if near
            else f"For one value of several, write the values in brackets: `… in ({word})`.",
            edits=(replaced(expr.unit.span, near),) if near else (),
        )
        return None
    if desk.names.is_group(scope.entity):
        desk.report.error(
            "SB-N007",
            f"`is in {word}` asks about one person, but this speaks of the {scope.entity}.",
            expr.span,
            hint=f"Write `any member where (is in {word})`, or `number of {word}`.",
        )
        return None
    test = _is_in(desk, word, expr.span)
    if expr.negated:
        test = Apply(Op.NOT, (test,), YES_NO, expr.span)
    return seen_from_entry(scope, Typed(test), expr.span)


def _is_in(desk: Desk, unit: str, span: Span) -> Meant:
    desk.looked_up.add(unit)
    return RuleRef(unit, YES_NO, span)


def narrowing(desk: Desk, scope: Scope, who: Who, span: Span) -> Meant | None:
    """Return what a member must be besides the role: one of the unit that is spoken of."""
    unit = who.unit
    if unit is None and scope.unit is not None and who.group == desk.names.units[scope.unit].group:
        unit = scope.unit
    return None if unit is None else _is_in(desk, unit, span)


def narrowed(test: Meant | None, where: Meant | None, span: Span) -> Meant | None:
    """Return the condition that a member meets: in the unit, and what `where` says."""
    if test is None or where is None:
        return where if test is None else test
    return Apply(Op.AND, (test, where), YES_NO, span)


def widened(test: Meant | None, where: Meant | None, span: Span) -> Meant | None:
    """Return what holds for every member, where it is said of every one of the unit."""
    if test is None or where is None:
        return where
    outside = Apply(Op.NOT, (test,), YES_NO, span)
    return Apply(Op.OR, (outside, where), YES_NO, span)


def least_of(desk: Desk, who: Who, scope: Scope) -> int:
    """Return how many of them there are at least: a group has at least one member."""
    if who.group is None:
        return 1
    if who.role is not None:
        role = desk.names.role(who.group, who.role)
        return 0 if role is None or _unit_of(desk, scope, who) is not None else role.least
    unit = _unit_of(desk, scope, who)
    if unit is None:
        return 1
    sure = (part for part in unit.statement.parts if part.where is None)
    roles = (desk.names.role(unit.group, part.who.text) for part in sure)
    return max((role.least for role in roles if role is not None), default=0)


def _unit_of(desk: Desk, scope: Scope, who: Who) -> UnitName | None:
    if who.unit is not None:
        return desk.names.units[who.unit]
    of_scope = None if scope.unit is None else desk.names.units[scope.unit]
    return of_scope if of_scope is not None and of_scope.group == who.group else None


def there_must_be(desk: Desk, unit: str | None, span: Span) -> tuple[Line, ...]:
    """Return the condition of what is decided for a unit: that somebody belongs to it."""
    if unit is None:
        return ()
    some = Aggregate(
        Quantifier.ANY,
        desk.names.units[unit].group,
        None,
        _is_in(desk, unit, span),
        None,
        None,
        YES_NO,
        span,
    )
    return (Line(LineKind.REQUIRE, some, f"require any {unit}", span=span),)
