"""Links between persons: facts that name another person, and what is read of the one named."""

from __future__ import annotations

from dataclasses import replace

from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.entries import seen_from_entry
from schemebuilder.compiler.fitting import fit
from schemebuilder.compiler.names import FieldName, Who
from schemebuilder.compiler.typed import Typed
from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.expressions import Apply, HasRole, Literal, OfLinked, RuleRef
from schemebuilder.ir.expressions import Expr as Meant
from schemebuilder.ir.operators import Op
from schemebuilder.language.syntax import Expr, Name, NameRef, Possessive, ThereIs
from schemebuilder.values.types import YES_NO, Kind, Type

_YES, _NO = Literal(True, YES_NO, None), Literal(False, YES_NO, None)


def link_of(desk: Desk, name: Name) -> FieldName | None:
    """Return the link of that name, if it is one."""
    found = desk.names.meanings.get(name.text)
    linking = isinstance(found, FieldName) and found.type.kind is Kind.PERSON
    return found if linking and isinstance(found, FieldName) else None


def possessive(desk: Desk, scope: Scope, expr: Possessive, link: FieldName) -> Typed | None:
    """Compile `the mother's age or 0 if none`."""
    if not _stands_here(desk, scope, expr.role, link):
        return None
    arg = desk.compile(_theirs(scope, link), expr.arg, None)
    if arg is None:
        return None
    empty: Meant | None = None
    if expr.if_none is not None:
        own = replace(scope, items=None)
        none = desk.compile(own, expr.if_none, arg.type)
        what = "The value if there is none"
        fitted = None if none is None else fit(desk, none, arg.type, expr.if_none.span, what)
        if fitted is None:
            return None
        empty = fitted.expr
    node = OfLinked(link.name, arg.expr, empty, arg.type, expr.span)
    return seen_from_entry(scope, replace(arg, expr=node), expr.span)


def there_is(desk: Desk, scope: Scope, expr: ThereIs, link: FieldName) -> Typed | None:
    """Compile `there is a mother` and `there is no mother`."""
    if not _stands_here(desk, scope, expr.role, link):
        return None
    return _tested(scope, link, _YES, expr.span, negated=expr.negated)


def same_person(
    desk: Desk, scope: Scope, sides: tuple[Expr, Expr], span: Span, *, negated: bool
) -> tuple[Typed | None] | None:
    """Compile `mother is head`: whether the one who is named holds a role, or is in a unit.

    None where neither side is a link; a pair of brackets around None after a finding. Whoever has
    nobody named, has nobody named who holds the role.
    """
    named = [side for side in sides if isinstance(side, NameRef)]
    links = [(side, link) for side in named if (link := link_of(desk, side.name)) is not None]
    if not links:
        return None
    side, link = links[0]
    other = sides[1] if sides[0] is side else sides[0]
    roles: list[Who] = []
    if isinstance(other, NameRef):
        roles = [who for who in desk.names.who(other.name.text) if who.role or who.unit]
    if len(roles) != 1:
        desk.report.error(
            "SB-T001",
            f"{link.name} names a person, who can only be compared with a role or a unit.",
            other.span,
            hint=f"Write `{link.name} is head`, or ask for a fact: `the {link.name}'s age`.",
        )
        return (None,)
    if not _stands_here(desk, scope, side.name, link):
        return (None,)
    return (_tested(scope, link, _is(desk, roles[0], other.span), span, negated=negated),)


def _is(desk: Desk, who: Who, span: Span) -> Meant:
    if who.unit is not None:
        desk.looked_up.add(who.unit)
        return RuleRef(who.unit, YES_NO, span)
    return HasRole(who.group or who.entity, who.role or "", YES_NO, span)


def _tested(scope: Scope, link: FieldName, arg: Meant, span: Span, *, negated: bool) -> Typed:
    test: Meant = OfLinked(link.name, arg, _NO, YES_NO, span)
    if negated:
        test = Apply(Op.NOT, (test,), YES_NO, span)
    return seen_from_entry(scope, Typed(test), span)


def not_a_value(desk: Desk, link: FieldName, span: Span) -> None:
    """Report a link that stands where a value is needed."""
    desk.report.error(
        "SB-T001",
        f"{link.name} names a person, and is no value by itself.",
        span,
        hint=f"Write `the {link.name}'s age`, `there is a {link.name}`, or `{link.name} is head`.",
    )


def written_link(desk: Desk, written: Expr, kind: Type) -> object | None:
    """Return the id that an example writes for a link: the name of a person, or `none`."""
    if kind.kind is not Kind.PERSON or not isinstance(written, NameRef):
        desk.report.error(
            "SB-T004",
            "A link names a person of the example.",
            written.span,
            hint="Write the person's name, or `none` if there is nobody.",
        )
        return None
    name = written.name.text
    return {"not_applicable": True} if name == NOBODY else name


NOBODY = "none"
"""What an example writes for a link that names nobody."""


def _theirs(scope: Scope, link: FieldName) -> Scope:
    """Return the scope of the one who is named."""
    away = (*scope.away, link.name)
    return replace(scope, role=None, inside=None, items=None, away=away)


def _stands_here(desk: Desk, scope: Scope, written: Name, link: FieldName) -> bool:
    """Say whether a link can be followed from the subject, and means one thing here."""
    roles = [who for who in desk.names.who(link.name) if who.role == link.name]
    if roles:
        desk.report.error(
            "SB-N003",
            f"{link.name} can mean the one who is named, or the {link.name} of a {roles[0].group}.",
            written.span,
            hint="Give the link another name, such as `own_spouse`.",
        )
        return False
    if scope.entity == link.entity:
        return True
    desk.report.error(
        "SB-N007",
        f"{link.name} is of one {link.entity}, but this speaks of the {scope.entity}.",
        written.span,
        hint=f"Write it behind `where`, or in a definition of {link.entity}.",
    )
    return False
