"""What must always or never hold: conditions on decided cases, which decide nothing themselves."""

from __future__ import annotations

from schemebuilder.compiler.declarations import only_subject, subject
from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.fitting import condition
from schemebuilder.compiler.names import Who
from schemebuilder.ir.expressions import Apply
from schemebuilder.ir.expressions import Expr as Meant
from schemebuilder.ir.operators import Op
from schemebuilder.ir.scheme import Rule
from schemebuilder.language.syntax import (
    BenefitStatement,
    ClaimStatement,
    EligibilityStatement,
    Tree,
)
from schemebuilder.values.types import YES_NO

ALWAYS = "always"


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
        if statement.entity is None:
            who: Who | None = only_subject(desk.names, assessed)
        else:
            who = subject(statement.entity, desk.names, desk.report)
        claim = None if who is None else _claim(desk, statement, who)
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


def _claim(desk: Desk, statement: ClaimStatement, who: Who) -> Rule | None:
    name = desk.report.written(statement.span)
    owner = f"{statement.keyword} of {who.role or who.entity}"
    scope = Scope(who.entity, who.role, owner=owner)
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
