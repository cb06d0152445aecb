"""Names that a text means to define where it could not be read: their uses are not errors too."""

from __future__ import annotations

import re
from typing import Final

from schemebuilder.diagnostics.finding import Severity
from schemebuilder.language.syntax import BrokenStatement, LaterStatement, Tree

_WORD: Final = re.compile(r"[^\W\d]\w*")


def excused_names(tree: Tree) -> frozenset[str]:
    """Return the names in the first lines of statements with an error, and in places with one.

    Only where there is an error already: so a name that is excused never lets a scheme pass.
    """
    found: set[str] = set()
    places = [
        label.span
        for finding in tree.findings
        if finding.severity is Severity.ERROR
        for label in finding.labels[:1]
    ]
    for statement in tree.statements:
        span = statement.span
        broken = isinstance(statement, BrokenStatement | LaterStatement)
        if broken and any(
            span.start <= place.start < max(span.end, span.start + 1) for place in places
        ):
            found.update(_names(tree.text[span.start : span.end]))
    for place in places:
        if 0 < place.end - place.start <= 60:
            found.update(_WORD.findall(tree.text[place.start : place.end]))
    return frozenset(found)


def _names(statement: str) -> list[str]:
    """Return what the first line of a statement names: the words up to `:`, `=` or a line's end."""
    head = re.split(r"[:=\n]", statement, maxsplit=1)[0]
    return _WORD.findall(head)[1:]
