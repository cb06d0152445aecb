"""Citations begin with the short name of a law of the header."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemebuilder.compiler.checks.subject import Checked
from schemebuilder.compiler.report import nearest
from schemebuilder.diagnostics.finding import Edit, Span
from schemebuilder.language.syntax import Citation

_PARTS: Final = (
    *(
        "missing",
        "applies",
        "keeps",
        "recovery",
        "rows",
        "exceptions",
        "lines",
        "stages",
        "payments",
        "given",
    ),
    *("starts", "answer", "letters", "steps", "parts", "appeals"),
)


def check_citations(checked: Checked) -> None:
    """Warn, once for each word, of citations that name no declared law."""
    laws = {law.id for law in checked.scheme.laws}
    said: set[str] = set()
    for citation in _citations(checked.tree.statements):
        for place in citation.text.split(";"):
            found = re.match(r"\s*([^\W\d]\w*)", place)
            word = found[1] if found else ""
            if not word or word in laws or word in said:
                continue
            said.add(word)
            near = nearest(word, laws)
            checked.desk.report.warning(
                "SB-N006",
                f"The citation [{citation.text}] begins with {word}, no law of the header.",
                citation.span,
                hint=f"Did you mean {near}?" if near else f'Add it: `law {word} "…"`.',
                citation=citation.text,
                edits=_edits(checked, citation.span, word, near),
            )


def _edits(checked: Checked, span: Span, word: str, near: str | None) -> tuple[Edit, ...]:
    if near is None:
        return ()
    start = checked.tree.text.find(word, span.start, span.end)
    if start < 0:
        return ()
    place = Span(start, start + len(word), span.line, span.column + start - span.start, span.source)
    return (Edit(f"Write {near}", place, near),)


def _citations(parts: tuple[object, ...]) -> Iterator[Citation]:
    for part in parts:
        citation = getattr(part, "citation", None)
        if isinstance(citation, Citation):
            yield citation
        for name in _PARTS:
            inner = getattr(part, name, None)
            if isinstance(inner, tuple):
                yield from _citations(inner)
            elif inner is not None and not isinstance(inner, str):
                yield from _citations((inner,))
