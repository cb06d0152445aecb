"""Facts of a case on one line: names and values, with or without commas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from lark import Token, Tree

from schemebuilder.language import literals
from schemebuilder.language.lines import Line
from schemebuilder.language.reading import read
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.syntax import (
    Expr,
    FactWritten,
    MoneyLiteral,
    Name,
    NameRef,
    NumberLiteral,
)
from schemebuilder.language.twig import At, branch, leaf


@dataclass(frozen=True, slots=True)
class Negation:
    """The word `not` in front of what is expected."""

    offset: int


Piece: TypeAlias = "Name | Expr | Negation"


def segments_of(sheet: Sheet, line: Line, end: int) -> list[list[Piece]] | None:
    """The words and values of a line, cut at its commas."""
    found = read(sheet, line, "facts", (line.body, end))
    if found is None:
        return None
    tree, at = found
    segments: list[list[Piece]] = [[]]
    for child in tree.children:
        if isinstance(child, Tree):
            segments[-1].append(_value(child, at))
        elif child.type == "COMMA":
            segments.append([])
        elif child.type == "NOT":
            segments[-1].append(Negation(at.ends(child)[0]))
        else:
            segments[-1].append(at.name(child))
    return [segment for segment in segments if segment]


def _value(tree: Tree[Token], at: At) -> Expr:
    words = [child for child in tree.children if isinstance(child, Token)]
    kinds = [word.type for word in words]
    span = at.span(tree)
    if kinds == ["NUMBER", "SLASH", "NUMBER"]:
        over, under = (literals.number(at.said(words[i]), span).value for i in (0, 2))
        if under == 0:
            at.sheet.note("SB-P001", "Nothing can be divided by zero.", span)
            return NumberLiteral(over, span, written=at.said(tree))
        return NumberLiteral(over / under, span, written=at.said(tree))
    if kinds[0] == "MINUS":
        said = at.expression(words[1])
        if isinstance(said, MoneyLiteral):
            return MoneyLiteral(said.currency, -said.value, span, written=at.said(tree))
        if isinstance(said, NumberLiteral):
            return NumberLiteral(-said.value, span, said.percent, at.said(tree))
    value = at.expression(words[0])
    if isinstance(value, MoneyLiteral) and len(tree.children) > 1:
        period, whom = None, None
        for per in tree.children[1:]:
            word = leaf(branch(per).children[1])
            if word.type == "PERIOD":
                period = literals.period(at.said(word), at.sheet.words)
            else:
                whom = literals.whom(at.said(word), at.span(word), at.sheet)
        return MoneyLiteral(value.currency, value.value, span, period, whom, value.written)
    return value


def facts_of(sheet: Sheet, segments: list[list[Piece]]) -> list[FactWritten] | None:
    """Pairs of a name and a value; commas between them are free."""
    facts: list[FactWritten] = []
    for segment in segments:
        for name, value in zip(segment[::2], segment[1::2], strict=False):
            if not isinstance(name, Name) or isinstance(value, Negation):
                _unclear(sheet, name)
                return None
            said = NameRef(value, value.span) if isinstance(value, Name) else value
            facts.append(FactWritten(name, said, sheet.span(name.span.start, said.span.end)))
        if len(segment) % 2:
            _unclear(sheet, segment[-1])
            return None
    return facts


def _unclear(sheet: Sheet, piece: Piece) -> None:
    at = piece.offset if isinstance(piece, Negation) else piece.span.start
    end = at + 1 if isinstance(piece, Negation) else piece.span.end
    said = sheet.said(at, end)
    lone = isinstance(piece, Name)
    sheet.note(
        "SB-P001",
        f"`{said}` has no value." if lone else f"It is not said which fact `{said}` is.",
        sheet.span(at, end),
        hint="Facts are written as a name and a value: `age 30, in_education yes`.",
    )
