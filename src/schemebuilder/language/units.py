"""`unit family of household` from its lines: who belongs to it."""

from __future__ import annotations

from lark import Token, Tree

from schemebuilder.language.lines import Line
from schemebuilder.language.parts import span_of
from schemebuilder.language.reading import example_of, read, with_label
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.syntax import NO_LABELS, Citation, UnitPart, UnitStatement
from schemebuilder.language.twig import At, after, subtree, the_subtree, tokens


def unit(sheet: Sheet, lines: list[Line]) -> UnitStatement | None:
    """Read `unit family of household is head, every child where …`, on one line or on several."""
    below: list[UnitPart] = []
    labels = NO_LABELS
    for line in lines[1:]:
        if line.keyword == "label":
            labels = with_label(labels, sheet, line)
        else:
            body = read(sheet, line, "unit_parts")
            if body is not None:
                below.extend(_parts(*body, line.citation))
    head = read(sheet, lines[0], "unit_head")
    if head is None:
        return None
    tree, at = head
    here = subtree(tree.children, "unit_parts")
    parts = (*(() if here is None else _parts(here, at, lines[0].citation)), *below)
    name = at.name(tree.children[0])
    if not parts:
        sheet.note(
            "SB-P001",
            f"It is not said who belongs to {name.text}.",
            span_of(sheet, lines[0]),
            hint=f"A line that is right: `{example_of(sheet, lines[0])}`.",
        )
        return None
    plural = after(tree.children, "PLURAL")
    return UnitStatement(
        name=name,
        entity=at.name(the_subtree(tree.children, "of_entity").children[1]),
        parts=parts,
        span=span_of(sheet, lines[0]),
        plural=None if plural is None else at.name(plural),
        labels=labels,
        citation=lines[0].citation,
    )


def _parts(tree: Tree[Token], at: At, citation: Citation | None) -> tuple[UnitPart, ...]:
    said = (part for part in tree.children if isinstance(part, Tree) and part.data == "unit_part")
    return tuple(_part(part, at, citation) for part in said)


def _part(tree: Tree[Token], at: At, citation: Citation | None) -> UnitPart:
    names = tokens(tree.children, "NAME")
    where = after(tree.children, "WHERE")
    return UnitPart(
        who=at.name(names[0]),
        span=at.span(tree),
        of=at.name(names[1]) if tokens(tree.children, "OF") else None,
        every=bool(tokens(tree.children, "EVERY")),
        where=None if where is None else at.expression(where),
        citation=citation,
    )
