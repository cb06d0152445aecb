"""Text to tree: every statement is read alone, and one that did not change keeps its reading."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from schemebuilder.diagnostics.finding import Edit, Finding, Label, Severity, Span
from schemebuilder.language import (
    combining,
    examples,
    fields,
    formulas,
    header,
    indices,
    instruments,
    parameters,
    portfolios,
    procedures,
    reforms,
    rules,
    scales,
    selections,
    tables,
    transitional,
    triggers,
    units,
)
from schemebuilder.language.lines import Line, lines_of
from schemebuilder.language.marks import masked
from schemebuilder.language.place import moved
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.split import CHANGES, UNKNOWN, Chunk, near_keyword, split
from schemebuilder.language.syntax import (
    BrokenStatement,
    ChangedStatement,
    LaterStatement,
    Name,
    Statement,
    Tree,
)
from schemebuilder.language.words import ENGLISH, language_of, words_of

_NAMED: Final = re.compile(r"\s*([^\W\d]\w*)")


@dataclass(frozen=True, slots=True)
class Reading:
    """A statement as read from its own text, what was found, and where the formatter makes room."""

    statement: Statement
    findings: tuple[Finding, ...]
    gaps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Where:
    """Where a statement stands: offset, lines before, characters before on its line; the source."""

    at: tuple[int, int, int]
    source: str


def parse(text: str, source: str = "") -> Tree:
    """Read a text; whatever is wrong with it is among the findings."""
    words = words_of(language_of(text))
    statements: list[Statement] = []
    findings: list[Finding] = []
    for chunk in split(text, words):
        said = text[chunk.start : chunk.end]
        place = _Where(_place(chunk, text), source)
        found = _placed(chunk.kind, said, chunk.keyword, place, words.language)
        if chunk.kind == "language" and statements:
            findings.append(_too_late(found.statement.span))
        statements.append(found.statement)
        findings.extend(found.findings)
    return Tree(source, text, words.language, tuple(statements), tuple(findings))


def _too_late(span: Span) -> Finding:
    message = "The language of the text is said in its first line."
    hint = "Move this line to the top, or take it out if the words are English."
    return Finding("SB-P009", Severity.ERROR, message, (Label(span),), hint=hint)


def _place(chunk: Chunk, text: str) -> tuple[int, int, int]:
    """Offset, lines before, and characters before on the same line."""
    return chunk.start, chunk.line, chunk.start - (text.rfind("\n", 0, chunk.start) + 1)


@lru_cache(maxsize=1_000)  # a long text, a few times over
def _placed(kind: str, text: str, keyword: int, place: _Where, language: str) -> Reading:
    found = reading(kind, text, keyword, language)
    offset, line, indent = place.at
    return Reading(
        moved(found.statement, offset, line, place.source, indent),
        moved(found.findings, offset, line, place.source, indent),
        found.gaps,
    )


@lru_cache(maxsize=5_000)
def reading(kind: str, text: str, keyword: int, language: str = ENGLISH) -> Reading:
    """Read one statement, placed at the start of a text."""
    return _read(Sheet(kind, text, words_of(language)), keyword)


def words_read(chunk: Chunk, text: str, language: str) -> list[tuple[int, int, str]] | None:
    """Return where each word of the language stands in a statement, and its terminal.

    Offsets are in the statement. None of a statement that cannot be read.
    """
    said = text[chunk.start : chunk.end]
    sheet = Sheet(chunk.kind, said, words_of(language), keeps_words=True)
    if isinstance(_read(sheet, chunk.keyword).statement, BrokenStatement):
        return None
    return [(start, end, terminal) for start, (end, terminal) in sorted(sheet.words_at.items())]


def _read(sheet: Sheet, keyword: int) -> Reading:
    kind, text = sheet.kind, sheet.text
    if kind == UNKNOWN:
        _unknown(sheet, keyword)
        return Reading(
            BrokenStatement(text[:keyword], sheet.span(0, len(text))), tuple(sheet.findings), ()
        )
    if kind in CHANGES:
        return _changed(sheet, keyword)
    if sheet.words.statements[kind].later:
        statement = _later(sheet, keyword)
        return Reading(statement, tuple(sheet.findings), ())
    lines = lines_of(sheet, keyword)
    made: Statement | None = None
    try:
        made = _READERS[kind](sheet, lines)
    except RecursionError:
        _too_deep(sheet)
    if made is None or sheet.broken:
        made = BrokenStatement(kind, sheet.span(0, len(text)), _names(sheet, keyword))
    findings = sorted(sheet.findings, key=lambda found: found.labels[0].span.start)
    return Reading(made, tuple(findings), tuple(sorted(set(sheet.gaps))))


def _unknown(sheet: Sheet, keyword: int) -> None:
    written = sheet.said(0, keyword)
    near = near_keyword(written, sheet.words)
    span = sheet.span(0, keyword)
    sheet.note(
        "SB-P002",
        f"No statement begins with `{written}`.",
        span,
        hint=f"Did you mean `{near}`?"
        if near
        else "Statements begin with a word such as `let`, `table`, `eligibility` or `benefit`.",
        edits=(Edit(f"Write {near}", span, near),) if near else (),
    )


def _later(sheet: Sheet, keyword: int) -> LaterStatement:
    word = sheet.words.statements[sheet.kind]
    needed = word.later == "needed"
    sheet.note(
        "SB-P004",
        f"Not yet supported: `{word.spelling}`; "
        + ("the scheme cannot be decided with it." if needed else "it is ignored in decisions."),
        sheet.span(0, keyword),
        severity=Severity.ERROR if needed else Severity.WARNING,
        hint="Take it out to decide without it." if needed else "Nothing is needed now.",
    )
    return LaterStatement(sheet.kind, sheet.span(0, len(sheet.text)), _names(sheet, keyword))


def _changed(sheet: Sheet, keyword: int) -> Reading:
    """Read `add let …` or `replace table …`: the statement behind the word, in its place."""
    inner = inside(sheet.text, keyword, sheet.words.language)
    if inner is None:
        example = sheet.words.statements[sheet.kind].example
        sheet.note(
            "SB-P001",
            f"Behind `{sheet.kind}` a whole statement stands.",
            sheet.span(0, len(sheet.text)),
            hint=f"For example: `{example}`. A single line changes under `in …`, "
            "in the lines of the reform.",
        )
        broken = BrokenStatement(sheet.kind, sheet.span(0, len(sheet.text)))
        return Reading(broken, tuple(sheet.findings), ())
    said = sheet.text[inner.start : inner.end]
    indent = inner.start - (sheet.text.rfind("\n", 0, inner.start) + 1)
    read = reading(inner.kind, said, inner.keyword, sheet.words.language)
    found = moved(read, inner.start, inner.line, "", indent)
    if isinstance(found.statement, BrokenStatement | LaterStatement):
        return found
    text = sheet.span(inner.start, inner.end)
    changed = ChangedStatement(
        sheet.kind,
        inner.kind,
        found.statement,
        text,
        sheet.span(0, inner.start + inner.keyword),
    )
    gaps = tuple(gap + inner.start for gap in found.gaps)
    return Reading(changed, found.findings, gaps)


def inside(text: str, keyword: int, language: str = ENGLISH) -> Chunk | None:
    """Return where the statement behind `add` or `replace` stands in a text, or None."""
    blank = " " * keyword + text[keyword:]
    chunks = split(blank, words_of(language))
    if len(chunks) != 1 or chunks[0].kind in {UNKNOWN, *CHANGES}:
        return None
    return chunks[0]


def statement_name(statement: Statement) -> str:
    """Return the name of a statement (of an example its words), or nothing."""
    name = getattr(statement, "name", None)
    if name is None:
        names = getattr(statement, "names", ())
        name = names[0] if names else None
    return "" if name is None else str(getattr(name, "text", name))


def _too_deep(sheet: Sheet) -> None:
    sheet.note(
        "SB-P001",
        "This is too deeply nested to be read.",
        sheet.span(0, len(sheet.text)),
        hint="Give parts of it names with `let`, and use the names here.",
    )


def _names(sheet: Sheet, keyword: int) -> tuple[Name, ...]:
    """What a statement that was not understood would probably define."""
    if sheet.kind in {"always", "never"}:
        return ()
    code = masked(sheet.text)
    of = set(sheet.words.words["OF"].spellings)
    found = _NAMED.match(code, keyword)
    if sheet.kind != "inputs":
        return () if found is None or found[1] in of else (sheet.name(*found.span(1)),)
    newline = code.find("\n")
    if newline < 0:
        return ()
    return tuple(
        sheet.name(newline + name.start(), newline + name.end())
        for name in re.finditer(r"[^\W\d]\w*(?=[ \t]*(?:,|\n|$))", code[newline:])
    )


_Reader = Callable[[Sheet, list[Line]], "Statement | None"]
_READERS: Final[dict[str, _Reader]] = {
    "language": header.language,
    "scheme": header.scheme,
    "population": header.population,
    "use": header.use,
    "entity": header.entity,
    "group": header.group,
    "roles": header.roles_of,
    "field": fields.one,
    "input": fields.one,
    "inputs": fields.many,
    "list": fields.a_list,
    "parameter": parameters.parameter,
    "index": indices.index,
    "table": tables.table,
    "scale": scales.scale,
    "selection": selections.selection,
    "instrument": instruments.instrument,
    "series": triggers.series,
    "trigger": triggers.trigger,
    "unit": units.unit,
    "let": rules.let,
    "rule": formulas.formula,
    "eligibility": rules.eligibility,
    "benefit": rules.benefit,
    "charge": rules.benefit,
    "transitional": transitional.transitional,
    "procedure": procedures.procedure,
    "example": examples.example,
    "example_table": examples.example_table,
    "combines": combining.combines,
    "portfolio": portfolios.portfolio,
    "reform": reforms.reform,
    "remove": reforms.removed,
    "always": formulas.claim,
    "never": formulas.claim,
}
