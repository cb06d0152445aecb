"""What went wrong and where, as data: findings are collected and shown, never raised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """How much a finding matters; errors stop a scheme from running, warnings do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: half-open character offsets, and where it starts.

    `line` and `column` count from 1. Offsets count Python characters (code points). `source`
    names the text: a file or scheme name.
    """

    start: int
    end: int
    line: int
    column: int
    source: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A short remark on one place of a text."""

    span: Span
    text: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """A suggested change that an editor can apply: replace `span` by `replacement`."""

    title: str
    span: Span
    replacement: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem, worded for the person who wrote the text or the file.

    `code` is stable (`SB-` + letter + three digits, see `codes`). `message` stands alone, `hint`
    is an action. `place` names where it is when there is no text: a file, row, column, or case.
    `example` is a case that shows it, `edits` are fixes an editor can apply.
    """

    code: str
    severity: Severity
    message: str
    labels: tuple[Label, ...] = ()
    hint: str = ""
    citation: str = ""
    place: str = ""
    example: Mapping[str, object] | None = None
    edits: tuple[Edit, ...] = ()

    @property
    def span(self) -> Span | None:
        """The first place the finding points to, if any."""
        return self.labels[0].span if self.labels else None


def has_errors(findings: Iterable[Finding]) -> bool:
    """Say whether any finding is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)
