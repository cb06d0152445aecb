"""A reform applied to the text of its base: the clauses one by one, in the order written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from schemebuilder.compiler.reforming.changing import (
    change_line,
    change_statement,
    remove_statement,
)
from schemebuilder.compiler.reforming.draft import Draft
from schemebuilder.compiler.reforming.setting import set_value
from schemebuilder.compiler.report import Report
from schemebuilder.diagnostics.finding import Finding
from schemebuilder.language.formatter import format_text
from schemebuilder.language.syntax import (
    BrokenStatement,
    ChangedStatement,
    ExampleStatement,
    ExampleTableStatement,
    LineChange,
    ReformStatement,
    RemovedStatement,
    SchemeStatement,
    SetWritten,
    Tree,
)
from schemebuilder.language.words import language_of

Load = Callable[[str, str], "str | None"]
DEEPEST = 8
"""How many reforms may stand on each other."""


@dataclass(frozen=True, slots=True)
class Reformed:
    """What a reform makes of its base.

    `text` is the scheme's, in its one layout; `origin` says of each of its signs where it comes
    from, as in a draft. `base` is the base's text before ("" where there is none).
    """

    text: str
    origin: tuple[int, ...]
    base: str
    findings: tuple[Finding, ...]


def reform_of(tree: Tree) -> ReformStatement | None:
    """Return what makes a text a reform, or None."""
    return next((one for one in tree.statements if isinstance(one, ReformStatement)), None)


def is_reform(tree: Tree) -> bool:
    """Say whether a text is a reform: it has no header of a scheme, and a `reform`."""
    kinds = [one for one in tree.statements if isinstance(one, SchemeStatement | ReformStatement)]
    broken = (one.keyword for one in tree.statements if isinstance(one, BrokenStatement))
    return (bool(kinds) and isinstance(kinds[0], ReformStatement)) or (
        not kinds and "reform" in broken
    )


def applied(tree: Tree, base: str) -> Reformed:
    """Return the text that a reform makes of its base's text, with all that does not fit."""
    report = Report(tree.text, tree.source)
    reform = reform_of(tree)
    if reform is None:
        return Reformed("", (), base, ())
    language = language_of(base)
    if language != tree.language:
        report.error(
            "SB-N008",
            f"{reform.base.text} is written in the words of another language ({language}).",
            reform.base.span,
            hint=f"Write the reform in the same: `language {language}` in its first line.",
        )
        return Reformed("", (), base, report.findings)
    draft = Draft(base, list(range(len(base))), tree.text)
    _without_examples(draft)
    _change(draft, reform, tree, report)
    _rename(draft, reform)
    text = format_text(draft.text)
    return Reformed(text, tuple(_carried(draft, text)), base, report.findings)


def _change(draft: Draft, reform: ReformStatement, tree: Tree, report: Report) -> None:
    name = reform.base.text
    for clause in reform.clauses:
        match clause:
            case SetWritten():
                set_value(draft, clause, report, name)
            case LineChange():
                change_line(draft, clause, report, name)
    for statement in tree.statements:
        match statement:
            case ChangedStatement():
                change_statement(draft, statement, report, name)
            case RemovedStatement():
                remove_statement(draft, statement, report, name)
            case ExampleStatement() | ExampleTableStatement():
                _example(draft, statement, tree)
            case ReformStatement() | BrokenStatement():
                pass
            case _:
                report.error(
                    "SB-N008",
                    "A reform says of each statement whether it comes or stands instead.",
                    statement.span,
                    hint="Write `add` or `replace` in front of it.",
                )


def _without_examples(draft: Draft) -> None:
    """The examples of the base say what the base comes to; a reform has its own."""
    for place in reversed(draft.places()):
        if place.chunk.kind in {"example", "example_table"}:
            chunk = place.chunk
            draft.splice(draft.line_start(chunk.start), draft.line_end(chunk.end), [])


def _example(draft: Draft, statement: ExampleStatement | ExampleTableStatement, tree: Tree) -> None:
    start = statement.span.start
    others = [one.span.start for one in tree.statements if one.span.start > start]
    end = min(others, default=len(tree.text))
    at = len(draft.text)
    said = tree.text[start:end].rstrip() + "\n"
    draft.splice(at, at, [("\n\n", start), (said, start)])


def _rename(draft: Draft, reform: ReformStatement) -> None:
    """Give the scheme the reform's name and title; titles in other languages are the base's."""
    for place in draft.places():
        header = place.statement
        if not isinstance(header, SchemeStatement):
            continue
        titles = [clause for clause in header.clauses if clause.keyword == "title"]
        for title in sorted(titles, key=lambda clause: -clause.span.start):
            start, end = draft.line_start(title.span.start), draft.line_end(title.span.end)
            draft.splice(start, end, [])
        if header.title is not None:
            span, at = header.title.span, reform.title.span
            draft.splice(span.start, span.end, [(draft.reform[at.start : at.end], at.start)])
        span = header.name.span
        own = reform.name
        new = own.text if own is not None else f"{header.name.text}_reform"
        said = own.span.start if own is not None else reform.base.span.start
        draft.splice(span.start, span.end, [(new, said)])
        return


def _carried(draft: Draft, text: str) -> list[int]:
    """Return the origin of each sign of the formatted text: layout moves spaces only."""
    signs = [at for at, sign in enumerate(draft.text) if not sign.isspace()]
    plain = "".join(draft.text[at] for at in signs)
    if plain != "".join(text.split()):
        return [-1] * len(text)
    origin: list[int] = []
    number = 0
    for sign in text:
        near = signs[min(number, len(signs) - 1)] if signs else 0
        origin.append(draft.origin[near] if signs else 0)
        number += not sign.isspace()
    return origin
