"""What must always or never hold: conditions on decided cases, which decide nothing themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Final, TypeVar, cast

from schemebuilder.compiler.declarations import only_subject, subject
from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.fitting import condition
from schemebuilder.compiler.names import Who
from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.expressions import Apply
from schemebuilder.ir.expressions import Expr as Meant
from schemebuilder.ir.operators import Op
from schemebuilder.ir.scheme import Rule
from schemebuilder.language.syntax import (
    BenefitStatement,
    ClaimStatement,
    EligibilityStatement,
    NameRef,
    OfName,
    Tree,
)
from schemebuilder.values.types import YES_NO

ALWAYS: Final = "always"

_T = TypeVar("_T")


def compile_claims(desk: Desk, tree: Tree) -> tuple[Rule, ...]:
    """Compile every `always` and `never`, after what only they use.

    The value of a claim is whether it is kept.
    """
    assessed = [
        statement.entity.text
        for statement in tree.statements
        if isinstance(statement, BenefitStatement | EligibilityStatement)
    ]
    made = dict(desk.made)
    found: dict[str, Rule] = {}
    for statement in tree.statements:
        if not isinstance(statement, ClaimStatement):
            continue
        found_who = _who(desk, statement, assessed)
        claim = None if found_who is None else _claim(desk, statement, *found_who)
        if claim is None:
            continue
        if claim.name in found:
            desk.report.error(
                "SB-N002",
                f"`{claim.name}` stands twice.",
                statement.span,
                found[claim.name].span,
                hint="Keep one of the two.",
            )
            continue
        found[claim.name] = claim
    own = tuple(rule for name, rule in desk.made.items() if name not in made)
    desk.made = made
    return (*own, *found.values())


def _who(
    desk: Desk, statement: ClaimStatement, assessed: list[str]
) -> tuple[Who, str | None] | None:
    """Return of whom something is claimed, and the word for them in `amount of child`."""
    names = desk.names
    if statement.entity is not None:
        who = subject(statement.entity, names, desk.report)
        return None if who is None else (who, None)
    said = {
        part.of.text: part.of
        for root in (statement.condition, statement.when)
        for part in _parts(root)
        if isinstance(part, OfName)
        and names.who(part.of.text)
        and (part.of.text in names.units or part.of.text not in names.meanings)
    }
    many = [name for word, name in said.items() if not _only_one(desk, word)]
    if len(many) > 1:
        desk.report.error(
            "SB-N003",
            f"This speaks of {' and of '.join(name.text for name in many)}, who are different "
            "people.",
            *(name.span for name in many),
            hint=f"Say of whom it holds: `{statement.keyword} of {many[0].text} : …`.",
        )
        return None
    if many:
        who = subject(many[0], names, desk.report)
        return None if who is None else (who, many[0].text)
    return only_subject(names, assessed), None


def _only_one(desk: Desk, word: str) -> bool:
    """Say whether the word is a role that one person holds, as in `age of head`."""
    who = desk.names.who(word)[0]
    role = None if who.group is None else desk.names.role(who.group, who.role or "")
    return role is not None and role.most == 1


def _parts(node: object) -> Iterator[object]:
    """Yield a part of the syntax tree and everything below it."""
    yield node
    if isinstance(node, tuple):
        for item in node:
            yield from _parts(item)
    elif is_dataclass(node):
        for each in fields(node):
            yield from _parts(getattr(node, each.name))


def _of_them(node: _T, word: str) -> _T:
    """Return a part of the syntax tree with `amount of child` as `amount`, said of each child."""
    if isinstance(node, OfName) and node.of.text == word:
        return cast("_T", NameRef(node.part, node.span))
    if isinstance(node, tuple):
        return cast("_T", tuple(_of_them(item, word) for item in node))
    if is_dataclass(node) and not isinstance(node, type | Span):
        told = {each.name: _of_them(getattr(node, each.name), word) for each in fields(node)}
        return replace(node, **told)
    return node


def _claim(desk: Desk, statement: ClaimStatement, who: Who, word: str | None) -> Rule | None:
    if word is not None:
        statement = _of_them(statement, word)
    name = desk.report.written(statement.span)
    owner = f"{statement.keyword} of {who.role or who.entity}"
    scope = Scope(who.entity, who.role, owner=owner, decided=True, unit=who.unit)
    compiled = desk.compile(scope, statement.condition, YES_NO)
    holds = condition(desk, compiled, statement.condition.span)
    when: Meant | None = None
    if statement.when is not None:
        test = condition(desk, desk.compile(scope, statement.when, YES_NO), statement.when.span)
        if test is None:
            return None
        when = test.expr
    if holds is None:
        return None
    kept: Meant = holds.expr
    if statement.keyword == ALWAYS:
        if when is not None:
            outside = Apply(Op.NOT, (when,), YES_NO, when.span)
            kept = Apply(Op.OR, (outside, kept), YES_NO, statement.span)
    else:
        if when is not None:
            kept = Apply(Op.AND, (when, kept), YES_NO, statement.span)
        kept = Apply(Op.NOT, (kept,), YES_NO, statement.span)
    return Rule(
        name,
        who.entity,
        YES_NO,
        kept,
        role=who.role,
        kind=statement.keyword,
        citation=statement.citation.text if statement.citation else "",
        span=statement.span,
    )
