"""The lines of a benefit about its payment, from the grammar's tree to syntax."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from lark import Token, Tree

from schemebuilder.language import literals
from schemebuilder.language.lines import Line
from schemebuilder.language.parts import span_of
from schemebuilder.language.reading import example_of, read, words_of_line
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.spacing import spaced
from schemebuilder.language.syntax import (
    DateLiteral,
    DurationLiteral,
    MomentWritten,
    PaymentClause,
    PayWritten,
)
from schemebuilder.language.twig import At, Children, Node, after, branch, leaf, subtree, tokens

PAYMENTS: Final = frozenset({"pay", "starts", "ends", "lasts", "keep_back"})
"""The clauses that are read here."""

_STARTS: Final = {
    "pay": "pay_line",
    "keep_back": "keep_back_line",
    "lasts": "only_expression",
}
_SHIFTS: Final = {
    "IN_MONTH_OF": "month of",
    "MONTH_AFTER": "month after",
    "MONTH_BEFORE": "month before",
    "DAY_AFTER": "day after",
    "DAY_BEFORE": "day before",
}


def payment(sheet: Sheet, line: Line) -> PaymentClause | None:
    """Read one line about payment, or return None after adding a finding."""
    span = span_of(sheet, line)
    if not sheet.code[line.body : line.end].strip():
        sheet.note(
            "SB-P001",
            f"Something is missing after `{sheet.said(line.start, line.body)}`.",
            span,
            hint=f"A line that is right: `{example_of(sheet, line)}`.",
        )
        return None
    start = _STARTS.get(line.keyword, "moment_line")
    found = read(sheet, line, start)
    if found is None:
        return None
    tree, at = found
    keyword = line.keyword.replace("_", " ")
    words = spaced(words_of_line(sheet, line), sheet.words.language)
    clause = PaymentClause(keyword, words, span, citation=line.citation)
    match line.keyword:
        case "pay":
            return replace(clause, pay=_pay(tree, at))
        case "lasts":
            return replace(clause, value=at.expression(tree))
        case "keep_back":
            until = subtree(tree.children, "moment_line")
            moment = _written_day(tree, at) if until is None else _moment(until, at)
            return replace(clause, value=at.expression(tree.children[0]), moment=moment)
        case _:
            return replace(clause, moment=_moment(tree, at))


def _written_day(tree: Node, at: At) -> MomentWritten | None:
    """Return the day of `until 2026-06-01`, which is one word; None for the last payment."""
    words = tokens(branch(tree).children, "FORCE_UNTIL")
    if not words:
        return None
    span = at.span(words[0])
    day = literals.day(at.said(words[0]), span, at.sheet)
    return MomentWritten("", DateLiteral(day, span), None, span)


def _pay(tree: Node, at: At) -> PayWritten:
    children = branch(tree).children
    every = subtree(children, "every")
    payees = subtree(children, "payees")
    to = None if payees is None else after(payees.children, "TO")
    otherwise = None if payees is None else after(payees.children, "OTHERWISE_TO")
    again = subtree(children, "once_more")
    remainder = "last" if tokens(children, "REMAINDER_LAST") else ""
    cycles = tokens(children, "CYCLE")
    return PayWritten(
        cycle=at.sheet.words.cycles[" ".join(at.said(cycles[0]).split())] if cycles else "",
        every=None if every is None else _duration(every.children[1], at),
        in_arrears=bool(tokens(children, "IN_ARREARS")),
        to=None if to is None else at.name(to),
        otherwise=None if otherwise is None else at.name(otherwise),
        months=_months(children, at),
        again=() if again is None else _listed(again, at),
        remainder="first" if tokens(children, "REMAINDER_FIRST") else remainder,
    )


def _duration(node: Node, at: At) -> DurationLiteral:
    return literals.duration(at.said(node), at.span(node), at.sheet.words)


def _months(children: Children, at: At) -> tuple[int, ...]:
    """Return the months that are named; a stretch may run over the end of the year."""
    listed = subtree(children, "paid_in")
    if listed is not None:
        return _listed(listed, at)
    stretch = subtree(children, "paid_from_to")
    if stretch is None:
        return ()
    first, last = _listed(stretch, at)
    number = (last - first) % 12 + 1
    return tuple((first - 1 + step) % 12 + 1 for step in range(number))


def _listed(node: Tree[Token], at: At) -> tuple[int, ...]:
    months = at.sheet.words.months
    return tuple(int(months[at.said(each)]) for each in tokens(node.children, "MONTH_NAME"))


def _moment(tree: Node, at: At) -> MomentWritten:
    children = branch(tree).children
    first = children[0]
    kind = "" if isinstance(first, Tree) else leaf(first).type
    day: Node = children[-1]
    birthday = None
    if not isinstance(day, Tree) and leaf(day).type == "BIRTHDAY":
        number = re.match(r"[0-9]+", at.said(day))
        birthday = int(number[0]) if number else 0
    return MomentWritten(
        _SHIFTS.get(kind, ""),
        None if birthday is not None else at.expression(day),
        birthday,
        at.span(tree),
    )
