"""Formulas used with different amounts: each use is a definition of its own, with its own trace."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from schemebuilder.compiler.choosing import in_force, with_exceptions
from schemebuilder.compiler.desk import Desk, Given, Scope
from schemebuilder.compiler.fitting import fit
from schemebuilder.compiler.made import free_name, make, plain
from schemebuilder.compiler.names import (
    BenefitName,
    EligibilityName,
    FieldName,
    FormulaName,
    ListName,
    ParameterName,
    RuleName,
)
from schemebuilder.compiler.report import nearest, replaced
from schemebuilder.compiler.shapes import shape
from schemebuilder.compiler.typed import Typed
from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.expressions import Literal
from schemebuilder.ir.scheme import Rule
from schemebuilder.language.syntax import Called, Expr, FormulaStatement, Name, ScaleStatement
from schemebuilder.values.types import Kind, Type


def called(desk: Desk, scope: Scope, expr: Called) -> Typed | None:
    """Compile `countable of (earned, unearned)`."""
    meaning = desk.names.meanings.get(expr.name.text)
    match meaning:
        case FormulaName():
            if not isinstance(meaning.statement, ScaleStatement):
                return used(desk, scope, meaning, expr.args, expr.span)
            amount = desk.report.written(expr.args[0].span)
            hint = f"{meaning.name} on ({amount})"
            desk.report.error(
                "SB-T001",
                f"{meaning.name} is a scale, which is used with `on`.",
                expr.span,
                hint=f"Write `{hint}`.",
                edits=(replaced(expr.span, hint),) if len(expr.args) == 1 else (),
            )
        case None:
            _unknown(desk, expr.name)
        case (
            FieldName()
            | ListName()
            | ParameterName()
            | RuleName()
            | EligibilityName()
            | BenefitName()
        ):
            desk.report.error(
                "SB-T001",
                f"{meaning.name} is not used with amounts in brackets.",
                expr.span,
                hint=f"To multiply, write `{meaning.name} * (…)`. A formula that is used with "
                "amounts is defined with `rule … given …`.",
            )
    return None


def used(
    desk: Desk, scope: Scope, name: FormulaName, args: tuple[Expr, ...], span: Span
) -> Typed | None:
    """Return the value of a formula used with these."""
    desk.used.add(name.name)
    statement = name.statement
    if not isinstance(statement, FormulaStatement) or name.type is None:
        return None
    if not stands_here(desk, scope, name, span) or not _right_number(desk, name, args, span):
        return None
    if name.name in desk.expanding:
        loop = [*desk.expanding[desk.expanding.index(name.name) :], name.name]
        desk.report.error(
            "SB-N004",
            f"A formula cannot use itself: {' → '.join(loop)}.",
            span,
            hint="Write the last step without it; a formula has no end that it could reach.",
        )
        return None
    values = _values(desk, scope, name, args)
    if values is None:
        return None
    shapes = tuple(shape(value.expr) for value in values)
    key = (scope.owner, scope.entity, scope.inside, name.name, shapes)
    found = desk.uses.get(key)
    if found is None:
        found = _expanded(desk, scope, name, statement, values, span)
        if found is None:
            return None
        desk.uses[key] = found
    return replace(found, expr=replace(found.expr, span=span))


def _expanded(
    desk: Desk,
    scope: Scope,
    name: FormulaName,
    statement: FormulaStatement,
    values: tuple[Typed, ...],
    span: Span,
) -> Typed | None:
    """Make the definition of one use."""
    title = free_name(desk, scope, name.name)
    given = tuple(
        Given(
            one,
            plain(desk, scope, value, f"{one} of {title}", value.expr.span or span),
            scope.entity,
        )
        for (one, _), value in zip(name.given, values, strict=True)
    )
    unit = scope.unit if name.entity is None else name.unit
    inner = replace(
        scope, owner=title, given=given, away=(), role=name.role or scope.role, unit=unit
    )
    desk.expanding.append(name.name)
    body = with_exceptions(desk, inner, statement.base, statement.exceptions, name.type, name.name)
    desk.expanding.pop()
    if body is None:
        return None
    labels = dict(statement.labels.by_language)
    citation = statement.citation.text if statement.citation else ""
    rule = Rule(
        title,
        scope.entity,
        body.type,
        body.expr,
        role=name.role,
        kind="rule",
        in_force=in_force(statement.force),
        citation=citation,
        labels=labels,
        span=statement.span,
    )
    return Typed(make(desk, rule), body.counts)


def _values(
    desk: Desk, scope: Scope, name: FormulaName, args: tuple[Expr, ...]
) -> tuple[Typed, ...] | None:
    """Compile what a formula is used with, each of the type that it wants."""
    values: list[Typed] = []
    for (one, wanted), arg in zip(name.given, args, strict=True):
        found = desk.compile(scope, arg, wanted)
        what = f"{one} of {name.name}"
        fitted = None if found is None else fit(desk, found, wanted, arg.span, what)
        if fitted is not None and found is not None:
            values.append(replace(fitted, counts=found.counts))
    return tuple(values) if len(values) == len(args) else None


def stands_here(desk: Desk, scope: Scope, name: FormulaName, span: Span) -> bool:
    """Say whether a formula or scale of its entity can be used of the subject spoken of."""
    if name.entity is None or name.entity == scope.entity:
        return True
    if desk.names.is_group(name.entity) and not desk.names.is_group(scope.entity):
        return True
    desk.report.error(
        "SB-N007",
        f"{name.name} is of {name.entity}, but this speaks of the {scope.entity} as a whole.",
        span,
        hint=f"Use it of each member: `total of {name.name} … over members`.",
    )
    return False


def _right_number(desk: Desk, name: FormulaName, args: tuple[Expr, ...], span: Span) -> bool:
    wanted = ", ".join(one for one, _ in name.given)
    if len(args) == len(name.given):
        return True
    desk.report.error(
        "SB-T004",
        f"{name.name} is used with {_many(len(name.given))}, but here with {_many(len(args))}.",
        span,
        hint=f"Write `{name.name} of ({wanted})`.",
    )
    return False


def _many(number: int) -> str:
    return "one value" if number == 1 else f"{number} values"


def alone(desk: Desk, name: FormulaName, span: Span) -> None:
    """Report a formula or scale that stands without what it is used with."""
    desk.used.add(name.name)
    if isinstance(name.statement, ScaleStatement):
        desk.report.error(
            "SB-T001",
            f"{name.name} is a scale, and it is not said on what.",
            span,
            hint=f"Write `{name.name} on …`, or say it in the scale: `marginal on …`.",
        )
        return
    wanted = ", ".join(one for one, _ in name.given)
    desk.report.error(
        "SB-T001",
        f"{name.name} is a formula, and it is not said what it is used with.",
        span,
        hint=f"Write `{name.name} of ({wanted})`.",
    )


def check_unused_formula(desk: Desk, name: FormulaName) -> None:
    """Compile a formula that nothing uses with any values, for what is wrong in it."""
    statement = name.statement
    if not isinstance(statement, FormulaStatement):
        return
    made, uses = dict(desk.made), dict(desk.uses)
    entity = name.entity or desk.names.person()
    given = tuple(Given(one, _any(kind, name.span), entity) for one, kind in name.given)
    scope = Scope(entity, name.role, owner=name.name, given=given, unit=name.unit)
    desk.expanding.append(name.name)
    with_exceptions(desk, scope, statement.base, statement.exceptions, name.type, name.name)
    desk.expanding.pop()
    desk.made, desk.uses = made, uses


def _any(kind: Type, span: Span) -> Typed:
    """Return a value of which nothing but the type matters."""
    value = kind.choices[0] if kind.kind is Kind.CHOICE else ""
    return Typed(Literal(value, kind, span))


def _unknown(desk: Desk, name: Name) -> None:
    if name.text in desk.excused:
        return
    formulas = [
        one.name
        for one in desk.names.meanings.values()
        if isinstance(one, FormulaName) and one.given
    ]
    near = _SAID_OTHERWISE.get(name.text.lower()) or nearest(name.text, formulas)
    desk.report.error(
        "SB-N001",
        f"No formula is called {name.text}.",
        name.span,
        hint=f"Did you mean `{near}`?"
        if near
        else f"Define it: `rule {name.text} given … : money per month = …`.",
        edits=(replaced(name.span, near),) if near else (),
    )


_SAID_OTHERWISE: Final = {
    **dict.fromkeys(("min", "minimum", "least", "lesser"), "smaller"),
    **dict.fromkeys(("max", "maximum", "greatest", "greater"), "larger"),
}
"""Words of other languages for formulas that stand before `of (`, and the word here."""
