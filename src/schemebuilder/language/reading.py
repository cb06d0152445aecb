"""Reading one stretch of a line through the grammar; what does not fit becomes a finding."""

from __future__ import annotations

import re
from typing import Final

from lark import Token, Tree
from lark.exceptions import UnexpectedInput

from schemebuilder.language.from_tree import expression
from schemebuilder.language.grammar import read_line
from schemebuilder.language.lines import HEAD, ROW, Line
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.syntax import Expr, Labels, Name, Text
from schemebuilder.language.twig import At
from schemebuilder.language.unexpected import Stretch, explain, misspelt_line

_DEEPEST: Final = 80
_LONG: Final = 250
_TEXT: Final = re.compile(r'\s*(?:(\w+)\s+)?("[^"\n]*"|\u201c[^\u201d\n]*\u201d)\s*')


def read(
    sheet: Sheet, line: Line, start: str, ends: tuple[int, int] | None = None
) -> tuple[Tree[Token], At] | None:
    """Read a line, or the stretch of it between two offsets, from a starting point of the grammar.

    Returns the grammar's tree and where it stands, or None after adding a finding.
    """
    base, end = ends if ends is not None else (line.body, line.end)
    try:
        tree = read_line(sheet.code[base:end], start, sheet.words.language)
    except UnexpectedInput as error:
        if not sheet.unclosed(base, end):
            explain(error, sheet, Stretch(base, end, line, example_of(sheet, line)))
        return None
    if end - base > _LONG and _depth(tree) > _DEEPEST:
        sheet.note(
            "SB-P001",
            "This is too long to be read as one formula.",
            sheet.span(base, end),
            hint="Give parts of it names with `let`, and use the names here.",
        )
        return None
    _note_words(sheet, tree, base)
    return tree, At(sheet, base, expression)


def _note_words(sheet: Sheet, tree: Tree[Token], base: int) -> None:
    """Remember which words of the language stand where, for a text in another language."""
    if sheet.keeps_words:
        for token in tree.scan_values(lambda value: isinstance(value, Token)):
            sheet.heard(base + (token.start_pos or 0), base + (token.end_pos or 0), token.type)


def read_expression(sheet: Sheet, line: Line, ends: tuple[int, int] | None = None) -> Expr | None:
    """Read an expression, or return None after adding a finding."""
    found = read(sheet, line, "only_expression", ends)
    return None if found is None else found[1].expression(found[0])


def read_text(sheet: Sheet, line: Line) -> tuple[Name | None, Text] | None:
    """Read `"…"` or `fr "…"`: a text, and the language if one is named."""
    found = _TEXT.fullmatch(sheet.code, line.body, line.end)
    if found is None:
        if not check_breaks(sheet, line):
            sheet.note(
                "SB-P001",
                "Here a text in quotation marks is expected.",
                sheet.span(line.start, line.end),
                hint=f"A line that is right: `{example_of(sheet, line)}`.",
            )
        return None
    start, end = found.span(2)
    text = Text(sheet.said(start + 1, end - 1), sheet.span(start, end))
    return (sheet.name(*found.span(1)) if found[1] else None), text


def with_label(labels: Labels, sheet: Sheet, line: Line) -> Labels:
    """Return the labels with that of a line `label fr "…"`."""
    found = read_text(sheet, line)
    if found is None:
        return labels
    language, text = found
    code = language.text if language else sheet.words.language
    return Labels({**labels.by_language, code: text.text})


def check_breaks(sheet: Sheet, line: Line) -> bool:
    """Find continuations that are misspelt clauses; return whether there was one."""
    stretch = Stretch(line.body, line.end, line, example_of(sheet, line))
    return sum(misspelt_line(sheet, stretch, place, certain=False) for place in line.breaks) > 0


def example_of(sheet: Sheet, line: Line) -> str:
    """A line of the same kind that is right."""
    if line.keyword in {HEAD, ROW}:
        word = sheet.words.statements.get(sheet.kind)
        return word.example if word and line.keyword == HEAD else ""
    word = sheet.words.clauses_of(sheet.kind).get(line.keyword)
    return word.example if word else ""


def words_of_line(sheet: Sheet, line: Line) -> str:
    """What is written on a line after its keyword, spaces as one."""
    check_breaks(sheet, line)
    kept = zip(sheet.text[line.body : line.end], sheet.code[line.body : line.end], strict=True)
    return " ".join("".join(" " if code == " " else said for said, code in kept).split())


def _depth(tree: Tree[Token]) -> int:
    depth, level = 0, [tree]
    while level:
        depth += 1
        level = [child for node in level for child in node.children if isinstance(child, Tree)]
    return depth
