"""A variant of a scheme as written: which values are set, which lines and statements change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from schemebuilder.diagnostics.finding import Span
from schemebuilder.language.syntax.said import Citation, Name, Text


@dataclass(frozen=True, slots=True)
class PointedAt:
    """A statement of the base: `table supplement`; `kind` is the statement's, `name` may be ""."""

    kind: str
    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class LinePart:
    """A line as it is written in a reform: its words with single spaces, and where they stand.

    `whole` reaches to the end of the citation behind it and of the `refuse` line below it.
    """

    words: str
    span: Span
    whole: Span


@dataclass(frozen=True, slots=True)
class SetWritten:
    """`set grant for rural from 2026-07-01 : KES 2,400`: a parameter's value from a day on."""

    name: Name
    keys: tuple[Name, ...]
    start: date
    value: LinePart
    span: Span
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line of a statement that goes, comes, or gives way to another.

    `old` is the line of the base (None: one is added), `new` the line instead (None: one is
    removed), `after` the line that an added one follows. `start` is the first day of the change.
    """

    of: PointedAt
    old: LinePart | None
    new: LinePart | None
    span: Span
    after: LinePart | None = None
    start: date | None = None


ReformClause: TypeAlias = SetWritten | LineChange


@dataclass(frozen=True, slots=True)
class ReformStatement:
    """`reform [name] "Title" of base` and its lines; `base` is a library name or a path."""

    name: Name | None
    title: Text
    base: Name
    clauses: tuple[ReformClause, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class RemovedStatement:
    """`remove table supplement`: a whole statement of the base goes."""

    of: PointedAt
    span: Span
