"""Parts that many statements share: types, names, days in force, exceptions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from lark import Token, Tree

from schemebuilder.diagnostics.finding import Edit, Span
from schemebuilder.language import literals
from schemebuilder.language.lines import Line
from schemebuilder.language.reading import read
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.suggest import nearest
from schemebuilder.language.syntax import ExceptionWritten, Expr, Force, Name, TypeWritten
from schemebuilder.language.twig import At, Node, branch, leaf, tokens

_BASES: Final = {
    "YES_NO": "yes/no",
    "DATE_TYPE": "date",
    "TEXT_TYPE": "text",
    "PERSON_TYPE": "person",
    "DURATION_TYPE": "duration",
    "DURATION_IN_DAYS": "duration in days",
    "DURATION_IN_WORKING_DAYS": "duration in working days",
    "NUMBER_TYPE": "number",
    "WHOLE_NUMBER": "whole number",
    "CALENDAR_YEAR": "calendar year",
    "MONEY_TYPE": "money",
}


_AROUND_CHOICES: Final = frozenset({"COMMA", "LPAR", "RPAR"})


@dataclass(frozen=True, slots=True)
class Trailers:
    """What may follow an expression: `when …`, `as name`, `overrides …`, days in force."""

    when: Expr | None = None
    name: Name | None = None
    overrides: tuple[Name, ...] = ()
    force: Force | None = None


def names_in(node: Node, at: At) -> tuple[Name, ...]:
    """Return the names in a list of names."""
    return tuple(at.name(name) for name in tokens(branch(node).children, "NAME"))


def written_type(node: Tree[Token], at: At) -> TypeWritten:
    """Return the type that is written."""
    first, span = node.children[0], at.span(node)
    if isinstance(first, Token) and first.type in _BASES:
        period: str | None = None
        whom: str | None = None
        for per in node.children[1:]:
            word = leaf(branch(per).children[1])
            if word.type == "PERIOD":
                period = _once(period, literals.period(at.said(word), at.sheet.words), word, at)
            else:
                whom = _once(whom, literals.whom(at.said(word), at.span(word), at.sheet), word, at)
        return TypeWritten(_BASES[first.type], span, period, whom)
    said = [c for c in node.children if not (isinstance(c, Token) and c.type in _AROUND_CHOICES)]
    choices = tuple(_choice(child, at) for child in said)
    if len(choices) == 1:
        _no_such_type(choices[0], at)
    return TypeWritten("choice", span, choices=choices)


def _once(before: str | None, now: str, word: Token, at: At) -> str:
    if before is not None:
        at.sheet.note(
            "SB-P001",
            f"This type is already per {before}.",
            at.span(word),
            hint="A type has one period and one `per person`: `money per month per person`.",
        )
    return now


def _choice(node: Node, at: At) -> Name:
    """A value of a choice; `yes` and `no` are called so in every language."""
    name = at.name(node)
    kind = leaf(node).type
    return Name(kind.lower(), name.span) if kind in {"YES", "NO"} else name


def _no_such_type(name: Name, at: At) -> None:
    words = at.sheet.words.words
    known = [spelling for base in _BASES for spelling in words[base].spellings]
    near = nearest(name.text, known)
    edits = (Edit(f"Write {near}", name.span, near),) if near else ()
    at.sheet.note(
        "SB-P002",
        f"`{name.text}` is not a kind of value.",
        name.span,
        hint=(f"Did you mean `{near}`?" if near else f"The kinds are {', '.join(known)};")
        + ("" if near else " or write the values of a choice, separated by commas."),
        edits=edits,
    )


def force_of(node: Node | None, at: At) -> Force | None:
    """Return the days in force that are written, or None."""
    if node is None:
        return None
    start: date | None = None
    end: date | None = None
    for word in branch(node).children:
        read_day = literals.day(at.said(word), at.span(word), at.sheet)
        if leaf(word).type == "FORCE_FROM":
            start = read_day
        else:
            end = read_day
    return Force(start, end, at.span(node))


def joined(first: Force | None, second: Force | None) -> Force | None:
    """Join a first and a last day that were written apart."""
    if first is None or second is None:
        return first or second
    span = replace(first.span, end=max(first.span.end, second.span.end))
    start = second.start if second.start is not None else first.start
    return Force(start, second.end if second.end is not None else first.end, span)


def force_line(sheet: Sheet, line: Line) -> Force | None:
    """Read a line `from 2015-12-01` or `until 2016-11-30`."""
    found = read(sheet, line, "force", (line.start, line.end))
    return None if found is None else force_of(*found)


def trailers(children: Sequence[Node], at: At) -> Trailers:
    """Return what follows the expression on its line."""
    said = Trailers()
    for child in children:
        if not isinstance(child, Tree):
            continue
        match child.data:
            case "trailing_when":
                said = replace(said, when=at.expression(child.children[1]))
            case "trailing_as":
                said = replace(said, name=at.name(child.children[1]))
            case "trailing_overrides":
                said = replace(said, overrides=names_in(child.children[1], at))
            case "force":
                said = replace(said, force=joined(said.force, force_of(child, at)))
            case _:
                pass
    return said


def exception(sheet: Sheet, line: Line) -> ExceptionWritten | None:
    """Read `except when C then X` or `only when C : X`."""
    found = read(sheet, line, "exception" if line.keyword == "except_when" else "only_when")
    if found is None:
        return None
    tree, at = found
    when, then = at.expression(tree.children[0]), at.expression(tree.children[2])
    rest = trailers(tree.children[3:], at)
    if rest.when is not None:
        sheet.note(
            "SB-P001",
            "This line already has a condition.",
            rest.when.span,
            hint="Join the two conditions with `and`.",
        )
    return ExceptionWritten(
        when, then, span_of(sheet, line), rest.name, rest.overrides, line.citation, rest.force
    )


def span_of(sheet: Sheet, line: Line) -> Span:
    """Where a line stands, from its keyword to its end."""
    return sheet.span(line.start, line.end)
