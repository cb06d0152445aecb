"""`transitional` from its lines: whom it is for, what stays as it was, and until when."""

from __future__ import annotations

from lark import Token

from schemebuilder.language import literals
from schemebuilder.language.lines import Line
from schemebuilder.language.parts import names_in, span_of
from schemebuilder.language.reading import read, read_expression, with_label
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.syntax import (
    NO_LABELS,
    AppliesWritten,
    Expr,
    KeepsWritten,
    TransitionalStatement,
)
from schemebuilder.language.twig import branch, the_subtree


def transitional(sheet: Sheet, lines: list[Line]) -> TransitionalStatement | None:
    """Read `transitional x of entity "…"` and its lines."""
    applies: list[AppliesWritten] = []
    keeps: list[KeepsWritten] = []
    until: Expr | None = None
    labels = NO_LABELS
    for line in lines[1:]:
        if line.keyword == "label":
            labels = with_label(labels, sheet, line)
        elif line.keyword == "keeps":
            kept = _keeps(sheet, line)
            keeps += [] if kept is None else [kept]
        elif line.keyword == "until":
            until = read_expression(sheet, line)
        else:
            value = read_expression(sheet, line)
            if value is not None:
                span = span_of(sheet, line)
                applies.append(AppliesWritten(line.keyword, value, span, line.citation))
    head = read(sheet, lines[0], "transitional_head")
    if head is None:
        return None
    tree, at = head
    _missing(sheet, lines[0], applies, keeps)
    last = tree.children[-1]
    title = None
    if isinstance(last, Token) and last.type == "STRING":
        title = literals.text(at.said(last), at.span(last))
        sheet.gaps.append(at.ends(last)[0])
    return TransitionalStatement(
        name=at.name(tree.children[0]),
        entity=at.name(the_subtree(tree.children, "of_entity").children[1]),
        title=title,
        applies=tuple(applies),
        keeps=tuple(keeps),
        until=until,
        span=span_of(sheet, lines[0]),
        labels=labels,
        citation=lines[0].citation,
    )


def _keeps(sheet: Sheet, line: Line) -> KeepsWritten | None:
    found = read(sheet, line, "keeps_line")
    if found is None:
        return None
    tree, at = found
    names = names_in(branch(tree.children[0]), at)
    day = at.expression(tree.children[-1])
    return KeepsWritten(names, day, span_of(sheet, line), line.citation)


def _missing(
    sheet: Sheet, head: Line, applies: list[AppliesWritten], keeps: list[KeepsWritten]
) -> None:
    if sheet.broken:
        return
    if not applies:
        sheet.note(
            "SB-P001",
            "It is not said to whom this applies.",
            span_of(sheet, head),
            hint="Write below it for example `applies to claims made before 2025-01-01`.",
        )
    if not keeps:
        sheet.note(
            "SB-P001",
            "It is not said what they keep.",
            span_of(sheet, head),
            hint="Write below it for example `keeps limit as of 2024-12-31`.",
        )
