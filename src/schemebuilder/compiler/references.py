"""Names in expressions: what a bare or qualified name means at its place, and whose value it is."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from schemebuilder.compiler.award_names import amount_named
from schemebuilder.compiler.bands import KeyAt, band_of
from schemebuilder.compiler.decided import PAYABLE, payable
from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.entries import item_fact, seen_from_entry
from schemebuilder.compiler.fitting import fit
from schemebuilder.compiler.formula_values import given, read_given
from schemebuilder.compiler.formulas import alone
from schemebuilder.compiler.links import not_a_value
from schemebuilder.compiler.literals import choice_value
from schemebuilder.compiler.names import (
    BenefitName,
    EligibilityName,
    FieldName,
    FormulaName,
    ListName,
    Meaning,
    ParameterName,
    RuleName,
)
from schemebuilder.compiler.payment_period import PERIOD_END, PERIOD_START, period_end
from schemebuilder.compiler.report import nearest, replaced
from schemebuilder.compiler.typed import PERSONS, YEARS, Typed
from schemebuilder.compiler.unknown_names import unknown
from schemebuilder.diagnostics.finding import Edit, Span
from schemebuilder.ir.expressions import (
    BenefitRef,
    FieldRef,
    GoverningDate,
    Literal,
    OfGroup,
    ParameterRef,
    RuleRef,
)
from schemebuilder.ir.expressions import (
    Expr as Meant,
)
from schemebuilder.language.syntax import (
    DateDifference,
    FieldStatement,
    Name,
    NameRef,
    OfName,
    Qualified,
    Quantified,
)
from schemebuilder.values.types import DATE, YES_NO, Kind, Type

GOVERNING: Final = "governing_date"
"""The word for the date that picks parameter values, whatever the header calls it."""


def bare(desk: Desk, scope: Scope, expr: NameRef, expected: Type | None) -> Typed | None:
    """Compile a bare name; in a formula, what it is used with comes before all other names."""
    one = given(scope, expr.name.text)
    if one is not None:
        return read_given(desk, scope, one, expr.span)
    if scope.decided and expr.name.text == PAYABLE and PAYABLE not in desk.names.meanings:
        return payable(desk, scope, expr.span)
    return _defined(desk, scope, expr, expected)


def _defined(  # noqa: PLR0911 one a row of the order in which names are looked up
    desk: Desk, scope: Scope, expr: NameRef, expected: Type | None
) -> Typed | None:
    name = expr.name.text
    meaning = desk.names.meanings.get(name)
    if expected is not None and expected.kind is Kind.CHOICE and name in expected.choices:
        if _competes(meaning, expected):
            desk.report.error(
                "SB-N003",
                f"{name} can mean the value {name} or the definition of that name.",
                expr.span,
                hint="Give the definition another name.",
            )
            return None
        return Typed(Literal(name, expected, expr.span))
    of_entry = item_fact(desk, scope, expr.name)
    if of_entry is not None:
        return of_entry
    governs = name == desk.header.governed_by
    if meaning is not None and not (governs and isinstance(meaning, FieldName) and meaning.shared):
        return refer(desk, scope, meaning, expr.span)
    period_start = desk.header.by_period and name == PERIOD_START
    if governs or name == GOVERNING or period_start:
        return Typed(GoverningDate(DATE, expr.span))
    if name == PERIOD_END and desk.header.by_period:
        return period_end(desk, expr.span)
    if expected is not None and expected.kind is Kind.CHOICE and not desk.names.who(name):
        near = nearest(name, (*expected.choices, *desk.names.known()))
        if near is None or near in expected.choices:
            return choice_value(desk, name, expected, expr.span)
    unknown(desk, scope, expr.name)
    return None


def _competes(meaning: Meaning | None, expected: Type) -> bool:
    """A definition competes with a choice value only if it answers that choice itself."""
    match meaning:
        case FieldName(shared=False) | RuleName() | ParameterName():
            return meaning.type is not None and set(meaning.type.choices) == set(expected.choices)
        case _:
            return False


def refer(  # noqa: PLR0911 one a kind of name
    desk: Desk, scope: Scope, meaning: Meaning, span: Span
) -> Typed | None:
    """Return the value of a definition for the subject of the scope."""
    desk.looked_up.add(meaning.name)
    match meaning:
        case ParameterName():
            return _parameter(desk, scope, meaning, span)
        case FieldName() if meaning.type.kind is Kind.PERSON:
            not_a_value(desk, meaning, span)
            return None
        case FieldName():
            counts = _counts(desk, meaning)
            node = Typed(FieldRef(meaning.name, meaning.type, span), counts)
            return whose(desk, scope, meaning.entity, node, meaning.name, span)
        case ListName():
            _whole_list(desk, meaning, span)
            return None
        case RuleName():
            value = desk.define(desk, meaning)
            if value is None:
                return None
            node = Typed(RuleRef(meaning.name, value.type, span), value.counts)
            return whose(desk, scope, meaning.entity, node, meaning.name, span)
        case FormulaName():
            alone(desk, meaning, span)
            return None
        case EligibilityName():
            node = Typed(BenefitRef(meaning.name, "eligible", YES_NO, span))
            return whose(desk, scope, meaning.entity, node, meaning.name, span)
        case BenefitName():
            node = Typed(BenefitRef(meaning.name, "amount", meaning.type, span))
            return whose(desk, scope, meaning.entity, node, meaning.name, span)


def _counts(desk: Desk, meaning: FieldName) -> str | None:
    """What a fact counts: completed years (`age`), or persons if it stands for a number of them."""
    if not meaning.type.whole or meaning.type.period or meaning.type.whom:
        return None
    if meaning.name == "age":
        return YEARS
    statement = meaning.statement
    derived = statement.derived if isinstance(statement, FieldStatement) else None
    if isinstance(derived, DateDifference) and derived.unit.startswith("year"):
        return YEARS
    if isinstance(derived, Quantified) and derived.quantifier == "number":
        people = desk.names.who(derived.members.text)
        return next((who.role for who in people if who.role), PERSONS)
    return None


def whose(
    desk: Desk, scope: Scope, entity: str, value: Typed, name: str, span: Span
) -> Typed | None:
    """Bring a value of `entity` to the subject of the scope: a person reads its group's values.

    An entry of a list reads the values of whose list it is.
    """
    if scope.items is not None:
        found = whose(desk, replace(scope, items=None), entity, value, name, span)
        return None if found is None else seen_from_entry(scope, found, span)
    if entity == scope.entity:
        return value
    if not desk.names.is_group(scope.entity) and desk.names.is_group(entity):
        return replace(value, expr=OfGroup(entity, value.expr, value.type, span))
    _needs_quantifier(desk, scope, entity, value.type, name, span)
    return None


def _whole_list(desk: Desk, meaning: ListName, span: Span) -> None:
    """Report a list that stands where a value is needed."""
    name = meaning.name
    amounts = [item for item, kind in meaning.items.items() if kind.kind is Kind.MONEY]
    options = [f"number of {name}", *(f"total of {item} over {name}" for item in amounts[:1])]
    desk.report.error(
        "SB-N007",
        f"{name} is a list; it has no value of its own.",
        span,
        hint=f"Say what is made of its entries: {' or '.join(f'`{one}`' for one in options)}.",
        edits=tuple(Edit(f"Write {one}", span, one) for one in options),
    )


def _needs_quantifier(
    desk: Desk, scope: Scope, entity: str, kind: Type, name: str, span: Span
) -> None:
    if desk.names.is_group(entity):
        desk.report.error(
            "SB-N007",
            f"{name} is of {entity}, and a {scope.entity} is in no {entity}.",
            span,
            hint="Read it from a person who is in that group.",
        )
        return
    group = desk.names.entities[scope.entity]
    first = next((role for role in group.roles if role.most == 1), None)
    options = []
    if kind.kind is Kind.YES_NO:
        options.append(f"any member where {name}")
    elif kind.is_quantity:
        options.append(f"total of {name} over members")
        options.append(f"highest of {name} over members")
    else:
        options.append(f"any member where ({name} = …)")
    if first is not None:
        options.append(f"the {first.name}'s {name}")
    said = " or ".join(f"`{option}`" for option in options)
    desk.report.error(
        "SB-N007",
        f"{name} belongs to each {entity}, but this speaks of the {scope.entity} as a whole.",
        span,
        hint=f"Say whose is meant: {said}.",
        edits=tuple(Edit(f"Write {one}", span, one) for one in options[:1] if "…" not in one),
    )


def _parameter(desk: Desk, scope: Scope, meaning: ParameterName, span: Span) -> Typed | None:
    keys: list[Meant] = []
    for name in meaning.statement.keys:
        key = key_value(desk, scope, meaning, name, None, span)
        if key is None:
            return None
        keys.append(key)
    return Typed(ParameterRef(meaning.name, tuple(keys), meaning.type, None, span))


def key_value(  # noqa: PLR0917 what a key is read by
    desk: Desk,
    scope: Scope,
    meaning: ParameterName,
    name: Name,
    written: Typed | None,
    span: Span,
    on: Meant | None = None,
) -> Meant | None:
    """Return the expression of one key of a parameter: what is written, or its current value.

    `on` is the day on which the parameter is read, if it is not the governing date.
    """
    parameter = desk.parameter(meaning)
    if parameter is None:
        return None
    value = written
    if value is None:
        of_key = desk.names.meanings.get(name.text)
        value = item_fact(desk, scope, Name(name.text, span))
        if value is None and of_key is not None:
            value = refer(desk, scope, of_key, span)
    if value is None:
        return None
    if (meaning.name, name.text) in desk.bands:
        return band_of(desk, KeyAt(scope, meaning.name, name), value, on, span)
    wanted = parameter.key_types[parameter.key_names.index(name.text)]
    fitted = fit(desk, value, wanted, span, f"The key {name.text} of {meaning.name}")
    return None if fitted is None else fitted.expr


def _no_owner(desk: Desk, expr: Qualified) -> None:
    """Say what stands before a point instead: `head.age` is `the head's age`."""
    owner, names = expr.qualifier.text, desk.names.entities
    who = desk.names.who(owner)
    if who and any(each.role for each in who):
        theirs = f"the {owner}'s {expr.name.text}"
        desk.report.error(
            "SB-N001",
            f"{owner} is a role in a group, so a fact of theirs is read in another way.",
            expr.span,
            hint=f"Write `{theirs}`.",
            edits=(replaced(expr.span, theirs),),
        )
        return
    near = nearest(owner, names)
    desk.report.error(
        "SB-N001",
        f"{owner} is not a kind of person or group.",
        expr.qualifier.span,
        hint=f"Write one of: {', '.join(names)}.",
        edits=(replaced(expr.qualifier.span, near),) if near else (),
    )


def qualified(desk: Desk, scope: Scope, expr: Qualified) -> Typed | None:
    """Compile `household.rent` and `person.age`."""
    owner = expr.qualifier.text
    if owner == scope.items and (found := item_fact(desk, scope, expr.name)) is not None:
        return found
    if owner not in desk.names.entities:
        _no_owner(desk, expr)
        return None
    meaning = desk.names.meanings.get(expr.name.text)
    if meaning is None:
        unknown(desk, scope, expr.name)
        return None
    if not isinstance(meaning, ParameterName | FormulaName) and meaning.entity != owner:
        desk.report.error(
            "SB-N007",
            f"{expr.name.text} is of {meaning.entity}, not of {owner}.",
            expr.name.span,
            hint=f"Write `{meaning.entity}.{expr.name.text}`.",
            edits=(replaced(expr.span, f"{meaning.entity}.{expr.name.text}"),),
        )
        return None
    return refer(desk, scope, meaning, expr.span)


def part_of(desk: Desk, scope: Scope, expr: OfName) -> Typed | None:
    """Compile `base of child_benefit`, `amount of cash`, `eligible of general`."""
    part = expr.part.text
    meaning = desk.names.meanings.get(expr.of.text)
    match meaning:
        case BenefitName():
            return _of_benefit(desk, scope, expr, meaning)
        case EligibilityName() if part == "eligible":
            return refer(desk, scope, meaning, expr.span)
        case EligibilityName():
            desk.report.error(
                "SB-N001",
                f"{expr.of.text} is a set of conditions; it has no {part}.",
                expr.part.span,
                hint=f"Write `eligible of {expr.of.text}`.",
            )
        case None if expr.of.text in desk.excused:
            pass
        case None if expr.of.text in desk.others:
            award = amount_named(desk, expr)
            return None if award is None else refer(desk, scope, award, expr.span)
        case None:
            near = nearest(
                expr.of.text,
                (
                    name
                    for name, one in desk.names.meanings.items()
                    if isinstance(one, BenefitName | EligibilityName)
                ),
            )
            desk.report.error(
                "SB-N001",
                f"No benefit or eligibility is called {expr.of.text}.",
                expr.of.span,
                hint=f"Did you mean {near}?" if near else "Check the name.",
                edits=(replaced(expr.of.span, near),) if near else (),
            )
        case FieldName() | ListName() | RuleName() | FormulaName() | ParameterName():
            desk.report.error(
                "SB-N001",
                f"{expr.of.text} is not a benefit, so it has no {part}.",
                expr.of.span,
                hint="Name a benefit after `of`.",
            )
    return None


def _of_benefit(desk: Desk, scope: Scope, expr: OfName, meaning: BenefitName) -> Typed | None:
    part = expr.part.text
    if part not in {"amount", "eligible", *meaning.stages}:
        near = nearest(part, ("amount", "eligible", *meaning.stages))
        desk.report.error(
            "SB-N001",
            f"{meaning.name} has no stage {part}.",
            expr.part.span,
            hint=f"It has: {', '.join(dict.fromkeys(('amount', 'eligible', *meaning.stages)))}.",
            edits=(replaced(expr.part.span, near),) if near else (),
        )
        return None
    desk.looked_up.add(meaning.name)
    kind = YES_NO if part == "eligible" else meaning.type
    node = Typed(BenefitRef(meaning.name, part, kind, expr.span))
    return whose(desk, scope, meaning.entity, node, f"{part} of {meaning.name}", expr.span)
