"""Where the passes of the compiler put what they found, in the order found and never twice."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

from schemebuilder.diagnostics.finding import Edit, Finding, Label, Severity, Span


class Report:
    """The findings of one compilation; passes add to it and never raise for what a person wrote."""

    def __init__(self, text: str, source: str = "") -> None:
        self.text = text
        self.source = source
        self._findings: list[Finding] = []
        self._seen: set[tuple[str, str, int]] = set()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found so far."""
        return tuple(self._findings)

    def error(
        self,
        code: str,
        message: str,
        *spans: Span | None,
        hint: str = "",
        citation: str = "",
        example: Mapping[str, object] | None = None,
        edits: tuple[Edit, ...] = (),
    ) -> None:
        """Add an error."""
        self._add(Severity.ERROR, code, message, spans, hint, citation, example, edits)

    def warning(
        self,
        code: str,
        message: str,
        *spans: Span | None,
        hint: str = "",
        citation: str = "",
        example: Mapping[str, object] | None = None,
        edits: tuple[Edit, ...] = (),
    ) -> None:
        """Add a warning."""
        self._add(Severity.WARNING, code, message, spans, hint, citation, example, edits)

    def note(self, code: str, message: str, *spans: Span | None, hint: str = "") -> None:
        """Add a note: something to know that asks for no change."""
        self._add(Severity.NOTE, code, message, spans, hint, "", None, ())

    def written(self, span: Span) -> str:
        """Return the words of the text at `span`, on one line; of another text, just `this`."""
        if span.source != self.source:
            return "this"
        return " ".join(self.text[span.start : span.end].split())

    def _add(  # noqa: PLR0913, PLR0917 - all that a finding is made of
        self,
        severity: Severity,
        code: str,
        message: str,
        spans: tuple[Span | None, ...],
        hint: str,
        citation: str,
        example: Mapping[str, object] | None,
        edits: tuple[Edit, ...],
    ) -> None:
        labels = tuple(Label(span) for span in spans if span is not None)
        key = (code, message, labels[0].span.start if labels else -1)
        if key in self._seen:
            return
        self._seen.add(key)
        self._findings.append(
            Finding(code, severity, message, labels, hint, citation, example=example, edits=edits)
        )


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that a mistyped `name` most probably means, or None."""
    known = list(dict.fromkeys(candidates))
    found = difflib.get_close_matches(name, known, 1, cutoff=0.75)
    if found:
        return found[0]
    lowered = {candidate.lower(): candidate for candidate in reversed(known)}
    return lowered.get(name.lower())


def replaced(span: Span, replacement: str) -> Edit:
    """Return the edit that writes `replacement` over `span`."""
    return Edit(f"Write {replacement}", span, replacement)
