"""A statement's text as lines: each with its keyword, its continuations and its citation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from schemebuilder.diagnostics.finding import Edit
from schemebuilder.language.marks import masked
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.syntax import Citation
from schemebuilder.language.words import Words, pattern, plain, words_of

ROW: Final = "|"
HEAD: Final = ""

# A text in quotation marks, a citation, a comment, or a quotation mark that nothing closes.
_PIECE: Final = re.compile(
    r'"[^"\n]*"|\u201c[^\u201d\n]*\u201d|\[[^\[\]\n]*\]|#[^\n]*|["\u201c\[\]]|[()]'
)
_DATED: Final = frozenset({"let", "rule", "scale", "table", "eligibility", "benefit", "charge"})
_ROWS: Final = frozenset(
    {"table", "parameter", "index", "example", "example_table", "scale", "instrument", "series"}
)


@dataclass(frozen=True, slots=True)
class Line:
    """One clause: its keyword's id (`HEAD` for the first line, `ROW` for a row), and offsets.

    `start` is where the keyword starts, `body` where the rest starts, `end` where it ends; `breaks`
    are the starts of its continuations.
    """

    keyword: str
    start: int
    body: int
    end: int
    breaks: tuple[int, ...] = ()
    citation: Citation | None = None


def lines_of(sheet: Sheet, head: int) -> list[Line]:
    """Cut a statement into lines, blanking comments and citations in `sheet.code`.

    `head` is where the statement's own keyword ends.
    """
    citations, depths = _blank(sheet)
    balanced = not depths or depths[-1] == 0
    starter = _starter(sheet.kind, sheet.words.language)
    lines: list[Line] = []
    keyword, start, body, breaks = HEAD, 0, head, list[int]()
    ends = [*sheet.starts[1:], len(sheet.code)]
    for index in range(1, len(sheet.starts)):
        at, end = sheet.starts[index], ends[index]
        text = sheet.code[at:end]
        if not text.strip():
            continue
        found = None if balanced and depths[index - 1] > 0 else starter.match(sheet.code, at, end)
        if found is None:
            breaks.append(at + len(text) - len(text.lstrip()))
            continue
        lines.append(_line(sheet, keyword, (start, body, at), breaks, citations))
        start, body, breaks = found.start(1), found.end(1), []
        keyword = ROW if found[1] == ROW else _keyword(found[1], sheet)
        if keyword == ROW:
            body = start
    lines.append(_line(sheet, keyword, (start, body, len(sheet.code)), breaks, citations))
    return lines


def _line(
    sheet: Sheet,
    keyword: str,
    places: tuple[int, int, int],
    breaks: list[int],
    citations: list[Citation],
) -> Line:
    start, body, limit = places
    end = start + len(sheet.code[start:limit].rstrip())
    cited = [c for c in citations if start <= c.span.start < limit]
    citation = None
    if cited:
        last = cited[-1].span
        span = sheet.span(cited[0].span.start, last.end)
        citation = Citation("; ".join(c.text for c in cited), span)
    return Line(keyword, start, min(body, end), end, tuple(breaks), citation)


def _blank(sheet: Sheet) -> tuple[list[Citation], list[int]]:
    """Blank comments and citations; return the citations, and the bracket depth after each line."""
    code = list(masked(sheet.text))
    citations: list[Citation] = []
    depths: list[int] = []
    opened: list[int] = []
    for start in sheet.starts:
        end = _line_end(sheet.text, start)
        cited: list[Citation] = []
        for found in _PIECE.finditer(sheet.text, start, end):
            sign, place = found[0], found.start()
            if sign == "(":
                opened.append(place)
            elif sign == ")" and opened:
                opened.pop()
            elif sign[0] == "#":
                code[place : found.end()] = " " * len(sign)
            elif sign[0] == "[" and len(sign) > 1:
                code[place : found.end()] = " " * len(sign)
                inside = sheet.said(place + 1, found.end() - 1)
                cited.append(Citation(" ".join(inside.split()), sheet.span(*found.span())))
            elif len(sign) == 1:
                _alone(sheet, place, end, sign)
        _at_the_end(sheet, cited, "".join(code[start:end]), start)
        citations.extend(cited)
        depths.append(len(opened))
    sheet.code = "".join(code)
    if opened:
        _alone(sheet, opened[-1], _line_end(sheet.code, opened[-1]), "(")
    return citations, depths


def _at_the_end(sheet: Sheet, cited: list[Citation], line: str, start: int) -> None:
    """Report citations that something else follows on their line."""
    for citation in cited:
        if line[citation.span.end - start :].strip():
            sheet.note(
                "SB-P001",
                "A citation stands at the end of its line.",
                citation.span,
                hint="Move it behind everything else on the line.",
            )


def _line_end(text: str, place: int) -> int:
    newline = text.find("\n", place)
    return len(text) if newline < 0 else newline


def _alone(sheet: Sheet, place: int, end: int, sign: str) -> None:
    """Report a sign that opens something and has no partner, or closes nothing."""
    close = {'"': '"', "\u201c": "\u201d", "[": "]", "(": ")"}.get(sign)
    if close is None:
        edit = Edit("Take it out", sheet.span(place, place + 1), "")
        what, hint = "This bracket closes nothing.", "Take it out, or open a bracket before it."
    else:
        where = place + len(sheet.text[place:end].rstrip())
        edit = Edit(f"Close with {close}", sheet.span(where, where), close)
        what = {
            "[": "This citation is not closed on its line.",
            "(": "This bracket is not closed.",
        }.get(sign, "This quotation mark is not closed on its line.")
        hint = f"Write {close} where it should end."
    sheet.note("SB-P007", what, sheet.span(place, place + 1), hint=hint, edits=(edit,))


def _keyword(written: str, sheet: Sheet) -> str:
    return _spellings(sheet.kind, sheet.words.language)[plain(written)]


@cache
def _spellings(kind: str, language: str) -> dict[str, str]:
    clauses = words_of(language).clauses_of(kind)
    return {masked(spelling): name for name, word in clauses.items() for spelling in word.spellings}


@cache
def _starter(kind: str, language: str) -> re.Pattern[str]:
    """What begins a clause at the start of a line in a statement of this kind."""
    words: Words = words_of(language)
    choices: list[str] = []
    dated: list[str] = []
    for name, word in words.clauses_of(kind).items():
        (dated if name in {"from", "until"} and kind in _DATED else choices).extend(word.spellings)
    parts = [pattern(tuple(choices))] if choices else []
    if dated:
        parts.append(pattern(tuple(dated)) + r"(?=\s+[0-9])")
    if kind in _ROWS:
        parts.append(r"\|")
    return re.compile(r"\s*(" + "|".join(parts) + ")") if parts else re.compile(r"(?!)()")


def parted(line: str) -> tuple[str, str, str]:
    """Return the code of one line of text, the citations at its end, and its comment."""
    comment, end = "", len(line)
    cited: list[tuple[int, int]] = []
    for found in _PIECE.finditer(line):
        sign = found[0]
        if sign[0] == "#":
            comment, end = sign.strip(), found.start()
        elif sign[0] == "[" and len(sign) > 1:
            cited.append(found.span())
    code = line[:end].rstrip()
    said: list[str] = []
    for start, stop in reversed(cited):
        if stop == len(code):
            said.insert(0, "[" + " ".join(line[start + 1 : stop - 1].split()) + "]")
            code = code[:start].rstrip()
    return code, " ".join(said), comment
