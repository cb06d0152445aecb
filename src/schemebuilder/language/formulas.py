"""`rule … given …`, `always` and `never` from their lines."""

from __future__ import annotations

from typing import Final

from lark import Token, Tree

from schemebuilder.language.lines import Line
from schemebuilder.language.parts import (
    exception,
    force_line,
    force_of,
    joined,
    span_of,
    written_type,
)
from schemebuilder.language.reading import read, with_label
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.syntax import (
    NO_LABELS,
    Binary,
    ClaimStatement,
    ExceptionWritten,
    Force,
    FormulaStatement,
    GivenName,
    Name,
    NameRef,
    Quantified,
)
from schemebuilder.language.twig import At, after, leaf, subtree, the_subtree, tokens

_SIGNS: Final = {
    "MORE_THAN": ">",
    "FEWER_THAN": "<",
    "AT_LEAST": ">=",
    "AT_MOST": "<=",
    "EXACTLY": "=",
}


def formula(sheet: Sheet, lines: list[Line]) -> FormulaStatement | None:
    """Read `rule x given a, b : type = base` and its exceptions."""
    force: Force | None = None
    labels = NO_LABELS
    exceptions: list[ExceptionWritten] = []
    for line in lines[1:]:
        if line.keyword in {"except_when", "only_when"}:
            found = exception(sheet, line)
            if found is not None:
                exceptions.append(found)
        elif line.keyword == "label":
            labels = with_label(labels, sheet, line)
        else:
            force = joined(force, force_line(sheet, line))
    head = read(sheet, lines[0], "formula_head")
    if head is None:
        return None
    tree, at = head
    name = at.name(tree.children[0])
    base = after(tree.children, "EQUALS")
    if base is None and not exceptions:
        sheet.note(
            "SB-P001",
            f"`{name.text}` has no formula.",
            name.span,
            hint=f"Write it after `=`: `rule {name.text} given … : money per month = …`.",
        )
        return None
    entity = subtree(tree.children, "of_entity")
    return FormulaStatement(
        name=name,
        entity=None if entity is None else at.name(entity.children[1]),
        given=tuple(
            _given(child, at)
            for child in tree.children
            if isinstance(child, Tree) and child.data == "given_part"
        ),
        type=written_type(the_subtree(tree.children, "type"), at),
        base=None if base is None else at.expression(base),
        exceptions=tuple(exceptions),
        span=span_of(sheet, lines[0]),
        force=joined(force, force_of(subtree(tree.children, "force"), at)),
        labels=labels,
        citation=lines[0].citation,
    )


def _given(node: Tree[Token], at: At) -> GivenName:
    typed = subtree(node.children, "item_type") or subtree(node.children, "type")
    kind = None if typed is None else written_type(typed, at)
    return GivenName(at.name(node.children[0]), kind, at.span(node))


def claim(sheet: Sheet, lines: list[Line]) -> ClaimStatement | None:
    """Read `always …` or `never …`: a condition, of whom, and when it counts."""
    head = read(sheet, lines[0], "claim")
    if head is None:
        return None
    tree, at = head
    entity = subtree(tree.children, "of_entity")
    first = tree.children[0]
    if isinstance(first, Token) and tokens(tree.children, "PAID"):
        return _of_number(sheet, lines[0], tree, at)
    when = after(tree.children, "WHEN")
    return ClaimStatement(
        keyword=sheet.kind,
        entity=None if entity is None else at.name(entity.children[1]),
        condition=at.expression(tree.children[0 if entity is None else 2]),
        when=None if when is None else at.expression(when),
        span=span_of(sheet, lines[0]),
        citation=lines[0].citation,
    )


def _of_number(sheet: Sheet, line: Line, tree: Tree[Token], at: At) -> ClaimStatement:
    """Read `more than 4 children paid in one household` as a number that is compared."""
    members, group = at.name(tree.children[2]), after(tree.children, "IN_ONE")
    paid = leaf(tokens(tree.children, "PAID")[0])
    span = at.span(tree)
    payable = NameRef(Name("payable", at.span(paid)), at.span(paid))
    number = Quantified("number", members, span, where=payable)
    count = at.expression(tree.children[1])
    when = after(tree.children, "WHEN")
    return ClaimStatement(
        keyword=sheet.kind,
        entity=None if group is None else at.name(group),
        condition=Binary(_SIGNS[leaf(tree.children[0]).type], number, count, span),
        when=None if when is None else at.expression(when),
        span=span_of(sheet, line),
        citation=line.citation,
    )
