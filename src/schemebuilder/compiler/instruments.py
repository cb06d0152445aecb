"""Instruments rewritten to what they mean: facts for the answers, tables of points, the score.

The score is a value like any other. Where the assessment is older than it holds, there is none, and
the matter goes to an officer: reassess. A missing answer leaves the score unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import reduce
from typing import Final

from schemebuilder.compiler.desk import Desk
from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.instrument import Instrument
from schemebuilder.language.syntax import (
    Binary,
    ConditionCell,
    EscalateExpr,
    Expr,
    FieldStatement,
    IfThen,
    InstrumentStatement,
    Labels,
    LetStatement,
    MissingWritten,
    Name,
    NameRef,
    NumberLiteral,
    QuestionWritten,
    Statement,
    TableRow,
    TableStatement,
    Text,
    Tree,
    TypeWritten,
)
from schemebuilder.values.numbers import exact

_ZERO: Final = "0"


def points_of(question: Name) -> str:
    """Return the name of the points that the answer to a question counts."""
    return f"{question.text}_points"


def date_of(instrument: Name) -> str:
    """Return the name of the fact that says when the questions were asked."""
    return f"{instrument.text}_date"


def with_instruments(tree: Tree, governed_by: str) -> Tree:
    """Return the tree with the facts and rules of every instrument behind it."""
    statements: list[Statement] = []
    for statement in tree.statements:
        statements.append(statement)
        if isinstance(statement, InstrumentStatement):
            statements += _meant(statement, governed_by)
    return replace(tree, statements=tuple(statements))


def compile_instruments(desk: Desk, tree: Tree) -> dict[str, Instrument]:
    """Return what people are told of every instrument."""
    found: dict[str, Instrument] = {}
    for one in tree.statements:
        if not isinstance(one, InstrumentStatement):
            continue
        who = desk.names.who(one.entity.text)
        found[one.name.text] = Instrument(
            name=one.name.text,
            entity=who[0].entity if who else one.entity.text,
            title=one.title.text if one.title else "",
            version=one.version,
            questions=tuple(question.name.text for question in one.questions),
            points=tuple(points_of(q.name) for q in one.questions if q.rows),
            assessed_on="" if one.valid is None else date_of(one.name),
            valid="" if one.valid is None else desk.report.written(one.valid.span),
            assessed_by=one.assessed_by,
            reassess=one.reassess,
            contest=one.contest,
            labels=dict(one.labels.by_language),
            citation=one.citation.text if one.citation else "",
            span=one.span,
        )
    return found


def _meant(one: InstrumentStatement, governed_by: str) -> Iterator[Statement]:
    for question in one.questions:
        yield question.about
        if question.rows:
            yield _points(one, question)
    if one.valid is not None:
        yield _date(one)
    yield _score(one, governed_by)


def _points(one: InstrumentStatement, question: QuestionWritten) -> TableStatement:
    name = Name(points_of(question.name), question.name.span)
    return TableStatement(
        name=name,
        entity=one.entity,
        type=_number(question.span),
        by=(question.name,),
        hit="one",
        heads=(NameRef(question.name, question.name.span),),
        answers=(name,),
        rows=question.rows,
        span=question.span,
    )


def _number(span: Span) -> TypeWritten:
    return TypeWritten("number", span)


def _date(one: InstrumentStatement) -> FieldStatement:
    span = one.name.span
    title = one.title.text if one.title else one.name.text.replace("_", " ")
    return FieldStatement(
        keyword="input",
        names=(Name(date_of(one.name), span),),
        entity=one.entity,
        type=TypeWritten("date", span),
        span=span,
        ask=Text(f"On which day were the questions asked: {title}?", span),
        missing=MissingWritten("ask", None, "", None, span),
    )


def _score(one: InstrumentStatement, governed_by: str) -> Statement:
    """Return the score: where it has run out, a matter for an officer; else the formula."""
    total = one.score or _sum(one)
    title = {"en": one.title.text} if one.title else {}
    labels = Labels({**title, **one.labels.by_language})
    if one.valid is None:
        return LetStatement(
            name=one.name,
            entity=one.entity,
            type=_number(one.span),
            base=total,
            exceptions=(),
            span=one.span,
            labels=labels,
            citation=one.citation,
        )
    span = one.valid.span
    asked_on = NameRef(Name(date_of(one.name), span), span)
    ends = Binary("+", asked_on, one.valid, span)
    too_old = Binary(">", NameRef(Name(governed_by, span), span), ends, span)
    who = f" by {one.assessed_by.replace('_', ' ')}" if one.assessed_by else ""
    what = one.title.text if one.title else one.name.text.replace("_", " ")
    reason = EscalateExpr(f"reassess{who}: the answers are too old ({what})", span)
    return TableStatement(
        name=one.name,
        entity=one.entity,
        type=_number(one.span),
        by=(),
        hit="first",
        heads=(None,),
        answers=(one.name,),
        rows=(
            TableRow((ConditionCell(too_old, span),), (reason,), span),
            TableRow((), (total,), total.span, otherwise=True),
        ),
        span=one.span,
        labels=labels,
        citation=one.citation,
    )


def _sum(one: InstrumentStatement) -> Expr:
    """Return the constant and the points of all answers together."""
    parts = [] if one.constant is None else [one.constant]
    for question in one.questions:
        name, span = question.name, question.name.span
        if question.rows:
            parts.append(NameRef(Name(points_of(name), span), span))
        elif question.weight is not None:
            answer = NameRef(name, span)
            if question.about.type.base == "yes/no":
                parts.append(IfThen(answer, question.weight, _none(span), span))
            else:
                parts.append(Binary("*", question.weight, answer, question.weight.span))
    if not parts:
        return _none(one.span)
    return reduce(lambda a, b: Binary("+", a, b, one.name.span), parts)


def _none(span: Span) -> NumberLiteral:
    value = exact(_ZERO)
    assert value is not None  # noqa: S101 so that mypy sees it
    return NumberLiteral(value, span, percent=False, written=_ZERO)
