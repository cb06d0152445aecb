"""The `{places}` in sentences for people: each stands for a value of the case."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.expressions import Expr as Meant
from schemebuilder.language.syntax import (
    Expr,
    Name,
    NameRef,
    OfName,
    Possessive,
    PossessiveOther,
    Qualified,
    Text,
)

_PLACE: Final = re.compile(r"\{([^{}]*)\}")
_BARE: Final = re.compile(r"[^\W\d]\w*")
_DOTTED: Final = re.compile(r"([^\W\d]\w*)\.([^\W\d]\w*)")
_OF: Final = re.compile(r"([^\W\d]\w*)\s+of\s+([^\W\d]\w*)")
_THEIRS: Final = re.compile(r"the\s+([^\W\d]\w*)['\u2019]s\s+([^\W\d]\w*)")
_OTHERS: Final = re.compile(r"the\s+other\s+([^\W\d]\w*)['\u2019]s\s+([^\W\d]\w*)")


def places_of(desk: Desk, scope: Scope, sentence: Text, own: Collection[str]) -> dict[str, Meant]:
    """Compile the `{places}` of a sentence; `own` are those that every letter fills in itself."""
    places: dict[str, Meant] = {}
    for match in _PLACE.finditer(sentence.text):
        words = match[1].strip()
        if words in own and words not in desk.names.meanings:
            continue
        span = _span_in(desk, sentence, match)
        written = _read_place(words, span)
        if written is None:
            desk.report.error(
                "SB-N001",
                f"`{{{words}}}` in this sentence is not a name.",
                span,
                hint="Write the name of a fact or a definition, for example `{age}`.",
            )
            continue
        found = desk.compile(scope, written, None)
        if found is not None:
            places[match[1]] = found.expr
    return places


def _span_in(desk: Desk, sentence: Text, match: re.Match[str]) -> Span:
    whole = sentence.span
    start = desk.report.text.find(match[0], whole.start, whole.end)
    if start < 0:
        return whole
    inner = start + 1
    line = whole.line + desk.report.text.count("\n", whole.start, inner)
    before = desk.report.text.rfind("\n", 0, inner)
    return Span(inner, inner + len(match[1]), line, inner - before, whole.source)


def _read_place(words: str, span: Span) -> Expr | None:
    if _BARE.fullmatch(words):
        return NameRef(Name(words, span), span)
    if dotted := _DOTTED.fullmatch(words):
        return Qualified(Name(dotted[1], span), Name(dotted[2], span), span)
    if others := _OTHERS.fullmatch(words):
        return PossessiveOther(Name(others[1], span), NameRef(Name(others[2], span), span), span)
    if theirs := _THEIRS.fullmatch(words):
        return Possessive(Name(theirs[1], span), NameRef(Name(theirs[2], span), span), span)
    if of := _OF.fullmatch(words):
        return OfName(Name(of[1], span), Name(of[2], span), span)
    return None
