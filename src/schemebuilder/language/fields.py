"""`field`, `input` and `inputs` from their lines."""

from __future__ import annotations

from dataclasses import replace

from lark import Token, Tree

from schemebuilder.language import literals
from schemebuilder.language.from_tree import At, expression, tokens
from schemebuilder.language.lines import Line
from schemebuilder.language.parts import names_in, span_of, subtree, written_type
from schemebuilder.language.reading import read
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.syntax import (
    Citation,
    FieldStatement,
    Labels,
    MissingWritten,
    Name,
    Text,
)


def one(sheet: Sheet, lines: list[Line]) -> FieldStatement | None:
    """Read `field x of person : type …` or `input x of person : type …`."""
    head = read(sheet, lines[0], "field_head")
    rest = _clauses(sheet, lines[1:])
    if head is None:
        return None
    tree, at = head
    said = _blank(sheet, lines[0], (at.name(tree.children[0]),), tree, at)
    label = tokens(tree.children, "STRING")
    if label:
        text = literals.text(at.said(label[0]), at.span(label[0]))
        said = replace(said, label=text)
        sheet.gaps.append(at.ends(label[0])[0])
    clauses = [c for c in tree.children if isinstance(c, Tree) and c.data not in _HEAD]
    sheet.gaps.extend(at.ends(clause)[0] for clause in clauses)
    for clause in clauses:
        said = _with(said, clause, at, lines[0].citation)
    for clause, place, citation in rest:
        said = _with(said, clause, place, citation)
    return said


def many(sheet: Sheet, lines: list[Line]) -> FieldStatement | None:
    """Read `inputs of person : type`; the names stand on the next lines, before the first clause."""
    head = lines[0]
    first = head.breaks[0] if head.breaks else head.end
    found = read(sheet, head, "inputs_head", (head.body, first))
    rest = _clauses(sheet, lines[1:])
    if found is None:
        return None
    if first == head.end:
        sheet.note(
            "SB-P001",
            "The names of the facts are missing.",
            span_of(sheet, head),
            hint="Write them on the next lines, with commas between them.",
        )
        return None
    names = read(sheet, head, "names", (first, head.end))
    if names is None:
        return None
    tree, at = found
    said = _blank(sheet, head, names_in(*names), tree, at)
    for clause, place, citation in rest:
        said = _with(said, clause, place, citation)
    return said


_HEAD = frozenset({"of_entity", "type"})


def _blank(
    sheet: Sheet, line: Line, names: tuple[Name, ...], tree: Tree[Token], at: At
) -> FieldStatement:
    of, written = subtree(tree.children, "of_entity"), subtree(tree.children, "type")
    assert of is not None
    assert written is not None
    entity = at.name(of.children[1])
    written_as = written_type(written, at)
    span = sheet.span(line.start, line.end)
    return FieldStatement(
        sheet.kind, names, entity, written_as, span, citation=line.citation
    )


def _clauses(sheet: Sheet, lines: list[Line]) -> list[tuple[Tree[Token], At, Citation | None]]:
    read_clauses: list[tuple[Tree[Token], At, Citation | None]] = []
    for line in lines:
        found = read(sheet, line, "field_clauses", (line.start, line.end))
        if found is None:
            continue
        tree, at = found
        clauses = [child for child in tree.children if isinstance(child, Tree)]
        sheet.gaps.extend(at.ends(clause)[0] for clause in clauses[1:])
        read_clauses.extend((clause, at, line.citation) for clause in clauses)
    return read_clauses


def _with(
    said: FieldStatement, clause: Tree[Token], at: At, citation: Citation | None
) -> FieldStatement:
    """Return the field with what one clause says."""
    match clause.data:
        case "label":
            *language, text = clause.children[1:]
            if not language:
                return replace(said, label=_text(text, at))
            labels = {**said.labels.by_language, at.said(language[0]): _text(text, at).text}
            return replace(said, labels=Labels(labels))
        case "ask":
            return replace(said, ask=_text(clause.children[1], at))
        case "proof":
            proofs = clause.children[1]
            assert isinstance(proofs, Tree)
            choices = [c for c in proofs.children if isinstance(c, Tree)]
            return replace(said, proof=tuple(names_in(choice, at) for choice in choices))
        case "source":
            return replace(said, source=at.name(clause.children[1]))
        case "missing_clause":
            return replace(said, missing=_missing(clause.children[1], at, citation))
        case "derived":
            return replace(said, derived=expression(clause.children[1], at))
        case "range_clause":
            low, high = expression(clause.children[1], at), expression(clause.children[3], at)
            return replace(said, low=low, high=high)
        case "decimals":
            return replace(said, decimals=_decimals(clause.children[1], at))
        case "dci":
            return replace(said, dci="".join(at.said(clause.children[1]).split()))
        case "purpose":
            return replace(said, purpose=_text(clause.children[1], at).text)
        case "special":
            return replace(said, special=bool(tokens(clause.children, "YES")))
        case _:
            return replace(said, retain=" ".join(at.said(clause.children[1]).split()))


def _text(node: Tree[Token] | Token, at: At) -> Text:
    return literals.text(at.said(node), at.span(node))


def _decimals(node: Tree[Token] | Token, at: At) -> int:
    value = literals.number(at.said(node), at.span(node)).value
    if value.denominator != 1 or value > 9:
        at.sheet.note(
            "SB-P001",
            f"A value cannot have {at.said(node)} decimals.",
            at.span(node),
            hint="Write a whole number from 0 to 9: `decimals 2`.",
        )
    return int(value)


def _missing(node: Tree[Token] | Token, at: At, citation: Citation | None) -> MissingWritten:
    assert isinstance(node, Tree)
    word = node.children[0]
    assert isinstance(word, Token)
    value = expression(node.children[1], at) if len(node.children) > 1 else None
    because = _text(node.children[3], at).text if node.data == "missing_assume" else ""
    return MissingWritten(word.type.lower(), value, because, citation, at.span(node))
