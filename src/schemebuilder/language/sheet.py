"""One statement's text while it is read: places in it, and what was found."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field

from schemebuilder.diagnostics.finding import Edit, Finding, Label, Severity, Span
from schemebuilder.language.syntax import Name
from schemebuilder.language.words import Words


@dataclass(slots=True)
class Sheet:
    """The text of one statement; `code` is the same text with comments and citations blanked.

    Offsets count from the statement's start and lines from 1; `place.moved` puts the tree where the
    statement stands. `gaps` are offsets at which the formatter leaves more room. With
    `keeps_words`, `words_at` holds, by offset, where each word of the language ends that the
    grammar read, and its terminal.
    """

    kind: str
    text: str
    words: Words
    code: str = ""
    starts: list[int] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    keeps_words: bool = False
    words_at: dict[int, tuple[int, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.starts = [0]
        at = self.text.find("\n")
        while at >= 0:
            self.starts.append(at + 1)
            at = self.text.find("\n", at + 1)

    def span(self, start: int, end: int) -> Span:
        """The stretch from start to end."""
        line = bisect_right(self.starts, start)
        return Span(start, end, line, start - self.starts[line - 1] + 1)

    def said(self, start: int, end: int) -> str:
        """What is written there, composed so that equal names are equal."""
        text = self.text[start:end]
        return text if text.isascii() else unicodedata.normalize("NFC", text)

    def name(self, start: int, end: int) -> Name:
        """The name that is written there."""
        return Name(self.said(start, end), self.span(start, end))

    def note(
        self,
        code: str,
        message: str,
        span: Span,
        *,
        hint: str = "",
        label: str = "",
        edits: tuple[Edit, ...] = (),
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Add a finding."""
        self.findings.append(
            Finding(code, severity, message, (Label(span, label),), hint=hint, edits=edits)
        )

    def heard(self, start: int, end: int, terminal: str) -> None:
        """Remember that a word of the language stands here, where words are remembered."""
        if self.keeps_words:
            self.words_at[start] = (end, terminal)

    def unclosed(self, start: int, end: int) -> bool:
        """Whether a bracket or quotation mark of this stretch is already known to be left open."""
        return any(
            finding.code == "SB-P007" and start <= label.span.start < end
            for finding in self.findings
            for label in finding.labels
        )

    @property
    def broken(self) -> bool:
        """Whether something could not be read."""
        return any(
            finding.severity is Severity.ERROR and finding.code != "SB-P004"
            for finding in self.findings
        )
