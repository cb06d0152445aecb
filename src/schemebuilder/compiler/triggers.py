"""Series and triggers rewritten to what they mean: dated parameters by area, and yes/no rules.

Of each month before the month of the date it is asked whether the sign was there; a month without a
value is unknown, and goes to an officer. The trigger is active where enough months had it; where
that hangs on a month without a value, it is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import combinations
from typing import Final

from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.series import known_name
from schemebuilder.language.syntax import (
    BenefitStatement,
    Binary,
    ConditionCell,
    DurationLiteral,
    EligibilityStatement,
    EscalateExpr,
    Expr,
    FieldStatement,
    KeyedAt,
    Labels,
    LetStatement,
    LineWritten,
    Logical,
    Name,
    NameRef,
    NumberLiteral,
    ParameterRow,
    ParameterStatement,
    SeriesStatement,
    Statement,
    TableRow,
    TableStatement,
    Text,
    Tree,
    TriggerStatement,
    TypeWritten,
    Unary,
    ValueCell,
    YesNoLiteral,
)

_EVER: Final = date(2, 1, 1)


def month_name(trigger: Name, month: int) -> str:
    """Return the name of the rule that says whether a month before had the sign."""
    return f"{trigger.text}_month_{month}"


def with_triggers(tree: Tree, governed_by: str) -> Tree:
    """Return the tree with parameters and rules for every series and trigger, and their effects."""
    triggers = [one for one in tree.statements if isinstance(one, TriggerStatement)]
    there = {one.name.text for one in tree.statements if isinstance(one, SeriesStatement)}
    statements: list[Statement] = []
    for statement in tree.statements:
        match statement:
            case SeriesStatement():
                statements += (statement, *_parameters(tree, statement))
            case TriggerStatement():
                observed = statement.series.text in there
                rules = _rules(statement, governed_by) if observed else (_never(statement),)
                statements += (statement, *rules)
            case BenefitStatement() | EligibilityStatement():
                statements.append(_conditioned(statement, triggers))
            case _:
                statements.append(statement)
    return replace(tree, statements=tuple(statements))


def areas_of(tree: Tree, series: SeriesStatement) -> tuple[Name, ...]:
    """Return the values of the fact that a series is by, as the scheme declares them."""
    for statement in tree.statements:
        match statement:
            case FieldStatement() if any(series.key.text == one.text for one in statement.names):
                return statement.type.choices
            case LetStatement(type=TypeWritten() as kind, name=name):
                if name.text == series.key.text:
                    return kind.choices
            case _:
                pass
    return ()


def _parameters(tree: Tree, one: SeriesStatement) -> Iterator[Statement]:
    """Yield the two parameters, whose values are put in when they have been compiled."""
    areas = areas_of(tree, one)
    span = one.name.span
    columns = tuple(ValueCell((NameRef(area, span),), span) for area in areas)
    zero = NumberLiteral(Fraction(0), span, percent=False, written="0")
    no = YesNoLiteral(value=False, span=span)
    title = one.title.text if one.title else one.name.text.replace("_", " ")
    own = {"en": title, **one.labels.by_language}
    for name, base, value, said in (
        (one.name.text, "number", zero, own),
        (known_name(one.name.text), "yes/no", no, {"en": f"{title}: there is a figure"}),
    ):
        row = ParameterRow(_EVER, tuple(value for _ in areas) or (value,), span, columns=columns)
        yield ParameterStatement(
            name=Name(name, span),
            type=TypeWritten(base, span),
            keys=(one.key,) if areas else (),
            rows=(row,),
            span=one.span,
            labels=Labels(said),
        )


def _rules(one: TriggerStatement, governed_by: str) -> Iterator[Statement]:
    last = one.months + one.lasts - 1
    for month in range(1, last + 1):
        yield _month(one, month, governed_by)
    span = one.span
    chances = [
        _and([_ref(month_name(one.name, after + month), span) for month in chosen], span)
        for after in range(one.lasts)
        for chosen in combinations(range(1, one.months + 1), one.least)
    ]
    active = chances[0] if len(chances) == 1 else Logical("or", tuple(chances), span, listed=True)
    if one.sunset is not None:
        still = Binary("<=", _ref(governed_by, one.sunset.span), one.sunset, one.sunset.span)
        active = _and([still, active], span)
    yield LetStatement(
        name=one.name,
        entity=one.entity,
        type=TypeWritten("yes/no", span),
        base=active,
        exceptions=(),
        span=span,
        labels=one.labels,
        citation=one.citation,
    )


def _never(one: TriggerStatement) -> LetStatement:
    """Stand in for a trigger whose series is not there, which is reported where it is checked."""
    return LetStatement(
        name=one.name,
        entity=one.entity,
        type=TypeWritten("yes/no", one.span),
        base=YesNoLiteral(value=False, span=one.span),
        exceptions=(),
        span=one.span,
    )


def _month(one: TriggerStatement, month: int, governed_by: str) -> TableStatement:
    """Return whether the sign was there so many months before; without a value, an officer."""
    span = one.series.span
    back = DurationLiteral(Fraction(month), "month", span)
    then = Binary("-", _ref(governed_by, span), back, span)
    value = KeyedAt(one.series, (), span, then)
    known = KeyedAt(Name(known_name(one.series.text), span), (), span, then)
    sign = Binary(one.sign, value, one.bound, span)
    series = one.series.text.replace("_", " ")
    before = "the month before" if month == 1 else f"{month} months before"
    reason = EscalateExpr(f"there is no figure of {series} of {before}", span)
    name = Name(month_name(one.name, month), one.name.span)
    return TableStatement(
        name=name,
        entity=one.entity,
        type=TypeWritten("yes/no", span),
        by=(),
        hit="first",
        heads=(None,),
        answers=(name,),
        rows=(
            TableRow((ConditionCell(Unary("not", known, span), span),), (reason,), span),
            TableRow((), (sign,), span, otherwise=True),
        ),
        span=one.span,
        citation=one.citation,
    )


def _ref(name: str, span: Span) -> NameRef:
    return NameRef(Name(name, span), span)


def _and(parts: list[Expr] | list[NameRef], span: Span) -> Expr:
    return parts[0] if len(parts) == 1 else Logical("and", tuple(parts), span, listed=True)


def _conditioned(
    statement: BenefitStatement | EligibilityStatement, triggers: list[TriggerStatement]
) -> Statement:
    """Return a benefit or eligibility with the triggers that activate it as conditions."""
    name = None if statement.name is None else statement.name.text
    lines = [_line(one) for one in triggers if name in {each.text for each in one.activates}]
    return replace(statement, lines=(*lines, *statement.lines)) if lines else statement


def _line(one: TriggerStatement) -> LineWritten:
    span = one.name.span
    title = one.labels.by_language.get("en", one.name.text.replace("_", " "))
    refuse = one.refuse or Text(f"The trigger ({title}) is not active.", span)
    return LineWritten(
        "require", NameRef(one.name, span), span, refuse=refuse, citation=one.citation
    )
