"""`field`, `input`, `inputs` and `list` from their lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final, TypeAlias

from lark import Token, Tree

from schemebuilder.language import literals
from schemebuilder.language.lines import Line
from schemebuilder.language.parts import names_in, span_of, written_type
from schemebuilder.language.reading import read
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.syntax import (
    Citation,
    FieldStatement,
    ItemWritten,
    Labels,
    ListStatement,
    MissingWritten,
    Name,
    Text,
    TypeWritten,
    ValuesStatement,
)
from schemebuilder.language.twig import At, Children, Node, branch, leaf, the_subtree, tokens


def one(sheet: Sheet, lines: list[Line]) -> FieldStatement | None:
    """Read `field x of person : type …` or `input x of person : type …`."""
    head = read(sheet, lines[0], "field_head")
    rest = _clauses(sheet, lines[1:])
    if head is None:
        return None
    tree, at = head
    kind = written_type(the_subtree(tree.children, "type"), at)
    said = _blank(sheet, lines[0], (at.name(tree.children[0]),), _entity(tree, at), kind)
    return _said(said, sheet, lines[0].citation, head, rest)


def a_list(sheet: Sheet, lines: list[Line]) -> ListStatement | ValuesStatement | None:
    """Read `list x of person : year calendar year, …`, or `list x of district is north, east`."""
    head = read(sheet, lines[0], "list_head")
    rest = _clauses(sheet, lines[1:])
    if head is None:
        return None
    tree, at = head
    if tree.data == "values_head":
        return _values(sheet, lines, tree, at)
    span = sheet.span(lines[0].start, lines[0].end)
    name = at.name(tree.children[0])
    about = _blank(sheet, lines[0], (name,), _entity(tree, at), TypeWritten("list", span))
    items = tuple(
        ItemWritten(at.name(child.children[0]), written_type(branch(child.children[1]), at),
                    at.span(child))
        for child in tree.children
        if isinstance(child, Tree) and child.data == "item"
    )  # fmt: skip
    said = _said(about, sheet, lines[0].citation, head, rest)
    return ListStatement(said, items, span)


def _values(sheet: Sheet, lines: list[Line], tree: Tree[Token], at: At) -> ValuesStatement | None:
    """Read a list of values of a fact; it has no further lines."""
    if len(lines) > 1:
        sheet.note(
            "SB-P001",
            "A list of values has no further lines.",
            span_of(sheet, lines[1]),
            hint="Write all values on its line, with commas between them.",
        )
        return None
    _, of_entity, _, *values = tree.children
    return ValuesStatement(
        at.name(tree.children[0]),
        at.name(branch(of_entity).children[1]),
        tuple(
            Name(at.said(value).strip(_QUOTES), at.span(value))
            for value in values
            if leaf(value).type != "COMMA"
        ),
        span_of(sheet, lines[0]),
        lines[0].citation,
    )


_QUOTES: Final = '"\u201c\u201d'


def question_said(
    sheet: Sheet, line: Line, name: Name, found: tuple[Tree[Token], At]
) -> FieldStatement:
    """Return the fact that a question of an instrument asks for; its text is the question."""
    tree, at = found
    kind = written_type(the_subtree(tree.children, "type"), at)
    about = replace(_blank(sheet, line, (name,), name, kind), keyword="input")
    said = _said(about, sheet, line.citation, found, [])
    ask = MissingWritten("ask", None, "", None, name.span)
    return replace(said, ask=said.ask or said.label, missing=said.missing or ask)


_Clause: TypeAlias = "tuple[Tree[Token], At, Citation | None]"


def _said(
    said: FieldStatement,
    sheet: Sheet,
    citation: Citation | None,
    head: tuple[Tree[Token], At],
    rest: list[_Clause],
) -> FieldStatement:
    """Return the fact with its label and all clauses, on its first line and below."""
    tree, at = head
    label = tokens(tree.children, "STRING")
    if label:
        text = literals.text(at.said(label[0]), at.span(label[0]))
        said = replace(said, label=text)
        sheet.gaps.append(at.ends(label[0])[0])
    clauses = [c for c in tree.children if isinstance(c, Tree) and c.data not in _HEAD]
    sheet.gaps.extend(at.ends(clause)[0] for clause in clauses)
    for clause in clauses:
        said = _with(said, clause, at, citation)
    for clause, place, cited in rest:
        said = _with(said, clause, place, cited)
    return said


def many(sheet: Sheet, lines: list[Line]) -> FieldStatement | None:
    """Read `inputs of person : type`; the names stand on the next lines."""
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
    kind = written_type(the_subtree(tree.children, "type"), at)
    said = _blank(sheet, head, names_in(*names), _entity(tree, at), kind)
    for clause, place, citation in rest:
        said = _with(said, clause, place, citation)
    return said


_HEAD: Final = frozenset({"of_entity", "type", "item"})


def _entity(tree: Tree[Token], at: At) -> Name:
    return at.name(the_subtree(tree.children, "of_entity").children[1])


def _blank(
    sheet: Sheet, line: Line, names: tuple[Name, ...], entity: Name, kind: TypeWritten
) -> FieldStatement:
    return FieldStatement(
        sheet.kind,
        names,
        entity,
        kind,
        sheet.span(line.start, line.end),
        citation=line.citation,
    )


def _clauses(sheet: Sheet, lines: list[Line]) -> list[_Clause]:
    read_clauses: list[_Clause] = []
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
        case "missing_clause":
            return replace(said, missing=_missing(branch(clause.children[1]), at, citation))
        case _:
            return replace(said, **_CLAUSES[clause.data](clause.children, at))


def _ask(children: Children, at: At) -> dict[str, Any]:
    return {"ask": _text(children[1], at)}


def _proof(children: Children, at: At) -> dict[str, Any]:
    choices = [c for c in branch(children[1]).children if isinstance(c, Tree)]
    return {"proof": tuple(names_in(choice, at) for choice in choices)}


def _source(children: Children, at: At) -> dict[str, Any]:
    return {"source": at.name(children[1])}


def _derived(children: Children, at: At) -> dict[str, Any]:
    return {"derived": at.expression(children[1])}


def _range(children: Children, at: At) -> dict[str, Any]:
    return {"low": at.expression(children[1]), "high": at.expression(children[3])}


def _decimals(children: Children, at: At) -> dict[str, Any]:
    said = children[1]
    value = literals.number(at.said(said), at.span(said)).value
    if value.denominator != 1 or value > 9:
        at.sheet.note(
            "SB-P001",
            f"A value cannot have {at.said(said)} decimals.",
            at.span(said),
            hint="Write a whole number from 0 to 9: `decimals 2`.",
        )
    return {"decimals": int(value)}


def _dci(children: Children, at: At) -> dict[str, Any]:
    return {"dci": "".join(at.said(children[1]).split())}


def _purpose(children: Children, at: At) -> dict[str, Any]:
    return {"purpose": _text(children[1], at).text}


def _special(children: Children, _at: At) -> dict[str, Any]:
    return {"special": bool(tokens(children, "YES"))}


def _retain(children: Children, at: At) -> dict[str, Any]:
    return {"retain": " ".join(at.said(children[1]).split())}


_CLAUSES: Final[dict[str, Callable[[Children, At], dict[str, Any]]]] = {
    "ask": _ask,
    "proof": _proof,
    "source": _source,
    "derived": _derived,
    "range_clause": _range,
    "decimals": _decimals,
    "dci": _dci,
    "purpose": _purpose,
    "special": _special,
    "retain": _retain,
}


def _text(node: Node, at: At) -> Text:
    return literals.text(at.said(node), at.span(node))


def _missing(node: Tree[Token], at: At, citation: Citation | None) -> MissingWritten:
    value = at.expression(node.children[1]) if len(node.children) > 1 else None
    because = _text(node.children[3], at).text if node.data == "missing_assume" else ""
    kind = leaf(node.children[0]).type.lower()
    return MissingWritten(kind, value, because, citation, at.span(node))
