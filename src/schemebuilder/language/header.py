"""What a text begins with: `scheme`, `population`, `use`, `entity`, `group`, `roles`."""

from __future__ import annotations

import re
from typing import Final

from lark import Token, Tree

from schemebuilder.diagnostics.finding import Span
from schemebuilder.language import literals
from schemebuilder.language.lines import Line
from schemebuilder.language.parts import span_of
from schemebuilder.language.reading import check_breaks, example_of, read, with_label
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.syntax import (
    EntityStatement,
    Force,
    GroupStatement,
    HeaderClause,
    Labels,
    LanguageStatement,
    Name,
    PopulationStatement,
    RoleWritten,
    SchemeStatement,
    Text,
    UseStatement,
)
from schemebuilder.language.twig import At, subtree, the_subtree, tokens
from schemebuilder.language.words import languages, pattern

_PIECE: Final = re.compile(r'"[^"\n]*"|\u201c[^\u201d\n]*\u201d|[^\s"\u201c]+')
_NAME: Final = re.compile(r"\s*([^\W\d]\w*)\s*(?:(\"[^\"\n]*\"|\u201c[^\u201d\n]*\u201d)\s*)?")


def scheme(sheet: Sheet, lines: list[Line]) -> SchemeStatement | None:
    """Read `scheme child_grant "Child Grant"` and the lines of its header."""
    clauses = tuple(_clause(sheet, line) for line in lines[1:])
    head = lines[0]
    found = _NAME.fullmatch(sheet.code, head.body, head.end)
    if found is None:
        if not check_breaks(sheet, head):
            sheet.note(
                "SB-P001",
                "A scheme begins with its name and its title.",
                span_of(sheet, head),
                hint=f"A line that is right: `{example_of(sheet, head)}`. "
                "The name has no spaces; the title stands in quotation marks.",
            )
        return None
    title: Text | None = None
    if found[2]:
        start, end = found.span(2)
        title = literals.text(sheet.said(start, end), sheet.span(start, end))
    return SchemeStatement(sheet.name(*found.span(1)), title, clauses, span_of(sheet, head))


def _clause(sheet: Sheet, line: Line) -> HeaderClause:
    misspelt = check_breaks(sheet, line)
    span = span_of(sheet, line)
    keyword = line.keyword.replace("_", " ")
    pieces = [
        (sheet.said(*found.span()), found.span())
        for found in _PIECE.finditer(sheet.code, line.body, line.end)
    ]
    words: tuple[str, ...] = tuple(_plain(said) for said, _ in pieces)
    force: Force | None = None
    if line.keyword == "assesses":
        said = " ".join(" ".join(words).split())
        words = tuple(part.strip() for part in said.split(",") if part.strip())
    elif line.keyword == "in_force":
        force = _force(sheet, line, span)
    else:
        words = tuple(stripped for word in words if (stripped := word.strip(",")))
    if not misspelt:
        _check(sheet, line, words, span)
    return HeaderClause(keyword, words, span, force, line.citation)


def _check(sheet: Sheet, line: Line, words: tuple[str, ...], span: Span) -> None:
    hint = f"A line that is right: `{example_of(sheet, line)}`."
    if not words:
        sheet.note("SB-P001", "Something is missing on this line.", span, hint=hint)
    elif line.keyword in {"title", "law"} and len(words) != 2:
        sheet.note("SB-P001", "This line needs a short word and a text.", span, hint=hint)
    elif (
        line.keyword in {"country", "currency", "branch", "version", "authority"} and len(words) > 1
    ):
        message = "This line takes one word, or one text in quotation marks."
        sheet.note("SB-P001", message, span, hint=hint)


def _plain(said: str) -> str:
    return said[1:-1] if said[0] in '"\u201c' and len(said) > 1 else said


def _force(sheet: Sheet, line: Line, span: Span) -> Force | None:
    words = sheet.words.words
    day = r")\s+([0-9]{4}-[0-9]{1,2}-[0-9]{1,2})\s*"
    since = "(" + pattern(words["FROM"].spellings) + day
    until = "(" + pattern((*words["UNTIL"].spellings, *words["TO"].spellings)) + day
    found = re.compile(rf"\s*(?:{since})?(?:{until})?").fullmatch(sheet.code, line.body, line.end)
    if found is None:
        sheet.note(
            "SB-P001",
            "It is not clear from when to when the scheme is in force.",
            span,
            hint=f"A line that is right: `{example_of(sheet, line)}`.",
        )
        return None
    for index, word in ((1, "FROM"), (3, "TO")):
        if found[index]:
            until_too = word == "TO" and found[index] in words["UNTIL"].spellings
            sheet.heard(*found.span(index), "UNTIL" if until_too else word)
    start, end = (
        literals.day(found[index], sheet.span(*found.span(index)), sheet) if found[index] else None
        for index in (2, 4)
    )
    return Force(start, end, span)


def language(sheet: Sheet, lines: list[Line]) -> LanguageStatement | None:
    """Read `language fr`."""
    found = read(sheet, lines[0], "population_head")
    if found is None:
        return None
    tree, at = found
    code = at.name(tree.children[0])
    if code.text not in languages():
        sheet.note(
            "SB-P009",
            f"There are no words of the language `{code.text}`.",
            code.span,
            hint=f"Write one of: {', '.join(languages())}.",
        )
    return LanguageStatement(code, span_of(sheet, lines[0]))


def population(sheet: Sheet, lines: list[Line]) -> PopulationStatement | None:
    """Read `population core`."""
    found = read(sheet, lines[0], "population_head")
    if found is None:
        return None
    tree, at = found
    return PopulationStatement(at.name(tree.children[0]), span_of(sheet, lines[0]))


def use(sheet: Sheet, lines: list[Line]) -> UseStatement | None:
    """Read `use population core` or `use scheme other`."""
    found = read(sheet, lines[0], "use_head")
    if found is None:
        return None
    tree, at = found
    kind = "population" if tokens(tree.children, "POPULATION") else "scheme"
    return UseStatement(kind, at.name(tree.children[1]), span_of(sheet, lines[0]))


def entity(sheet: Sheet, lines: list[Line]) -> EntityStatement | None:
    """Read `entity person plural persons`."""
    found = read(sheet, lines[0], "entity_head")
    if found is None:
        return None
    tree, at = found
    plural = at.name(tree.children[2]) if len(tree.children) == 3 else None
    return EntityStatement(at.name(tree.children[0]), plural, span_of(sheet, lines[0]))


def group(sheet: Sheet, lines: list[Line]) -> GroupStatement | None:
    """Read `group household of person` with its roles."""
    roles: list[RoleWritten] = []
    labels = Labels()
    for line in lines[1:]:
        if line.keyword == "label":
            labels = with_label(labels, sheet, line)
        else:
            body = read(sheet, line, "roles")
            if body is not None:
                roles.extend(_roles(*body))
    found = read(sheet, lines[0], "group_head")
    if found is None:
        return None
    tree, at = found
    of = subtree(tree.children, "of_entity")
    if of is None:
        sheet.note(
            "SB-P001",
            "It is not said of whom the group is made.",
            span_of(sheet, lines[0]),
            hint=f"A line that is right: `{example_of(sheet, lines[0])}`.",
        )
        return None
    return GroupStatement(
        at.name(tree.children[0]),
        at.name(of.children[1]),
        tuple(roles),
        span_of(sheet, lines[0]),
        plural=_plural(tree, at),
        labels=labels,
    )


def roles_of(sheet: Sheet, lines: list[Line]) -> GroupStatement | None:
    """Read `roles of household  adult any number, …`, which replaces a group's roles."""
    found = read(sheet, lines[0], "roles_head")
    if found is None:
        return None
    tree, at = found
    of = the_subtree(tree.children, "of_entity")
    sheet.gaps.append(at.ends(tree.children[1])[0])
    return GroupStatement(
        at.name(of.children[1]), None, tuple(_roles(tree, at)), span_of(sheet, lines[0])
    )


def _roles(tree: Tree[Token], at: At) -> list[RoleWritten]:
    return [_role(c, at) for c in tree.children if isinstance(c, Tree) and c.data == "role"]


def _role(tree: Tree[Token], at: At) -> RoleWritten:
    least, most = 0, None
    for child in tree.children[1:]:
        if isinstance(child, Tree):
            number = int(literals.number(at.said(child.children[1]), at.span(child)).value)
            least, most = {
                "exactly": (number, number),
                "at_most": (0, number),
                "at_least": (number, None),
            }[child.data]
        elif child.type in _BOUNDS:
            least, most = _BOUNDS[child.type]
    name = at.name(tree.children[0])
    return RoleWritten(name, least, most, _plural(tree, at), at.span(tree))


_BOUNDS: Final[dict[str, tuple[int, int | None]]] = {
    "EXACTLY_ONE": (1, 1),
    "AT_MOST_ONE": (0, 1),
    "AT_LEAST_ONE": (1, None),
    "ANY_NUMBER": (0, None),
}


def _plural(tree: Tree[Token], at: At) -> Name | None:
    for word, value in zip(tree.children, tree.children[1:], strict=False):
        if isinstance(word, Token) and word.type == "PLURAL":
            return at.name(value)
    return None
